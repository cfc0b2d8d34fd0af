"""A whole library as one file, and back: the same corpus byte for byte, or a sentence and nothing written."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import fields
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner
from click.testing import Result
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.build import build
from indexer.exchange import data_dictionary
from indexer.exchange.meanings import MEANINGS
from indexer.exchange.meanings import TITLES
from indexer.exchange.meanings import VALUES
from indexer.exchange.records import RecordError
from indexer.exchange.records import of_record
from indexer.exchange.records import to_record
from indexer.exchange.schema import record_schema
from indexer.model import Document
from indexer.model import Standing
from indexer.model import Status
from indexer.store import format_document
from indexer.store import load_corpus
from indexer.vocabulary import program_vocabulary
from tests.conftest import CORPUS
from tests.internal_library import GUIDE
from tests.internal_library import WHOLE
from tests.internal_library import WORDS
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_store_formatting import documents
from webapp.application import create_app
from webapp.commands import cli
from webapp.settings import Settings
from webapp.turns import turns_of

SCHEMA = json.loads(record_schema())
ORGAN = """
    - id: dang-uy-xa-thu
      name: Đảng ủy xã Thử
      level: commune
    """


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def exported(corpus: Path, target: Path, *options: str) -> Path:
    shown = run("export", "corpus", target, "--corpus", corpus, "--data", corpus.parent / "var", *options)
    assert shown.exit_code == 0, shown.output
    return target


def taken(file: Path, corpus: Path) -> Result:
    """Takes a library's file over into a new empty library at `corpus`."""
    assert run("init", corpus).exit_code == 0
    return run("merge", "--library", file, "--corpus", corpus)


def everything(corpus: Path) -> dict[str, bytes]:
    return {
        path.relative_to(corpus).as_posix(): path.read_bytes()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and path.name != ".gitattributes"
    }


def canonical(corpus: Path) -> dict[str, bytes]:
    """The files of a corpus as an export of it comes back: records in canonical form, originals byte for byte."""
    found = load_corpus(corpus).documents.values()
    files = {document.path: format_document(document).encode() for document in found}
    kept = {document.original for document in found if document.original}
    return files | {f"originals/{name}": (corpus / "originals" / name).read_bytes() for name in sorted(kept)}


# There and back


def test_the_sample_library_comes_back_byte_for_byte(tmp_path: Path, library_data: Path) -> None:
    shown = run("export", "corpus", tmp_path / "kho.zip", "--corpus", CORPUS, "--data", library_data, "--json")
    told = json.loads(shown.output)
    assert taken(tmp_path / "kho.zip", tmp_path / "corpus").exit_code == 0
    back = everything(tmp_path / "corpus")
    files = {path: data for path, data in everything(CORPUS).items() if not path.startswith("vocabulary/")}
    assert back == files  # the sample library is in canonical form, and its vocabulary is the program's
    assert (told["documents"], told["originals"], told["missing"], told["broken"]) == (
        sum(path.endswith(".md") for path in files), sum(path.startswith("originals/") for path in files), [], [],
    )  # fmt: skip


def test_a_library_with_words_of_its_own(small_corpus: Path, tmp_path: Path) -> None:
    record = SMALL[f"directives/bo-chinh-tri/{HELD}.md"].replace("issuer: bo-chinh-tri", "issuer: dang-uy-xa-thu")
    write_corpus(small_corpus, {f"directives/bo-chinh-tri/{HELD}.md": record, "vocabulary/organs.yaml": ORGAN})
    assert taken(exported(small_corpus, tmp_path / "kho.zip"), tmp_path / "b").exit_code == 0
    assert load_corpus(tmp_path / "b").documents[HELD].issuer.value == "dang-uy-xa-thu"
    expected = canonical(small_corpus) | {
        "vocabulary/organs.yaml": (small_corpus / "vocabulary/organs.yaml").read_bytes()
    }
    assert everything(tmp_path / "b") == expected
    # Where the other library has such a file, a person joins them.
    write_corpus(tmp_path / "b", {"vocabulary/organs.yaml": ORGAN.replace("Thử", "Khác")})
    again = run("merge", "--library", tmp_path / "kho.zip", "--corpus", tmp_path / "b", "--json")
    assert again.exit_code == 1
    assert json.loads(again.output)["vocabulary"] == [{"file": "organs.yaml", "outcome": "clash"}]


