"""The offline edition: everything that strangers may read, in files whose links lead to each other and nowhere else."""

from __future__ import annotations

import hashlib
import json
import re
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from indexer.build import build
from indexer.kb import KnowledgeBase
from tests.internal_library import PUBLIC
from tests.internal_library import WHOLE
from tests.internal_library import WORDS
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.commands import cli
from webapp.edition.errors import NotAnEditionError
from webapp.edition.errors import RootFolderError
from webapp.edition.export import README
from webapp.edition.export import Edition
from webapp.edition.export import export_site
from webapp.edition.folder import MARKER
from webapp.edition.folder import SUMS
from webapp.edition.folder import replaced
from webapp.edition.links import with_links
from webapp.edition.names import Names
from webapp.edition.names import relative

# A folder as people have it: blanks and Vietnamese letters.
FOLDER = Path("Trần Thị Bình") / "Căn Cứ"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, library_data: Path) -> Path:
    """The edition of the checkout's library."""
    target = tmp_path_factory.mktemp("edition") / FOLDER
    done = export_site(library_data, target)
    assert done.unreached == ()  # no page has a link that became plain text: what is left out is said
    return target


class Tags(HTMLParser):
    """What a page links to, and the ids to which it may be linked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src", "action", "formaction", "poster", "srcset", "data"):
                self.links.append(value or "")


def pages(folder: Path) -> dict[Path, Tags]:
    return {path: Tags(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Every link of every page that leads to no file, or to no place in it."""
    known = pages(folder)
    dead = []
    for path, tags in known.items():
        for link in tags.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue  # a source that was looked at, marked as outside
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_relative_to(folder.resolve()) and target.is_file()
            if not inside or (parts.fragment and unquote(parts.fragment) not in known[target].ids):
                dead.append((str(path.relative_to(folder)), link))
    return dead


def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Path) -> None:
    assert len(list(folder.rglob("*.html"))) > 200
    assert dead_links(folder) == []


def test_every_document_plan_and_task_has_its_page(folder: Path, library: KnowledgeBase) -> None:
    for document in library.offline_index().documents:
        area = "ke-hoach" if document.is_plan else "van-ban"
        assert (folder / area / f"{document.id}.html").is_file()
    for plan in library.plans():
        for task in library.plan(plan.document.id).tasks:
            assert (folder / "ke-hoach" / plan.document.id / "nhiem-vu" / f"{task.id}.html").is_file()
        for page in ("bang-doi-chieu", "phan-cong", "so-do"):
            assert (folder / "ke-hoach" / plan.document.id / f"{page}.html").is_file()


def test_what_needs_the_program_is_said(folder: Path) -> None:
    for name, sentence in {
        "ra-soat.html": "Rà soát dự thảo cần chương trình Căn Cứ đang chạy",
        "tu-lieu.html": "không soạn được tệp Word, PowerPoint",
        "so-sanh.html": "chưa đủ hai để so sánh",
    }.items():
        assert sentence in (folder / name).read_text(encoding="utf-8")


PLAN_PAGES = "ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("van-ban/quy-dinh-24-ban-chap-hanh-trung-uong-2021.html", "Tải tệp cho Zotero và phần mềm tương tự"),
        (f"{PLAN_PAGES}/phan-cong.html", "Tải bảng Word, Excel"),
        (f"{PLAN_PAGES}/bang-doi-chieu.html", "Lọc, xếp bảng và tải Excel, CSV"),
        ("can-cap-nhat.html", "Theo dõi danh sách này bằng trình đọc tin (Atom)"),
        ("chu-de/giao-duc-ly-luan-chinh-tri.html", "Tìm riêng trong các văn bản này"),
    ],
)
def test_where_a_download_was_stands_what_it_needs(folder: Path, page: str, what: str) -> None:
    assert f"{what} cần chương trình Căn Cứ đang chạy." in (folder / page).read_text(encoding="utf-8")


def test_every_page_says_when_it_was_written(folder: Path) -> None:
    written = re.search(r"Ghi ngày ([\d/]+)\.", (folder / README).read_text(encoding="utf-8-sig"))
    assert written
    told = f"bản ngoại tuyến ghi ngày {written[1]}, chỉ để đọc"
    assert [path for path in folder.rglob("*.html") if told not in path.read_text(encoding="utf-8")] == []


def test_no_script_of_the_server_is_asked_for(folder: Path) -> None:
    names = {path.name for path in (folder / "static").iterdir()}
    assert {"style.css", "theme.js", "basket.js", "edition-search.js"} <= names
    assert names.isdisjoint({"suggest.js", "preview.js", "busy.js"})


def test_the_sums_are_those_of_the_files(folder: Path) -> None:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(files) - set(told) == {SUMS, MARKER}
    assert {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in told} == told


def test_the_readme_says_date_and_counts(folder: Path) -> None:
    text = (folder / README).read_text(encoding="utf-8-sig")
    assert "1 kế hoạch, 71 văn bản, 1 có toàn văn" in text
    assert "bấm đúp vào tệp index.html" in text


def test_names_are_for_every_file_system(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.isascii() and len(name) < 200 and not set(name) & set('<>:"\\|?* ') for name in names)


def test_internal_documents_never_go_in(tmp_path: Path) -> None:
    for name, files in (("whole", WHOLE), ("public", PUBLIC)):
        build(write_corpus(tmp_path / name, files), tmp_path / f"{name}-var")
        export_site(tmp_path / f"{name}-var", tmp_path / f"{name}-edition")
    whole, public = tmp_path / "whole-edition", tmp_path / "public-edition"
    held = b"".join(path.read_bytes() for path in sorted(whole.rglob("*")) if path.is_file())
    assert [word for word in WORDS if word.encode() in held] == []
    # It is, byte for byte, the edition of a library that never had them.
    assert (whole / SUMS).read_text() == (public / SUMS).read_text()


# --- the folder


def small_edition(tmp_path: Path, target: Path) -> Edition:
    build(write_corpus(tmp_path / "corpus", SMALL), tmp_path / "var")
    return export_site(tmp_path / "var", target)


def test_an_older_edition_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "ban"
    small_edition(tmp_path, target)
    (target / "van-ban" / "cu.html").write_text("gone in the next one")
    done = small_edition(tmp_path, target)
    assert not (target / "van-ban" / "cu.html").exists()
    assert (target / "van-ban" / f"{HELD}.html").is_file()
    assert done.files == sum(1 for path in target.rglob("*") if path.is_file())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("ban")] == ["ban"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "Tài liệu"
    target.mkdir()
    (target / "luận văn.docx").write_bytes(b"years of work")
    with pytest.raises(NotAnEditionError, match="Tài liệu"):
        small_edition(tmp_path, target)
    assert [path.name for path in target.iterdir()] == ["luận văn.docx"]
    # Nor one that happens to bear the name under which an edition is written.
    beside = tmp_path / "ban.dang-ghi"
    beside.mkdir()
    (beside / "thư.txt").write_text("a letter")
    with pytest.raises(NotAnEditionError, match=r"ban\.dang-ghi"):
        small_edition(tmp_path, tmp_path / "ban")
    assert (beside / "thư.txt").exists()


def test_a_drives_root_is_no_folder_of_its_own(tmp_path: Path) -> None:
    root = Path(tmp_path.anchor)
    with pytest.raises(RootFolderError, match="gốc ổ đĩa"), replaced(root):
        pass


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "ban").mkdir()
    small_edition(tmp_path, tmp_path / "ban")
    assert (tmp_path / "ban" / "index.html").is_file()


def test_what_fails_leaves_the_older_edition(tmp_path: Path) -> None:
    target = tmp_path / "ban"
    with replaced(target) as folder:
        folder.write("index.html", b"older")
    with pytest.raises(IsADirectoryError), replaced(target) as folder:
        folder.write("", b"a file where a folder is")
    assert (target / "index.html").read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_was_killed_between_its_last_steps_is_put_right(tmp_path: Path) -> None:
    target = tmp_path / "ban"
    with replaced(target) as folder:
        folder.write("index.html", b"older")
    target.rename(tmp_path / "ban.ban-cu")  # the older one was put aside, the new one never came
    with pytest.raises(IsADirectoryError), replaced(target) as folder:
        folder.write("", b"a file where a folder is")
    assert (target / "index.html").read_bytes() == b"older"


# --- names and links


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/ke-hoach", "ke-hoach.html"),
        ("/van-ban/nghi-quyet-35", "van-ban/nghi-quyet-35.html"),
        ("/van-ban/hien-phap?phan=2", "van-ban/hien-phap.phan-2.html"),
        ("/ke-hoach/a/nhiem-vu/II.4.1-2", "ke-hoach/a/nhiem-vu/II.4.1-2.html"),
        # what file systems refuse, or take for a device, carries a mark of the name it came from
        ("/loai/con", "loai/_con-????????.html"),
        ("/loai/aux.1", "loai/_aux.1-????????.html"),
        ("/ke-hoach/a/nhiem-vu/II.4.%C4%91", "ke-hoach/a/nhiem-vu/ii.4.d-????????.html"),
        ("/loai/..%2F..%2Fetc", "loai/etc-????????.html"),
    ],
)
def test_addresses_become_paths(address: str, path: str) -> None:
    assert fnmatchcase(Names().path(address, page=True), path)


def test_two_addresses_never_share_a_file() -> None:
    names = Names()
    paths = [names.path(f"/ke-hoach/a/nhiem-vu/{task}", page=True) for task in ("II.4.a", "II.4.A", "ii.4.a")]
    assert len({path.lower() for path in paths}) == 3
    assert paths[0] == names.path("/ke-hoach/a/nhiem-vu/II.4.a", page=True)


def test_long_names_are_shortened_and_stay_apart() -> None:
    names = Names()
    paths = {names.path(f"/van-ban/{'a' * 150}{end}", page=True) for end in "xy"}
    assert len(paths) == 2
    assert all(len(path.rpartition("/")[2]) <= 110 for path in paths)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.html", "van-ban/a.html", "van-ban/a.html"),
        ("van-ban/a.html", "index.html", "../index.html"),
        ("van-ban/a.html", "van-ban/b.html", "b.html"),
        ("ke-hoach/a/nhiem-vu/I.html", "ke-hoach/a.html", "../../a.html"),
        ("ke-hoach/a/nhiem-vu/I.html", "static/style.css", "../../../static/style.css"),
    ],
)
def test_links_are_relative(source: str, target: str, link: str) -> None:
    assert relative(source, target) == link


def test_a_page_stays_as_it_is_but_for_its_addresses() -> None:
    page = (
        '<!doctype html>\n<a class="x" href="/so/1?a=1&amp;b=2#c">35-NQ/TW &amp; &#34;a&#34;</a>'
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><a href="/gone"><text>t</text></a></svg>'
        '<script src="/static/gone.js" defer></script><script src="/static/kept.js"></script>'
        '<link rel="x" href="/gone"><form action="/tim"><input name="q" disabled></form><a href="/gone">w</a>'
    )
    expected = (
        '<!doctype html>\n<a class="x" href="[/so/1?a=1&amp;b=2#c]">35-NQ/TW &amp; &#34;a&#34;</a>'
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><text>t</text></g></svg>'
        '<script src="[/static/kept.js]"></script>'
        '<form action="[/tim]"><input name="q" disabled></form><span>w</span>'
    )
    assert with_links(page, lambda _tag, link: None if "gone" in link else f"[{link}]") == expected


# --- the command


def test_the_command(tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", SMALL), tmp_path / "var")
    target = tmp_path / FOLDER
    told = CliRunner().invoke(cli, ["export", "site", str(target), "--data", str(tmp_path / "var"), "--json"])
    assert told.exit_code == 0, told.output
    answer = json.loads(told.stdout)
    assert answer["pages"] == len(list(target.rglob("*.html")))
    assert (target / "ke-hoach" / f"{PLAN}.html").is_file()
    people = CliRunner().invoke(cli, ["export", "site", str(target), "--data", str(tmp_path / "var")])
    assert f"“{target}”" in people.stdout
    assert "bấm đúp vào tệp index.html" in people.stdout
    # Without an index, or over something else, it says so in one sentence and leaves with 2.
    for arguments in (["--data", str(tmp_path / "none")], ["--data", str(tmp_path / "var")]):
        failed = CliRunner().invoke(cli, ["export", "site", str(tmp_path), *arguments])
        assert failed.exit_code == 2
        assert failed.stderr.count("\n") == 1
