"""Whatever has a name is in the documents, and whatever the documents name is there: both ways, over real lists."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import tomllib
from http import HTTPStatus
from pathlib import Path

import click
import pytest

from indexer import model
from indexer.build import build
from indexer.cli.configuration import KEYS
from indexer.errors import CancuError
from indexer.kb import KnowledgeBase
from indexer.model import Form
from indexer.model import Role
from indexer.model import Standing
from indexer.model import Status
from indexer.store import format_document
from indexer.store import load_corpus
from indexer.store.documents import FIELDS
from indexer.vocabulary import program_vocabulary
from tests import docs_names
from tests.docs_names import DOCUMENTS
from tests.docs_names import ROOT
from tests.docs_names import TOLD
from tests.docs_names import Use
from tests.small_library import write_corpus
from webapp import commands
from webapp import refusing
from webapp.errors import status_of
from webapp.openapi.codes import CODES

ALL = "\n".join(TOLD.values())
RECORD = DOCUMENTS["docs/ho-so.md"]
API = DOCUMENTS["docs/api.md"]
COMMANDS = docs_names.all_commands()
SPANS = {name: docs_names.spans(text) for name, text in TOLD.items()}

# --- commands and options


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_documents(words: tuple[str, ...]) -> None:
    assert re.search(rf"\bcancu {' '.join(words)}\b", ALL)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_is_in_the_documents(words: tuple[str, ...]) -> None:
    own = DOCUMENTS["docs/lenh.md"].partition(f"## cancu {' '.join(words)}\n")[2].partition("\n## ")[0]
    common = DOCUMENTS["docs/lenh.md"].partition("## Tùy chọn chung\n")[2].partition("\n## ")[0]
    if not isinstance(COMMANDS[words], click.Group):
        assert [name for name in docs_names.options(COMMANDS[words]) if not re.search(rf"{name}\b", own + common)] == []


@pytest.mark.parametrize("use", sorted(set(docs_names.uses()), key=str), ids=lambda use: use.line)
def test_every_command_line_is_one(use: Use) -> None:
    typed = re.sub(r'"[^"]*"', "X", use.line).split()[1:]
    words: tuple[str, ...] = ()
    for word in typed:
        if (*words, word) not in COMMANDS:
            break
        words = (*words, word)
    asked = {word.partition("=")[0] for word in typed if re.match(r"--\w", word)}
    assert asked <= docs_names.options(COMMANDS[words] if words else commands.cli), use
    assert words or asked, use


def test_every_option_that_is_named_alone_is_some_commands() -> None:
    known = {option for command in COMMANDS.values() for option in docs_names.options(command)}
    for document in (
        "README.md",
        *(name for name in TOLD if name.startswith("docs/") and name != "docs/developing.md"),
    ):
        named = {span.split()[0] for span in SPANS[document] if re.match(r"--[a-z]", span)}
        assert named <= known, document


# --- settings and addresses


@pytest.mark.parametrize("variable", sorted(docs_names.variables()))
def test_every_variable_is_in_the_documents(variable: str) -> None:
    assert variable in ALL


def test_every_variable_of_the_documents_is_read() -> None:
    named = set(re.findall(r"CANCU(?:_[A-Z]+)+\b(?!_)", ALL))
    assert named <= docs_names.variables() | {"CANCU_CHROMIUM"}  # which browser the tests take


def test_the_settings_files_that_are_shown_hold_settings() -> None:
    shown = [tomllib.loads(block) for text in TOLD.values() for block in docs_names.blocks(text, "toml")]
    assert shown
    assert {key for settings in shown for key in settings} <= KEYS


@pytest.mark.parametrize("document", [name for name in TOLD if name.startswith("docs/") or name == "README.md"])
def test_every_address_is_there(document: str) -> None:
    folders = ("/etc/", "/opt/", "/srv/", "/mnt/")
    named = {
        span for span in SPANS[document] if re.fullmatch(r"/[a-z][\w…./-]*", span) and not span.startswith(folders)
    }
    whole = {"/api/v1", "/api/v1/..."}  # what all operations begin with
    assert [span for span in named - whole if not docs_names.is_address(span)] == []


# --- files, links and anchors


@pytest.mark.parametrize("document", TOLD)
def test_every_file_that_is_named_is_there(document: str) -> None:
    inside = r"(?:indexer|webapp|corpus|tests|benchmarks|docs|deploy)/[\w./*-]*"
    for span in SPANS[document]:
        if re.fullmatch(inside, span):
            assert list(ROOT.glob(span.rstrip("/"))), span


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file_and_a_heading(document: str) -> None:
    for link in docs_names.links(DOCUMENTS[document]):
        if re.match(r"https?:|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / document).parent / path).resolve() if path else ROOT / document
        assert target.exists(), link
        if anchor:
            assert anchor in docs_names.anchors(DOCUMENTS[target.relative_to(ROOT).as_posix()]), link


def test_the_documents_are_all_found_from_their_first_page() -> None:
    first = DOCUMENTS["docs/README.md"]
    written = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {link.partition("#")[0] for link in docs_names.links(first)} >= written
    assert "docs/README.md" in docs_names.links(DOCUMENTS["README.md"])


# --- the front matter


def rows(text: str) -> dict[str, str]:
    """The first cells of a document's tables, without a star, with their lines."""
    found = re.findall(r"^\| `([\w.-]+)`(?: \*)? \|(.*)$", text, re.MULTILINE)
    return dict(found)


