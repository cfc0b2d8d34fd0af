"""The controlled vocabulary: kinds, organs, terms, symbols, abbreviations, roles, relations and topics as objects.

The program's own vocabulary is data (`corpus/vocabulary/*.yaml`; an installed program carries a copy). A
library may add entries in files of the same names; an entry that the program has already stays the program's,
so that a new version of the program brings its vocabulary to every library.
"""

from __future__ import annotations

from indexer.vocabulary.book import Vocabulary
from indexer.vocabulary.entries import Abbreviation
from indexer.vocabulary.entries import DatedName
from indexer.vocabulary.entries import DatedNumber
from indexer.vocabulary.entries import DraftingRules
from indexer.vocabulary.entries import Ending
from indexer.vocabulary.entries import Kind
from indexer.vocabulary.entries import Organ
from indexer.vocabulary.entries import RelationType
from indexer.vocabulary.entries import RoleWords
from indexer.vocabulary.entries import Symbol
from indexer.vocabulary.entries import TeachingWords
from indexer.vocabulary.entries import Term
from indexer.vocabulary.entries import Topic
from indexer.vocabulary.files import library_vocabulary
from indexer.vocabulary.files import program_vocabulary

__all__ = [
    "Abbreviation",
    "DatedName",
    "DatedNumber",
    "DraftingRules",
    "Ending",
    "Kind",
    "Organ",
    "RelationType",
    "RoleWords",
    "Symbol",
    "TeachingWords",
    "Term",
    "Topic",
    "Vocabulary",
    "library_vocabulary",
    "program_vocabulary",
]
