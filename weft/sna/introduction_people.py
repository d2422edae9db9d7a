"""What is known of people beside their ties, as an introduction needs it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, IndexArray, IntArray

Lists = tuple[IntArray, IndexArray]


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """What people ask for, offer and wish; every part may be left out.

    Parameters
    ----------
    asks, offers, topics : array_like of int, shape (k, 2)
        Rows of an actor and a topic, each counted once.
    region, kind : array_like of int, shape (n,)
        A number per actor; −1 where it is not known.
    aware : array_like of int, shape (k, 2)
        Pairs who know of each other without being in touch (the first rung).
    barred : array_like of int, shape (k, 2)
        Pairs never to be proposed: told not to, or introduced too short a time ago.
    opted_out : array_like of bool, shape (n,)
        Who wants no introductions; they are neither given any nor proposed to others.
    newcomer : array_like of bool, shape (n,)
        Whose need counts half as much again.
    asked, accepted : array_like of int, shape (n,)
        How often each was asked for an introduction so far, and said yes.
    proposed : array_like of int, shape (n,)
        To how many each is proposed at present, counted against the cap.

    Examples
    --------
    >>> from weft import sna
    >>> people = sna.People(asks=[(0, 7)], offers=[(2, 7)], region=[0, 0, 1])
    """

    asks: ArrayLike | None = None
    offers: ArrayLike | None = None
    topics: ArrayLike | None = None
    region: ArrayLike | None = None
    kind: ArrayLike | None = None
    aware: ArrayLike | None = None
    barred: ArrayLike | None = None
    opted_out: ArrayLike | None = None
    newcomer: ArrayLike | None = None
    asked: ArrayLike | None = None
    accepted: ArrayLike | None = None
    proposed: ArrayLike | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The same, checked and arranged: lists by actor and by topic, and arrays of length n."""

    n: int
    asks: Lists
    offers: Lists
    topics: Lists
    asked_by: Lists
    offered_by: Lists
    shared_by: Lists
    aware: Lists
    barred: Lists
    region: IntArray
    kind: IntArray
    opted_out: BoolArray
    newcomer: BoolArray
    asked: IntArray
    accepted: IntArray
    proposed: IntArray

    @classmethod
    def of(cls, people: People, n: int) -> Known:
        """Check and arrange; raises SnaError with what does not fit."""
        size = 1 + max(
            (_highest(each) for each in (people.asks, people.offers, people.topics)), default=-1
        )
        size = max(size, 1)
        asks, offers, topics = (
            _rows(getattr(people, name), name, n, size) for name in ("asks", "offers", "topics")
        )
        aware, barred = (_rows(getattr(people, name), name, n, n) for name in ("aware", "barred"))

        def column(name: str, missing: int = 0) -> IntArray:
            return _column(getattr(people, name), name, n, missing)

        return cls(
            n=n,
            asks=_lists(asks[:, 0], asks[:, 1], n),
            offers=_lists(offers[:, 0], offers[:, 1], n),
            topics=_lists(topics[:, 0], topics[:, 1], n),
            asked_by=_lists(asks[:, 1], asks[:, 0], size),
            offered_by=_lists(offers[:, 1], offers[:, 0], size),
            shared_by=_lists(topics[:, 1], topics[:, 0], size),
            aware=_both_ways(aware, n),
            barred=_both_ways(barred, n),
            region=column("region", -1),
            kind=column("kind", -1),
            opted_out=column("opted_out").astype(np.bool_),
            newcomer=column("newcomer").astype(np.bool_),
            asked=column("asked"),
            accepted=column("accepted"),
            proposed=column("proposed"),
        )

    def has_topics(self) -> bool:
        """Say whether anyone asks, offers or shares anything."""
        return any(len(each[1]) for each in (self.asks, self.offers, self.topics))

    def is_aware(self, left: IndexArray, right: IndexArray) -> BoolArray:
        """Say for each pair whether the two know of each other."""
        if not len(self.aware[1]):
            return np.zeros(len(left), dtype=np.bool_)
        rows = np.repeat(np.arange(self.n, dtype=np.int64), np.diff(self.aware[0]))
        keys = rows * self.n + self.aware[1]
        wanted = left.astype(np.int64) * self.n + right
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.asarray(keys[place] == wanted)

    def apart(self, left: IndexArray, right: IndexArray) -> BoolArray:
        """Say whether two are of different regions, or of different kinds without regions."""
        label = self.region if (self.region >= 0).any() else self.kind
        one, other = label[left], label[right]
        return np.asarray((one >= 0) & (other >= 0) & (one != other))

    def has_places(self) -> bool:
        """Say whether regions or kinds are known at all."""
        return bool((self.region >= 0).any() or (self.kind >= 0).any())


def _highest(given: ArrayLike | None) -> int:
    rows = np.asarray([] if given is None else given)
    return int(rows.reshape(-1, 2)[:, 1].max()) if rows.size and rows.size % 2 == 0 else -1


def _rows(given: ArrayLike | None, name: str, n: int, others: int) -> IntArray:
    rows = np.asarray([] if given is None else given)
    if rows.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    if rows.ndim != 2 or rows.shape[1] != 2:
        raise SnaError(f"'{name}' must have two columns.")
    rows = rows.astype(np.int64)
    for column, most in ((0, n), (1, others)):
        if rows[:, column].min() < 0 or rows[:, column].max() >= most:
            raise SnaError(f"'{name}' names a position outside 0 … {most - 1}.")
    return np.asarray(rows)


def _lists(rows: IntArray, items: IntArray, n: int) -> Lists:
    """Return the sorted, distinct items of each row, as the rows of a graph are kept."""
    width = int(items.max()) + 1 if len(items) else 1
    keys = np.unique(rows * width + items)
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys // width, minlength=n), out=start[1:])
    return start, (keys % width).astype(np.int32)


def _both_ways(pairs: IntArray, n: int) -> Lists:
    both = np.concatenate((pairs, pairs[:, ::-1]))
    return _lists(both[:, 0], both[:, 1], n)


def _column(given: ArrayLike | None, name: str, n: int, missing: int) -> IntArray:
    if given is None:
        return np.full(n, missing, dtype=np.int64)
    column: NDArray[np.generic] = np.asarray(given).ravel()
    if len(column) != n:
        raise SnaError(f"'{name}' has {len(column)} values for {n} actors.")
    return column.astype(np.int64)
