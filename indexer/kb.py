"""The knowledge base: one generation of a library, and everything that a face may ask of it.

A knowledge base never changes and serves any number of threads; `indexer.library` follows the builds.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import BinaryIO
from typing import Final

from indexer.answers.changing import document_changes
from indexer.answers.finding import Finder
from indexer.answers.matrix import matrix
from indexer.answers.numbering import number_of_record
from indexer.answers.numbering import number_view
from indexer.answers.relating import related_documents
from indexer.answers.suggesting import Suggester
from indexer.building import generations
from indexer.catalogue.reader import Catalogue
from indexer.errors import DocumentNotFoundError
from indexer.errors import ListingNotFoundError
from indexer.errors import OriginalNotFoundError
from indexer.errors import OtherEngineError
from indexer.errors import Problem
from indexer.errors import UnknownEngineError
from indexer.errors.comparing import NoTextToCompareError
from indexer.errors.comparing import SameDocumentError
from indexer.errors.comparing import SeveralDocumentsError
from indexer.model import Citation
from indexer.model import Outline
from indexer.search.engines import ENGINES
from indexer.search.engines import outgrown
from indexer.views import Counts
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import Facet
from indexer.views import Filters
from indexer.views import Listing
from indexer.views import Named
from indexer.views import NumberView
from indexer.views import PlanSummary
from indexer.views import PlanView
from indexer.views import RelatedDocument
from indexer.views import SearchResult
from indexer.views import Suggestion
from indexer.views import TaskView
from indexer.views import WantedDocument
from indexer.views.accounts import Audience
from indexer.views.assignments import Assignments
from indexer.views.assignments import TasksOfOrgan
from indexer.views.changes import DocumentChange
from indexer.views.changes import RecentDocument
from indexer.views.comparing import Comparable
from indexer.views.comparing import Comparison
from indexer.views.desk import Cascade
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixFilters
from indexer.views.desk import MatrixOrder
from indexer.views.desk import Update
from indexer.views.desk import Validity
from indexer.views.exchange import CorpusExport
from indexer.views.gathered import TeachingTask
from indexer.views.gathered import TopicView
from indexer.views.material import Item
from indexer.views.material import Material
from indexer.views.material import Spot
from indexer.views.offline import OfflineIndex
from indexer.views.review import Review
from indexer.views.structure import StructuredText
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicMark
from indexer.vocabulary import Vocabulary

if TYPE_CHECKING:
    from indexer.answers.gathering import Gatherer
    from indexer.comparing.choosing import Chooser

_LISTED: Final = frozenset({"kind", "organ", "year", "term", "theme", "programme"})
_COMPARISONS: Final = 8  # that are remembered
_OF_PREDECESSORS: Final = "Gồm cả văn bản của cơ quan tiền thân."


class KnowledgeBase:
    """One generation, read-only. All answers are values of `indexer.views`."""

    def __init__(self, folder: Path, engine: str, data: Path) -> None:
        """Use `open`: it finds the folder and its engine."""
        self._catalogue = Catalogue(folder)
        self._data = data
        self._folder = folder
        self._engine = engine
        self._finder = Finder(self._catalogue, engine, folder / generations.INDEX_FOLDER)
        self._suggester = Suggester(self._catalogue)
        self.generation: Final = folder.name

    @classmethod
    def open(cls, data: Path, engine: str | None = None, *, audience: Audience = Audience.EDITORS) -> KnowledgeBase:
        """Open the current generation of a data folder, read with the text engine that built it.

        `engine`, where it is named, must be that engine. This is the one place where circulation is enforced: for
        `Audience.EVERYONE` the generation is one that was made without the internal documents, so that no list, no
        figure, no suggestion and no address can tell of them. Where that one is missing, there is none to read.

        Raises:
            NoIndexError: nothing was built there yet.
            DamagedIndexError: the generation is broken or of another version.
            UnknownEngineError: no engine has this name.
            OtherEngineError: another engine than the named one built the generation.
            MissingEngineError: the engine's package is not installed (when words are searched).
        """
        folder, manifest = generations.open_current(data)
        if manifest.internal and audience is not Audience.EDITORS:
            data = data / generations.PUBLIC
            folder, manifest = generations.open_current(data)
        if engine is not None and engine not in ENGINES:
            raise UnknownEngineError(engine, tuple(ENGINES))
        if engine is not None and engine != manifest.engine:
            raise OtherEngineError(engine, manifest.engine)
        return cls(folder, manifest.engine, data)

    def close(self) -> None:
        """Let go of the generation's files."""
        self._finder.close()
        self._catalogue.close()

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary by which the generation was built."""
        return self._catalogue.vocabulary

    def counts(self) -> Counts:
        """Return the figures of the first page."""
        return self._catalogue.counts

    def search(
        self,
        query: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 (frozen)
        limit: int = 10,
        offset: int = 0,
        order: str = "relevance",
        within: str = "",
    ) -> SearchResult:
        """Return the documents found for `query`: those of its numbers first, then by words.

        `order` is "relevance" or "date" (newest first). A query without words lists what passes the filters.
        `within`, where given, is looked for in what was found: only documents that hold all its words remain.
        """
        found = self._finder.search(query, filters, limit, offset, order, within)
        return replace(found, outgrown=outgrown(self._engine, self.counts().passages))

    @property
    def unanswered(self) -> int:
        """How many searches by words found no server so far: what was made of them is not to be kept."""
        return self._finder.unanswered

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return what a question may become that was begun with `typed`: documents and organs, best first."""
        return self._suggester.suggest(typed, limit)

    def related(self, document: DocumentView, limit: int = 6) -> tuple[RelatedDocument, ...]:
        """Return documents that have to do with `document`: by relations, by tasks that cite both, by their titles."""
        return tuple(related_documents(document, self._catalogue, self._finder, limit))

    def number(self, text: str) -> NumberView:
        """Return what is known under a number, in any spelling or as its slug."""
        return number_view(text, self._catalogue)

    def number_of_record(self, document: str) -> str | None:
        """Return the slug of the number of a record that a document with a file has taken the place of, by its id.

        None where `document` is the id of no such record.
        """
        return number_of_record(document, self._catalogue)

    def document(self, document: str) -> DocumentView:
        """Return everything known of a document.

        Raises:
            DocumentNotFoundError: no document has this id (`current_id` knows former ones).
        """
        return self._catalogue.documents.view(document)

    def structured(self, document: str) -> StructuredText:
        """Return a document's text with its parts and what it cites; without text, what is known of the document.

        Raises:
            DocumentNotFoundError: no document has this id.
        """
        from indexer.answers.structuring import structured_plan  # noqa: PLC0415 (as for a plan's assignments)
        from indexer.answers.structuring import structured_text  # noqa: PLC0415

        view = self.document(document)
        if view.summary.is_plan and view.summary.held:
            return structured_plan(self._catalogue, document)
        return structured_text(self._catalogue, view)

    def current_id(self, document: str) -> str:
        """Return the id under which a document stands now, `document` being that id or a former one.

        Raises:
            DocumentNotFoundError: neither.
        """
        found = self._catalogue.documents.current_id(document)
        if found is None:
            raise DocumentNotFoundError(document)
        return found

    def former_ids(self, document: str) -> tuple[str, ...]:
        """Return the ids under which a document stood before."""
        return self._catalogue.documents.former_ids(document)

    def original(self, document: str, name: str) -> Path:
        """Return the path of the file from which a document's text came.

        Raises:
            DocumentNotFoundError: no document has this id.
            OriginalNotFoundError: the library keeps no such file of it.
        """
        kept = self._catalogue.documents.original(document)
        corpus = self._catalogue.meta("corpus")
        if kept is None or corpus is None or PurePosixPath(kept).name != name:
            raise OriginalNotFoundError(document, name)
        originals = (self._data / corpus / "originals").resolve()
        path = (originals / kept).resolve()
        if not path.is_relative_to(originals) or not path.is_file():
            raise OriginalNotFoundError(document, name)
        return path

    def plans(self) -> tuple[PlanSummary, ...]:
        """Return the library's own plans, newest first."""
        return self._catalogue.plans.summaries()

    def plan(self, plan: str) -> PlanView:
        """Return a plan with its task tree and links.

        Raises:
            PlanNotFoundError: no plan has this id.
        """
        return self._catalogue.plans.view(plan)

    def task(self, plan: str, task: str) -> TaskView:
        """Return one task of a plan.

        Raises:
            PlanNotFoundError: no plan has this id.
            TaskNotFoundError: the plan has no such task.
        """
        return self._catalogue.plans.task(plan, task)

    def matrix(
        self,
        plan: str,
        filters: MatrixFilters = MatrixFilters(),  # noqa: B008 (frozen)
        order: MatrixOrder = MatrixOrder.CITED,
    ) -> Matrix:
        """Return a plan's tasks by the documents that they cite.

        Raises:
            PlanNotFoundError: no plan has this id.
        """
        return matrix(self.plan(plan), self.vocabulary, filters, order)

    def assignments(self, plan: str, organ: str | None = None) -> Assignments:
        """Return who does what by when in a plan, narrowed to the tasks of `organ` where it is given.

        Raises:
            PlanNotFoundError: no plan has this id.
        """
        from indexer.answers.assignments import assignments  # noqa: PLC0415 (a search need not wait for the reading of plans)

        return assignments(self.plan(plan), self.vocabulary, organ)

    def tasks_of(self, organ: str) -> TasksOfOrgan:
        """Return what the plans give an organ to do, and those that it succeeded, newest plan first.

        Raises:
            ListingNotFoundError: there is no such organ.
        """
        named = self._catalogue.lists.named("organ", organ)
        if named is None:
            raise ListingNotFoundError("organ", organ)
        from indexer.answers.assignments import tasks_of  # noqa: PLC0415 (a search need not wait for the reading of plans)

        return tasks_of(named, self._catalogue.assigned, self.vocabulary)

    def cascade(self, plan: str) -> Cascade:
        """Return which of a plan's documents carries out which, from the Centre down.

        Raises:
            PlanNotFoundError: no plan has this id.
        """
        return self._catalogue.cascades.of(self.plan(plan).document.summary)

    def topics(self) -> tuple[TopicCount, ...]:
        """Return all themes and training programmes with what the library holds of them, empty ones too."""
        return self._catalogue.topics.counts

    def topic(self, topic: str, limit: int | None = None, offset: int = 0) -> TopicView:
        """Return one topic with its documents, newest first, its tasks and its passages.

        Of each of the three lists `limit` items from `offset` on; without `limit` all.

        Raises:
            TopicNotFoundError: no topic has this id.
        """
        return self._catalogue.topics.view(topic, limit, offset)

    def topic_keys(self, topic: str, most: int) -> tuple[str, ...]:
        """Return the keys (`Item.key`) of at most `most` items of a topic: documents, then tasks, then passages."""
        return self._catalogue.topics.keys(topic, most)

    def topic_cascade(self, topic: str, most: int = 200) -> Cascade:
        """Return which of the newest `most` documents of a topic carries out which, from the Centre down."""
        return self._catalogue.cascades.among(self._catalogue.topics.documents(topic, most))

    def topics_of(self, document: str) -> Mapping[str, tuple[TopicMark, ...]]:
        """Return the topics of a document by the id of the part of its text, those of the whole under ""."""
        return self._catalogue.topics.of_document(document)

    def task_topics(self, task: TaskView) -> tuple[TopicMark, ...]:
        """Return the topics of a task, those that it has from a heading above it marked as such."""
        return self._catalogue.topics.of_task(task)

    def teaching(self) -> tuple[TeachingTask, ...]:
        """Return the tasks of plans that ask for something to be brought into teaching, newest plan first."""
        return self._catalogue.topics.teaching()

    def validities(self, documents: Collection[str]) -> Mapping[str, Validity]:
        """Return by id how good each of `documents` still is; ids that no document has are left out."""
        return self._catalogue.validities.of(documents)

    def updates(self, plan: str | None = None) -> tuple[Update, ...]:
        """Return what took the place of plans' bases after the plans were made, newest first; of one plan or of all."""
        return self._catalogue.validities.updates(plan)

    def compare(self, old: str, new: str) -> Comparison:
        """Return two documents compared part by part and word by word, plans by their bases too.

        Raises:
            DocumentNotFoundError: one of them is no id of a document.
            SameDocumentError: they are one document.
            NoTextToCompareError: the library has no text of one of them.
            TextsTooLongError: they are too long.
        """
        return self._compared(old, new)

    def comparables(self, document: str | None = None) -> tuple[Comparable, ...]:
        """Return the pairs of held documents worth comparing, plans first, or those to which `document` belongs."""
        return self._chooser.pairs if document is None else self._chooser.of(document)

    def held(self) -> tuple[DocumentSummary, ...]:
        """Return the documents whose texts the library has: plans first, then the newest."""
        return self._chooser.held

    def held_document(self, asked: str) -> str:
        """Return the id of the held document that is asked for by id, former id or number.

        Raises:
            DocumentNotFoundError: there is none.
            SeveralDocumentsError: several held documents bear the number.
            NoTextToCompareError: what bears it has no text.
        """
        try:
            return self.current_id(asked)
        except DocumentNotFoundError:
            found = self.number(asked).documents
            held = [document.id for document in found if document.held]
            if len(held) > 1:
                raise SeveralDocumentsError(asked, held) from None
            if found and not held:
                raise NoTextToCompareError(asked) from None
            if not held:
                raise
            return held[0]

    def spots(self, document: str) -> tuple[Spot, ...]:
        """Return the parts of a document's held text that can be gathered, in reading order.

        Raises:
            DocumentNotFoundError: no document has this id.
        """
        return self._gatherer.spots(document)

    def material(self, items: Iterable[Item]) -> tuple[Material | None, ...]:
        """Return what the library holds of each item, None for one that is not, or no longer, there."""
        return self._gatherer.material(items)

    @property
    def built(self) -> str:
        """When the generation was made (ISO, UTC)."""
        return generations.time_of(self.generation)

    @cached_property
    def changes(self) -> tuple[DocumentChange, ...]:
        """Every document with the time at which its file was last written, newest first.

        Raises:
            DamagedIndexError: the generation's list of files cannot be read.
        """
        return document_changes(self._catalogue.documents.paths(), generations.read_sources(self._folder), self.built)

    def recent(self, limit: int) -> tuple[RecentDocument, ...]:
        """Return the `limit` documents that came or were changed last, newest first.

        Raises:
            DamagedIndexError: as for `changes`.
        """
        times = {change.document: change.changed for change in self.changes[:limit] if change.changed}
        documents = self._catalogue.documents.summaries(times)
        return tuple(RecentDocument(documents[key], changed) for key, changed in times.items())

    def facets(self) -> tuple[Facet, ...]:
        """Return every facet with its values, over all documents."""
        return self._catalogue.lists.all_facets()

    def listing(self, facet: str, value: str) -> Listing:
        """Return the documents of one kind, organ, year, term, theme or programme (ids), newest first.

        An organ's list holds the documents of those that it succeeded by name.

        Raises:
            ListingNotFoundError: the facet has no such value.
        """
        named = self._catalogue.lists.named(facet, value) if facet in _LISTED else None
        if named is None:
            raise ListingNotFoundError(facet, value)
        documents = self._catalogue.lists.documents(facet, value)
        related = self._related(value) if facet == "organ" else ()
        others = facet == "organ" and any(item.issuer and item.issuer.id != value for item in documents)
        return Listing(facet, named, documents, related, _OF_PREDECESSORS if others else None)

    def wanted(self) -> tuple[WantedDocument, ...]:
        """Return the documents that plans cite and whose text is not held, with the tasks that need them."""
        return self._catalogue.documents.wanted()

    def problems(self) -> tuple[Problem, ...]:
        """Return all flaws of the corpus that the build found."""
        return self._catalogue.documents.problems()

    def offline_index(self) -> OfflineIndex:
        """Return everything that a search outside the program needs; as large as the library's texts."""
        from indexer.answers.offline import offline_index  # noqa: PLC0415 (only an edition for reading offline asks)

        return offline_index(self._catalogue)

    def export(self, target: BinaryIO, day: str, *, originals: bool) -> CorpusExport:
        """Write the whole library, as it is seen by those for whom it was opened, into `target` as one zip file.

        `day` (ISO) is the day of writing; with `originals` the files as they came are written too.

        Raises:
            OSError: a file cannot be read, or the target not be written.
        """
        from indexer.exchange import Holdings  # noqa: PLC0415 (as above)
        from indexer.exchange import write_export  # noqa: PLC0415

        corpus = self._data / (self._catalogue.meta("corpus") or "")
        files = self._catalogue.documents.files()
        internal = self._catalogue.documents.any_internal()
        holdings = Holdings(files, self.vocabulary, self.problems(), corpus, internal)
        return write_export(target, holdings, day, originals=originals)

    def cite(self, text: str) -> tuple[Citation, ...]:
        """Return every citation in `text`, resolved to the library's documents; offsets count into it."""
        from indexer.citations import CitingContext  # noqa: PLC0415 (a search need not wait for its patterns)
        from indexer.citations import cite  # noqa: PLC0415
        from indexer.citations import resolve  # noqa: PLC0415

        context = CitingContext(issued=self.outline(text).header.issued)
        return resolve(cite(text, self.vocabulary), self.vocabulary, self._catalogue.lookup(), context, text)

    def outline(self, text: str) -> Outline:
        """Return the header and the task tree of `text`; offsets count into it."""
        from indexer.reading import read_outline  # noqa: PLC0415 (as above)

        return read_outline(text, self.vocabulary)

    def review(self, text: str, as_of: str | None = None) -> Review:
        """Return what there is to say of the bases of a draft; nothing of it is kept.

        `as_of` (ISO) is the day considered instead of the draft's own.

        Raises:
            EmptyTextError: there is nothing to read.
            SecretTextError: the draft bears a secrecy stamp; it is not read any further.
        """
        from indexer.review import Records  # noqa: PLC0415 (as above)
        from indexer.review import review_draft  # noqa: PLC0415

        records = Records(self._catalogue.lookup(), self._catalogue.documents, self._numbered)
        return review_draft(text, self.vocabulary, records, as_of=as_of)

    @cached_property
    def _compared(self) -> Callable[[str, str], Comparison]:
        # A comparison is read as a page, then taken along as a file and printed.
        return lru_cache(maxsize=_COMPARISONS)(self._compare)

    def _compare(self, old: str, new: str) -> Comparison:
        from indexer.comparing import compare_texts  # noqa: PLC0415 (as above)
        from indexer.comparing.bases import bases  # noqa: PLC0415

        views = self.document(old), self.document(new)
        if old == new:
            raise SameDocumentError(old)
        for view in views:
            if not view.summary.held:
                raise NoTextToCompareError(view.summary.id)
        found = None
        if all(view.summary.is_plan for view in views):
            plans = self.plan(old), self.plan(new)
            cited = {document.id for plan in plans for document in plan.cited}
            found = bases(*plans, self.validities(cited))
        return compare_texts(*views, self.vocabulary, found)

    @cached_property
    def _chooser(self) -> Chooser:
        from indexer.comparing.choosing import Chooser  # noqa: PLC0415 (as above)

        return Chooser(self._catalogue)

    @cached_property
    def _gatherer(self) -> Gatherer:
        from indexer.answers.gathering import Gatherer  # noqa: PLC0415 (as above)

        return Gatherer(self._catalogue.documents, self._catalogue.topics, self.vocabulary)

    def _numbered(self, kind: str, term: str) -> tuple[DocumentSummary, ...]:
        found = self._catalogue.lists.filtered(Filters(kind=kind, term=term))
        return tuple(self._catalogue.documents.summaries(found).values())

    def _related(self, organ: str) -> tuple[Named, ...]:
        organs = self.vocabulary.organs
        known = organs.get(organ)
        before = set(known.predecessors) if known else set()
        after = set(known.successors) if known else set()
        for other in organs.values():
            if organ in other.successors:
                before.add(other.id)
            if organ in other.predecessors:
                after.add(other.id)
        names = (self._catalogue.lists.named("organ", found) for found in [*sorted(before), *sorted(after - before)])
        return tuple(named for named in names if named is not None)
