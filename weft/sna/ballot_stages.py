"""The state of a count in stages: who holds which ballots, at which value.

Values are whole numbers of the smallest part a vote is divided into, so nothing is rounded but
what the rules round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Papers:
    """The choices of each distinct ballot, and how many there are."""

    choices: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StageRecord:
    """One stage as it ended, in parts of a vote."""

    surplus_of: int | None
    excluded: int | None
    elected: tuple[int, ...]
    votes: tuple[int, ...]
    exhausted: int
    rounding: int


class Counting:
    """A count under way; whoever runs it says which candidate is next."""

    def __init__(
        self, papers: Papers, candidates: int, seats: int, quota: int | None, scale: int
    ) -> None:
        self.papers = papers
        self.seats = seats
        self.quota = None if quota is None else quota * scale
        #: Per candidate: ballot, which of its choices this is, and value.
        self.piles: list[list[tuple[int, int, int]]] = [[] for _ in range(candidates)]
        self.votes = [0] * candidates
        self.exhausted = 0
        self.rounding = 0
        self.standing = set(range(candidates))
        self.elected: list[int] = []
        self.records: list[StageRecord] = []
        for paper, (choices, count) in enumerate(zip(papers.choices, papers.counts, strict=True)):
            self.piles[choices[0]].append((paper, 0, scale))
            self.votes[choices[0]] += count * scale
        self._end_stage()

    def copy(self) -> Self:
        """Return a count that can go on by itself."""
        twin = object.__new__(type(self))
        twin.papers, twin.seats, twin.quota = self.papers, self.seats, self.quota
        twin.piles = [list(pile) for pile in self.piles]
        twin.votes = list(self.votes)
        twin.exhausted, twin.rounding = self.exhausted, self.rounding
        twin.standing = set(self.standing)
        twin.elected = list(self.elected)
        twin.records = list(self.records)
        return twin

    @property
    def vacancies(self) -> int:
        """Seats still to be filled."""
        return self.seats - len(self.elected)

    @property
    def is_over(self) -> bool:
        """Whether all seats are filled, or nobody is left to fill them."""
        return not self.vacancies or not self.standing

    def with_surplus(self) -> list[int]:
        """Return the elected who have more votes than the quota."""
        quota = self.quota
        return [] if quota is None else [c for c in self.elected if self.votes[c] > quota]

    def move_surplus(self, candidate: int) -> None:
        """Move on what an elected candidate has above the quota."""
        assert self.quota is not None
        had = self.votes[candidate]
        surplus = had - self.quota
        moved = sum(
            self._pass_on(paper, choice, surplus * value // had)
            for paper, choice, value in self.piles[candidate]
        )
        self.rounding += surplus - moved
        self.votes[candidate] = self.quota
        self.piles[candidate] = []
        self._end_stage(surplus_of=candidate)

    def exclude(self, candidate: int) -> None:
        """Take a candidate out and move all ballots on."""
        self.standing.discard(candidate)
        for paper, choice, value in self.piles[candidate]:
            self._pass_on(paper, choice, value)
        self.votes[candidate] = 0
        self.piles[candidate] = []
        self._end_stage(excluded=candidate)

    def _pass_on(self, paper: int, choice: int, value: int) -> int:
        """Give a ballot to its next candidate who stands; return what it is worth."""
        choices = self.papers.choices[paper]
        worth = self.papers.counts[paper] * value
        for later in range(choice + 1, len(choices)):
            candidate = choices[later]
            if candidate in self.standing:
                self.piles[candidate].append((paper, later, value))
                self.votes[candidate] += worth
                return worth
        self.exhausted += worth
        return worth

    def _end_stage(self, surplus_of: int | None = None, excluded: int | None = None) -> None:
        elected = [c for c in self.standing if self._has_enough(c)]
        if len(self.standing) <= self.vacancies:
            elected = list(self.standing)
        elected.sort(key=lambda c: (-self.votes[c], c))
        self.standing.difference_update(elected)
        self.elected.extend(elected)
        self.records.append(
            StageRecord(
                surplus_of,
                excluded,
                tuple(elected),
                tuple(self.votes),
                self.exhausted,
                self.rounding,
            )
        )

    def _has_enough(self, candidate: int) -> bool:
        if self.quota is not None:
            return self.votes[candidate] >= self.quota
        return 2 * self.votes[candidate] > sum(self.votes)
