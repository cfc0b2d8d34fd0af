"""What documents and parts of texts are about: the topics that their words suggest, and those that a person chose."""

from __future__ import annotations

from indexer.topics.places import PlaceTopics
from indexer.topics.places import choice_problems
from indexer.topics.places import place_topics
from indexer.topics.suggesting import document_topics
from indexer.topics.teaching import asks_for_teaching

__all__ = ["PlaceTopics", "asks_for_teaching", "choice_problems", "document_topics", "place_topics"]
