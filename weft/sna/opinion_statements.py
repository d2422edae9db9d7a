"""What statements say about groups: agreement, division, what is typical and what bridges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.graph import FloatArray, IntArray

#: One-sided 90 %.
CLEAR = 1.2816
MOST_STATEMENTS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """How each statement was voted on: int64 arrays, and division as float64.

    `division` is 1 where as many agree as disagree and 0 where all who took a side took the
    same; nan where nobody did.

    Attributes
    ----------
    agree, disagree, passed : int64 arrays of shape (statements,)
        How many voted so.
    division : float64 array of shape (statements,)
        0 … 1, or nan.
    """

    agree: IntArray
    disagree: IntArray
    passed: IntArray
    division: FloatArray


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that tells a group from the others.

    Attributes
    ----------
    statement : int
        Its column.
    agrees : bool
        Whether the group agrees or disagrees with it.
    share, others : float
        (votes + 1) / (seen + 2) in the group, and among the others.
    clear : bool
        Whether most of the group vote so, and more than of the others, each at 90 %. A group
        without any clear statement shows its best one.
    """

    statement: int
    agrees: bool
    share: float
    others: float
    clear: bool


def counted(votes: FloatArray) -> Bars:
    """Return how often each statement was agreed with, disagreed with and passed."""
    agree, disagree, passed = ((votes == value).sum(axis=0) for value in (1, -1, 0))
    sides = agree + disagree
    division = np.divide(
        2.0 * np.minimum(agree, disagree), sides, out=np.full(len(sides), np.nan), where=sides > 0
    )
    return Bars(agree, disagree, passed, division)


def consensus(votes: FloatArray, labels: IntArray, groups: int) -> FloatArray:
    """Return Π over groups of (agree + 1) / (seen + 2) for each statement."""
    product = np.ones(votes.shape[1])
    for group in range(groups):
        mine = votes[labels == group]
        product *= ((mine == 1).sum(axis=0) + 1) / ((~np.isnan(mine)).sum(axis=0) + 2)
    return product


def representatives(
    votes: FloatArray, labels: IntArray, groups: int
) -> list[tuple[Representative, ...]]:
    """Return up to five statements per group, at least one, the most telling first."""
    found = []
    for group in range(groups):
        mine, rest = votes[labels == group], votes[(labels != group) & (labels >= 0)]
        scored = [each for agrees in (True, False) for each in _telling(mine, rest, agrees=agrees)]
        # A statement cannot stand for a group with both votes: its better side remains.
        best: dict[int, tuple[bool, float, Representative]] = {}
        for score, each in scored:
            rank = (each.clear, score)
            if each.statement not in best or rank > best[each.statement][:2]:
                best[each.statement] = (*rank, each)
        ordered = sorted(
            best.values(), key=lambda entry: (-entry[0], -entry[1], entry[2].statement)
        )
        clear = [each for is_clear, _, each in ordered if is_clear][:MOST_STATEMENTS]
        found.append(tuple(clear or [each for _, _, each in ordered[:1]]))
    return found


def _telling(
    mine: FloatArray, rest: FloatArray, *, agrees: bool
) -> list[tuple[float, Representative]]:
    vote = 1 if agrees else -1
    so, seen = (mine == vote).sum(axis=0), (~np.isnan(mine)).sum(axis=0)
    so_there, seen_there = (rest == vote).sum(axis=0), (~np.isnan(rest)).sum(axis=0)
    share, others = (so + 1) / (seen + 2), (so_there + 1) / (seen_there + 2)
    most = 2 * np.sqrt(seen + 1) * ((so + 1) / (seen + 1) - 0.5)
    pooled = (so + so_there + 2) / (seen + seen_there + 2)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / (seen + 1) + 1 / (seen_there + 1)))
    gap = (so + 1) / (seen + 1) - (so_there + 1) / (seen_there + 1)
    more = np.divide(gap, error, out=np.zeros(len(error)), where=error > 0)
    clear = (most > CLEAR) & (more > CLEAR)
    # As Polis ranks: how common, how sure, how much more than elsewhere, how sure of that.
    score = share * np.maximum(most, 0.01) * (share / others) * np.maximum(more, 0.01)
    return [
        (
            float(score[i]),
            Representative(i, agrees, float(share[i]), float(others[i]), bool(clear[i])),
        )
        for i in np.flatnonzero(seen).tolist()
    ]
