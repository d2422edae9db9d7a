"""Whom to consider for whom: who shares contacts, topics, or nothing but chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.graph import BoolArray, Graph, IndexArray
from weft.sna.introduction_kernels import near, shared
from weft.sna.introduction_people import Known, Lists
from weft.sna.kernels import compiled

#: Actors up to which everyone is considered for everyone.
ALL = 100


@dataclass(frozen=True, slots=True)
class IntroductionBreadth:
    """How many to consider for each actor, by where they are found.

    Parameters
    ----------
    near : int
        Those two steps away who share most contacts.
    matching : int
        Those who offer what the actor asks for, and half as many who ask what it offers.
    topical : int
        Those with a topic in common.
    aware : int
        Those it knows of.
    anyone : int
        Actors at random, so that nobody is out of reach of everyone; up to 100 actors all.
    hub : int
        Ties followed of one common contact.
    """

    near: int = 20
    matching: int = 8
    topical: int = 6
    aware: int = 4
    anyone: int = 8
    hub: int = 256


def candidates(
    graph: Graph, known: Known, breadth: IntroductionBreadth, actors: IndexArray, seed: int
) -> tuple[IndexArray, IndexArray]:
    """Return whom to consider for each of some actors, and their common contacts.

    Nobody is considered twice for the same actor, nor itself, its contacts, barred pairs and
    those who opted out; −1 stands in their place. Both arrays have shape (actors, considered).
    """
    rows = graph.indptr, graph.indices
    found, common = near(*rows, actors, breadth.near, breadth.hub)
    others = [
        _from_lists(known.asks, known.offered_by, actors, breadth.matching),
        _from_lists(known.offers, known.asked_by, actors, breadth.matching // 2),
        _from_lists(known.topics, known.shared_by, actors, breadth.topical),
        _row_starts(known.aware, actors, breadth.aware),
        anyone(actors, graph.n, graph.n if graph.n <= ALL else breadth.anyone, seed),
    ]
    more = np.concatenate(others, axis=1)
    pool = np.concatenate((found, more), axis=1)
    _cleaned(rows, known.barred, known.opted_out, actors, pool)
    # How many contacts the others share was not counted yet.
    added = pool[:, breadth.near :]
    at = np.nonzero(added >= 0)
    ones = np.ones((1, len(graph.indices)))
    left, right = actors[at[0]], added[at]
    counts = np.zeros(added.shape, dtype=np.int32)
    if graph.m:
        counts[at] = shared(*rows, ones, ones, left, right)[0].astype(np.int32)
    return pool, np.concatenate((common, counts), axis=1)


def _from_lists(own: Lists, holders: Lists, actors: IndexArray, most: int) -> IndexArray:
    if not len(own[1]) or not len(holders[1]):
        return np.empty((len(actors), 0), dtype=np.int32)
    return matched(own, holders, actors, most)


def _row_starts(lists: Lists, actors: IndexArray, most: int) -> IndexArray:
    """Return the first entries of each actor's own list."""
    if not len(lists[1]):
        return np.empty((len(actors), 0), dtype=np.int32)
    start, items = lists
    place = start[actors][:, None] + np.arange(most)
    inside = place < start[actors + 1][:, None]
    return np.where(inside, items[np.minimum(place, len(items) - 1)], -1).astype(np.int32)


@compiled
def _mixed(number: np.uint64) -> np.uint64:
    """Turn a number into one that looks random (splitmix64)."""
    number = number + np.uint64(0x9E3779B97F4A7C15)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))


@compiled
def matched(own: Lists, holders: Lists, actors: IndexArray, most: int) -> IndexArray:
    """Choose for each actor up to `most` of those who hold one of its topics.

    Its topics are taken in turns, and the holders of one in order from a place that depends
    on the actor, so that not everyone meets the first.
    """
    found = np.full((len(actors), most), -1, dtype=np.int32)
    for a in range(len(actors)):
        i = actors[a]
        topics = own[0][i + 1] - own[0][i]
        for s in range(most):
            if topics == 0:
                break
            topic = own[1][own[0][i] + s % topics]
            start, size = holders[0][topic], holders[0][topic + 1] - holders[0][topic]
            turn = s // topics
            if turn < size:
                offset = _mixed(np.uint64(i)) % np.uint64(size)
                found[a, s] = holders[1][start + (np.int64(offset) + turn) % size]
    return found


@compiled
def anyone(actors: IndexArray, n: int, most: int, seed: int) -> IndexArray:
    """Draw `most` actors for each, the same for the same actor and seed; or take all n."""
    found = np.full((len(actors), most), -1, dtype=np.int32)
    for a in range(len(actors)):
        for s in range(most):
            number = np.uint64(actors[a]) * np.uint64(1_000_003) + np.uint64(s)
            drawn = _mixed(_mixed(np.uint64(seed)) + number)
            found[a, s] = np.int32(drawn % np.uint64(n)) if most < n else s
    return found


@compiled
def _cleaned(
    rows: Lists, barred: Lists, opted_out: BoolArray, actors: IndexArray, pool: IndexArray
) -> None:
    """Put −1 for whoever must not be proposed, or stands in the row before."""
    n = len(rows[0]) - 1
    met = np.full(n, -1, dtype=np.int32)
    for a in range(len(actors)):
        i = actors[a]
        met[i] = i
        for e in range(rows[0][i], rows[0][i + 1]):
            met[rows[1][e]] = i
        for e in range(barred[0][i], barred[0][i + 1]):
            met[barred[1][e]] = i
        for c in range(pool.shape[1]):
            w = pool[a, c]
            if w < 0:
                continue
            if met[w] == i or opted_out[w] or opted_out[i]:
                pool[a, c] = -1
            else:
                met[w] = i
