"""The addresses of the site: the one place that spells them. They are a contract and do not change."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote
from urllib.parse import urlencode

from indexer.views import DocumentSummary
from indexer.views import Hit
from indexer.views import Suggestion
from indexer.views.topics import TopicName

#: The path of each list, by the facet of the knowledge base that it shows.
LISTS: Final[Mapping[str, str]] = {
    "kind": "loai",
    "organ": "co-quan",
    "year": "nam",
    "term": "khoa",
    "theme": "chu-de",
    "programme": "chuong-trinh",
}

#: The bases that later documents took the place of, as a page and as a feed.
UPDATES: Final = "/can-cap-nhat"
UPDATES_FEED: Final = "/can-cap-nhat.atom"
#: The whole library as one file.
CORPUS: Final = "/api/v1/corpus"
#: What machines ask for: who may look where, what there is, what is new, how to search.
ROBOTS: Final = "/robots.txt"
SITEMAP: Final = "/sitemap.xml"
NEWS_FEED: Final = "/van-ban-moi.atom"
OPENSEARCH: Final = "/opensearch.xml"
BROWSER_SUGGESTIONS: Final = "/goi-y.json"
#: Two documents side by side.
COMPARISON: Final = "/so-sanh"

#: A reader's own notes, which the browser keeps.
NOTES: Final = "/ghi-chu"

#: How to use the site.
GUIDE: Final = "/huong-dan"

#: Signing in and out, and one's own account.
SIGN_IN: Final = "/dang-nhap"
SIGN_OUT: Final = "/dang-xuat"
ACCOUNT: Final = "/tai-khoan"
#: What editors have changed.
HISTORY: Final = "/lich-su"
#: The tasks that ask for something to be brought into teaching.
TEACHING: Final = "/dua-vao-bai-giang"


def guide(name: str) -> str:
    """Return the address of a guide to the site; "" is the one for those who read."""
    return f"{GUIDE}/{name}" if name else GUIDE


def document(summary: DocumentSummary) -> str:
    """Return the address of a document, or of a plan's reading page."""
    return plan(summary.id) if summary.is_plan else document_id(summary.id)


def document_id(identifier: str) -> str:
    """Return the address of the document with this id; a plan's redirects to its reading page."""
    return f"/van-ban/{quote(identifier, safe='')}"


def section(identifier: str, part: int | str, anchor: str = "") -> str:
    """Return the address of a section of a long document (from 1, or "tat-ca" for all), at `anchor` if given."""
    at = f"#{quote(anchor, safe='')}" if anchor else ""
    return f"{document_id(identifier)}{'' if part == 1 else f'?phan={part}'}{at}"


def point(identifier: str, spot: str) -> str:
    """Return the lasting address of a part of a document's text, wherever its page has it."""
    return f"{document_id(identifier)}/muc/{quote(spot, safe='')}"


def original(identifier: str, name: str) -> str:
    """Return the address of a document's original file."""
    return f"{document_id(identifier)}/tep/{quote(name, safe='')}"


def entry(identifier: str, suffix: str) -> str:
    """Return the address of a document's entry for reference managers; `suffix` is ris, bib or json."""
    return f"{document_id(identifier)}/trich-dan.{suffix}"


def akn(identifier: str) -> str:
    """Return the address of a document as Akoma Ntoso."""
    return f"/api/v1/documents/{quote(identifier, safe='')}/akn"


def number(slug: str) -> str:
    """Return the address of a number page by the number's slug, or by any spelling of it."""
    return f"/so/{quote(slug, safe='')}"


def plan(identifier: str, task: str | None = None) -> str:
    """Return the address of a plan's reading page, at one of its tasks where `task` is given."""
    at = f"#{quote(task, safe='')}" if task else ""
    return f"/ke-hoach/{quote(identifier, safe='')}{at}"


def task(plan_id: str, task_id: str) -> str:
    """Return the address of a task's own page."""
    return f"/ke-hoach/{quote(plan_id, safe='')}/nhiem-vu/{quote(task_id, safe='')}"


def listing(facet: str, value: str) -> str:
    """Return the address of the documents of one kind, organ, year, term, theme or programme."""
    return f"/{LISTS[facet]}/{quote(value, safe='')}"


def topics(sort: str) -> str:
    """Return the address of the list of themes ("theme") or of training programmes ("programme")."""
    return f"/{LISTS[sort]}"


