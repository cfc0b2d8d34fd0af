"""From page to page of the site, each written as a file once, its links leading to the other files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from urllib.parse import urljoin
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from webapp import addresses
from webapp.edition.errors import EditionPageError
from webapp.edition.links import with_links
from webapp.edition.names import Names
from webapp.edition.names import relative
from webapp.reading_pages import READING_PAGES

#: The pages of the edition by endpoint, each with the parameters that make another page of it.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    **READING_PAGES,
    "edition.materials": (),
    "edition.review": (),
    "edition.search": (),
    "notes.notes": (),
}
#: Pages whose scripts read the address: its parameters stay in the link.
_ASKING: Final = frozenset(("edition.search", "edition.materials"))
#: What may lead elsewhere, or nowhere: it is asked for before a link to it is written.
_UNSURE: Final = frozenset(("comparisons.comparison", "documents.document", "documents.point", "numbers.number"))
_FILES: Final = frozenset(("static", "documents.original"))
#: Originals that a browser or an office program opens as a paper. A page from elsewhere could bring scripts with it.
_PAPERS: Final = frozenset(("pdf", "doc", "docx", "rtf", "odt", "txt", "png", "jpg", "jpeg"))
#: Scripts that only ask the server.
_OF_THE_SERVER: Final = frozenset(("suggest.js", "preview.js", "busy.js"))
_MOST_STEPS: Final = 5  # of redirects


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the edition: its path with forward slashes, and its bytes."""

    path: str
    content: bytes
    page: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a link leads: a file, with what stands behind its name."""

    path: str
    fragment: str = ""
    query: str = ""


class Walk:
    """All pages of a site that can be reached by links, as files. `unreached` are addresses that links lost."""

    def __init__(self, app: Flask, plans: Mapping[str, bool]) -> None:
        """Read the pages of `app`, an application for an edition, as a stranger sees them.

        `plans` tells of each document by id whether it is a plan.
        """
        self._plans = plans
        self._client = app.test_client()
        self._routes = app.url_map.bind("localhost")
        self._names = Names()
        self._known: dict[str, _Target | None] = {}
        self._waiting: deque[tuple[str, str, bool]] = deque()
        self._wanted: set[str] = set()
        self._bodies: dict[str, bytes] = {}
        self.unreached: set[str] = set()

    def path(self, address: str) -> str | None:
        """Return where an address of the site lies in the edition, with its fragment; None where it does not."""
        target = self._target(address)
        return relative("", target.path, target.fragment, target.query) if target else None

    def files(self) -> Iterator[Written]:
        """Yield every file that was asked for, and then those that they lead to."""
        while self._waiting:
            address, path, page = self._waiting.popleft()
            body = self._bodies.pop(address, None)
            if body is None:
                with self._client.get(address) as answer:
                    if answer.status_code != HTTPStatus.OK:
                        raise EditionPageError(address, answer.status_code)
                    body = answer.data
            if page:
                body = self._with_links(body.decode(), address, path).encode()
            yield Written(path, body, page)

    def _with_links(self, body: str, address: str, path: str) -> str:
        def replacing(tag: str, link: str) -> str | None:
            if link.startswith("#") or urlsplit(link).scheme or urlsplit(link).netloc:
                return link
            if tag == "script" and urlsplit(link).path.rpartition("/")[2] in _OF_THE_SERVER:
                return None
            target = self._target(urljoin(address, link))
            if target is None:
                self.unreached.add(link)
                return None
            return relative(path, target.path, target.fragment, target.query)

        return with_links(body, replacing)

    def _target(self, address: str, steps: int = _MOST_STEPS) -> _Target | None:
        bare, _, fragment = address.partition("#")
        if bare not in self._known:
            self._known[bare] = self._found(bare, steps)
        target = self._known[bare]
        if target is None or not fragment:
            return target
        return _Target(target.path, fragment, target.query)

    def _found(self, address: str, steps: int) -> _Target | None:
        parts = urlsplit(address)
        try:
            endpoint, arguments = self._routes.match(parts.path, method="GET")
        except (HTTPException, RequestRedirect):
            return None
        if endpoint in _FILES:
            return self._file(address, arguments)
        if endpoint not in _PAGES and endpoint not in _UNSURE:
            return None
        given = parse_qsl(parts.query)
        if endpoint in _ASKING:
            return _Target(self._file_of(parts.path, page=True), query=parts.query)
        if not {name for name, _ in given} <= set(_PAGES.get(endpoint, ())):
            return None
        page = f"{parts.path}?{urlencode(given)}" if given else parts.path
        plan = self._plans.get(arguments.get("identifier", "")) if endpoint == "documents.document" else None
        if plan:
            return self._target(addresses.plan(arguments["identifier"]))
        if endpoint in _UNSURE and plan is None:
            with self._client.get(page) as answer:
                if answer.status_code in (HTTPStatus.FOUND, HTTPStatus.MOVED_PERMANENTLY):
                    return self._target(urljoin(page, answer.location), steps - 1) if steps else None
                if answer.status_code != HTTPStatus.OK:
                    return None
                self._bodies[page] = answer.data
        return _Target(self._file_of(page, page=True))

    def _file(self, address: str, arguments: Mapping[str, str]) -> _Target | None:
        name = arguments["name"]
        if "identifier" in arguments and name.rpartition(".")[2].lower() not in _PAPERS:
            return None
        return _Target(self._file_of(urlsplit(address).path, page=False))

    def _file_of(self, address: str, *, page: bool) -> str:
        path = self._names.path(address, page=page)
        if path not in self._wanted:
            self._wanted.add(path)
            self._waiting.append((address, path, page))
        return path