def test_what_is_known_is_not_written_again(small_corpus: Path, tmp_path: Path) -> None:
    file = exported(small_corpus, tmp_path / "kho.zip")
    before = everything(small_corpus)
    shown = run("merge", "--library", file, "--corpus", small_corpus, "--json")
    # The fixture's files are not in canonical form; what they say is.
    assert {item["outcome"] for item in json.loads(shown.output)["documents"]} == {"known"}
    assert everything(small_corpus) == before


def test_the_same_library_is_the_same_file(small_corpus: Path, tmp_path: Path) -> None:
    first, second = (exported(small_corpus, tmp_path / name).read_bytes() for name in ("a.zip", "b.zip"))
    assert first == second


@settings(max_examples=150, deadline=None)
@given(document=documents)
def test_a_record_says_all_of_a_document(document: Document) -> None:
    written = json.dumps(to_record(document))
    assert of_record(json.loads(written)) == document
    assert json.loads(written).keys() == {item.name for item in fields(Document)} - {"body_line"}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(documents, min_size=1, max_size=4, unique_by=lambda document: document.id))
def test_any_library_comes_back(tmp_path_factory: pytest.TempPathFactory, found: list[Document]) -> None:
    folder = tmp_path_factory.mktemp("any")
    for document in found:
        placed = replace(document, original=None, path=f"directives/x/{document.id}.md")
        write = folder / "corpus" / placed.path
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_bytes(format_document(placed).encode())
    before = canonical(folder / "corpus")
    taken(exported(folder / "corpus", folder / "kho.zip", "--internal"), folder / "b")
    assert everything(folder / "b") == before


# What the file is to others


