"""What a text does with a document it cites: the verbs between the clause's beginning and the citation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from indexer.citations.drafts import Draft
from indexer.citations.source import SourceText
from indexer.model import Role
from indexer.vocabulary import Vocabulary

# Where several verbs share a clause, the more telling one decides: "tuyên truyền và triển khai thực hiện" carries
# out, "nghiên cứu, học tập, quán triệt, tuyên truyền" studies, "kiểm tra việc thực hiện" reviews.
_ORDER: Final = (Role.REVIEW, Role.REPORT, Role.STUDY, Role.IMPLEMENT, Role.PROPAGATE)
_CLAUSE: Final = re.compile(r"[;:]|\.(?=\s)|\n[ \t\r]*\n|(?:^|\n)\s{0,4}-\s")
_SENTENCE: Final = re.compile(r"\.(?=\s)|\n[ \t\r]*\n(?![a-zà-ỹ“(])|(?:^|\n)\s{0,4}-\s")
_REACH: Final = 1500  # characters: the longest sentence that is looked back over


def read_role(source: SourceText, draft: Draft, previous: Role | None, previous_end: int) -> Role:
    """Return the role of a citation; one without verbs of its own goes on with its neighbour's in the sentence.

    `previous` is the role of the citation before it, which ends at `previous_end`.
    """
    start = _last(_CLAUSE, source.text, max(0, draft.start - _REACH), draft.start)
    role = _strongest(source, max(start, previous_end), draft.start)
    if role is not None:
        return role
    sentence = _last(_SENTENCE, source.text, max(0, draft.start - _REACH), draft.start)
    if previous is not None and sentence <= previous_end:
        return previous
    return _strongest(source, sentence, draft.start) or Role.OTHER


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    at = start
    for match in pattern.finditer(text, start, end):
        at = match.end()
    return at


def _strongest(source: SourceText, start: int, end: int) -> Role | None:
    found: dict[Role, int] = {}
    for match in _verbs(source.vocabulary).finditer(source.text.lower(), start, end) if end > start else ():
        found[_role_of(match.group(), source.vocabulary)] = match.start()
    if not found:
        return None
    # A basis is named right before the document: "theo Quyết định", "trên cơ sở Văn kiện".
    basis = found.get(Role.BASIS)
    if basis is not None and basis >= max(found.values()):
        return Role.BASIS
    return next((role for role in _ORDER if role in found), Role.BASIS)


@lru_cache(maxsize=8)
def _roles_by_verb(vocabulary: Vocabulary) -> dict[str, Role]:
    return {verb: Role(role.id) for role in vocabulary.roles.values() for verb in role.verbs}


def _role_of(verb: str, vocabulary: Vocabulary) -> Role:
    return _roles_by_verb(vocabulary)[" ".join(verb.split())]


@lru_cache(maxsize=8)
def _verbs(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = sorted(_roles_by_verb(vocabulary), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(verb).replace(r"\ ", r"\s{1,3}") for verb in verbs) + r")(?!\w)"
    )
