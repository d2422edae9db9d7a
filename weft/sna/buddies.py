"""Pairs of people: newcomers and those who show them round, mentors and those they advise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, FloatArray, IntArray

Why = Literal["ruled out", "no room", "full", "chose others"]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody without a buddy, by position: a code to translate by, and a plain sentence.

    Attributes
    ----------
    person : int
    code : "ruled out", "no room", "full" or "chose others"
    sentence : str
    """

    person: int
    code: Why
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class Buddies:
    """Who goes with whom.

    Attributes
    ----------
    buddy : int64 array of shape (people,)
        The buddy of each person by position, −1 without one.
    fit : float
        Sum over the pairs.
    unmatched : tuple of Unmatched
    """

    buddy: IntArray
    fit: float
    unmatched: tuple[Unmatched, ...]


def match_buddies(
    fit: ArrayLike,
    *,
    capacity: ArrayLike | None = None,
    forbidden: ArrayLike | None = None,
) -> Buddies:
    """Give as many people as possible a buddy, and of all ways to do so take the best fit.

    Parameters
    ----------
    fit : array_like of shape (people, buddies)
        How well they would go together; any scale. nan rules a pair out.
    capacity : array_like of int, shape (buddies,), optional
        How many people each buddy can take; 1 each when left out.
    forbidden : array_like of bool, shape (people, buddies), optional
        More pairs that are ruled out: their own manager, a buddy they had before.

    Returns
    -------
    Buddies

    Raises
    ------
    SnaError
        If the shapes do not fit, a capacity is negative, or a fit is infinite.

    References
    ----------
    Kuhn (1955), the assignment problem; solved by SciPy's `linear_sum_assignment`.

    Examples
    --------
    >>> match_buddies([[3, 2], [2, 0]]).buddy.tolist()
    [1, 0]
    >>> found = match_buddies([[1], [2]])
    >>> found.unmatched[0].sentence
    'The only person who could be their buddy has no room left.'
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import

    value, room, allowed = _checked(fit, capacity, forbidden)
    people = len(value)
    columns = np.repeat(np.arange(len(room)), np.minimum(room, people))
    good = np.where(allowed, value, 0.0)
    low, high = (
        (float(good[allowed].min()), float(good[allowed].max())) if allowed.any() else (0, 0)
    )
    # One more pair is worth more than any choice between pairs.
    alone = (high - low + 1.0) * (people + 1)
    cost = np.where(allowed, high - good, 3 * alone)[:, columns]
    dummies = np.full((people, people), alone)
    chosen = linear_sum_assignment(np.hstack([cost, dummies]))[1]
    buddy = np.full(people, -1, dtype=np.int64)
    matched = chosen < len(columns)
    buddy[matched] = columns[chosen[matched]]
    return _told(buddy, value, room, allowed)


def stable_buddies(
    wanted: ArrayLike, wanted_by: ArrayLike, *, capacity: ArrayLike | None = None
) -> Buddies:
    """Match by what both sides want, so that no two would rather have each other.

    Each person asks their favourite first; a buddy keeps the ones it wants most and the
    others ask on. Of all stable matchings this is the best for the people who ask.

    Parameters
    ----------
    wanted : array_like of shape (people, buddies)
        How much each person wants each buddy; nan not at all. The first of equals is asked
        first.
    wanted_by : array_like of shape (people, buddies)
        How much each buddy wants each person; nan not at all.
    capacity : array_like of int, shape (buddies,), optional
        1 each when left out.

    Returns
    -------
    Buddies
        `fit` is the sum of `wanted`.

    Raises
    ------
    SnaError
        If the shapes do not fit or a capacity is negative.

    References
    ----------
    Gale & Shapley (1962); Roth (1984).

    Examples
    --------
    >>> stable_buddies([[2, 1], [2, 1]], [[1, 1], [2, 1]]).buddy.tolist()
    [1, 0]
    """
    value, room, allowed = _checked(wanted, capacity, None)
    liking, _, liked = _checked(wanted_by, capacity, None)
    if liking.shape != value.shape:
        raise SnaError("Both sides need a table of people by buddies.")
    allowed = allowed & liked
    orders = [
        [b for b in np.argsort(-value[person], kind="stable").tolist() if allowed[person, b]]
        for person in range(len(value))
    ]
    kept: list[list[int]] = [[] for _ in room]
    asking = list(range(len(value)))[::-1]
    asked = [0] * len(value)
    while asking:
        person = asking.pop()
        if asked[person] == len(orders[person]):
            continue
        buddy = orders[person][asked[person]]
        asked[person] += 1
        kept[buddy].append(person)
        if len(kept[buddy]) > room[buddy]:
            # Of equals the last in order gives way.
            out = min(kept[buddy], key=lambda each: (liking[each, buddy], -each))
            kept[buddy].remove(out)
            asking.append(out)
    matched = np.full(len(value), -1, dtype=np.int64)
    for buddy, theirs in enumerate(kept):
        matched[theirs] = buddy
    return _told(matched, value, room, allowed, ranked=True)


def _checked(
    fit: ArrayLike, capacity: ArrayLike | None, forbidden: ArrayLike | None
) -> tuple[FloatArray, IntArray, BoolArray]:
    value = np.asarray(fit, dtype=np.float64)
    if value.ndim != 2:
        raise SnaError("Fit is a table of people by buddies.")
    room = np.ones(value.shape[1], dtype=np.int64)
    if capacity is not None:
        room = np.asarray(capacity, dtype=np.int64)
    if room.shape != (value.shape[1],) or (room < 0).any():
        raise SnaError("Each buddy needs one capacity of 0 or more.")
    if np.isinf(value).any():
        raise SnaError("A fit cannot be infinite; nan rules a pair out.")
    allowed: BoolArray = ~np.isnan(value)
    if forbidden is not None:
        barred = np.asarray(forbidden, dtype=np.bool_)
        if barred.shape != value.shape:
            raise SnaError("“forbidden” needs the same people and buddies as the fit.")
        allowed = allowed & ~barred
    return value, room, allowed


def _told(
    buddy: IntArray, value: FloatArray, room: IntArray, allowed: BoolArray, *, ranked: bool = False
) -> Buddies:
    matched = np.flatnonzero(buddy >= 0)
    return Buddies(
        buddy=buddy,
        fit=float(value[matched, buddy[matched]].sum()),
        unmatched=tuple(
            _reason(person, allowed[person], room, ranked=ranked)
            for person in np.flatnonzero(buddy < 0).tolist()
        ),
    )


def _reason(person: int, allowed: BoolArray, room: IntArray, *, ranked: bool) -> Unmatched:
    possible = int(allowed.sum())
    if not possible:
        return Unmatched(person, "ruled out", "The rules leave nobody who could be their buddy.")
    if not room[allowed].any():
        text = "Those who could be their buddy take nobody at the moment."
        return Unmatched(person, "no room", text)
    if possible == 1:
        who, has = "The only person who could be their buddy", "has"
    else:
        who, has = f"All {possible} people who could be their buddy", "have"
    if ranked:
        return Unmatched(person, "chose others", f"{who} {has} chosen others.")
    return Unmatched(person, "full", f"{who} {has} no room left.")
