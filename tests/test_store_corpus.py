"""Loading: what a good file says, and what each broken one is told, while the rest is still read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import CorpusNotFoundError
from indexer.errors import Severity
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Source
from indexer.model import Standing
from indexer.model import Status
from indexer.model import TopicChoice
from indexer.store import Corpus
from indexer.store import load_corpus

GOOD = "---\nid: nghi-quyet-35-bo-chinh-tri-2018\nkind: nghi-quyet\n---\n"

FULL = """\
---
id: thu
kind:
  readings:
  - {value: quyet-dinh, source: trang lưu trữ, standing: secondary}
  - {value: quy-dinh, source: kế hoạch}
number: 010-QĐ/TW
title: "Về: thử"
issuer: ban-bi-thu
issuer_text: Ban Bí thư (khóa X)
issued: 2008
term: X
effective_from: 2008-09
status: none_found
checked_to: 2026-11-23
signer: NO
circulation: internal
sources:
- {address: "https://vi.du/trang", says: Có trích yếu., verified: true}
- address: https://vi.du/khac
relations:
- {type: replaces, target: nghi-quyet-35-bo-chinh-tri-2018, source: điều 5, standing: doubtful, date: 2008-09-03}
- {type: follows, target: {kind: chi-thi, number: 03-CT/TW, issuer: bo-chinh-tri, issued: 2011-05-14, title: Thử}}
topics: [lich-su-dang, {not: cong-tac-can-bo}, {topic: kiem-tra-giam-sat, at: II.1}]
also_known_as: [Tên khác]
former_ids: [thu-cu]
overrides:
- {at: {task: II.1-2, text: Nghị quyết 35, nth: 2}, set: {document: thu, role: study, form: none}}
- {at: {task: II.2, text: Chuyên đề}, add: {document: thu}}
original: thu.txt
original_sha256: abc
---

Dòng một

