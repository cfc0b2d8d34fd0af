"""What a corpus as a whole must fulfil: edges that lead somewhere, numbers in order, originals untouched."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import VOCABULARY
from indexer.fingerprint import content_hash
from indexer.model import Document
from indexer.numbers import parse_number
from indexer.secrecy import bears_limit
from indexer.store.corpus import Corpus
from indexer.store.order import Disorder
from indexer.store.order import find_disorder
from indexer.store.writing import is_canonical

FORMER: Final = "former-id-taken"  # the problem of a former id that another document bears
DISORDER: Final = "number-order"  # the problem of two documents' numbers and days


def check_corpus(corpus: Corpus) -> tuple[Problem, ...]:
    """Return every problem of the corpus, those of its vocabulary and of loading included, in the order of paths."""
    found = [*corpus.vocabulary.problems, *_vocabulary(corpus)]
    found += [*check_documents(corpus, corpus.documents.keys()), *_former_ids(corpus)]
    pairs = find_disorder(corpus.documents.values(), corpus.vocabulary)
    found += [disorder_problem(pair, corpus.line(pair.lower.id, "issued")) for pair in pairs]
    return in_order(found)


def check_documents(corpus: Corpus, known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with each document of `corpus` by itself, from reading it on.

    `known` are the ids of the whole library, of which `corpus` may be a part.
    """
    yield from corpus.problems
    broken = {problem.path for problem in corpus.problems}
    for document in corpus.documents.values():
        yield from _number(corpus, document)
        yield from _term(corpus, document)
        yield from _relations(corpus, document, known)
        yield from _overrides(corpus, document, known)
        yield from _original(corpus, document)
        yield from _limit(corpus, document)
        as_written = document.id not in corpus.shortened and document.path not in broken
        if as_written and not is_canonical(corpus.folder, document):
            message = "Tệp chưa ở dạng chuẩn; lệnh cancu check --fix sẽ viết lại."
            yield Problem(Severity.WARNING, "not-canonical", message, document.path, None, document.id)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by path, line and kind: an order that depends on them alone."""
    return tuple(
        sorted(
            problems, key=lambda found: (found.path, found.line or 0, found.code, found.message, found.document or "")
        )
    )


def _vocabulary(corpus: Corpus) -> Iterator[Problem]:
    organs = corpus.vocabulary.organs
    for organ in organs.values():
        for other in (organ.parent, *organ.predecessors, *organ.successors):
            if other is not None and other not in organs:
                message = f"Cơ quan “{organ.id}” nhắc đến “{other}”, không có trong từ vựng."
                yield Problem(Severity.ERROR, "unknown-organ", message, f"{VOCABULARY}/organs.yaml")
    for term in corpus.vocabulary.terms.values():
        if term.committee not in organs:
            message = f"Khóa “{term.id}” thuộc “{term.committee}”, không có trong từ vựng cơ quan."
            yield Problem(Severity.ERROR, "unknown-organ", message, f"{VOCABULARY}/terms.yaml")


def _problem(
    corpus: Corpus, document: Document, field: str, code: str, message: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(severity, code, message, document.path, corpus.line(document.id, field), document.id)


def _number(corpus: Corpus, document: Document) -> Iterator[Problem]:
    if document.number is None:
        return
    number = parse_number(document.number, corpus.vocabulary)
    if number is None:
        message = f"“{document.number}” không phải là số và ký hiệu văn bản."
        yield _problem(corpus, document, "number", "bad-number", message)
    elif number.canonical != document.number:
        message = f"Số và ký hiệu “{document.number}” nên ghi là “{number.canonical}”."
        yield _problem(corpus, document, "number", "number-not-canonical", message, Severity.WARNING)


def _term(corpus: Corpus, document: Document) -> Iterator[Problem]:
    terms = corpus.vocabulary.terms_of(document.issuer.value)
    if document.term is None or not terms:
        return
    committee = corpus.vocabulary.organs[terms[0].committee].name
    if document.term not in {term.numeral for term in terms}:
        message = f"Từ vựng chưa có khóa {document.term} của {committee}."
        yield _problem(corpus, document, "term", "unknown-term", message)
        return
    issued = document.issued.value
    found = corpus.vocabulary.term_at(document.issuer.value, issued) if issued else None
    if found and found.numeral != document.term:
        message = f"Ghi khóa {document.term} của {committee}, nhưng ngày {issued} thuộc khóa {found.numeral}."
        yield _problem(corpus, document, "term", "term-against-date", message, Severity.WARNING)


def _relations(corpus: Corpus, document: Document, known: Collection[str]) -> Iterator[Problem]:
    for index, relation in enumerate(document.relations):
        place = f"relations.{index}"
        name = corpus.vocabulary.relations[relation.type].name
        if relation in document.relations[:index]:
            message = f"Quan hệ “{name}” này ghi hai lần."
            yield _problem(corpus, document, place, "duplicate-relation", message, Severity.WARNING)
        if relation.target == document.id:
            message = f"Quan hệ “{name}” trỏ về chính văn bản này."
            yield _problem(corpus, document, place, "relation-to-itself", message)
        elif isinstance(relation.target, str) and relation.target not in known:
            message = f"Quan hệ “{name}” trỏ đến “{relation.target}”, văn bản không có trong kho."
            yield _problem(corpus, document, place, "relation-to-nothing", message)


def _overrides(corpus: Corpus, document: Document, known: Collection[str]) -> Iterator[Problem]:
    for index, override in enumerate(document.overrides):
        if override.document is not None and override.document not in known:
            message = f"Chỗ sửa viện dẫn trỏ đến “{override.document}”, văn bản không có trong kho."
            yield _problem(corpus, document, f"overrides.{index}", "override-to-nothing", message)


def _former_ids(corpus: Corpus) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for document in corpus.documents.values():
        for former in document.former_ids:
            owner = former if former in corpus.documents else owners.setdefault(former, document.id)
            if owner != document.id:
                message = f"Mã cũ “{former}” đã thuộc về văn bản “{owner}”."
                yield _problem(corpus, document, "former_ids", FORMER, message)


def _original(corpus: Corpus, document: Document) -> Iterator[Problem]:
    if document.original is None:
        return
    originals = (corpus.folder / ORIGINALS).resolve()
    path = (originals / document.original).resolve()
    if not path.is_relative_to(originals) or not path.is_file():
        message = f"Kho không có tệp gốc “{document.original}”."
        yield _problem(corpus, document, "original", "original-missing", message)
    elif content_hash(path.read_bytes()) != document.original_sha256:
        message = f"Tệp gốc “{document.original}” không khớp với mã SHA-256 đã ghi."
        yield _problem(corpus, document, "original_sha256", "original-changed", message)


def _limit(corpus: Corpus, document: Document) -> Iterator[Problem]:
    if document.circulation is None and bears_limit(document.body):
        message = "Văn bản có dấu hạn chế lưu hành, mà hồ sơ chưa ghi: cần thêm “circulation: internal”."
        yield _problem(corpus, document, "id", "limit-not-recorded", message)


def disorder_problem(pair: Disorder, line: int | None) -> Problem:
    """Return the problem of two numbers whose days run against their order; `line` is that of the lower one's day."""
    lower, higher = (f"{item.number} ngày {item.issued.value}" for item in (pair.lower, pair.higher))
    message = f"Ngày ngược với thứ tự số trong cùng khóa: {lower}, {higher}; cần xem lại ngày của một trong hai."
    return Problem(Severity.WARNING, DISORDER, message, pair.lower.path, line, pair.lower.id)
