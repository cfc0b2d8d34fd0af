"""How good documents still are: what took their place since, step by step, and which plans rest on such a one."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.catalogue.documents import Documents
from indexer.model import Standing
from indexer.model import Status
from indexer.views import DocumentSummary
from indexer.views.desk import AMENDING
from indexer.views.desk import SUCCEEDING
from indexer.views.desk import OutdatedBasis
from indexer.views.desk import Step
from indexer.views.desk import Update
from indexer.views.desk import Validity
from indexer.vocabulary import RelationType

_CHUNK: Final = 500  # ids in one query: below every SQLite's limit of parameters
_TYPES: Final = tuple(sorted(SUCCEEDING | AMENDING))
_STEPS: Final = (
    "SELECT target, source, type, says, standing, date FROM relations "  # noqa: S608 (parameters)
    f"WHERE type IN ({','.join('?' * len(_TYPES))}) AND target <> source AND target IN ({{}})"
)
_KNOWN: Final = "SELECT document, status, checked_to FROM details WHERE document IN ({})"
_CITED: Final = "SELECT DISTINCT document FROM links WHERE document IS NOT NULL AND plan <> document"
_CITED_BY: Final = f"{_CITED} AND plan = ?"


class Validities:
    """The validity of the documents of one catalogue."""

    def __init__(self, database: Database, documents: Documents, relations: Mapping[str, RelationType]) -> None:
        self._database = database
        self._documents = documents
        self._labels = {name: relation.name for name, relation in relations.items()}

    def of(self, documents: Collection[str]) -> dict[str, Validity]:
        """Return by id how good each of `documents` still is; ids without record are left out."""
        after = self._after(documents)
        known = self._documents.summaries({*after, *(row[1] for rows in after.values() for row in rows)})
        found: dict[str, Validity] = {}
        for document, status, checked_to in self._chunked(_KNOWN, documents):
            steps = sorted(self._steps(document, after, known), key=_time)
            found[document] = Validity(
                status=Status(status),
                checked_to=checked_to,
                succession=tuple(step for step in steps if step.type in SUCCEEDING),
                changes=tuple(step for step in steps if step.type in AMENDING),
            )
        return found

    def updates(self, plan: str | None = None) -> tuple[Update, ...]:
        """Return what took the place of plans' bases after the plans were made, newest first.

        `plan` narrows to one plan. Documents without a known day are not said to be newer than anything.
        """
        return self._all if plan is None else tuple(self._updates(plan))

    @cached_property
    def _all(self) -> tuple[Update, ...]:
        # The first page counts them, and a catalogue never changes.
        return tuple(self._updates(None))

    def _updates(self, plan: str | None) -> Iterator[Update]:
        rows = self._database.rows(_CITED) if plan is None else self._database.rows(_CITED_BY, (plan,))
        validities = {key: found for key, found in self.of([row[0] for row in rows]).items() if found.newest}
        summaries = self._documents.summaries(validities)
        groups: dict[str, tuple[DocumentSummary, list[OutdatedBasis]]] = {}
        for key in sorted(validities, key=lambda key: (summaries[key].issued or "", key)):
            newest = validities[key].newest
            if newest is None:
                continue
            places = tuple(
                place
                for place in self._documents.citing_places(key)
                if plan in (None, place.plan.id) and is_later(newest.issued, place.plan.issued)
            )
            if places:
                group = groups.setdefault(newest.id, (newest, []))
                group[1].append(OutdatedBasis(summaries[key], validities[key], places))
        ordered = sorted(groups.values(), key=lambda group: (group[0].issued or "", group[0].id), reverse=True)
        yield from (Update(newer, tuple(bases)) for newer, bases in ordered)

    def _after(self, documents: Iterable[str]) -> dict[str, list[Row]]:
        """Return the steps from each of `documents`, and from all that came after them, by the older one's id."""
        after: dict[str, list[Row]] = {}
        ahead = set(documents)
        while ahead:
            rows = list(self._chunked(_STEPS, ahead, _TYPES))
            after.update((document, []) for document in ahead)
            for row in rows:
                after[row[0]].append(row)
            ahead = {row[1] for row in rows if row[2] in SUCCEEDING} - after.keys()
        return after

    def _steps(
        self, document: str, after: Mapping[str, list[Row]], known: Mapping[str, DocumentSummary]
    ) -> Iterator[Step]:
        seen = {document}
        ahead = [document]
        while ahead:
            for older, newer, kind, says, standing, date in after[ahead.pop()]:
                if newer in known and newer != document:
                    label = self._labels.get(kind, str(kind))
                    yield Step(known[older], known[newer], kind, label, says, Standing(standing), date)
                if kind in SUCCEEDING and newer not in seen:
                    seen.add(newer)
                    ahead.append(newer)

    def _chunked(self, sql: str, documents: Iterable[str], first: Collection[str] = ()) -> Iterator[Row]:
        listed = sorted(set(documents))
        for at in range(0, len(listed), _CHUNK):
            chunk = listed[at : at + _CHUNK]
            yield from self._database.rows(sql.format(",".join("?" * len(chunk))), [*first, *chunk])


def is_later(day: str | None, than: str | None) -> bool:
    """Tell whether a date is later than another for certain: a year alone is not later than a day of that year."""
    if not day or not than:
        return False
    shared = min(len(day), len(than))
    return day[:shared] > than[:shared]


def _time(step: Step) -> tuple[str, str, str]:
    return step.newer.issued or "", step.newer.id, step.older.id