def test_the_fields_of_the_front_matter_are_those_of_the_document() -> None:
    top = re.findall(r"^\| `(\w+)`( \*)? \|", RECORD.partition("### Nhiều nguồn")[0], re.MULTILINE)
    assert {name for name, _star in top} == set(FIELDS[""])
    hints = {name: str(item.type) for name, item in model.Document.__dataclass_fields__.items()}
    assert {name for name, star in top if star} == {name for name, kind in hints.items() if kind == "Disputed"}


@pytest.mark.parametrize(
    ("heading", "records"),
    [
        ("### Nhiều nguồn nói khác nhau", ["readings"]),
        ("### Nguồn", ["sources"]),
        ("### Quan hệ", ["relations"]),
        ("### Chủ đề", ["topics"]),
        ("### Sửa viện dẫn", ["overrides", "overrides.set"]),
    ],
)
def test_the_fields_of_its_records(heading: str, records: list[str]) -> None:
    part = re.split(r"^##", RECORD.partition(f"{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    fields = {name for record in records for name in FIELDS[record]}
    assert set(rows(part)) - {"at", "set", "add"} == fields - {"at", "set", "add"} or set(rows(part)) == fields
    for record, names in FIELDS.items():
        if record.partition(".")[0] in records:
            assert all(f"`{name}`" in part for name in names), record


@pytest.mark.parametrize(
    "value",
    [*map(str, Status), *map(str, Standing), *map(str, Role), *map(str, Form), *program_vocabulary().relations],
)
def test_every_value_of_a_closed_list(value: str) -> None:
    assert f"`{value}`" in RECORD


CITED = """
    ---
    id: chi-thi-12-thanh-uy-ha-noi-2021
    kind: chi-thi
    number: 12-CT/TU
    issuer: thanh-uy-ha-noi
    status: unknown
    ---
    """
REPLACED = """
    ---
    id: quy-dinh-37-ban-chap-hanh-trung-uong-2011
    kind: quy-dinh
    status: unknown
    ---
    """


def test_the_examples_of_the_front_matter_are_good(tmp_path: Path) -> None:
    whole, *parts = docs_names.blocks(RECORD, "yaml")
    plan = textwrap.dedent("""\
        ## I. MỤC ĐÍCH

        Thực hiện nghị quyết ấy.

        ## II. NHIỆM VỤ

        ### 1. Công tác tuyên truyền

        - Tuyên truyền.

        - Quán triệt Chỉ thị số 12-CT/TU; triển khai Chỉ thị số 12-CT/TU.
        """)
    written = {
        "plans/thu.md": f"---\nid: thu\nkind: ke-hoach\nissuer: thanh-uy-ha-noi\nstatus: unknown\n{''.join(parts)}---\n\n{plan}",
        "directives/nghi-quyet-35-bo-chinh-tri-2018.md": whole,
        "directives/chi-thi-12-thanh-uy-ha-noi-2021.md": CITED,
        "directives/quy-dinh-37-ban-chap-hanh-trung-uong-2011.md": REPLACED,
    }
    folder = write_corpus(tmp_path / "corpus", written)
    build(folder, tmp_path / "var")  # which also looks for the places of the overrides
    library = KnowledgeBase.open(tmp_path / "var")
    assert [str(problem) for problem in library.problems()] == []
    library.close()
    document = load_corpus(folder).documents["thu"]
    assert (len(document.relations), len(document.topics), len(document.overrides)) == (2, 3, 2)
    assert format_document(document) == (folder / "plans" / "thu.md").read_text(encoding="utf-8")  # it is canonical


# --- the codes of the API


def code(error: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", error.removesuffix("Error")).lower()


def errors() -> dict[str, type[CancuError]]:
    found: dict[str, type[CancuError]] = {}
    waiting = [CancuError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.setdefault(code(kind.__name__), kind)
    return found


def test_every_code_has_its_row_and_every_row_its_code() -> None:
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", API, re.MULTILINE))
    assert told == {name: str(int(status)) for name, status in CODES.items()}


@pytest.mark.parametrize("name", CODES)
def test_every_code_is_a_failure_with_that_status(name: str) -> None:
    framework = {status.name.lower().replace("_", "-"): status for status in HTTPStatus}
    if name in framework:
        assert CODES[name] == framework[name]
    else:
        kind = errors()[name]
        assert status_of(kind.__new__(kind)) == CODES[name]


def test_what_the_server_refuses_by_itself_has_a_code() -> None:
    assert {status.name.lower().replace("_", "-") for status in refusing.SAYS} <= set(CODES)


def test_what_the_routes_of_the_api_raise_has_a_code() -> None:
    raised: set[str] = set()
    called: set[str] = set()
    for path in (*(ROOT / "webapp" / "routes").glob("api*.py"), ROOT / "webapp" / "api_rules.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                raised.add(node.exc.func.id)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called.add(node.func.attr)
    for name in called:
        told = inspect.getdoc(getattr(KnowledgeBase, name, None)) or ""
        raised |= set(re.findall(r"^\s*(\w+Error):", told.partition("Raises:")[2], re.MULTILINE))
    assert len(raised) > 8
    assert {code(name) for name in raised} <= set(CODES)