def topic(name: TopicName, arguments: Mapping[str, str] | None = None) -> str:
    """Return the address of a theme or a training programme; empty arguments are left out."""
    query = urlencode({key: value for key, value in (arguments or {}).items() if value})
    return f"{listing(name.sort, name.id)}{'?' if query else ''}{query}"


def hit(found: Hit) -> str:
    """Return the address of the place that was found: the task of a plan where it is one, else the document."""
    if found.plan and found.task:
        return plan(found.plan, found.task)
    return document(found.document)


def sitemap_part(number: int) -> str:
    """Return the address of a file of a sitemap that is too long for one, from 1."""
    return f"/sitemap-{number}.xml"


def suggestion(suggested: Suggestion) -> str:
    """Return the address of what a question may become; it is a search where it is nothing else."""
    if suggested.document is not None:
        return document(suggested.document)
    if suggested.topic is not None:
        return topic(suggested.topic.topic)
    if suggested.organ is not None:
        return listing("organ", suggested.organ.id)
    return search({"q": suggested.text})


def materials(arguments: Iterable[tuple[str, str]] = ()) -> str:
    """Return the address of gathered material; `arguments` are its parameters in order."""
    query = urlencode(list(arguments), safe=":")
    return f"/tu-lieu?{query}" if query else "/tu-lieu"


def anchor(key: str) -> str:
    """Return the id on the page of the gathered item with this key."""
    return f"muc-{quote(key, safe='').replace('%', '_')}"


def search(arguments: Mapping[str, str]) -> str:
    """Return the address of a search; empty arguments are left out."""
    query = urlencode({name: value for name, value in arguments.items() if value})
    return f"/tim?{query}" if query else "/tim"


def matrix(plan_id: str, arguments: Mapping[str, str] | None = None) -> str:
    """Return the address of a plan's matrix; empty arguments are left out."""
    query = urlencode({name: value for name, value in (arguments or {}).items() if value})
    return f"/ke-hoach/{quote(plan_id, safe='')}/bang-doi-chieu{'?' if query else ''}{query}"


def assignments(plan_id: str, organ: str = "", file: str | None = None) -> str:
    """Return the address of a plan's assignments, narrowed to an organ by its key; `file` is docx or xlsx."""
    query = urlencode({name: value for name, value in (("co-quan", organ), ("dang", file)) if value})
    return f"/ke-hoach/{quote(plan_id, safe='')}/phan-cong{'?' if query else ''}{query}"


def comparison(old: str = "", new: str = "", arguments: Mapping[str, str] | None = None) -> str:
    """Return the address of two documents compared, the older one first; empty arguments are left out."""
    given = {"cu": old, "moi": new, **(arguments or {})}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{COMPARISON}?{query}" if query else COMPARISON


def pictures(plan_id: str) -> str:
    """Return the address of a plan's pictures."""
    return f"/ke-hoach/{quote(plan_id, safe='')}/so-do"


def sign_in(goal: str) -> str:
    """Return the address of the page to sign in on, which leads to `goal` afterwards."""
    return f"{SIGN_IN}?{urlencode({'tiep': goal})}"


def edit(identifier: str) -> str:
    """Return the address of a document's record as a form."""
    return f"{document_id(identifier)}/sua"


def adopt(identifier: str) -> str:
    """Return where the form goes that gives a cited document a file of its own."""
    return f"{document_id(identifier)}/ho-so"


def history(identifier: str = "", before: int | None = None) -> str:
    """Return the address of the history, of one document or of all; `before` leads to older changes."""
    arguments = {"van-ban": identifier, "truoc": str(before or "")}
    query = urlencode({name: value for name, value in arguments.items() if value})
    return f"{HISTORY}?{query}" if query else HISTORY


def change(number: int) -> str:
    """Return the address of one change of the history."""
    return f"{HISTORY}/{number}"


def undo(number: int) -> str:
    """Return where the form goes that undoes a change."""
    return f"{change(number)}/hoan-tac"


def corrections(identifier: str) -> str:
    """Return the address at which a plan's citations are corrected."""
    return f"{edit(identifier)}/vien-dan"


INTAKE: Final = "/nhap-van-ban"
"""The address of files on their way into the library."""


def draft(number: int) -> str:
    """Return the address at which a file on its way is seen, corrected and approved."""
    return f"{INTAKE}/{number}"
