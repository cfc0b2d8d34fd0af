"""A review as Word files: the slip to print, and the draft itself with a comment at each finding."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from indexer.convert import convert
from indexer.errors.importing import NotWordError
from indexer.export import export_review
from indexer.export.review_comments import commented
from indexer.kb import KnowledgeBase
from indexer.text import nfc

LAST_DAY = "2026-12-01"


def draft(folder: Path) -> Path:
    """A plan whose citations lie over several runs, in a list that Word numbers, in a table and decomposed."""
    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Thử ghi chú")
    first = made.add_paragraph("Căn cứ Quy định số ")
    first.add_run("37-").bold = True
    first.add_run("QĐ/TW ngày 25/10/2021")
    first.add_run(" của Ban Chấp hành Trung ương;")
    made.add_paragraph("Quán triệt trong các quận ủy.", style="List Number")
    # Decomposed letters, as some programs store them.
    made.add_paragraph("Thư\u0323c hiê\u0323n Quy đi\u0323nh sô\u0301 37-QĐ/TW.")
    made.add_table(rows=1, cols=2).rows[0].cells[1].text = "Báo cáo Quận ủy"
    path = folder / "du-thao.docx"
    made.save(str(path))
    return path


def answered(library: KnowledgeBase, path: Path) -> Document:
    text = convert(path).printed
    return docx.Document(io.BytesIO(commented(path.read_bytes(), text, library.review(text, LAST_DAY))))


def comments(document: Document) -> list[tuple[str, str]]:
    """What each comment stands at, and the first words that it says."""
    ranges: dict[str, str] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        open_ids: list[str] = []
        for element in paragraph.iter():
            name = element.get(qn("w:id"))
            if element.tag == qn("w:commentRangeStart"):
                open_ids.append(name)
                ranges[name] = ""
            elif element.tag == qn("w:commentRangeEnd"):
                open_ids.remove(name)
            elif element.tag == qn("w:t"):
                for each in open_ids:
                    ranges[each] += element.text
    return [(nfc(ranges[str(comment.comment_id)]), comment.text.split(":")[0]) for comment in document.comments]


def test_comments_stand_at_what_they_speak_of(library: KnowledgeBase, tmp_path: Path) -> None:
    found = comments(answered(library, draft(tmp_path)))
    assert ("Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021", "Quy định 37-QĐ/TW") in found
    assert ("Thực hiện Quy định số 37-QĐ/TW.", "Quy định 37-QĐ/TW") in found
    assert ("Quán triệt trong các quận ủy.", "Cấp ủy cấp huyện") in found
    assert ("Báo cáo Quận ủy", "Cấp ủy cấp huyện") in found


def test_nothing_else_of_the_draft_is_changed(library: KnowledgeBase, tmp_path: Path) -> None:
    path = draft(tmp_path)
    answer = answered(library, path)
    before = docx.Document(str(path))
    assert [item.text for item in answer.paragraphs] == [item.text for item in before.paragraphs]
    out = io.BytesIO()
    answer.save(out)
    new, old = (zipfile.ZipFile(file) for file in (out, path))
    touched = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    added = set(new.namelist()) - set(old.namelist())
    assert added <= touched
    for name in set(old.namelist()) - touched:
        assert new.read(name) == old.read(name), name


def test_a_file_that_is_no_docx_cannot_bear_comments(library: KnowledgeBase) -> None:
    with pytest.raises(NotWordError):
        commented(b"{\\rtf1 abc}", "abc", library.review("abc"))


def test_the_slip(library: KnowledgeBase, tmp_path: Path) -> None:
    review = library.review(convert(draft(tmp_path)).printed, LAST_DAY)
    slip = docx.Document(io.BytesIO(export_review(review, "docx")))
    findings, bases = slip.tables
    head = [cell.text for cell in findings.rows[0].cells]
    assert head == ["STT", "Vị trí", "Viện dẫn trong dự thảo", "Văn bản", "Nhận xét", "Đề nghị sửa"]
    assert len(findings.rows) == 1 + len(review.findings)
    assert len(bases.rows) == 1 + len(review.bases)
    assert any("Quy định 207-QĐ/TW" in row.cells[5].text for row in findings.rows)
    assert slip.paragraphs[0].text == "PHIẾU RÀ SOÁT CĂN CỨ"


def test_a_slip_of_a_draft_that_cites_nothing(library: KnowledgeBase) -> None:
    slip = docx.Document(io.BytesIO(export_review(library.review("Nội dung."), "docx")))
    assert "Dự thảo không viện dẫn văn bản nào." in [item.text for item in slip.paragraphs]
