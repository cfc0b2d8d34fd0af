"""What a page needs to show a document's citation: its forms by the rules of today, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from typing import Final

from indexer.export.citation import CitationStyle
from indexer.export.citation import citation_styles
from indexer.export.facts import CitedFacts
from indexer.export.facts import cited_facts
from indexer.views import DocumentView
from webapp.knowledge import kb

_VIETNAM: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Citing:
    """A document's citation with all its forms; none where no drafting rules are known."""

    facts: CitedFacts
    styles: tuple[CitationStyle, ...]


def citing(document: DocumentView, place: str | None = None) -> Citing:
    """Return how papers written today cite `document`, at `place` of it where one is given."""
    facts = cited_facts(document)
    return Citing(facts, citation_styles(facts, kb().vocabulary, today(), place))


def today() -> str:
    """Return today's date in Việt Nam (ISO), whatever the machine's clock is set to."""
    return datetime.now(_VIETNAM).date().isoformat()
