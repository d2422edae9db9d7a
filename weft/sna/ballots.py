"""Ballots that rank candidates, and the simple ways to count them: plurality and Borda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from weft.sna.errors import SnaError

#: Candidates by position, best first; those that share a rank stand together.
Ranking = tuple[tuple[int, ...], ...]
#: One rank as it is marked: a candidate, several that share it, or nobody.
Mark = int | Collection[int] | None


class InvalidBallots(SnaError):
    """The marks are no ballots: a candidate nobody named, a negative count."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """Rankings of candidates, each distinct one once with how many people handed it in.

    Make them with `of`, which also sets the rules for marks that are not plain:

    - a rank left empty is passed over;
    - a candidate named a second time counts where named first;
    - candidates may share a rank. Methods that compare pairs take them as equal; in those that
      give a vote to one candidate at a time, the ballot ends at a shared rank;
    - candidates left out stand behind all ranked ones, and equal among themselves;
    - a ballot that names nobody is kept and counted as blank.

    Attributes
    ----------
    candidates : tuple of str
        Names; everything else speaks of their positions.
    rankings : tuple of tuple of tuple of int
        Sorted, so that the order in which ballots came in is forgotten.
    counts : tuple of int
        Ballots per ranking, at least 1.
    """

    candidates: tuple[str, ...]
    rankings: tuple[Ranking, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(
        cls,
        candidates: Sequence[str],
        ballots: Iterable[Sequence[Mark]],
        counts: Iterable[int] | None = None,
    ) -> Ballots:
        """Make ballots from marks, which name candidates by their position.

        Parameters
        ----------
        candidates : sequence of str
        ballots : iterable of sequences
            Ranks of a ballot, best first: a position, several that share the rank, or None.
        counts : iterable of int, optional
            How often each ballot was handed in; left out, once.

        Returns
        -------
        Ballots

        Raises
        ------
        InvalidBallots
            If a name comes twice, a mark names nobody there is, or the counts do not fit.

        Examples
        --------
        >>> found = Ballots.of(["Tea", "Soup"], [[0, 1], [None, 1], [{0, 1}], []], [5, 2, 1, 1])
        >>> found.rankings
        ((), ((0,), (1,)), ((0, 1),), ((1,),))
        >>> found.total, found.blank
        (9, 1)
        """
        names = tuple(candidates)
        if len(set(names)) < len(names):
            raise InvalidBallots("Two candidates have the same name; tell them apart.")
        marks = list(ballots)
        weights = [1] * len(marks) if counts is None else list(counts)
        if len(weights) != len(marks):
            raise InvalidBallots(f"{len(weights)} counts do not fit {len(marks)} ballots.")
        gathered: Counter[Ranking] = Counter()
        for ballot, weight in zip(marks, weights, strict=True):
            if weight < 0:
                raise InvalidBallots("A ballot cannot be handed in less than 0 times.")
            gathered[_ranking(ballot, len(names))] += weight
        kept = sorted(ranking for ranking, weight in gathered.items() if weight)
        return cls(names, tuple(kept), tuple(gathered[ranking] for ranking in kept))

    @property
    def total(self) -> int:
        """All ballots, blank ones too."""
        return sum(self.counts)

    @property
    def blank(self) -> int:
        """Ballots that name nobody."""
        return sum(count for ranking, count in self if not ranking)

    def __iter__(self) -> Iterator[tuple[Ranking, int]]:
        return zip(self.rankings, self.counts, strict=True)

    def named(self, positions: Iterable[int]) -> list[str]:
        """Return the names of candidates."""
        return [self.candidates[position] for position in positions]


def _ranking(ballot: Sequence[Mark], n: int) -> Ranking:
    seen: set[int] = set()
    ranks = []
    for mark in ballot:
        if mark is None:
            continue
        named = {int(each) for each in (mark if isinstance(mark, Collection) else (mark,))}
        for position in named:
            if not 0 <= position < n:
                raise InvalidBallots(f"A ballot names candidate {position}; there are only {n}.")
        if fresh := named - seen:
            ranks.append(tuple(sorted(fresh)))
        seen |= named
    return tuple(ranks)


@dataclass(frozen=True, slots=True)
class Tally:
    """Points or votes per candidate.

    Attributes
    ----------
    votes : tuple of Fraction
    winners : tuple of int
        Who has most: several if they are tied, nobody if no vote was given.
    uncounted : int
        Ballots that gave no vote: blank, or with a shared first rank where that cannot count.
    """

    votes: tuple[Fraction, ...]
    winners: tuple[int, ...]
    uncounted: int


def plurality(ballots: Ballots) -> Tally:
    """Count first choices: v(c) = number of ballots with c alone at the first rank.

    Parameters
    ----------
    ballots : Ballots

    Returns
    -------
    Tally

    References
    ----------
    Tideman (2006), Collective Decisions and Voting.

    Examples
    --------
    >>> found = plurality(Ballots.of("ABC", [[0, 1], [1], [2, 1]], [4, 2, 3]))
    >>> [int(votes) for votes in found.votes], found.winners
    ([4, 2, 3], (0,))
    """
    votes = [0] * len(ballots.candidates)
    uncounted = 0
    for ranking, count in ballots:
        if ranking and len(ranking[0]) == 1:
            votes[ranking[0][0]] += count
        else:
            uncounted += count
    return tally([Fraction(value) for value in votes], uncounted)


def borda(ballots: Ballots, *, unranked: Literal["share", "nothing"] = "share") -> Tally:
    """Count points for ranks: of n candidates the first gets n − 1, the last 0.

    Candidates that share a rank share its points equally. So do those left out, which stand
    together at the end, unless they get nothing.

    Parameters
    ----------
    ballots : Ballots
    unranked : "share" or "nothing"
        With "share", each ballot gives n(n − 1)/2 points in all, so nobody gains by ranking few.

    Returns
    -------
    Tally
        A blank ballot gives no points.

    References
    ----------
    de Borda (1781), Mémoire sur les élections au scrutin.

    Examples
    --------
    >>> votes = Ballots.of("ABC", [[0, 1, 2], [1]], [3, 2])
    >>> [str(points) for points in borda(votes).votes]
    ['7', '7', '1']
    >>> [str(points) for points in borda(votes, unranked="nothing").votes]
    ['6', '7', '0']
    """
    n = len(ballots.candidates)
    votes = [Fraction(0)] * n
    for ranking, count in ballots:
        if not ranking:
            continue
        better = 0
        named = {candidate for rank in ranking for candidate in rank}
        rest = tuple(set(range(n)) - named)
        for rank in (*ranking, rest) if unranked == "share" and rest else ranking:
            # The mean of the places n − 1 − better … n − better − len(rank).
            points = Fraction(2 * (n - 1 - better) - len(rank) + 1, 2) * count
            for candidate in rank:
                votes[candidate] += points
            better += len(rank)
    return tally(votes, ballots.blank)


def tally(votes: Sequence[Fraction], uncounted: int) -> Tally:
    """Find who has most."""
    most = max(votes, default=Fraction(0))
    winners = tuple(c for c, value in enumerate(votes) if value == most) if most else ()
    return Tally(tuple(votes), winners, uncounted)
