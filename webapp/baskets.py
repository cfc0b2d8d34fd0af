"""A lesson pack as it comes with a request: keys of what was gathered, notes, a name; bounded and never stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote
from urllib.parse import urlsplit

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.export.pack import PackOrder
from indexer.export.pack_files import read_pack_list
from webapp.errors import WebError

MOST_ITEMS: Final = 500
MOST_NOTE: Final = 2_000  # letters of a note
MOST_TITLE: Final = 300
_MOST_KEY: Final = 200
_MOST_BYTES: Final = 12_000_000  # a full pack whose notes are all as long as they may be, as a form spells them
_SHOWN: Final = 60

BY_LEVEL, BY_THEME, AS_ORDERED = "cap", "chu-de", "tay"
#: The orders of a pack by the parameter that asks for them; any other value asks for the first.
ORDERS: Final[Mapping[str, PackOrder]] = {
    BY_LEVEL: PackOrder.LEVEL,
    BY_THEME: PackOrder.THEME,
    AS_ORDERED: PackOrder.CHOSEN,
}

# What no note and no title may hold: control letters and halves of letters.
_STRAY: Final = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOCUMENT: Final = re.compile(r"/(?:van-ban|ke-hoach)/([^/#?]+)/?")
_TASK: Final = re.compile(r"/ke-hoach/([^/#?]+)/nhiem-vu/([^/#?]+)/?")


class FullBasketError(WebError):
    """More was gathered than one pack holds."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self) -> None:
        super().__init__(f"Một bộ tư liệu có tối đa {MOST_ITEMS} mục: hãy chia thành nhiều bộ.")


class BadBasketFileError(WebError):
    """An uploaded file is no list of gathered material."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name[:_SHOWN]}” không phải tệp tư liệu đã lưu từ trang này (tu-lieu.json).")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A gathered item by its key, with the lecturer's own note."""

    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """What was gathered, in the lecturer's order. `order`: one of `ORDERS`."""

    title: str = ""
    order: str = BY_LEVEL
    items: tuple[Gathered, ...] = ()

    def without(self, key: str) -> Basket:
        """Return the basket without the item of `key`."""
        return replace(self, items=tuple(item for item in self.items if item.key != key))

    def moved(self, key: str, by: int) -> Basket:
        """Return the basket with the item of `key` moved by `by` places; it then stands as the lecturer orders."""
        keys = [item.key for item in self.items]
        if key not in keys:
            return self
        items = list(self.items)
        at = keys.index(key)
        item = items.pop(at)
        items.insert(max(0, at + by), item)
        return replace(self, items=tuple(items), order=AS_ORDERED)

    def arguments(self) -> list[tuple[str, str]]:
        """Return the parameters of the basket's address."""
        named = [("ten", self.title)] if self.title else []
        ordered = [("xep", self.order)] if self.order != BY_LEVEL else []
        notes = [(f"g:{item.key}", item.note) for item in self.items if item.note]
        return [*named, *ordered, *(("m", item.key) for item in self.items), *notes]


def basket_of(values: MultiDict[str, str]) -> Basket:
    """Return the basket in a request's parameters: `ten`, `xep`, every `m` (a key), and `g:<key>` for its note.

    Raises:
        FullBasketError: it holds more than `MOST_ITEMS` items.
    """
    notes = {name[2:]: note for name, note in values.items() if name.startswith("g:")}
    entries = ((key, notes.get(key, "")) for key in values.getlist("m"))
    return _basket(values.get("ten", ""), values.get("xep", ""), entries)


def sent_basket() -> Basket:
    """Return the basket of the form at hand.

    Raises:
        FullBasketError: it is larger than the site takes.
    """
    _bound()
    try:
        return basket_of(request.form)
    except RequestEntityTooLarge as error:
        raise FullBasketError from error


def uploaded_basket() -> Basket:
    """Return the basket of the file sent.

    Raises:
        FullBasketError: it is larger than the site takes.
        BadBasketFileError: the file is no list of gathered material.
    """
    _bound()
    try:
        upload = request.files.get("tep")
    except RequestEntityTooLarge as error:
        raise FullBasketError from error
    if upload is None or not upload.filename:
        raise BadBasketFileError("chưa chọn tệp")
    try:
        title, order, entries = read_pack_list(upload.stream.read())
    except ValueError as error:
        raise BadBasketFileError(upload.filename) from error
    return _basket(title, order, entries)


def changed(basket: Basket, form: Mapping[str, str]) -> tuple[Basket, str | None]:
    """Return the basket after what the form's button asks for, and the key of the item that was touched.

    `bo` takes an item away, `len` and `xuong` move it, `them` (a page's address or a key) adds one.

    Raises:
        FullBasketError: there is no room for another item.
    """
    if form.get("bo"):
        return basket.without(form["bo"]), None
    for name, by in (("len", -1), ("xuong", 1)):
        if form.get(name):
            return basket.moved(form[name], by), form[name]
    key = key_of(form.get("them", ""))
    if not key or key in {item.key for item in basket.items}:
        return basket, None
    return _basket(basket.title, basket.order, [*((item.key, item.note) for item in basket.items), (key, "")]), key


def key_of(text: str) -> str:
    """Return the key of the page whose address is `text`; a text that is no address is taken for a key."""
    text = text.strip()
    try:
        path = urlsplit(text).path if "/" in text else ""
    except ValueError:
        path = ""
    if task := _TASK.search(path):
        return f"{unquote(task[1])}:{unquote(task[2])}"
    if document := _DOCUMENT.search(path):
        return unquote(document[1])
    return clean(text, _MOST_KEY)


def _bound() -> None:
    request.max_content_length = _MOST_BYTES
    request.max_form_memory_size = _MOST_BYTES
    request.max_form_parts = 3 * MOST_ITEMS


def _basket(title: str, order: str, entries: Iterable[tuple[str, str]]) -> Basket:
    items: dict[str, Gathered] = {}
    for key, note in entries:
        shown = clean(key, _MOST_KEY)
        if shown and shown not in items:
            items[shown] = Gathered(shown, clean(note, MOST_NOTE))
        if len(items) > MOST_ITEMS:
            raise FullBasketError
    return Basket(
        title=" ".join(clean(title, MOST_TITLE).split()),
        order=order if order in ORDERS else BY_LEVEL,
        items=tuple(items.values()),
    )


def clean(text: str, most: int, *, ends: bool = False) -> str:
    """Return what was sent without stray letters, at most `most` letters of it; `ends` keeps the blanks at its ends."""
    kept = _STRAY.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (kept if ends else kept.strip())[:most]
