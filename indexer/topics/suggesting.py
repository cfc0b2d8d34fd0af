"""Which topics words suggest, and what a person's choice makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.model import Document
from indexer.model import Span
from indexer.model import Standing
from indexer.model import TopicChoice
from indexer.text import collapse_blanks
from indexer.topics.phrases import FoldedText
from indexer.topics.phrases import Phrases
from indexer.topics.phrases import folded_text
from indexer.views.topics import Assigned
from indexer.views.topics import Ground
from indexer.views.topics import Reason
from indexer.vocabulary import Vocabulary

_MOST_REASONS: Final = 3  # of one topic at one place
_ORDER: Final = {ground: position for position, ground in enumerate(Ground)}


@dataclass(frozen=True, slots=True)
class _Words:
    """The phrases of one topic."""

    anywhere: Phrases
    headings: Phrases
    against: Phrases


@lru_cache(maxsize=8)
def _topic_words(vocabulary: Vocabulary) -> Mapping[str, _Words]:
    return {
        topic.id: _Words(Phrases(topic.words), Phrases(topic.headings), Phrases(topic.against))
        for topic in vocabulary.topics.values()
    }


def suggested(text: FoldedText, vocabulary: Vocabulary, heading: Sequence[Span] = ()) -> Iterator[tuple[str, Span]]:
    """Yield (topic id, place) for all words of `text` that suggest a topic, topic by topic, in reading order.

    `heading` are the stretches that are titles or headings.
    """
    for topic, words in _topic_words(vocabulary).items():
        found = set(words.anywhere.find(text))
        if heading:
            found.update(span for span in words.headings.find(text) if any(part.covers(span) for part in heading))
        if found:
            against = list(words.against.find(text))
            kept = [span for span in found if not any(other.covers(span) for other in against)]
            yield from ((topic, span) for span in _merged(kept))


def document_topics(document: Document, vocabulary: Vocabulary) -> tuple[Assigned, ...]:
    """Return the topics of `document` as a whole: those chosen in its file, and those that its names suggest.

    A person's "not" takes out what words suggest. Doubtful readings of the title suggest nothing.
    """
    found: dict[str, list[Reason]] = {}
    titles = (reading.value for reading in document.title.readings if reading.standing is not Standing.DOUBTFUL)
    for ground, names in ((Ground.TITLE, titles), (Ground.NAME, iter(document.also_known_as))):
        for name in names:
            for topic, span in suggested(folded_text(name), vocabulary, [Span(0, len(name))]):
                found.setdefault(topic, []).append(Reason(ground, collapse_blanks(name[span.start : span.end])))
    return decided(found, [choice for choice in document.topics if choice.at is None], vocabulary)


def decided(
    found: Mapping[str, Iterable[Reason]], choices: Iterable[TopicChoice], vocabulary: Vocabulary
) -> tuple[Assigned, ...]:
    """Return what words suggest (`found`) after a person's `choices`, in the vocabulary's order."""
    reasons = {topic: list(given) for topic, given in found.items()}
    for choice in choices:
        if choice.belongs:
            reasons[choice.topic] = [Reason(Ground.CHOSEN), *reasons.get(choice.topic, ())]
        else:
            reasons.pop(choice.topic, None)
    return tuple(Assigned(topic, _strongest(reasons[topic])) for topic in vocabulary.topics if topic in reasons)


def _strongest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    # The same words in a title and in another name are one reason, the stronger one.
    named: dict[str, Reason] = {}
    for reason in sorted(reasons, key=lambda reason: _ORDER[reason.ground]):
        named.setdefault(reason.words.casefold(), reason)
    return tuple(named.values())[:_MOST_REASONS]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in reading order, those that overlap as one: they are words of one phrase."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept
