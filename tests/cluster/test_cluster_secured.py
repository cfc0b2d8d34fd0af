"""A cluster with TLS, passwords and roles: who may builds and asks, all others hear why not, and no password is told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from indexer.build import build
from indexer.building import generations
from indexer.errors.searching import SearchServerExpiredError
from indexer.kb import KnowledgeBase
from indexer.search.engines import OPENSEARCH
from indexer.search.engines import remove_index
from tests.cluster.nodes import free_ports
from tests.cluster.nodes import wait_until
from tests.cluster.secured import SecuredCluster
from tests.cluster.secured import password
from tests.cluster.secured import secret_of
from tests.site_server import ServedSite
from tests.small_library import HELD
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_search_engines import articles
from tests.test_search_engines import questions

pytestmark = [pytest.mark.cluster, pytest.mark.long]

ROOT: Final = Path(__file__).parent.parent.parent
DOCUMENT: Final = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BUILDS, READS, NOBODY = "cancu-dung", "cancu-doc", "khong-quyen"
SETTINGS: Final = ("URL", "USER", "PASSWORD", "PASSWORD_FILE", "CA")
BY_WORDS: Final = "/tim?q=quan+điểm+sai+trái"


@dataclass
class Locked:
    """The cluster, and the passwords of those who may get in."""

    cluster: SecuredCluster
    passwords: dict[str, str]
    wrong: str = field(default_factory=password)

    @property
    def url(self) -> str:
        """The address of the node that can be trusted."""
        return self.cluster.nodes[0].url

    def environment(self, user: str | None = BUILDS, **given: str | None) -> dict[str, str]:
        """The settings of somebody who gets in, but for what is given."""
        said: dict[str, str | None] = {"URL": self.url, "CA": str(self.cluster.authority), "USER": user}
        said |= {"PASSWORD": self.passwords[user] if user else None} | given
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CANCU_")}
        return kept | {f"CANCU_OPENSEARCH_{name}": value for name, value in said.items() if value is not None}

    def tells_nothing(self, *texts: str | bytes) -> None:
        """Fail where a password stands in one of `texts`, as it is or as it goes over the line."""
        for text in texts:
            read = text if isinstance(text, bytes) else text.encode()
            for user, secret in (*self.passwords.items(), *((name, self.wrong) for name in self.passwords)):
                forms = (secret, secret.removeprefix("mật khẩu: "), secret_of(user, secret), json.dumps(secret))
                assert not [form for form in forms if form.encode() in read], user


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Locked]:
    cluster = SecuredCluster(tmp_path_factory.mktemp("secured"))
    try:
        cluster.start()
        # The roles are those that the document tells administrators to make.
        for name, rights in re.findall(
            r"^PUT _plugins/_security/api/roles/(\S+)\n(\{.*?^\})", DOCUMENT, re.MULTILINE | re.DOTALL
        ):
            cluster.add_role(name, json.loads(rights))
        found = {BUILDS: [BUILDS], READS: [READS], NOBODY: []}
        yield Locked(cluster, {user: cluster.add_user(user, roles) for user, roles in found.items()})
    finally:
        cluster.kill()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("library") / "corpus", {**SMALL, **articles(60)})


@pytest.fixture(scope="module")
def data(corpus: Path, locked: Locked) -> Path:
    """A library built on the cluster, as an administrator does."""
    folder = corpus.parent / "var"
    done = run(
        "build", "--corpus", corpus, "--data", folder, "--engine", "opensearch", environment=locked.environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    locked.tells_nothing(done.stdout)
    return folder


def run(*arguments: object, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "webapp.commands", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def as_reader(locked: Locked, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(f"CANCU_OPENSEARCH_{name}", raising=False)
    for name, value in locked.environment(READS).items():
        if name.startswith("CANCU_OPENSEARCH_"):
            monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("as_reader")
def test_who_may_only_read_gets_the_answers_of_every_engine(corpus: Path, data: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "whoosh")
    with closing(KnowledgeBase.open(data)) as locked_one, closing(KnowledgeBase.open(tmp_path / "whoosh")) as plain:
        for text in questions(plain)[:20]:
            found, wanted = locked_one.search(text), plain.search(text)
            assert not found.resting
            assert [(hit.document.id, hit.snippet) for hit in found.hits] == [
                (hit.document.id, hit.snippet) for hit in wanted.hits
            ]


def test_a_change_is_built_with_the_password_of_a_file(
    locked: Locked, corpus: Path, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mat-khau"
    file.write_text(f"{locked.passwords[BUILDS]}\n", encoding="utf-8")
    settings = tmp_path / "cancu.toml"
    settings.write_text(
        f'corpus = "{corpus}"\ndata = "{data}"\nopensearch_user = "{BUILDS}"\nopensearch_password_file = "mat-khau"\n'
        f'opensearch_ca = "{locked.cluster.authority}"\n',
        encoding="utf-8",
    )
    path = corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    for word in ("thù địch", "sai trái"):  # more generations than are kept, so that indexes are removed as well
        path.write_text(re.sub("thù địch|sai trái", word, path.read_text(encoding="utf-8")), encoding="utf-8")
        before = generations.current_name(data)
        done = run("build", environment={**locked.environment(None, URL=None, CA=None), "CANCU_CONFIG": str(settings)})
        assert (done.returncode, done.stderr) == (0, "")
        assert generations.current_name(data) != before
    kept = sorted(f"cancu-{name.name}" for name in (data / "generations").iterdir())
    assert locked.cluster.indexes() == kept


#: What is wrong, the settings that differ ("" where one is left out), and what has to be in the sentence.
FAILURES: Final = (
    ("no authority named", BUILDS, {"CA": ""}, "CANCU_OPENSEARCH_CA"),
    ("another authority", BUILDS, {"CA": "other"}, "CANCU_OPENSEARCH_CA"),
    ("another name", BUILDS, {"URL": "second"}, "tên khác"),
    ("a name that is not the certificate's", BUILDS, {"URL": "localhost"}, "tên khác"),
    ("one of two nodes has another name", BUILDS, {"URL": "both"}, "tên khác"),
    ("a wrong password", BUILDS, {"PASSWORD": "wrong"}, "CANCU_OPENSEARCH_PASSWORD"),
    ("an empty password", BUILDS, {"PASSWORD": ""}, "CANCU_OPENSEARCH_PASSWORD"),
    ("an unknown user", BUILDS, {"USER": "la-ai"}, "CANCU_OPENSEARCH_USER"),
    ("nobody named", None, {}, "CANCU_OPENSEARCH_USER"),
    ("no TLS", BUILDS, {"URL": "open"}, "https://"),
    ("who may only read", READS, {}, "quyền ghi"),
    ("who may nothing", NOBODY, {}, "quyền ghi"),
)


@pytest.mark.parametrize(("user", "given", "said"), [each[1:] for each in FAILURES], ids=[each[0] for each in FAILURES])
def test_who_may_not_hears_why(
    locked: Locked, corpus: Path, tmp_path: Path, user: str | None, given: dict[str, str], said: str
) -> None:
    first, second, _third = (node.url for node in locked.cluster.nodes)
    meant = {
        "other": str(locked.cluster.other_authority),
        "second": second,
        "localhost": first.replace("127.0.0.1", "localhost"),
        "both": f"{first},{second}",
        "wrong": locked.wrong,
        "open": first.replace("https", "http"),
        "": None,
    }
    environment = locked.environment(user, **{name: meant.get(value, value) for name, value in given.items()})
    folder = tmp_path / "var"
    done = run("build", "--corpus", corpus, "--data", folder, "--engine", "opensearch", environment=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert said in done.stderr
    assert done.stderr.startswith(("Máy chủ OpenSearch", "Chứng chỉ của máy chủ OpenSearch"))
    locked.tells_nothing(done.stderr)
    assert not list(folder.rglob("manifest.json"))


@pytest.mark.parametrize("log", ["json", "text"])
def test_a_site_that_may_only_read_tells_nothing(locked: Locked, corpus: Path, data: Path, log: str) -> None:
    environment = locked.environment(READS)
    with ServedSite(corpus, data, corpus.parent / "state", log, environment, "--no-watch") as site:
        found = site.get(BY_WORDS)
        assert HELD in found
        assert "đang tạm nghỉ" not in found
        started = Path(f"/proc/{site.process.pid}/cmdline")
        if started.exists():
            locked.tells_nothing(started.read_bytes())
        pages = [site.get(path) for path in ("/kiem-tra", "/khong-co", "/readyz", "/api/v1/khong-co", "/healthz")]
    locked.tells_nothing(found, *pages, site.written())


@pytest.mark.parametrize("log", ["json", "text"])
def test_a_site_with_a_wrong_password_goes_on_without_text_search(
    locked: Locked, corpus: Path, data: Path, log: str
) -> None:
    environment = locked.environment(READS, PASSWORD=locked.wrong)
    with ServedSite(corpus, data, corpus.parent / "state", log, environment, "--no-watch") as site:
        found = site.get(BY_WORDS)
        assert "đang tạm nghỉ" in found
        assert HELD in site.get("/tim?q=35-NQ/TW")
        pages = [site.get(path) for path in (f"/van-ban/{HELD}", "/readyz", "/api/v1/search?q=quan+điểm")]
        # The administrator reads why, at the latest as soon as the nodes have time to say it.
        wait_until(lambda: "CANCU_OPENSEARCH_PASSWORD" in site.written(), "the reason in the log")
    locked.tells_nothing(found, *pages, site.written())


def test_no_file_of_a_library_holds_a_password(locked: Locked, corpus: Path, data: Path, tmp_path: Path) -> None:
    state = corpus.parent / "state"
    backup = tmp_path / "kho.zip"
    done = run("backup", backup, "--corpus", corpus, "--data", data, "--state", state, environment=locked.environment())
    assert done.returncode == 0, done.stderr
    unpacked = tmp_path / "back"
    places = ("--corpus", unpacked / "corpus", "--data", unpacked / "var", "--state", unpacked / "state")
    assert run("restore", backup, *places, environment=locked.environment()).returncode == 0
    files = [path for folder in (data, state, unpacked) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in (*files, backup):
        locked.tells_nothing(path.read_bytes(), str(path))


@pytest.mark.usefixtures("as_reader")
def test_a_certificate_that_runs_out_costs_its_node_alone(
    locked: Locked, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, _second, third = (node.url for node in locked.cluster.nodes)
    wait_until(lambda: datetime.now(UTC) > locked.cluster.runs_out, "the certificate has run out")
    done = run(
        *("build", "--corpus", corpus, "--data", tmp_path / "var", "--engine", "opensearch"),
        environment=locked.environment(BUILDS, URL=third),
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "đã hết hạn" in done.stderr
    locked.tells_nothing(done.stderr)
    monkeypatch.setenv("CANCU_OPENSEARCH_URL", f"{third},{first},https://127.0.0.1:{free_ports(1)[0]}")
    with closing(KnowledgeBase.open(data)) as kb:
        assert not any(kb.search(text).resting for text in questions(kb)[:20])
    # A build begins on nothing that is not as it should be.
    with pytest.raises(SearchServerExpiredError):
        build(corpus, tmp_path / "var", engine=OPENSEARCH)


def test_at_last_everything_is_removed_by_who_may(locked: Locked, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for user, removed in ((READS, False), (BUILDS, True)):
        for name, value in locked.environment(user).items():
            if name.startswith("CANCU_OPENSEARCH_"):
                monkeypatch.setenv(name, value)
        for path in (data / "generations").iterdir():
            assert remove_index(path / generations.INDEX_FOLDER) is removed
    assert locked.cluster.indexes() == []
