"""What a reader of ballots finds, and the checks that all of them share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from weft.sna.io.problems import FileProblem

#: A ballot as it is marked: a candidate, several on one rank, or nobody.
Marks = tuple[int | frozenset[int] | None, ...]
#: Where a table says that several share a rank, but not who: the ballot ends, or goes on.
Overvotes = Literal["end", "skip"]
#: More candidates than any ballot has had.
MOST_CANDIDATES = 1_000
_NUMBER = re.compile(r"[0-9]{1,12}")
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


@dataclass(slots=True)
class Found:
    """Candidates and the ballots that name them by position, each with how often it is there."""

    candidates: list[str] = field(default_factory=list)
    ballots: Counter[Marks] = field(default_factory=Counter)
    seats: int | None = None
    title: str = ""
    withdrawn: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def without(self, gone: set[int]) -> None:
        """Take candidates who have withdrawn out of the list and off the ballots."""
        place: dict[int, int] = {}
        for old in range(len(self.candidates)):
            if old not in gone:
                place[old] = len(place)
        self.withdrawn = [self.candidates[old] for old in sorted(gone)]
        self.candidates = [self.candidates[old] for old in place]
        kept: Counter[Marks] = Counter()
        for marks, count in self.ballots.items():
            kept[tuple(_moved(mark, place) for mark in marks)] += count
        self.ballots = kept


def _moved(mark: int | frozenset[int] | None, place: dict[int, int]) -> int | frozenset[int] | None:
    if isinstance(mark, frozenset):
        return frozenset(place[each] for each in mark if each in place) or None
    return None if mark is None else place.get(mark)


def is_number(word: str) -> bool:
    """Whether a word is a plain whole number."""
    return _NUMBER.fullmatch(word) is not None


def ballots_of(word: str, file: str, row: int) -> int:
    """Read how many ballots a row stands for."""
    if _DECIMAL.fullmatch(word):
        number = Decimal(word)
        if number == int(number):
            return int(number)
    raise FileProblem(
        f"This row stands for “{word[:40]}” ballots; write a whole number there.", file, row
    )


def candidate_of(word: str, candidates: int, file: str, row: int) -> int:
    """Read the number of a candidate, who is counted from 1."""
    if is_number(word) and 1 <= int(word) <= candidates:
        return int(word) - 1
    raise FileProblem(
        f"This ballot names candidate “{word[:40]}”; there are {candidates}, numbered from 1.",
        file,
        row,
    )


def check_candidates(count: int, file: str, row: int | None = None) -> None:
    """Refuse an election without candidates, or with more than anyone could rank."""
    if not 1 <= count <= MOST_CANDIDATES:
        raise FileProblem(
            f"This file speaks of {count:,} candidates; Weft reads 1 to {MOST_CANDIDATES:,}.",
            file,
            row,
        )
