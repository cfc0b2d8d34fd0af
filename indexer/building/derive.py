"""What follows from a corpus: outlines, links to documents, records of documents without file, passages."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from collections.abc import Iterator

from indexer.building.preparing import Preparation
from indexer.building.preparing import Prepared
from indexer.building.progress import Progress
from indexer.building.progress import silent
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import PlanContents
from indexer.catalogue.contents import is_plan
from indexer.catalogue.identities import add_undescribed
from indexer.catalogue.records import document_facets
from indexer.catalogue.records import document_term
from indexer.catalogue.sentences import sentence_span
from indexer.citations import link_plan
from indexer.citations.lookup import CorpusLookup
from indexer.errors import Problem
from indexer.model import Document
from indexer.model import Link
from indexer.search.anchors import MOST
from indexer.search.anchors import anchors
from indexer.store import Corpus
from indexer.store import check_corpus
from indexer.store.checking import in_order
from indexer.topics import choice_problems
from indexer.vocabulary import Vocabulary


def derive(corpus: Corpus, progress: Progress = silent) -> Contents:
    """Read and link everything in `corpus`; flaws found on the way are among the result's problems."""
    preparation = Preparation(corpus.documents.values(), corpus.vocabulary, tokens=False)
    try:
        return derive_prepared(corpus, preparation, progress)[0]
    finally:
        preparation.close()


def derive_prepared(
    corpus: Corpus, preparation: Preparation, progress: Progress = silent
) -> tuple[Contents, dict[str, Prepared]]:
    """Read and link everything in `corpus`, whose documents `preparation` has begun with.

    Returns with the contents what was prepared of each document, those without file among them.
    """
    vocabulary, documents = corpus.vocabulary, corpus.documents
    problems: list[Problem] = [*check_corpus(corpus)]
    lookup = CorpusLookup(documents.values(), vocabulary)
    prepared = preparation.collect(progress)
    outlines = {key: found.outline for key, found in prepared.items() if found.outline is not None}
    plans: list[PlanContents] = []
    held_plans = [document for document in documents.values() if is_plan(document) and document.held]
    for done, document in enumerate(held_plans, 1):
        links = link_plan(document, outlines[document.id], vocabulary, lookup)
        plans.append(PlanContents(document, outlines[document.id], links.links))
        problems += links.problems
        progress("Tìm viện dẫn trong kế hoạch", done, len(held_plans))
    problems += topic_problems(corpus)
    linked, undescribed = add_undescribed(plans, documents.keys(), vocabulary)
    prepared |= preparation.more(undescribed)
    listed = (*documents.values(), *undescribed)
    passages = tuple(passage for document in listed for passage in prepared[document.id].passages)
    contents = Contents(
        vocabulary=vocabulary,
        documents=listed,
        undescribed=frozenset(document.id for document in undescribed),
        plans=linked,
        passages=passages,
        place_names={key: name for found in prepared.values() for key, name in found.place_names.items()},
        topics={key: found.topics for key, found in prepared.items() if found.topics},
        problems=in_order(problems),
    )
    return contents, prepared


def topic_problems(corpus: Corpus) -> Iterator[Problem]:
    """Yield what is wrong with where people say that topics belong in the texts of `corpus`."""
    for document in corpus.documents.values():
        yield from choice_problems(document, corpus.vocabulary, corpus.line(document.id, "topics"))


def citing_sentences(plans: Iterable[tuple[str, Iterable[Link]]]) -> dict[str, list[str]]:
    """Return for each cited document the sentences of plans that cite it, without what they say of others.

    `plans` are the plans' bodies with their links.
    """
    found: dict[str, list[str]] = {}
    for body, links in plans:
        for document, sentences in anchors(body, links, sentence_span).items():
            known = found.setdefault(document, [])
            known += [sentence for sentence in sentences if sentence not in known][: MOST - len(known)]
    return found


def passage_attributes(document: Document, vocabulary: Vocabulary, *, cited: bool) -> dict[str, list[str]]:
    """Return what the passages of `document` can be narrowed by: the values of its facets, and its days."""
    attributes: dict[str, list[str]] = {}
    term = document_term(document, vocabulary)
    for facet, value in document_facets(document, term, vocabulary, cited=cited):
        attributes.setdefault(facet, []).append(value)
    attributes["issued"] = list(_days(document.issued.value or ""))
    return attributes


def _days(issued: str) -> Iterator[str]:
    # A month or year alone stands for each of its days, so that a range of days that touches it finds it.
    parts = issued.split("-")
    if len(parts) == 3:
        yield issued
    elif issued:
        year = int(parts[0])
        for month in [int(parts[1])] if len(parts) > 1 else range(1, 13):
            yield from (f"{year:04}-{month:02}-{day:02}" for day in range(1, monthrange(year, month)[1] + 1))
