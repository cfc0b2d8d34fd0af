"""`cancu adopt`: a cited document gets its file, under the id that its citations have already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.build import build
from indexer.cli import cli


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    build(small_corpus, small_corpus.parent / "var")
    return small_corpus


def adopt(corpus: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["adopt", *arguments, "--corpus", str(corpus)])


def test_a_cited_document_gets_its_file(corpus: Path) -> None:
    shown = json.loads(adopt(corpus, "12-CT/TU", "--json").stdout)
    text = (corpus / shown["path"]).read_text(encoding="utf-8")
    assert f"id: {shown['document']}\n" in text
    assert "number: 12-CT/TU\n" in text
    assert "2021-03-05" in text
    checked = CliRunner().invoke(cli, ["check", "--corpus", str(corpus), "--json"])
    problems = json.loads(checked.stdout)["problems"]
    assert [problem for problem in problems if problem["path"] == shown["path"]] == []
    again = adopt(corpus, "12-CT/TU")
    assert again.exit_code == 2
    assert "đã có hồ sơ trong kho" in again.stderr


def test_people_are_told_where_to_go_on(corpus: Path) -> None:
    assert "Hãy điền tiếp" in adopt(corpus, "chỉ thị 12").stdout


@pytest.mark.parametrize("asked", ["35-NQ/TW", "99-KL/TW", "khong-co", ""])
def test_what_cannot_be_adopted_is_one_sentence(corpus: Path, asked: str) -> None:
    refused = adopt(corpus, asked)
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