def test_sums_lines_and_counts(small_corpus: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(small_corpus, tmp_path / "kho.zip")) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    sums = dict(reversed(line.split("  ")) for line in inside["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in inside.items() if name != "SHA256SUMS"}
    records = [json.loads(line) for line in inside["documents.jsonl"].decode().splitlines()]
    assert [record["id"] for record in records] == sorted(load_corpus(small_corpus).documents)
    assert json.loads(inside["manifest.json"]) | {"program": "", "day": ""} == {
        "format": 1, "program": "", "day": "", "internal": False, "originals": True, "documents": 4,
    }  # fmt: skip
    note = inside["LUU-Y.txt"].decode("utf-8-sig")
    assert "1 kế hoạch, 4 văn bản có hồ sơ, 2 có toàn văn" in note
    assert "MIT" in note
    assert inside["originals/ke-hoach-5.txt"].decode() == "Kế hoạch như khi nhận được."


def test_a_line_is_a_line_to_every_reader(small_corpus: Path, tmp_path: Path) -> None:
    path = small_corpus / f"directives/bo-chinh-tri/{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8") + "Một\u2028hai\x85ba.\n", encoding="utf-8")
    with zipfile.ZipFile(exported(small_corpus, tmp_path / "kho.zip")) as packed:
        lines = packed.read("documents.jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == sorted(load_corpus(small_corpus).documents)
    assert taken(tmp_path / "kho.zip", tmp_path / "b").exit_code == 0
    assert everything(tmp_path / "b") == canonical(small_corpus)


def test_without_originals(small_corpus: Path, tmp_path: Path) -> None:
    file = exported(small_corpus, tmp_path / "kho.zip", "--without-originals")
    with zipfile.ZipFile(file) as packed:
        assert [name for name in packed.namelist() if name.startswith("originals/")] == []
        assert json.loads(packed.read("manifest.json"))["originals"] is False
        assert "Tệp gốc không có trong tệp này" in packed.read("LUU-Y.txt").decode("utf-8-sig")
    shown = taken(file, tmp_path / "b")
    assert (shown.exit_code, "không có tệp gốc “ke-hoach-5.txt”" in " ".join(shown.output.split())) == (0, True)
    assert everything(tmp_path / "b") == {
        path: data for path, data in canonical(small_corpus).items() if path.endswith(".md")
    }


def test_what_is_missing_or_broken_is_said(small_corpus: Path, tmp_path: Path) -> None:
    (small_corpus / "originals" / "ke-hoach-5.txt").unlink()
    write_corpus(small_corpus, {"directives/x/hong.md": "---\nid: [\n---\n"})
    shown = run(
        "export", "corpus", tmp_path / "kho.zip", "--corpus", small_corpus, "--data", tmp_path / "var", "--json"
    )
    told = json.loads(shown.output)
    assert (told["missing"], told["broken"]) == (["ke-hoach-5.txt"], ["directives/x/hong.md"])
    with zipfile.ZipFile(tmp_path / "kho.zip") as packed:
        assert "1 tệp của kho có lỗi" in packed.read("LUU-Y.txt").decode("utf-8-sig")


# Internal documents


def words_inside(file: Path | io.BytesIO) -> list[str]:
    with zipfile.ZipFile(file) as packed:
        text = "\n".join([*packed.namelist(), *(packed.read(name).decode("utf-8") for name in packed.namelist())])
    return [word for word in WORDS if word.casefold() in text.casefold()]


def test_internal_documents_are_for_editors(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", WHOLE)
    assert words_inside(exported(corpus, tmp_path / "ngoai.zip")) == []
    inside = words_inside(exported(corpus, tmp_path / "trong.zip", "--internal"))
    assert {"Thạch Sanh", "Lý Thông", GUIDE} <= set(inside)
    assert taken(tmp_path / "trong.zip", tmp_path / "b").exit_code == 0
    assert everything(tmp_path / "b") == canonical(corpus)
    data = tmp_path / "var"
    for local, expected in ((False, []), (True, inside)):
        answer = create_app(Settings(data, local=local)).test_client().get("/api/v1/corpus", buffered=True)
        assert answer.mimetype == "application/zip"
        found = words_inside(io.BytesIO(answer.data))
        assert [word for word in found if word != "nguyen-ban-noi-bo"] == [
            word for word in expected if word != "nguyen-ban-noi-bo"
        ]


# From the site


def test_the_site_gives_the_library_of_its_generation(small_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    build(small_corpus, data)
    client = create_app(Settings(data)).test_client()
    assert 'href="/api/v1/corpus"' in client.get("/danh-muc").text
    first = client.get("/api/v1/corpus", buffered=True)
    assert client.get("/api/v1/corpus", buffered=True).data == first.data
    known = client.get("/api/v1/corpus", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert known.status_code == 304
    (tmp_path / "site.zip").write_bytes(first.data)
    assert taken(tmp_path / "site.zip", tmp_path / "b").exit_code == 0
    records = {path: text for path, text in canonical(small_corpus).items() if path.endswith(".md")}
    assert everything(tmp_path / "b") == records
    (small_corpus / f"plans/{PLAN}.md").unlink()
    for _ in range(4):  # more generations than files are kept of
        path = small_corpus / f"directives/bo-chinh-tri/{HELD}.md"
        path.write_text(path.read_text(encoding="utf-8") + "\nThêm.\n", encoding="utf-8")
        build(small_corpus, data)
        later = client.get("/api/v1/corpus", buffered=True)
        with zipfile.ZipFile(io.BytesIO(later.data)) as packed:
            held = [json.loads(line) for line in packed.read("documents.jsonl").splitlines()]
        assert {record["id"]: record["body"] for record in held}[HELD] == load_corpus(small_corpus).documents[HELD].body
        assert later.headers["ETag"] != first.headers["ETag"]


def test_who_comes_while_much_is_being_read_is_told_to_come_back(small_corpus: Path, tmp_path: Path) -> None:
    build(small_corpus, tmp_path / "var")
    app = create_app(Settings(tmp_path / "var", threads=1))
    client, turns = app.test_client(), turns_of(app)
    turns.take()
    busy = client.get("/api/v1/corpus")
    assert (busy.status_code, busy.get_json()["error"]["code"]) == (503, "busy")
    turns.give_back()
    assert client.get("/api/v1/corpus", buffered=True).status_code == 200
    turns.take()  # what is made already needs no turn
    assert client.get("/api/v1/corpus", buffered=True).status_code == 200


# The dictionary


def test_every_field_has_a_meaning_and_every_meaning_a_field() -> None:
    assert TITLES.keys() == MEANINGS.keys()
    for kind, meanings in MEANINGS.items():
        assert list(meanings) == [item.name for item in fields(kind) if item.name != "body_line"]
    assert {Standing: VALUES[Standing], Status: VALUES[Status]} == VALUES
    assert all(list(said) == list(kind) for kind, said in VALUES.items())


def tables(text: str) -> dict[str, list[list[str]]]:
    """The dictionary's tables by the name of their heading."""
    parts = re.split(r"^## (\w+): .*$", text, flags=re.MULTILINE)[1:]
    found = {}
    for name, part in zip(parts[::2], parts[1::2], strict=True):
        lines = [line for line in part.splitlines() if line.startswith("| ")]
        found[name] = [[cell.strip("` ") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return found


def test_the_dictionary_tells_all_that_a_record_holds(library_data: Path, tmp_path: Path) -> None:
    told = tables(data_dictionary(program_vocabulary()))
    assert {kind.__name__ for kind in (*MEANINGS, *VALUES)} | {
        "kinds",
        "organs",
        "relations",
        "topics",
        "roles",
    } == set(told)
    assert [row[0] for row in told["Document"][1:]] == list(MEANINGS[Document])
    for rows in told.values():
        assert all(all(cell for cell in row[:2]) for row in rows)
    # What the sample library's records hold is in it: no field and no code beyond.
    codes = {name: {row[0] for row in told[name]} for name in ("kinds", "organs", "relations", "Status")}
    for document in load_corpus(CORPUS).documents.values():
        assert {reading.value for reading in document.kind.readings} <= codes["kinds"]
        assert {reading.value for reading in document.issuer.readings} <= codes["organs"]
        assert {relation.type for relation in document.relations} <= codes["relations"]
        assert document.status in codes["Status"]


def test_the_schema_takes_every_record_and_no_other() -> None:
    schema = jsonschema_rs.validator_for(SCHEMA)
    for document in load_corpus(CORPUS).documents.values():
        schema.validate(to_record(document))
    found = to_record(next(iter(load_corpus(CORPUS).documents.values())))
    for change in (
        {"mau": "đỏ"}, {"number": 35}, {"relations": {}}, {"kind": "quy-dinh"}, {"status": "lost"}, {"id": None},
        {"kind": {"readings": [{"source": "a"}]}}, {"topics": [{"topic": "a", "belongs": "true"}]},
    ):  # fmt: skip
        assert not schema.is_valid(found | change), change
    assert not schema.is_valid({name: value for name, value in found.items() if name != "id"})


@settings(max_examples=100, deadline=None)
@given(document=documents)
def test_the_schema_takes_any_document(document: Document) -> None:
    jsonschema_rs.validator_for(SCHEMA).validate(to_record(document))


# Bad input


def rewritten(file: Path, change: Callable[[dict[str, bytes]], object], *, sums: bool = True) -> Path:
    """Writes a library's file again with other contents; with `sums`, its sums fit them."""
    with zipfile.ZipFile(file) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    change(inside)
    if sums:
        lines = (
            f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in inside.items() if name != "SHA256SUMS"
        )
        inside["SHA256SUMS"] = "".join(lines).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in inside.items():
            packed.writestr(name, data)
    return file


def record(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, bytes]], None]:
    """Changes the first record."""

    def apply(inside: dict[str, bytes]) -> None:
        first, *others = inside["documents.jsonl"].splitlines()
        told = json.loads(first)
        change(told)
        inside["documents.jsonl"] = b"\n".join([json.dumps(told).encode(), *others, b""])

    return apply


def manifest(**values: object) -> Callable[[dict[str, bytes]], None]:
    def apply(inside: dict[str, bytes]) -> None:
        inside["manifest.json"] = json.dumps(json.loads(inside["manifest.json"]) | values).encode()

    return apply


def more(name: str, data: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda inside: inside.update({name: data})


@pytest.fixture
def file(small_corpus: Path, tmp_path: Path) -> Path:
    return exported(small_corpus, tmp_path / "kho.zip")


def refused(file: Path, tmp_path: Path) -> str:
    """The sentence with which a file is refused; nothing is written into the library."""
    library = write_corpus(tmp_path / "o" / "corpus", {"plans/.keep": "", "originals/.keep": ""})
    outside = everything(tmp_path)
    shown = run("merge", "--library", file, "--corpus", library)
    assert shown.exit_code == 2, shown.output
    assert shown.stderr.count("\n") == 1
    assert shown.stderr.endswith(".\n")
    assert {path: data for path, data in everything(tmp_path).items() if "/state/" not in path} == outside
    return shown.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (record(lambda told: told.update(mau="đỏ")), "trường “mau” không có trong từ điển"),
        (record(lambda told: told["kind"].update(x=1)), "trường “kind.x” không có trong từ điển"),
        (record(lambda told: told.pop("id")), "thiếu trường “id”"),
        (record(lambda told: told.update(number=35)), "trường “number” phải là chuỗi"),
        (record(lambda told: told.update(relations={})), "trường “relations” phải là một danh sách"),
        (record(lambda told: told.update(kind="quy-dinh")), "trường “kind” phải là một đối tượng JSON"),
        (record(lambda told: told.update(status="lost")), "phải là một trong các giá trị replaced"),
        (record(lambda told: told.update(status=[])), "phải là một trong các giá trị replaced"),
        (record(lambda told: told["kind"]["readings"][0].update(value="khong-co")), "Không có loại văn bản “khong-co”"),
        (record(lambda told: told.update(term="13")), "Khóa phải ghi bằng số La Mã"),
        (record(lambda told: told.update(body="a\r\nb  ")), "kho không giữ được nguyên như vậy"),
        (record(lambda told: told.update(number="35\ud800")), "có ký tự hỏng"),
        (record(lambda told: told.update(id="../../x")), "không hợp lệ"),
        (record(lambda told: told.update(path="../x.md")), "không hợp lệ"),
        (record(lambda told: told.update(path="plans/../../x.md")), "không hợp lệ"),
        (record(lambda told: told.update(path="/tmp/x.md")), "không hợp lệ"),
        (record(lambda told: told.update(path="directives/con/x.md")), "không hợp lệ"),
        (record(lambda told: told.update(path="vocabulary/x.md")), "không hợp lệ"),
        (record(lambda told: told.update(original="../../etc/passwd")), "không hợp lệ"),
        (lambda inside: inside.update({"documents.jsonl": inside["documents.jsonl"] * 2}), "đã có ở dòng trước"),
        (lambda inside: inside.update({"documents.jsonl": b"[" * 100_000}), "không phải một đối tượng JSON"),
        (lambda inside: inside.update({"documents.jsonl": b"\xff\n"}), "không phải một đối tượng JSON"),
        (lambda inside: inside.update({"documents.jsonl": b'{"id":"a","id":"b"}\n'}), "ghi hai lần"),
        (manifest(documents=3), "đã bị hỏng ở “documents.jsonl”"),
        (manifest(format=2, program="9.9"), "phiên bản mới hơn (9.9)"),
        (manifest(format=0), "đã bị hỏng ở “manifest.json”"),
        (manifest(format="một"), "đã bị hỏng ở “manifest.json”"),
        (lambda inside: inside.pop("manifest.json"), "không phải tệp do"),
        (lambda inside: inside.pop("documents.jsonl"), "không phải tệp do"),
        (more("../x"), "không phải tệp do"),
        (more("originals/../../x"), "không phải tệp do"),
        (more("originals/a\\..\\..\\x"), "không phải tệp do"),
        (more("originals/C:x"), "không phải tệp do"),
        (more("originals/aux.txt"), "không phải tệp do"),
        (more("originals/KE-HOACH-5.txt"), "không phải tệp do"),
        (more("vocabulary/../x.yaml"), "không phải tệp do"),
        (more("plans/x.md"), "không phải tệp do"),
        (more("originals/bom.bin", b"\0" * 60_000_000), "lớn khác thường"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_refused(
    file: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], said: str
) -> None:
    assert said in refused(rewritten(file, change), tmp_path)


def test_a_changed_file_does_not_fit_its_sums(file: Path, tmp_path: Path) -> None:
    said = refused(rewritten(file, record(lambda told: told.update(number=None)), sums=False), tmp_path)
    assert "đã bị hỏng ở “documents.jsonl”" in said
    assert "đã bị hỏng ở “originals/" in refused(
        rewritten(file, more("originals/ke-hoach-5.txt"), sums=False), tmp_path
    )
    assert "không phải tệp do" in refused(rewritten(file, more("originals/them.txt"), sums=False), tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short(file: Path, tmp_path: Path, share: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    assert "không phải tệp do" in refused(file, tmp_path)


@pytest.mark.parametrize("part", range(12))
def test_a_changed_byte(file: Path, tmp_path: Path, small_corpus: Path, part: int) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) * part // 12 + 11] ^= 0x40
    file.write_bytes(data)
    run("init", tmp_path / "b")
    shown = run("merge", "--library", file, "--corpus", tmp_path / "b")
    # Either it is noticed, and nothing is written, or the byte meant nothing: a time, or an attribute.
    expected: Mapping[str, bytes] = canonical(small_corpus) if shown.exit_code == 0 else {}
    assert everything(tmp_path / "b") == expected


def test_what_cannot_be_written_or_read(small_corpus: Path, tmp_path: Path) -> None:
    places = ("--corpus", small_corpus, "--data", tmp_path / "var")
    exported(small_corpus, tmp_path / "kho.zip")
    again = run("export", "corpus", tmp_path / "kho.zip", *places)
    assert (again.exit_code, "--replace" in again.stderr) == (2, True)
    assert run("export", "corpus", tmp_path / "kho.zip", "--replace", *places).exit_code == 0
    nowhere = run("export", "corpus", tmp_path / "khong" / "co.zip", *places)
    assert (nowhere.exit_code, "chưa có gì được ghi" in nowhere.stderr) == (2, True)
    assert run("merge", "--library", tmp_path / "khong-co.zip", "--corpus", small_corpus).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_library_is_not_imported_as_documents(file: Path, small_corpus: Path) -> None:
    shown = run("import", file, "--corpus", small_corpus)
    assert shown.exit_code == 1
    assert f"cancu merge --library {file.name}" in " ".join(shown.output.split())


@pytest.mark.parametrize("value", [None, 1, "a", [], {"id": "a"}, {"id": "a", "kind": {}, "title": {}, "add": True}])
def test_a_value_that_is_no_record(value: object) -> None:
    with pytest.raises(RecordError):
        of_record(value)
