"""A web page's document without the site around it: scripts, menus, banners, footers."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from lxml import etree

from indexer.convert.text_bytes import text_of

_DECLARED: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"<\?xml[^>]{0,300}\?>")
_NO_TEXT: Final = frozenset(
    """script style noscript template head svg math iframe object embed applet audio video canvas map select option
    button input textarea datalist progress meter dialog frameset""".split()
)
_FRAME: Final = frozenset({"nav", "aside", "header", "footer", "menu"})
_FRAME_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"})
_FRAME_NAMES: Final = frozenset(
    """nav navbar navigation menu mainmenu topmenu submenu breadcrumb breadcrumbs sidebar footer topbar toolbar share
    social sharing related comments cookie cookies advert advertisement ads banner pagination skip-link login""".split()
)
_NAME_PARTS: Final = re.compile(r"[\s_]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_MAIN_SHARE: Final = 0.6
_MENU_LINKS: Final = 4
_MENU_SHARE: Final = 0.8
_MENU_WORDS: Final = 60  # letters a link of a menu has at most, on average


def page_root(data: bytes) -> tuple[etree._Element | None, bool]:
    """Return the element that holds a page's document, and whether a site's frame was left out around it.

    None: the bytes are no text, or hold no element.
    """
    if re.match(rb"\s*(?:MIME-Version|From|Content-Type):", data[:200], re.IGNORECASE):
        data = _saved_page(data) or data
    declared = _DECLARED.search(data[:8192])
    text = text_of(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        return None, False
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(_XML_DECLARATION.sub("", text.replace("\0", ""), count=1), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    if root is None:
        return None, False
    body = root.find(".//body")
    body = root if body is None else body
    _drop(body, [element for element in body.iter() if _is_no_text(element)])
    framed = [element for element in body.iter() if element is not body and _is_frame(element)]
    kept = [element for element in framed if not _holds_most(element, body)]
    _drop(body, kept)
    main = _main(body)
    return main, bool(kept) or main is not body


def _saved_page(data: bytes) -> bytes | None:
    """Return the page in a file that holds it with all its pictures (.mht)."""
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                return content if isinstance(content, bytes) else None
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return None


def _is_no_text(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return True
    return element.get("hidden") is not None or _HIDDEN.search((element.get("style") or "").lower()) is not None


def _is_frame(element: etree._Element) -> bool:
    if element.tag in _FRAME or (element.get("role") or "").lower() in _FRAME_ROLES:
        return not any(above.tag in {"article", "main"} for above in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if any(name in _FRAME_NAMES for name in _NAME_PARTS.split(names)):
        return True
    return element.tag in {"ul", "ol", "div", "td", "section"} and _is_menu(element)


def _is_menu(element: etree._Element) -> bool:
    links = element.findall(".//a")
    if len(links) < _MENU_LINKS:
        return False
    linked = sum(_letters(link) for link in links)
    return linked >= _MENU_SHARE * max(1, _letters(element)) and linked <= _MENU_WORDS * len(links)


def _holds_most(element: etree._Element, body: etree._Element) -> bool:
    return _letters(element) >= _MAIN_SHARE * max(1, _letters(body))


def _main(body: etree._Element) -> etree._Element:
    """Return the one element that the page names as its content where it holds most of the text, else the body."""
    named = [element for element in body.iter() if element.tag == "main" or element.get("role") == "main"]
    named = named or list(body.iter("article"))
    if len(named) == 1 and _holds_most(named[0], body):
        return named[0]
    return body


def _letters(element: etree._Element) -> int:
    return sum(len(piece.strip()) for piece in element.itertext() if isinstance(piece, str))


def _drop(body: etree._Element, elements: list[etree._Element]) -> None:
    """Take elements out and leave the text behind them where it is."""
    for element in elements:
        parent = element.getparent()
        if parent is None or element is body:
            continue
        tail = element.tail
        if tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
        parent.remove(element)
