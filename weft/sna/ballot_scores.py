"""Ballots that give points: scores for each candidate, or dots to spread among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from weft.sna.ballots import InvalidBallots, Tally, tally


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores per candidate, with how they spread.

    Attributes
    ----------
    totals : tuple of int
    means : tuple of Fraction or None
        Over those who scored the candidate; None where nobody did.
    spread : tuple of tuple of int
        spread[c][s] people gave candidate c the score s, from 0 to the most.
    winners : tuple of int
        Who has the highest mean: several if they are tied.
    """

    totals: tuple[int, ...]
    means: tuple[Fraction | None, ...]
    spread: tuple[tuple[int, ...], ...]
    winners: tuple[int, ...]


def score(
    candidates: Sequence[str], ballots: Sequence[Sequence[int | None]], *, most: int = 5
) -> Scores:
    """Count scores from 0 to the most, and show how they spread: the same mean can be peace
    or quarrel.

    Parameters
    ----------
    candidates : sequence of str
    ballots : sequence of sequences
        One score per candidate, None where a person gave none: it counts for nothing, not as 0.
    most : int

    Returns
    -------
    Scores

    Raises
    ------
    InvalidBallots
        If a ballot has more or fewer scores than candidates, or a score out of range.

    References
    ----------
    Smith (2000), Range voting.

    Examples
    --------
    >>> found = score(["Tea", "Soup"], [[5, 3], [0, 3], [None, 2]], most=5)
    >>> [str(mean) for mean in found.means], found.winners
    (['5/2', '8/3'], (1,))
    >>> found.spread[0]
    (1, 0, 0, 0, 0, 1)
    """
    counters: list[Counter[int]] = [Counter() for _ in candidates]
    for ballot in ballots:
        _check_length(ballot, candidates)
        for counter, given in zip(counters, ballot, strict=True):
            if given is None:
                continue
            if not 0 <= given <= most:
                raise InvalidBallots(f"A score is {given}; scores go from 0 to {most}.")
            counter[given] += 1
    totals = tuple(sum(value * count for value, count in each.items()) for each in counters)
    means = tuple(
        Fraction(total, each.total()) if each else None
        for total, each in zip(totals, counters, strict=True)
    )
    highest = max((mean for mean in means if mean is not None), default=None)
    return Scores(
        totals,
        means,
        tuple(tuple(each[value] for value in range(most + 1)) for each in counters),
        tuple(c for c, mean in enumerate(means) if mean is not None and mean == highest),
    )


def dots(candidates: Sequence[str], ballots: Sequence[Sequence[int]], *, each: int = 8) -> Tally:
    """Count dots, of which each person spreads a number as they like.

    Parameters
    ----------
    candidates : sequence of str
    ballots : sequence of sequences of int
        Dots per candidate. Not all need be given.
    each : int
        Dots that a person has.

    Returns
    -------
    Tally

    Raises
    ------
    InvalidBallots
        If a ballot gives more dots than a person has, takes dots away, or has more or fewer
        numbers than candidates.

    References
    ----------
    Cumulative voting: Sawyer & MacRae (1962).

    Examples
    --------
    >>> found = dots(["Tea", "Soup"], [[8, 0], [2, 5]])
    >>> [int(votes) for votes in found.votes], found.winners
    ([10, 5], (0,))
    """
    votes = [Fraction(0)] * len(candidates)
    uncounted = 0
    for ballot in ballots:
        _check_length(ballot, candidates)
        if min(ballot, default=0) < 0:
            raise InvalidBallots("A ballot takes dots away; it can only give some.")
        if sum(ballot) > each:
            raise InvalidBallots(f"A ballot gives {sum(ballot)} dots; everyone has {each}.")
        uncounted += not any(ballot)
        votes = [total + given for total, given in zip(votes, ballot, strict=True)]
    return tally(votes, uncounted)


def _check_length(ballot: Sequence[int | None], candidates: Sequence[str]) -> None:
    if len(ballot) != len(candidates):
        raise InvalidBallots(f"{len(ballot)} marks do not fit {len(candidates)} candidates.")
