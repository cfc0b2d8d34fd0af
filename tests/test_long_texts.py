"""Texts made to keep a reader busy: one piece again and again, by the hundred thousand letters.

Each was found by making up such pieces from the patterns of the program (`benchmarks.patterns`) and would take hours, or
for ever, where the reader looks at a letter again for each letter before it. The process that reads them has a minute of
a processor's time, of which it needs a few seconds: that only ends what hangs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: (what reads, how it is called with `text`, the text)
CASES = (
    ("a kind word before empty lines", "cite(text, vocabulary)", '"Nghị quyết" + "\\n" * 400_000 + "!"'),
    ("a page that is all comments", "format_of(file(text), 'a.htm')", '"<!---->" * 60 + "x"'),
    ("a page that is all declarations", "page_root(text.encode())", '"<meta charset=" * 400 + " " * 8000'),
    ("blanks before a page", "page_root(text.encode())", '" " * 400_000 + "<p>Một câu.</p>"'),
    ("a style without an end", "convert(file(text, 'a.htm'))", "'<table style=\"' + 'border:' * 60_000 + '\"><td>a</td></table>'"),
    ("a line of dots in an old encoding", "count_words(text)", '"\\xb7" * 400_000'),
    ("blanks in a paragraph", "cleaned(text)", '"Điều 1." + " " * 400_000 + "!"'),
    ("blanks in a compared text", "plain(text)", '"Điều 1." + " " * 400_000 + "!"'),
    ("emphasis that nobody ends, in a file", "list(stretches(text))", '"*a " * 20_000'),
    ("emphasis without blanks, on a page", "inline(text)", '"*a" * 200_000'),
    ("a name of a mailbox without an end", "tagger.joins(text)", '"z." * 100_000 + "@"'),
)  # fmt: skip

PROGRAM = """
import resource, sys, tempfile
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from pathlib import Path
from indexer.citations import cite
from indexer.comparing.parts import plain
from indexer.convert import convert
from indexer.convert.encodings.evidence import _WORD
from indexer.convert.sniff import format_of
from indexer.convert.web.page import page_root
from indexer.convert.writing import _cleaned as cleaned
from indexer.export.emphasis import stretches
from indexer.search.tagger import WordTagger
from indexer.vocabulary import program_vocabulary
from webapp.rendering import inline
vocabulary, tagger = program_vocabulary(), WordTagger()
count_words = _WORD.findall
def file(text, name="a.txt"):
    path = Path(tempfile.mkdtemp()) / name
    path.write_text(text, encoding="utf-8")
    return path
for comment, call, text in {cases}:
    print(comment, flush=True)
    text = eval(text)
    eval(call)
print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no bound on its time there")
def test_long_texts_are_read_to_their_end() -> None:
    program = PROGRAM.format(cases=repr(CASES))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    # Where one of them hangs, it is the last that is named.
    assert (done.returncode, done.stdout.splitlines()) == (0, [*(case[0] for case in CASES), "done"]), done.stderr[
        -2000:
    ]


def test_what_the_bounds_leave_as_it_was() -> None:
    from indexer.comparing.parts import plain  # noqa: PLC0415 (beside what is asked of it)
    from indexer.convert.writing import _cleaned  # noqa: PLC0415
    from indexer.export.emphasis import stretches  # noqa: PLC0415
    from webapp.rendering import inline  # noqa: PLC0415

    assert plain("## I. A  b \n \n  c\t\n d") == "I. A  b\nc\nd"
    assert _cleaned("a \t\n \n  \n b  c \n") == "a\n\nb  c"
    assert [(item.text, item.italic) for item in stretches("a *b c* d")] == [
        ("a ", False),
        ("b c", True),
        (" d", False),
    ]
    assert inline("*a* <b>") == "<em>a</em> &lt;b&gt;"
    long = "*a* <script> " * 2000  # its asterisks stay, and nothing of it runs
    assert inline(long) == ("*a* &lt;script&gt; " * 2000)
