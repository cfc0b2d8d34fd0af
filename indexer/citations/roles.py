"""What a text does with a document it cites: the verbs between the clause's beginning and the citation."""

from __future__ import annotations

import re
from bisect import bisect_right
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
_REACH: Final = 1500  # characters: no verb further back is taken for the citation's


class RoleReader:
    """Reads the roles of one text's citations, in order of place."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._clauses = [match.end() for match in _CLAUSE.finditer(source.text)]
        self._sentences = [match.end() for match in _SENTENCE.finditer(source.text)]

    def read(self, draft: Draft, previous: Role | None, previous_end: int) -> Role:
        """Return the role of a citation; one without verbs of its own goes on with its neighbour's in the sentence.

        `previous` is the role of the citation before it, which ends at `previous_end`.
        """
        role = self._strongest(max(_last(self._clauses, draft.start), previous_end), draft.start)
        if role is not None:
            return role
        sentence = _last(self._sentences, draft.start)
        if previous is not None and sentence <= previous_end:
            return previous
        return self._strongest(sentence, draft.start) or Role.OTHER

    def _strongest(self, start: int, end: int) -> Role | None:
        vocabulary = self._source.vocabulary
        found: dict[Role, int] = {}
        words = self._source.text[max(start, end - _REACH) : end].lower()
        for match in _verbs(vocabulary).finditer(words):
            found[_roles_by_verb(vocabulary)[" ".join(match.group().split())]] = match.start()
        if not found:
            return None
        # A basis is named right before the document: "theo Quyết định", "trên cơ sở Văn kiện".
        basis = found.get(Role.BASIS)
        if basis is not None and basis >= max(found.values()):
            return Role.BASIS
        return next((role for role in _ORDER if role in found), Role.BASIS)


def _last(ends: list[int], position: int) -> int:
    at = bisect_right(ends, position) - 1
    return ends[at] if at >= 0 else 0


@lru_cache(maxsize=8)
def _roles_by_verb(vocabulary: Vocabulary) -> dict[str, Role]:
    return {verb: Role(role.id) for role in vocabulary.roles.values() for verb in role.verbs}


@lru_cache(maxsize=8)
def _verbs(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = sorted(_roles_by_verb(vocabulary), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(verb).replace(r"\ ", r"\s{1,3}") for verb in verbs) + r")(?!\w)"
    )
