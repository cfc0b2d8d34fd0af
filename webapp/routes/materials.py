"""Gathered material: the page of a lesson pack, its files, and a pack opened from a file. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import redirect
from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from indexer.export.docx_page import DOCX
from indexer.export.pack import Chosen
from indexer.export.pack import Pack
from indexer.export.pack import make_pack
from indexer.export.pack_files import pack_docx
from indexer.export.pack_files import pack_list
from indexer.export.pack_files import pack_markdown
from indexer.export.pack_pptx import PPTX
from indexer.export.pack_pptx import pack_pptx
from indexer.export.remarks import Remark
from indexer.views.material import Material
from indexer.views.material import parse_item
from webapp import addresses
from webapp.baskets import MOST_ITEMS
from webapp.baskets import MOST_NOTE
from webapp.baskets import MOST_TITLE
from webapp.baskets import ORDERS
from webapp.baskets import Basket
from webapp.baskets import Gathered
from webapp.baskets import basket_of
from webapp.baskets import changed
from webapp.baskets import sent_basket
from webapp.baskets import uploaded_basket
from webapp.errors import WebError
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.quoting import today
from webapp.remarks import remarks_of
from webapp.rendering import inline

area: Final = Blueprint("materials", __name__)

#: Own notes by the keys of gathered items.
Remarks = Mapping[str, tuple[Remark, ...]]

_NO_REMARKS: Final[Remarks] = MappingProxyType({})
_FILE_NAME: Final = "tu-lieu"
_LONGEST_ADDRESS: Final = 8_000  # letters that every browser and server takes
_MEDIA_TYPES: Final = {
    "docx": DOCX,
    "pptx": PPTX,
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
_WRITERS: Final[Mapping[str, Callable[[Pack], bytes]]] = {"docx": pack_docx, "pptx": pack_pptx, "md": pack_markdown}


@dataclass(frozen=True, slots=True)
class MaterialsPage(Page):
    """The context of materials.html. `paragraphs` are the passages' by key; `share` is empty where it is too long."""

    basket: Basket
    pack: Pack
    paragraphs: dict[str, tuple[Markup, ...]]
    gone: tuple[Gathered, ...]
    share: str
    order: str
    most_items: int
    most_note: int
    most_title: int


@area.get("/tu-lieu")
def show() -> str:
    """Show the pack of the address; `them` adds to it, as the links of other pages do without scripts."""
    basket, _key = changed(basket_of(request.args), {"them": request.args.get("them", "")})
    return _page(basket)


@area.post("/tu-lieu")
def change() -> AnyResponse | str:
    """Show the pack of the form after its change, at an address of its own where one can hold it."""
    basket, key = changed(sent_basket(), request.form)
    return _shown(basket, key)


@area.post("/tu-lieu/mo")
def open_file() -> AnyResponse | str:
    """Show the pack of a file."""
    return _shown(uploaded_basket(), None)


@area.get("/tu-lieu/tai")
def download() -> Response:
    """Hand over the pack of the address as the file that `dang` names."""
    return _file(basket_of(request.args), request.args.get("dang", ""))


@area.post("/tu-lieu/tai")
def download_sent() -> Response:
    """Hand over the pack of the form as the file that `dang` names, with the own notes of `danh-dau` if sent."""
    basket = sent_basket()
    return _file(basket, request.form.get("dang", ""), remarks_of(request.form.get("danh-dau", "")))


class UnknownPackFormError(WebError):
    """A pack is asked for in a form that there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không có dạng tệp “{name[:20]}”: tư liệu có các dạng {', '.join(_MEDIA_TYPES)}.")


def _shown(basket: Basket, key: str | None) -> AnyResponse | str:
    address = addresses.materials(basket.arguments())
    if len(address) > _LONGEST_ADDRESS:
        return _page(basket)
    return redirect(f"{address}#{addresses.anchor(key)}" if key else address, 303)


def _page(basket: Basket) -> str:
    basket, found, gone = _found(basket)
    pack = _pack(basket, found)
    address = addresses.materials(basket.arguments())
    page = MaterialsPage(
        basket=basket,
        pack=pack,
        paragraphs={
            item.material.item.key: tuple(inline(text, breaks=True) for text in item.material.paragraphs)
            for item in found
        },
        gone=gone,
        share=f"{request.host_url.rstrip('/')}{address}" if len(address) <= _LONGEST_ADDRESS else "",
        order=basket.order,
        most_items=MOST_ITEMS,
        most_note=MOST_NOTE,
        most_title=MOST_TITLE,
    )
    return render("materials.html", page)


def _found(basket: Basket, remarks: Remarks = _NO_REMARKS) -> tuple[Basket, list[Chosen], tuple[Gathered, ...]]:
    """Return the basket by present ids, what the library holds of it, each thing once, and what it does not."""
    parsed = [(gathered, item) for gathered in basket.items if (item := parse_item(gathered.key)) is not None]
    held: dict[str, Material | None] = dict(
        zip(
            (gathered.key for gathered, _item in parsed), kb().material(item for _gathered, item in parsed), strict=True
        )
    )
    current: dict[str, Gathered] = {}
    found: dict[str, Chosen] = {}
    for gathered in basket.items:
        material = held.get(gathered.key)
        key = material.item.key if material else gathered.key
        current.setdefault(key, Gathered(key, gathered.note))
        if material is not None:
            # A former id and the present one are one document.
            found.setdefault(key, Chosen(material, gathered.note, remarks.get(gathered.key, ())))
    gone = tuple(item for key, item in current.items() if key not in found)
    return replace(basket, items=tuple(current.values())), list(found.values()), gone


def _pack(basket: Basket, found: list[Chosen]) -> Pack:
    return make_pack(found, basket.title, today(), kb().vocabulary, ORDERS[basket.order])


def _file(basket: Basket, form: str, remarks: Remarks = _NO_REMARKS) -> Response:
    if form not in _MEDIA_TYPES:
        raise UnknownPackFormError(form)
    if form == "json":
        content = pack_list(basket.title, basket.order, [(item.key, item.note) for item in basket.items])
    else:
        pack = _pack(basket, _found(basket, remarks)[1])
        content = _WRITERS[form](pack)
    response = make_response(content)
    response.headers["Content-Type"] = _MEDIA_TYPES[form]
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}.{form}"'
    response.headers["Cache-Control"] = "no-store"  # the notes in it are nobody else's
    return response
