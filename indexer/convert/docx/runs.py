"""The content of a .docx paragraph: runs as printed, with revisions accepted, fields resolved, notes marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from lxml import etree

from indexer.convert.blocks import Run
from indexer.convert.docx.names import attribute
from indexer.convert.docx.names import child
from indexer.convert.docx.names import local
from indexer.convert.docx.names import w
from indexer.convert.docx.styles import Styles
from indexer.convert.numerals import symbol

# What the accepted text leaves out, and what is no text at all.
_LEFT_OUT: Final = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "annotationRef",
     "commentReference", "rt", "lastRenderedPageBreak", "softHyphen", "tblPr", "tblGrid"}
)  # fmt: skip
_LETTERS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_IMAGES: Final = frozenset({"blip", "imagedata"})
_PICTURES: Final = frozenset({"drawing", "pict", "object"})


@dataclass(slots=True)
class Found:
    """What stands in a paragraph besides letters."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes anchored in it
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" | "endnote", id)
    pictures: int = 0


class Fields:
    """The fields that are open: a field's instruction is no text, its result is; tables of contents are neither."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []  # [state, instruction] of each
        self.contents = False  # a table of contents was left out

    @property
    def silent(self) -> bool:
        """Whether what stands here is not printed as text."""
        for state, instruction in self._open:
            if state == "instruction":
                return True
            if instruction.split()[:1] == ["TOC"]:
                self.contents = True
                return True
        return False

    def character(self, kind: str | None) -> None:
        """Take a field character."""
        if kind == "begin":
            self._open.append(["instruction", ""])
        elif kind == "separate" and self._open:
            self._open[-1][0] = "result"
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take a piece of the innermost field's instruction."""
        if self._open:
            self._open[-1][1] += text


class RunReader:
    """Reads the runs of paragraphs in order; fields stay open from one paragraph to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.fields = Fields()
        self._footnotes: dict[str, int] = {"footnote": 0, "endnote": 0}

    def read(self, paragraph: etree._Element, style: str | None) -> Found:
        """Return what stands in a paragraph of this style."""
        found = Found()
        self._walk(paragraph, style, None, found)
        return found

    def _walk(
        self, element: etree._Element, style: str | None, properties: etree._Element | None, found: Found
    ) -> None:
        for inner in element:
            name = local(inner)
            if name == "instrText":
                self.fields.instruct(inner.text or "")
            elif name == "fldChar":
                self.fields.character(attribute(inner, "fldCharType"))
            elif name in _LEFT_OUT:
                continue
            elif name == "r":
                own = child(inner, "rPr")
                if not self._styles.hidden(own, style):
                    self._walk(inner, style, own, found)
            elif name in _PICTURES or name == "AlternateContent":
                self._picture(inner, style, properties, found)
            elif not self.fields.silent:
                self._text(inner, name, style, properties, found)

    def _text(
        self, element: etree._Element, name: str, style: str | None, properties: etree._Element | None, found: Found
    ) -> None:
        if name == "t":
            font = self._styles.font(properties, style)
            found.runs.append(Run(element.text or "", font))
        elif name in _LETTERS:
            found.runs.append(Run(_LETTERS[name]))
        elif name == "sym":
            code = attribute(element, "char") or ""
            found.runs.append(Run(_symbol(code), exact=True))
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(element, name.removesuffix("Reference"), found)
        elif name == "fldSimple" and (attribute(element, "instr") or "").split()[:1] == ["TOC"]:
            self.fields.contents = True
        else:
            self._walk(element, style, properties, found)

    def _note(self, element: etree._Element, kind: str, found: Found) -> None:
        self._footnotes[kind] += 1
        label = f"{'e' if kind == 'endnote' else ''}{self._footnotes[kind]}"
        found.runs.append(Run(f"[^{label}]", exact=True))
        found.notes.append((label, f"{kind}:{attribute(element, 'id')}"))

    def _picture(
        self, element: etree._Element, style: str | None, properties: etree._Element | None, found: Found
    ) -> None:
        """Take a drawing's text boxes; of several choices for the same thing, the first that has any text."""
        if local(element) != "AlternateContent":
            boxes = list(outer_boxes(element))
            found.boxes += boxes
            found.pictures += any(local(inner) in _IMAGES for inner in element.iter())
            return
        for choice in element:
            inner = Found()
            self._walk(choice, style, properties, inner)
            if inner.runs or inner.boxes:
                found.runs += inner.runs
                found.boxes += inner.boxes
                return
        found.pictures += any(local(inner) in _IMAGES for inner in element.iter())


def outer_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes in a drawing that lie in no other text box, each once whatever choices there are."""
    if element.tag == w("txbxContent"):
        yield element
        return
    for inner in element:
        if local(inner) == "AlternateContent":
            choices = [list(outer_boxes(choice)) for choice in inner]
            yield from next((choice for choice in choices if choice), [])
        else:
            yield from outer_boxes(inner)


def _symbol(code: str) -> str:
    if not code or len(code) > 6 or any(digit not in "0123456789abcdefABCDEF" for digit in code):
        return ""
    found = int(code, 16)
    return symbol(found) if found < 0x100 or 0xF000 <= found < 0xF100 else chr(found) if found < 0xD800 else ""


__all__ = ["Found", "RunReader"]
