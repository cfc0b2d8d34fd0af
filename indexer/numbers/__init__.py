"""Document numbers in any spelling: read from texts and questions, written in their official form, compared by key.

A number is a question, not an identity: `37-NQ/TW` is a resolution of 2014 and another of 2018.
"""

from __future__ import annotations

from indexer.numbers.digits import find_digits
from indexer.numbers.letters import unify_letters
from indexer.numbers.number import STRENGTHS
from indexer.numbers.number import DocumentNumber
from indexer.numbers.number import NumberKey
from indexer.numbers.number import document_keys
from indexer.numbers.number import number_slug
from indexer.numbers.number import official_digits
from indexer.numbers.query import QueryNumber
from indexer.numbers.query import find_numbers
from indexer.numbers.query import parse_number
from indexer.numbers.scan import NumberMatch
from indexer.numbers.scan import scan_numbers
from indexer.numbers.whole import whole_number

__all__ = [
    "STRENGTHS",
    "DocumentNumber",
    "NumberKey",
    "NumberMatch",
    "QueryNumber",
    "document_keys",
    "find_digits",
    "find_numbers",
    "number_slug",
    "official_digits",
    "parse_number",
    "scan_numbers",
    "unify_letters",
    "whole_number",
]
