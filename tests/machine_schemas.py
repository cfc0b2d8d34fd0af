"""What feeds and sitemaps must look like, as grammars (RELAX NG) put down from RFC 4287 and from sitemaps.org."""

from __future__ import annotations

from typing import Final

from lxml import etree

_TYPES: Final = (
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" xmlns="http://relaxng.org/ns/structure/1.0"'
)
_ADDRESS: Final = '<data type="anyURI"><param name="pattern">https?://[^/].*</param></data>'
# RFC 3339 asks for the seconds and the zone, which XML Schema leaves open.
_TIME: Final = '<data type="dateTime"><param name="pattern">.*(Z|[+\\-]\\d\\d:\\d\\d)</param></data>'
_LINK: Final = f"""
<element name="link">
  <attribute name="href">{_ADDRESS}</attribute>
  <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
  <attribute name="type"><data type="token"><param name="pattern">.+/.+</param></data></attribute>
</element>
"""
_TEXT: Final = '<data type="string"><param name="minLength">1</param></data>'

#: Feeds may order their elements as they like; this site always writes them in one order.
ATOM: Final = f"""
<element name="feed" ns="http://www.w3.org/2005/Atom" {_TYPES}>
  <attribute name="xml:lang"><data type="language"/></attribute>
  <element name="title">{_TEXT}</element>
  <element name="id">{_ADDRESS}</element>
  <oneOrMore>{_LINK}</oneOrMore>
  <element name="updated">{_TIME}</element>
  <element name="author"><element name="name">{_TEXT}</element></element>
  <zeroOrMore>
    <element name="entry">
      <element name="title">{_TEXT}</element>
      <element name="id">{_ADDRESS}</element>
      {_LINK}
      <element name="updated">{_TIME}</element>
      <element name="summary">{_TEXT}</element>
    </element>
  </zeroOrMore>
</element>
"""


def _map(whole: str, part: str) -> str:
    return f"""
<element name="{whole}" ns="http://www.sitemaps.org/schemas/sitemap/0.9" {_TYPES}>
  <oneOrMore>
    <element name="{part}">
      <element name="loc">{_ADDRESS.replace("</data>", '<param name="minLength">12</param><param name="maxLength">2048</param></data>')}</element>
      <optional><element name="lastmod"><choice><data type="date"/>{_TIME}</choice></element></optional>
    </element>
  </oneOrMore>
</element>
"""


SITEMAP: Final = _map("urlset", "url")
SITEMAP_INDEX: Final = _map("sitemapindex", "sitemap")


def valid(grammar: str, document: bytes) -> etree._Element:
    """Return the root of `document`, which keeps to `grammar`; fail where it does not."""
    root = etree.fromstring(document)
    etree.RelaxNG(etree.fromstring(grammar)).assertValid(root)
    return root
