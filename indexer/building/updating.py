"""Brings a copy of the last generation up to a few changed files, as a build from nothing would have made it.

What follows from one document alone is written anew for the changed ones; plans are read and linked again only where
a document changed in what citations ask for; orders, names, figures and problems are compared and set right. What
would reach further (`_refuse`) is left to a build of everything.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Final

from indexer.building.changes import Before
from indexer.building.changes import Changes
from indexer.building.changes import Linked
from indexer.building.changes import citing_of
from indexer.building.changes import differing
from indexer.building.derive import citing_sentences
from indexer.building.derive import passage_attributes
from indexer.building.derive import topic_problems
from indexer.building.generations import INDEX_FOLDER
from indexer.building.generations import Places
from indexer.building.progress import Progress
from indexer.catalogue.codec import encode
from indexer.catalogue.contents import PLANS_FOLDER
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import PlanContents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import is_plan
from indexer.catalogue.contents import plan_counts
from indexer.catalogue.copy import CatalogueCopy
from indexer.catalogue.copy_lookup import CopyLookup
from indexer.catalogue.copy_lookup import CopyTargets
from indexer.catalogue.edges import edges
from indexer.catalogue.identities import add_undescribed
from indexer.catalogue.plan_writer import write_plans
from indexer.catalogue.reader import FILE_NAME
from indexer.catalogue.records import document_term
from indexer.catalogue.writer import open_catalogue
from indexer.catalogue.writer import write_documents
from indexer.catalogue.writer import write_passages
from indexer.catalogue.writer import write_problems
from indexer.catalogue.writer import write_relations
from indexer.citations import link_plan
from indexer.citations.lookup import document_record
from indexer.errors import Problem
from indexer.model import Document
from indexer.model import Passage
from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.reading import read_parts
from indexer.search.analysis import Analyzer
from indexer.search.analysis import PassageTokens
from indexer.search.engines import EngineWriter
from indexer.search.engines import engine_passage
from indexer.search.engines import open_writer
from indexer.search.passages import document_passages
from indexer.search.segment import Segmenter
from indexer.search.token_writing import TokenUpdater
from indexer.store import Corpus
from indexer.store import public_part
from indexer.store.checking import DISORDER
from indexer.store.checking import FORMER
from indexer.store.checking import check_documents
from indexer.store.checking import disorder_problem
from indexer.store.checking import in_order
from indexer.store.corpus import DUPLICATE
from indexer.store.corpus import load_files
from indexer.store.order import find_disorder
from indexer.topics import place_topics
from indexer.views import Counts

_STEP: Final = "Cập nhật chỉ mục"
MOST_SEGMENTS: Final = 8  # of a text index: then it is written anew, as one
_MOST_RELATED: Final = 300  # documents with relations that are read again


class TooFarReachingError(Exception):
    """A change reaches further than an update follows it: everything is to be built."""


def update_generation(
    places: Places, changed: Collection[str], *, counts: Counts, engine: str, progress: Progress
) -> tuple[Counts, int]:
    """Bring the copy of a generation up to the files at the paths `changed` (also: gone, or new).

    `counts` are the figures of the generation that was copied. Returns the figures now and the number of problems.

    Raises:
        TooFarReachingError: this is no change for an update.
    """
    progress(_STEP, 0, 1)
    index = open_writer(engine, places.folder / INDEX_FOLDER, places.url)
    try:
        if index.segments() >= MOST_SEGMENTS:
            raise TooFarReachingError
        with open_catalogue(places.folder / FILE_NAME) as database:
            copy = CatalogueCopy(database)
            now, problems = _Update(copy, database, places, index).run(changed, counts)
            copy.set_meta(generation=places.folder.name, corpus=places.seen_from_data)
    except BaseException:
        index.cancel()
        raise
    index.commit()
    progress(_STEP, 1, 1)
    return now, problems


class _Update:
    """One update at work."""

    def __init__(self, copy: CatalogueCopy, database: Connection, places: Places, index: EngineWriter) -> None:
        self._copy = copy
        self._database = database
        self._corpus = places.corpus
        self._internal = places.internal
        self._vocabulary = copy.vocabulary
        self._index = index
        # Few lines are new: reading the cache of all would take longer than segmenting them.
        self._analyzer = Analyzer(copy.vocabulary, Segmenter())

    def run(self, changed: Collection[str], counts: Counts) -> tuple[Counts, int]:
        """Carry it out; return the figures and the number of problems."""
        changes = self._changes(changed)
        before = self._before(changes)
        linked = self._link(changes) if changes.relink else None
        cited = citation_counts(linked.plans) if linked else before.cited
        citing = citing_of(linked.plans) if linked else before.citing
        documents, gone = self._affected(changes, before, linked, cited, citing)
        self._rewrite(documents, gone, linked, before, cited, citing)
        if linked:
            self._copy.clear("plans", "tasks", "assigned", "links")
            write_plans(self._database, linked.plans, self._vocabulary)
        related = any(document.relations for document in changes.loaded.documents.values())
        if changes.relink or related or self._copy.relations_of(changes.touched):
            self._relate(changes, documents)
        terms = (document_term(document, self._vocabulary) for document in documents.values())
        self._copy.set_names([term for term in terms if term is not None])
        now = self._copy.counts(plan_counts(linked.plans) if linked else counts)
        self._copy.set_counts(now)
        problems = self._problems(changes, before, linked)
        if problems != before.problems:
            self._copy.clear("problems")
            write_problems(self._database, problems)
        return now, len(problems)

    def _changes(self, changed: Collection[str]) -> Changes:
        """Read the changed files; where citations may find other documents than before, also all plans."""
        paths = self._copy.described()
        loaded = self._load(changed)
        touched = {key for key, path in paths.items() if path in changed} | loaded.documents.keys()
        now = {key: encode(document_record(document, self._vocabulary)) for key, document in loaded.documents.items()}
        relink = now != self._copy.records(touched) or any(path.startswith(PLANS_FOLDER) for path in changed)
        if relink:
            plans = {path for path in paths.values() if path.startswith(PLANS_FOLDER)}
            changed = plans.union(changed)
            loaded = self._load(changed)
            touched = {key for key, path in paths.items() if path in changed} | loaded.documents.keys()
        kept = {key: path for key, path in paths.items() if path not in changed}
        found = Changes(frozenset(changed), loaded, touched, kept, relink)
        self._refuse(found, paths.keys() - found.known)
        return found

    def _load(self, paths: Iterable[str]) -> Corpus:
        there = sorted(path for path in paths if (self._corpus / path).is_file())
        loaded = load_files(self._corpus, there, self._vocabulary)
        return loaded if self._internal is None else public_part(loaded, self._internal)

    def _refuse(self, changes: Changes, removed: Collection[str]) -> None:
        """Leave to a build of everything what reaches documents that did not change."""
        loaded = changes.loaded.documents
        former = {(old, key) for key, found in loaded.items() for old in found.former_ids if old not in changes.known}
        if (
            self._copy.has_problems(DUPLICATE, FORMER)
            or any(problem.code == DUPLICATE for problem in changes.loaded.problems)
            or not loaded.keys().isdisjoint(changes.kept)
            or self._copy.former_ids(changes.touched) != former
            or self._copy.is_named_elsewhere(changes.touched, removed)
        ):
            raise TooFarReachingError

    def _before(self, changes: Changes) -> Before:
        copy = self._copy
        cited = copy.citations()
        return Before(
            cited=cited,
            citing=citing_sentences(copy.citing()) if cited else {},
            undescribed=copy.undescribed(),
            series=copy.series(changes.touched),
            problems=copy.problems(),
        )

    def _link(self, changes: Changes) -> Linked:
        documents = changes.loaded.documents.values()
        lookup = CopyLookup(self._copy, documents, changes.touched)
        plans: list[PlanContents] = []
        problems: list[Problem] = []
        for plan in documents:
            if is_plan(plan) and plan.held:
                outline = read_outline(plan.body, self._vocabulary, plan.issuer.value)
                links = link_plan(plan, outline, self._vocabulary, lookup)
                plans.append(PlanContents(plan, outline, links.links))
                problems += links.problems
        linked, undescribed = add_undescribed(plans, changes.known, self._vocabulary)
        return Linked(linked, {document.id: document for document in undescribed}, problems)

    def _affected(
        self,
        changes: Changes,
        before: Before,
        linked: Linked | None,
        cited: Mapping[str, int],
        citing: Mapping[str, Sequence[str]],
    ) -> tuple[dict[str, Document], set[str]]:
        """Return the documents whose rows are written anew, and the ids of all whose rows are taken out."""
        documents = dict(changes.loaded.documents)
        gone = set(changes.touched)
        if linked:
            documents |= linked.undescribed
            gone |= before.undescribed | linked.undescribed.keys()
            others = differing(before.cited, cited) | differing(before.citing, citing)
            others = {key for key in others if key in changes.kept}
            gone |= others
            documents |= self._load(changes.kept[key] for key in others).documents
        return documents, gone

    def _rewrite(
        self,
        documents: Mapping[str, Document],
        gone: Collection[str],
        linked: Linked | None,
        before: Before,
        cited: Mapping[str, int],
        citing: Mapping[str, Sequence[str]],
    ) -> None:
        """Take out the rows of the documents `gone` and write those of `documents`: catalogue, tokens, text index."""
        tokens = TokenUpdater(self._database)
        stale = self._copy.passages(gone)
        for passage in stale:
            tokens.remove(passage.id, self._tokens(passage, before.citing))
        self._index.delete([passage.id for passage in stale])
        self._copy.remove(gone)
        contents = self._contents(documents, linked)
        recency = self._copy.recency(
            (document, document_term(document, self._vocabulary)) for document in documents.values()
        )
        write_documents(self._database, contents, recency, cited)
        write_passages(self._database, contents)
        self._copy.set_recency(recency)
        for passage in contents.passages:
            document = documents[passage.document]
            packed = tokens.add(
                passage.id,
                document.id,
                self._tokens(passage, citing),
                is_card=passage.is_card,
                citations=cited.get(document.id, 0),
                issued=document.issued.value,
            )
            attributes = passage_attributes(document, self._vocabulary, cited=document.id in cited)
            self._index.add([engine_passage(passage.id, packed, attributes)])
        tokens.finish()

    def _contents(self, documents: Mapping[str, Document], linked: Linked | None) -> Contents:
        parts = {
            document.id: read_parts(document.body, self._vocabulary) for document in documents.values() if document.held
        }
        passages = tuple(
            passage
            for document in documents.values()
            for passage in document_passages(document, parts.get(document.id, ()), self._vocabulary)
        )
        return Contents(
            vocabulary=self._vocabulary,
            documents=tuple(documents.values()),
            undescribed=frozenset(linked.undescribed) if linked else frozenset(),
            plans=(),
            passages=passages,
            place_names={
                passage.id: place_name(passage.place, parts[passage.document])
                for passage in passages
                if passage.place is not None
            },
            topics={
                document.id: topics
                for document in documents.values()
                if document.held and (topics := tuple(place_topics(document, parts[document.id], self._vocabulary)))
            },
            problems=(),
        )

    def _tokens(self, passage: Passage, citing: Mapping[str, Sequence[str]]) -> PassageTokens:
        return self._analyzer.passage(passage, citing.get(passage.document, ()) if passage.is_card else ())

    def _relate(self, changes: Changes, documents: Mapping[str, Document]) -> None:
        """Look up the targets of all relations again."""
        others = [changes.kept[key] for key in self._copy.relating() if key in changes.kept and key not in documents]
        if len(others) > _MOST_RELATED:
            raise TooFarReachingError
        related = (*documents.values(), *self._load(others).documents.values())
        found = edges(related, CopyTargets(self._copy))
        self._copy.clear("relations", "newer")
        write_relations(self._database, found, self._copy.days(), self._vocabulary)

    def _problems(self, changes: Changes, before: Before, linked: Linked | None) -> tuple[Problem, ...]:
        series = before.series | self._copy.series(changes.touched)
        ordered = self._copy.in_series(series)
        judged = changes.touched | {document.id for document in ordered}
        found = [
            problem
            for problem in before.problems
            if problem.path not in changes.paths and not (problem.code == DISORDER and problem.document in judged)
        ]
        found += (*check_documents(changes.loaded, changes.known), *topic_problems(changes.loaded))
        found += linked.problems if linked else []
        for pair in find_disorder(ordered, self._vocabulary):
            line = self._load([pair.lower.path]).line(pair.lower.id, "issued")
            found.append(disorder_problem(pair, line))
        return in_order(found)
