"""Signs in dated contacts that two who have not met yet will: one row of numbers per pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.contacts import Contacts, InvalidContacts
from weft.sna.graph import BoolArray, FloatArray, Graph, IndexArray, IntArray
from weft.sna.introduction_kernels import shared, three_steps

#: What each column of the signs says about a pair.
SIGNS = (
    "common",  # common contacts, each counting 1/log of its ties (Adamic and Adar)
    "overlap",  # common contacts as a share of the contacts of both
    "shared_time",  # common contacts by the share of their time spent with both
    "shared_lately",  # the same, the latest third of all contacts counting most
    "three_steps",  # walks of three ties, by how much time is spent along them
    "newly_met",  # how many new people both have met lately
    "contacts",  # how many people both have met
)
#: Shares of all contacts after which a contact, and a first meeting, counts 1/e.
LATELY, NEWLY = 0.3, 0.15
#: Pairs given or described at a time, which bounds the memory.
AT_ONCE = 1_000_000
#: Standard deviations from the mean beyond which a sign rises as their logarithm only, so that
#: in sparse networks, where few pairs share anything, the first are still told apart.
FARTHEST = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Contacts up to a moment, arranged so that pairs can be described quickly.

    Attributes
    ----------
    graph : Graph
        Who has met whom; weights are numbers of contacts.
    seen : bool array of shape (n,)
        Who has had a contact at all.
    """

    graph: Graph
    seen: BoolArray
    _first: FloatArray
    _second: FloatArray
    _along: FloatArray
    _newly: FloatArray

    @classmethod
    def of(cls, contacts: Contacts) -> History:
        """Arrange contacts; the moment is that of the last.

        Time is counted in contacts, so that nights and empty weeks do not make people look
        forgotten.
        """
        if not len(contacts):
            raise InvalidContacts("There are no contacts to learn from.")
        n, clock = contacts.n, _clock(contacts.time)
        graph = contacts.graph()
        fresh = np.exp((clock - 1.0) / LATELY)
        lately = Graph.from_edges(n, contacts.source, contacts.target, fresh)
        degree = np.diff(graph.indptr).astype(np.float64)
        to = graph.indices
        spent = graph.weights / _sums(graph, graph.weights)[to]
        recent = np.log1p(lately.weights)
        recent = recent / np.maximum(_sums(graph, recent)[to], 1e-12)
        known = 1.0 / np.log(np.maximum(degree[to], 2.0))
        ones = np.ones(len(to))
        return cls(
            graph=graph,
            seen=degree > 0,
            _first=np.stack((known, ones, np.sqrt(spent), np.sqrt(recent))),
            _second=np.stack((ones, ones, np.sqrt(spent), np.sqrt(recent))),
            _along=_balanced(graph, np.log1p(graph.weights)),
            _newly=np.log(0.1 + _newly_met(contacts, clock)),
        )

    def signs(self, left: ArrayLike, right: ArrayLike) -> FloatArray:
        """Describe pairs of actors (float64, shape (pairs, len(SIGNS))), not yet scaled."""
        a, b = np.asarray(left, dtype=np.int32), np.asarray(right, dtype=np.int32)
        found = np.empty((len(a), len(SIGNS)))
        rows = self.graph.indptr, self.graph.indices
        degree = np.diff(rows[0]).astype(np.float64)
        common, both, spent, recent = shared(*rows, self._first, self._second, a, b)
        found[:, 0] = np.log1p(common)
        found[:, 1] = both / np.sqrt(np.maximum(degree[a] * degree[b], 1.0))
        found[:, 2] = np.sqrt(spent)
        found[:, 3] = np.sqrt(recent)
        found[:, 4] = np.log(1e-4 + three_steps(*rows, self._along, a, b))
        found[:, 5] = self._newly[a] + self._newly[b]
        found[:, 6] = np.log1p(degree[a]) + np.log1p(degree[b])
        return found

    def strangers(self) -> Iterator[tuple[IndexArray, IndexArray]]:
        """Give all pairs of people already seen who have not met, in pieces, left by left."""
        people = np.flatnonzero(self.seen).astype(np.int32)
        lefts: list[IndexArray] = []
        rights: list[IndexArray] = []
        held = 0
        for place, i in enumerate(people):
            others = people[place + 1 :]
            others = others[~np.isin(others, self.graph.neighbours(int(i)), assume_unique=True)]
            lefts.append(np.full(len(others), i, dtype=np.int32))
            rights.append(others)
            held += len(others)
            if held >= AT_ONCE or place == len(people) - 1:
                yield np.concatenate(lefts), np.concatenate(rights)
                lefts, rights, held = [], [], 0


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """The mean and spread of each sign over the pairs that are compared with each other."""

    mean: FloatArray
    spread: FloatArray

    @classmethod
    def of(cls, signs: FloatArray) -> Scale:
        """Measure a scale; a sign that is the same for all pairs will count as 0."""
        if not len(signs):
            return cls(np.zeros(len(SIGNS)), np.ones(len(SIGNS)))
        spread = signs.std(axis=0)
        return cls(signs.mean(axis=0), np.where(spread > 1e-9, spread, np.inf))

    def applied(self, signs: FloatArray) -> FloatArray:
        """Return signs as standard deviations from the mean, of which extreme ones count less."""
        off = (signs - self.mean) / self.spread
        beyond = np.maximum(np.abs(off) - FARTHEST, 0.0)
        return np.asarray(np.clip(off, -FARTHEST, FARTHEST) + np.sign(off) * np.log1p(beyond))


def _clock(time: FloatArray) -> FloatArray:
    """Return, per contact, the share of all contacts that are not later."""
    return np.asarray(np.searchsorted(time, time, side="right") / max(1, len(time)))


def _sums(graph: Graph, weights: FloatArray) -> FloatArray:
    return np.asarray(np.bincount(graph.sources(), weights, graph.n), dtype=np.float64)


def _balanced(graph: Graph, weights: FloatArray) -> FloatArray:
    """Return weights divided by the root of the sums at both ends, so that hubs do not lead."""
    total = np.maximum(_sums(graph, weights), 1e-12)
    return np.asarray(weights / np.sqrt(total[graph.sources()] * total[graph.indices]))


def _newly_met(contacts: Contacts, clock: FloatArray) -> FloatArray:
    """Count the people each actor has met, those met first long ago for little."""
    pair = contacts.source * contacts.n + contacts.target
    _, first = np.unique(pair, return_index=True)
    counts = np.exp((clock[first] - 1.0) / NEWLY)
    ends: tuple[IntArray, IntArray] = contacts.source[first], contacts.target[first]
    return np.asarray(
        np.bincount(ends[0], counts, contacts.n) + np.bincount(ends[1], counts, contacts.n)
    )