Dòng hai
"""


def corpus_of(folder: Path, *texts: str | bytes) -> Corpus:
    """Load a library of a good file and of `texts`, each as directives/thu.md, directives/thu-2.md ..."""
    (folder / "directives").mkdir(exist_ok=True)
    (folder / "directives" / "nghi-quyet-35-bo-chinh-tri-2018.md").write_text(GOOD, encoding="utf-8")
    for number, text in enumerate(texts, 1):
        name = "thu.md" if number == 1 else f"thu-{number}.md"
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / "directives" / name).write_bytes(data)
    return load_corpus(folder)


def test_every_field_is_read_and_typed(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, FULL)
    assert corpus.problems == ()
    assert corpus.documents["thu"] == Document(
        id="thu",
        kind=Disputed((Reading("quyet-dinh", "trang lưu trữ", Standing.SECONDARY), Reading("quy-dinh", "kế hoạch"))),
        number="010-QĐ/TW",
        title=Disputed((Reading("Về: thử"),)),
        issuer=Disputed((Reading("ban-bi-thu"),)),
        issuer_text="Ban Bí thư (khóa X)",
        issued=Disputed((Reading("2008"),)),
        term="X",
        effective_from="2008-09",
        status=Status.NONE_FOUND,
        checked_to="2026-11-23",
        signer=Disputed((Reading("NO"),)),
        circulation="internal",
        sources=(Source("https://vi.du/trang", "Có trích yếu.", True), Source("https://vi.du/khac")),
        relations=(
            Relation("replaces", "nghi-quyet-35-bo-chinh-tri-2018", "điều 5", Standing.DOUBTFUL, "2008-09-03"),
            Relation("follows", DocumentDescription("chi-thi", "03-CT/TW", "bo-chinh-tri", "2011-05-14", "Thử")),
        ),
        topics=(
            TopicChoice("lich-su-dang"),
            TopicChoice("cong-tac-can-bo", belongs=False),
            TopicChoice("kiem-tra-giam-sat", at="II.1"),
        ),
        also_known_as=("Tên khác",),
        former_ids=("thu-cu",),
        overrides=(
            Override("II.1-2", "Nghị quyết 35", 2, "thu", "study", "none"),
            Override("II.2", "Chuyên đề", document="thu", add=True),
        ),
        original="thu.txt",
        original_sha256="abc",
        body="Dòng một\n\nDòng hai",
        path="directives/thu.md",
        body_line=34,
    )
    assert corpus.line("thu", "number") == 7
    assert corpus.line("thu", "relations.1") == 23


def fields(*lines: str) -> str:
    return "\n".join(("---", "id: thu", "kind: nghi-quyet", *lines, "---", ""))


# What is wrong, the file, the problem's code and its line. The document is still there, without the flawed value.
FLAWED_FIELDS = [
    ("a field nobody knows", fields("isued: 2018-10-22"), "unknown-field", 4),
    ("a field stated twice", fields("number: 1-NQ/TW", "number: 2-NQ/TW"), "duplicate-field", 5),
    ("a list where a value belongs", fields("number: [1, 2]"), "wrong-type", 4),
    ("a value where a list belongs", fields("sources: https://vi.du"), "wrong-type", 4),
    ("a list of lists", fields("sources:", "- [x]"), "wrong-type", 5),
    ("a field's name that is a list", fields("[a]: x"), "wrong-type", 4),
    ("a kind nobody knows", "---\nid: thu\nkind: nghi-quyett\n---\n", "unknown-kind", 3),
    ("no kind", "---\nid: thu\n---\n", "missing-field", 2),
    ("no id", "---\nkind: nghi-quyet\n---\n", "missing-field", 2),
    ("an id that is no slug", "---\nid: Thử\nkind: nghi-quyet\n---\n", "bad-id", 2),
    ("an organ nobody knows", fields("issuer: bo-chinh-chi"), "unknown-organ", 4),
    ("an organ nobody knows among readings", fields("issuer:", "  readings:", "  - value: x"), "unknown-organ", 6),
    ("a day that is no day", fields("issued: 2018-02-30"), "bad-date", 4),
    ("a day in the order of an office", fields("issued: 22/10/2018"), "bad-date", 4),
    ("a term in Arabic", fields("term: khóa 13"), "bad-term", 4),
    ("a status nobody knows", fields("status: valid"), "unknown-status", 4),
    (
        "a standing nobody knows",
        fields("title:", "  readings:", "  - {value: x, standing: sure}"),
        "unknown-standing",
        6,
    ),
    ("a reading without value", fields("title:", "  readings:", "  - source: x"), "missing-field", 6),
    ("a circulation nobody knows", fields("circulation: mật"), "unknown-circulation", 4),
    ("a source without address", fields("sources:", "- says: x"), "missing-field", 5),
    ("a truth that is none", fields("sources:", "- {address: x, verified: có}"), "wrong-type", 5),
    ("a relation of unknown type", fields("relations:", "- {type: thay, target: x}"), "unknown-relation", 5),
    ("a relation without target", fields("relations:", "- type: replaces"), "missing-field", 5),
    ("a target that is no id", fields("relations:", "- {type: replaces, target: 37-QĐ/TW}"), "bad-id", 5),
    ("a target without features", fields("relations:", "- {type: replaces, target: {}}"), "missing-field", 5),
    ("a former id that is none", fields("former_ids: [Á]"), "bad-id", 4),
    ("a topic nobody knows", fields("topics: [lich-su]"), "unknown-topic", 4),
    ("a topic that is taken out and unknown", fields("topics:", "- not: lich-su"), "unknown-topic", 5),
    ("a topic that is and is not", fields("topics:", "- {topic: lich-su-dang, not: lich-su-dang}"), "bad-topic", 5),
    ("a choice without topic", fields("topics:", "- at: II.1"), "bad-topic", 5),
    ("a list where a topic belongs", fields("topics:", "- [lich-su-dang]"), "wrong-type", 5),
    ("a topic chosen twice", fields("topics:", "- lich-su-dang", "- not: lich-su-dang"), "duplicate-topic", 6),
    ("a correction without place", fields("overrides:", "- set: {form: none}"), "bad-override", 5),
    (
        "a correction that does two things",
        fields("overrides:", "- {at: {task: x}, set: {}, add: {}}"),
        "bad-override",
        5,
    ),
    (
        "a correction of no known role",
        fields("overrides:", "- {at: {task: x, text: y}, set: {role: z}}"),
        "unknown-role",
        5,
    ),
    (
        "a correction of place zero",
        fields("overrides:", "- {at: {task: x, text: y, nth: 0}, set: {}}"),
        "bad-override",
        5,
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "line"), [case[1:] for case in FLAWED_FIELDS], ids=[c[0] for c in FLAWED_FIELDS]
)
def test_a_flawed_field_is_told_with_its_line_and_the_rest_is_read(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    corpus = corpus_of(tmp_path, text)
    (problem,) = corpus.problems
    assert (problem.code, problem.line, problem.path) == (code, line, "directives/thu.md")
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith((".", "?"))
    assert set(corpus.documents) == {"nghi-quyet-35-bo-chinh-tri-2018", "thu"}


# What is wrong, the file, the problem's code and its line. The document cannot be read at all.
UNREADABLE = [
    ("nothing", b"", "empty-file", None),
    ("blanks only", b" \n\n", "empty-file", None),
    ("no front matter", b"# Tieu de\n", "no-front-matter", 1),
    ("front matter without end", b"---\nid: thu\nkind: nghi-quyet\n", "unclosed-front-matter", 4),
    ("an old encoding", "---\nid: thu\ntitle: §¶ng\n---\n".encode("latin-1"), "wrong-encoding", 3),
    ("UTF-16", GOOD.encode("utf-16"), "wrong-encoding", 1),
    ("a NUL byte", b"---\nid: thu\nkind: \0\n---\n", "nul-bytes", 3),
    ("a colon in a value", b"---\nid: thu\ntitle: a: b\n---\n", "broken-yaml", 3),
    ("a quote that never closes", b"---\nid: thu\ntitle: 'a\n---\n", "broken-yaml", 3),
    ("a control letter", b"---\nid: thu\n\ntitle: \x01\n---\n", "broken-yaml", 4),
    ("a list instead of fields", b"---\n- a\n---\n", "broken-yaml", 2),
    ("a word instead of fields", b"---\na\n---\n", "broken-yaml", 2),
    ("no fields", b"---\n---\n", "broken-yaml", 2),
    ("an alias", b"---\nid: &a thu\nkind: *a\n---\n", "broken-yaml", 3),
    ("brackets without end", b"---\nid: " + b"[" * 100_000 + b"\n---\n", "broken-yaml", 2),
]


@pytest.mark.parametrize(
    ("data", "code", "line"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE]
)
def test_an_unreadable_file_is_told_and_the_rest_is_read(
    tmp_path: Path, data: bytes, code: str, line: int | None
) -> None:
    corpus = corpus_of(tmp_path, data)
    (problem,) = corpus.problems
    assert (problem.code, problem.line, problem.path) == (code, line, "directives/thu.md")
    assert list(corpus.documents) == ["nghi-quyet-35-bo-chinh-tri-2018"]


def test_the_message_of_an_unknown_word_offers_the_near_one(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, fields("isued: 2018"))
    assert str(corpus.problems[0]) == "directives/thu.md:4: Không có trường “isued”; có phải “issued”?"


def test_a_second_file_of_the_same_id_is_left_out_and_told(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, fields("number: 1-NQ/TW"), fields("number: 2-NQ/TW"))
    # Paths in order: thu-2.md comes before thu.md.
    assert corpus.documents["thu"].number == "2-NQ/TW"
    assert [problem.code for problem in corpus.problems] == ["id-not-file-name", "duplicate-id"]
    assert "directives/thu-2.md" in corpus.problems[1].message


def test_a_file_whose_name_and_id_are_both_useless_is_told(tmp_path: Path) -> None:
    (tmp_path / "directives").mkdir()
    (tmp_path / "directives" / "Tệp lạ.md").write_text("---\nkind: nghi-quyet\n---\n", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert [problem.code for problem in corpus.problems] == ["missing-field", "bad-id"]
    assert corpus.documents == {}


def test_line_ends_bom_and_decomposed_letters_are_made_one(tmp_path: Path) -> None:
    text = (
        "\ufeff---\r\nid: thu\r\nkind: nghi-quyet\r\ntitle: Nghi\u0323 quye\u0302\u0301t\r\n---\r\n\r\nđa\u0309ng\r\n"
    )
    document = corpus_of(tmp_path, text).documents["thu"]
    assert document.title.value == "Nghị quyết"
    assert (document.body, document.body_line) == ("đảng", 7)


def test_what_is_not_a_document_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "directives/ghi-chu.txt", "directives/.thu.md.new", "directives/.thu.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("không phải văn bản", encoding="utf-8")
    assert load_corpus(tmp_path).problems == ()


def test_a_library_adds_to_the_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "organs.yaml").write_text(
        "- {id: thanh-uy-hue, name: Thành ủy Huế, level: province}\n", encoding="utf-8"
    )
    corpus = corpus_of(tmp_path, fields("issuer: thanh-uy-hue"))
    assert corpus.problems == ()
    assert corpus.documents["thu"].issuer.value == "thanh-uy-hue"


# What is wrong, the file of organs, and the problem's code and line.
FLAWED_VOCABULARY = [
    ("no list", "id: hue", "vocabulary-unreadable", None),
    ("a quote that never closes", "- id: hue\n- id: 'hue", "vocabulary-unreadable", 2),
    ("brackets without end", "[" * 100_000, "vocabulary-unreadable", 1),
    ("a field nobody knows", "\n- {id: hue, name: Huế, level: province, ten: Huế}", "unknown-field", 2),
    ("a required field missing", "- {id: hue, name: Huế}", "missing-field", 1),
    ("a list where a value belongs", "- {id: hue, name: [Huế], level: province}", "wrong-type", 1),
    ("a value where a list belongs", "- {id: hue, name: Huế, level: province, names: Huế}", "wrong-type", 1),
    ("a dated name of odd fields", "- {id: hue, name: Huế, level: province, names: [{ten: Huế}]}", "wrong-type", 1),
]


@pytest.mark.parametrize(
    ("text", "code", "line"), [case[1:] for case in FLAWED_VOCABULARY], ids=[case[0] for case in FLAWED_VOCABULARY]
)
def test_a_flawed_vocabulary_is_told_and_the_documents_are_read(
    tmp_path: Path, text: str, code: str, line: int | None
) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "organs.yaml").write_text(text, encoding="utf-8")
    corpus = corpus_of(tmp_path)
    (problem,) = corpus.vocabulary.problems
    assert (problem.code, problem.line, problem.path) == (code, line, "vocabulary/organs.yaml")
    assert corpus.documents


def test_an_empty_folder_is_an_empty_corpus_and_a_missing_one_a_failure(tmp_path: Path) -> None:
    assert load_corpus(tmp_path).documents == {}
    with pytest.raises(CorpusNotFoundError, match="cancu init"):
        load_corpus(tmp_path / "khong-co")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on Windows")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    os.mkfifo(tmp_path / "plans" / "a.md")
    assert [str(problem) for problem in load_corpus(tmp_path).problems] == [
        "plans/a.md: Đây không phải tệp thường, không đọc được."
    ]


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "plans" / "2022"
    closed.mkdir(parents=True)
    scandir = os.scandir

    def refuse(path: Any) -> Any:  # a chmod would not stop an administrator, who may well run the tests
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [str(problem) for problem in load_corpus(tmp_path).problems] == [
        "plans/2022: Không mở được thư mục này để đọc: không có quyền truy cập."
    ]
