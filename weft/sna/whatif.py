"""What if these were gone? What a network would lose, found fast enough to ask at will."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.cohesion import degree
from weft.sna.errors import UnknownActor
from weft.sna.graph import BoolArray, FloatArray, Graph, IndexArray, IntArray
from weft.sna.groups import group_codes
from weft.sna.kernels import component_labels
from weft.sna.paths import sample
from weft.sna.spread_kernel import spread
from weft.sna.whatif_rows import Rows, alone_in, has_tie, linked, tied_pairs, without_arcs

#: Actors up to which distances are searched from everyone, so that the answer is exact.
EXACT_UP_TO = 5_000
#: Actors searched from in larger networks; the same ones before and after.
SOURCES = 512
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A figure before and after, and how uncertain the difference is.

    `error` is the standard error of `after − before` over sampled actors, 0 where exact.

    Attributes
    ----------
    before, after : float
    error : float
        Standard error of `after − before` over sampled actors; 0 where exact.
    """

    before: float
    after: float
    error: float = 0.0

    @property
    def difference(self) -> float:
        """`after − before`."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Loss:
    """What a network loses when actors or ties go.

    Attributes
    ----------
    actors : tuple of int
        Those who are gone.
    components, isolates : BeforeAfter
        Numbers of components and of actors without ties, before with those who go.
    fragmentation, efficiency, reach : BeforeAfter
        F, E and the share of pairs within two steps; of the whole network before and of
        those who stay after.
    cut_off : int32 array
        Actors who leave the largest component without having been taken out of it.
    isolated : int32 array
        Those of them who lose their only links and stay without any tie.
    split_groups : tuple of int
        Groups (codes as given) whose connected members end up in several components.
    parted_groups : tuple of (int, int)
        Pairs of groups that lose all ties between them.
    exact : bool
        False where distances were searched from a sample of actors.
    sources : int
        Actors searched from.
    """

    actors: tuple[int, ...]
    components: BeforeAfter
    isolates: BeforeAfter
    fragmentation: BeforeAfter
    efficiency: BeforeAfter
    reach: BeforeAfter
    cut_off: IndexArray
    isolated: IndexArray
    split_groups: tuple[int, ...]
    parted_groups: tuple[tuple[int, int], ...]
    exact: bool
    sources: int


class WhatIf:
    """A network made ready for questions: searched once as it is, then once per question.

    Parameters
    ----------
    graph : Graph
        Distances follow the directions of a directed graph; components do not.
    groups : array_like of int, shape (n,), optional
        Group of each actor, such as its community or region; −1 for none.
    sources : int, optional
        Actors searched from; all of them up to 5,000 actors, else 512.
    seed : int

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Borgatti (2006); methods of sampled searches: Eppstein & Wang (2004).

    Examples
    --------
    >>> star = WhatIf(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]))
    >>> star.without([0]).isolated.tolist(), star.without([0]).fragmentation.after
    ([1, 2, 3], 1.0)
    >>> star.without(ties=[(0, 3)]).components.after
    2.0
    """

    def __init__(
        self,
        graph: Graph,
        *,
        groups: ArrayLike | None = None,
        sources: int | None = None,
        seed: int = 0,
    ) -> None:
        self.graph = graph
        self._whole = graph.undirected()
        self._back = graph.reversed()
        wanted = sources or (None if graph.n <= EXACT_UP_TO else SOURCES)
        # Actors near each other are searched from together: they share what is in the cache.
        self._sources = np.sort(sample(graph.n, wanted, seed))
        self._groups = None if groups is None else _checked_groups(graph, groups)
        nobody = np.zeros(graph.n, dtype=np.bool_)
        self._labels = component_labels(self._whole.indptr, self._whole.indices, nobody)
        self._before = self._searched(Rows(self._back.indptr, self._back.indices), nobody)
        self._between = self._ties_between()

    def without(self, actors: Iterable[int] = (), *, ties: ArrayLike = ()) -> Loss:
        """Say what goes when these actors, and these ties of others, go.

        Parameters
        ----------
        actors : iterable of int
        ties : array_like of int, shape (ties, 2)
            Pairs of actors whose tie ends, such as those a convenor brokered. In a directed
            graph the arc from the first to the second ends.

        Returns
        -------
        Loss

        Raises
        ------
        UnknownActor
            If an actor is not in the graph, or a tie is not.
        InvalidGraph
            If `ties` are not pairs.
        """
        graph = self.graph
        leaving = sorted({int(actor) for actor in actors})
        gone = np.zeros(graph.n, dtype=np.bool_)
        for actor in leaving:
            if not 0 <= actor < graph.n:
                raise UnknownActor(f"There is no actor {actor} in a network of {graph.n}.")
            gone[actor] = True
        pairs = tied_pairs(graph, ties)
        whole, back = self._rows_without(pairs)
        labels = component_labels(whole.indptr, whole.indices, gone)
        paths = self._searched(back, gone)
        alone = alone_in(whole, gone) & ~gone
        newly = alone & (degree(self._whole) > 0)
        return Loss(
            actors=tuple(leaving),
            components=BeforeAfter(_count(self._labels), _count(labels)),
            isolates=BeforeAfter(float((degree(self._whole) == 0).sum()), float(alone.sum())),
            fragmentation=BeforeAfter(_fragmentation(self._labels), _fragmentation(labels)),
            efficiency=self._change(paths, gone, _DEPTH),
            reach=self._change(paths, gone, _DEPTH - 1),
            cut_off=_cut_off(self._labels, labels),
            isolated=np.flatnonzero(newly).astype(np.int32),
            split_groups=self._split(labels, gone),
            parted_groups=self._parted(whole, gone, pairs, leaving),
            exact=len(self._sources) == graph.n,
            sources=len(self._sources),
        )

    def _searched(self, rows: Rows, gone: BoolArray) -> FloatArray:
        """Sums per batch of 64 sources: pairs within 1 and 2 steps, inverse distances."""
        chosen = self._sources
        # A source that is gone keeps its place in the batch, and reaches nobody.
        alive = np.where(gone[chosen], -1, chosen)
        found = np.zeros(((len(chosen) + 63) // 64, _DEPTH + 2))
        if self.graph.n < 2:
            return found
        sums = _batched(rows, alive, gone, mutual=not self.graph.directed)
        found[:, :_DEPTH] = np.cumsum(sums[:, :_DEPTH], axis=1)
        found[:, _DEPTH] = sums[:, _DEPTH]
        counts = np.add.reduceat((alive >= 0).astype(np.float64), np.arange(0, len(alive), 64))
        found[:, _DEPTH + 1] = counts
        return found

    def _change(self, after: FloatArray, gone: BoolArray, column: int) -> BeforeAfter:
        """Compare one figure batch by batch: the same sources stand on both sides."""
        n, stay = self.graph.n, int(np.count_nonzero(~gone))
        was = _share(self._before[:, column].sum(), self._before[:, -1].sum(), n)
        now = _share(after[:, column].sum(), after[:, -1].sum(), stay)
        k = len(self._sources)
        if k >= n:
            return BeforeAfter(was, now)
        each = [
            _share(a[column], a[-1], stay) - _share(b[column], b[-1], n)
            for a, b in zip(after, self._before, strict=True)
        ]
        if len(each) < 2:
            return BeforeAfter(was, now, float("nan"))
        error = float(np.std(each, ddof=1) / np.sqrt(len(each)) * np.sqrt(1 - k / n))
        return BeforeAfter(was, now, error)

    def _rows_without(self, pairs: IntArray) -> tuple[Rows, Rows]:
        whole = Rows(self._whole.indptr, self._whole.indices)
        back = Rows(self._back.indptr, self._back.indices)
        if not len(pairs):
            return whole, back
        if not self.graph.directed:
            lighter = without_arcs(whole, np.concatenate((pairs, pairs[:, ::-1])))
            return lighter, lighter
        back = without_arcs(back, pairs[:, ::-1])
        # Two actors stay linked while one still names the other.
        named = {(int(a), int(b)) for a, b in pairs}
        single = [not has_tie(self.graph, b, a) or (b, a) in named for a, b in pairs]
        ended = pairs[np.array(single, dtype=np.bool_)]
        return without_arcs(whole, np.concatenate((ended, ended[:, ::-1]))), back

    def _ties_between(self) -> dict[tuple[int, int], int]:
        """Ties between each two groups, as the network is."""
        if self._groups is None:
            return {}
        source, target = self._whole.edges()
        return _counted(self._groups[source], self._groups[target])

    def _split(self, labels: IndexArray, gone: BoolArray) -> tuple[int, ...]:
        """Groups with members of one component who end up in several."""
        if self._groups is None:
            return ()
        inside = ~gone & (self._groups >= 0)
        former, now = self._labels[inside], labels[inside]
        sizes = np.bincount(now, minlength=1)
        came_from = np.zeros(len(sizes), dtype=np.int64)
        came_from[now] = former
        # The largest piece of each component carries on; only who left it can split a group.
        order = np.argsort(sizes)
        carries_on = np.zeros(int(self._labels.max(initial=0)) + 1, dtype=np.int64)
        carries_on[came_from[order]] = order
        left = carries_on[former] != now
        members = np.flatnonzero(np.isin(self._groups[inside], self._groups[inside][left]))
        held = np.column_stack((self._groups[inside], former, now))[members]
        pieces = np.unique(held, axis=0)
        together, count = np.unique(pieces[:, :2], axis=0, return_counts=True)
        return tuple(np.unique(together[count > 1, 0]).tolist())

    def _parted(
        self, whole: Rows, gone: BoolArray, pairs: IntArray, leaving: list[int]
    ) -> tuple[tuple[int, int], ...]:
        """Pairs of groups all of whose ties go, and who both still have members."""
        if self._groups is None or not (leaving or len(pairs)):
            return ()
        lost = [(v, w) for v in leaving for w in self._whole.neighbours(v) if not gone[w] or v < w]
        others = pairs[~gone[pairs].any(axis=1)]
        ended = {(min(a, b), max(a, b)) for a, b in others if not linked(whole, a, b)}
        ends = np.array([*lost, *sorted(ended)], dtype=np.int64).reshape(-1, 2)
        counted = _counted(self._groups[ends[:, 0]], self._groups[ends[:, 1]])
        left = set(np.unique(self._groups[~gone]).tolist())
        return tuple(
            sorted(
                pair
                for pair, count in counted.items()
                if count == self._between[pair] and left.issuperset(pair)
            )
        )


def what_if(
    graph: Graph,
    actors: Iterable[int] = (),
    *,
    ties: ArrayLike = (),
    groups: ArrayLike | None = None,
    sources: int | None = None,
) -> Loss:
    """Say what a network loses when actors or ties go; see `WhatIf` for many questions.

    Parameters
    ----------
    graph : Graph
    actors : iterable of int
    ties : array_like of int, shape (ties, 2)
    groups : array_like of int, shape (n,), optional
    sources : int, optional

    Returns
    -------
    Loss

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> what_if(Graph.from_edges(5, [0, 1, 2, 3], [1, 2, 3, 4]), [2]).cut_off.tolist()
    [3, 4]
    """
    return WhatIf(graph, groups=groups, sources=sources).without(actors, ties=ties)


def _checked_groups(graph: Graph, groups: ArrayLike) -> IntArray:
    group_codes(graph, groups)
    return np.asarray(groups, dtype=np.int64).ravel()


def _batched(rows: Rows, chosen: IntArray, gone: BoolArray, *, mutual: bool) -> FloatArray:
    """Search from the sources that are there, each batch of 64 in its former company."""

    def found(part: IntArray) -> FloatArray:
        return spread(rows.indptr, rows.indices, part, _DEPTH, gone, mutual)[4]

    batches = np.arange(len(chosen)) // 64
    there = chosen >= 0
    sums = np.zeros((batches[-1] + 1, _DEPTH + 1))
    if there.all():
        return found(chosen)
    # Only the batches that lost a source are smaller, so they are searched by themselves.
    broken = np.unique(batches[~there])
    intact = ~np.isin(batches, broken)
    if intact.any():
        kept = np.setdiff1d(np.arange(len(sums)), broken)
        sums[kept] = found(chosen[intact])
    for batch in broken:
        part = chosen[(batches == batch) & there]
        if len(part):
            sums[batch] = found(part)[0]
    return sums


def _share(total: float, sources: float, n: int) -> float:
    return float(total / (sources * (n - 1))) if sources and n > 1 else 0.0


def _count(labels: IndexArray) -> float:
    return float(labels.max() + 1) if len(labels) else 0.0


def _fragmentation(labels: IndexArray) -> float:
    """F = 1 − Σ s(s−1)/n(n−1) over the components of those who are there."""
    sizes = np.bincount(labels[labels >= 0]).astype(np.float64)
    n = sizes.sum()
    return float(1 - np.sum(sizes * (sizes - 1)) / (n * (n - 1))) if n > 1 else 0.0


def _cut_off(before: IndexArray, after: IndexArray) -> IndexArray:
    """Those of the largest component who are no longer in the largest part of it."""
    if not len(before):
        return np.zeros(0, dtype=np.int32)
    main = np.argmax(np.bincount(before))
    stay = (before == main) & (after >= 0)
    if not stay.any():
        return np.zeros(0, dtype=np.int32)
    kept = np.argmax(np.bincount(after[stay]))
    return np.flatnonzero(stay & (after != kept)).astype(np.int32)


def _counted(one: IntArray, other: IntArray) -> dict[tuple[int, int], int]:
    """How many pairs of different groups, none of them −1, the ends of ties make."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    crossing = (low >= 0) & (low != high)
    codes, counts = np.unique(low[crossing] << 32 | high[crossing], return_counts=True)
    return {
        (code >> 32, code & 0xFFFFFFFF): count
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
    }
