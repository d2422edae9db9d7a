"""Core and periphery: the split of a network closest to a full core and an empty rim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.cohesion import core_numbers, degree
from weft.sna.graph import BoolArray, FloatArray, Graph, IntArray

#: Up to this many actors all 2^n splits are tried.
EXHAUSTIVE = 20


@dataclass(frozen=True, slots=True)
class CorePeriphery:
    """The best split found.

    Attributes
    ----------
    r : float
        Pearson correlation with the ideal pattern; nan where no split has one.
    core : tuple of int
        Positions of the core's members.
    how : str
        "exhaustive" (the best there is) or "search" (the best found).
    """

    r: float
    core: tuple[int, ...]
    how: str


def core_periphery(graph: Graph, *, seed: int = 0, starts: int = 20) -> CorePeriphery:
    """Find the core that maximises Pearson's r between ties and the ideal pattern.

    The pattern is 1 between two core members and 0 between two of the periphery; pairs of
    one and the other are left out. Directions are ignored. All splits are tried up to 20
    actors; above, a seeded search moves and swaps single actors from several starts.

    Parameters
    ----------
    graph : Graph
    seed : int
    starts : int
        Starts of the search beside those by degree and by core number.

    Returns
    -------
    CorePeriphery

    References
    ----------
    Borgatti & Everett (1999).

    Examples
    --------
    >>> found = core_periphery(Graph.from_edges(5, [0, 0, 1, 0, 1], [1, 2, 2, 3, 4]))
    >>> found.how, found.r
    ('exhaustive', 1.0)
    """
    whole = graph.undirected()
    if whole.n < 3 or not whole.m:
        return CorePeriphery(float("nan"), (), "exhaustive")
    if whole.n <= EXHAUSTIVE:
        return _exhaustive(whole)
    return _search(whole, seed, starts)


def _correlation(n: int, size: FloatArray, inside: FloatArray, outside: FloatArray) -> FloatArray:
    """Return r for cores of `size` with so many ties inside them and in their peripheries."""
    full = size * (size - 1) / 2
    empty = (n - size) * (n - size - 1) / 2
    ties = inside + outside
    pairs = full + empty
    spread = full * empty * ties * (pairs - ties)
    r: FloatArray = np.divide(
        pairs * inside - full * ties,
        np.sqrt(np.maximum(spread, 0)),
        out=np.full(len(size), -np.inf),
        where=spread > 0,
    )
    return r


def _exhaustive(graph: Graph) -> CorePeriphery:
    n = graph.n
    # The ties inside every set of actors: a set's own plus those of one more member.
    inside = np.zeros(1, dtype=np.int16)
    for v in range(n):
        adjacent = sum(1 << int(w) for w in graph.neighbours(v) if w < v)
        sets = np.arange(len(inside), dtype=np.uint32) & np.uint32(adjacent)
        inside = np.concatenate((inside, inside + np.bitwise_count(sets)))
    size = np.bitwise_count(np.arange(1 << n, dtype=np.uint32)).astype(np.float64)
    # The periphery is the complement, whose number counts down as the core's counts up.
    r = _correlation(n, size, inside.astype(np.float64), inside[::-1].astype(np.float64))
    best = int(np.argmax(r))
    if not np.isfinite(r[best]):
        return CorePeriphery(float("nan"), (), "exhaustive")
    core = tuple(v for v in range(n) if best >> v & 1)
    return CorePeriphery(float(r[best]), core, "exhaustive")


def _search(graph: Graph, seed: int, starts: int) -> CorePeriphery:
    degrees = degree(graph)
    rng = np.random.default_rng(seed)
    begins = [_best_prefix(graph, np.argsort(-degrees, kind="stable"))]
    by_core = np.lexsort((-degrees, -core_numbers(graph)))
    begins.append(_best_prefix(graph, by_core))
    for _ in range(starts):
        chosen = np.zeros(graph.n, dtype=np.bool_)
        chosen[rng.permutation(graph.n)[: rng.integers(2, max(3, graph.n // 2))]] = True
        begins.append(chosen)
    best, best_r = begins[0], -np.inf
    for begin in begins:
        core, r = _climb(graph, begin)
        if r > best_r + 1e-12:
            best, best_r = core, r
    if not np.isfinite(best_r):
        return CorePeriphery(float("nan"), (), "search")
    return CorePeriphery(float(best_r), tuple(map(int, np.flatnonzero(best))), "search")


def _best_prefix(graph: Graph, order: IntArray) -> BoolArray:
    """Return the best core among the first k actors of an order, for every k."""
    n = graph.n
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    source, target = graph.edges()
    later = np.maximum(rank[source], rank[target])
    earlier = np.minimum(rank[source], rank[target])
    size = np.arange(1, n + 1, dtype=np.float64)
    inside = np.cumsum(np.bincount(later, minlength=n)).astype(np.float64)
    touching = np.cumsum(np.bincount(earlier, minlength=n))
    r = _correlation(n, size, inside, (graph.m - touching).astype(np.float64))
    core = np.zeros(n, dtype=np.bool_)
    core[order[: int(np.argmax(r)) + 1]] = True
    return core


def _climb(graph: Graph, begin: BoolArray) -> tuple[BoolArray, float]:
    """Move single actors in or out while r rises, then swap one in for one out."""
    core = begin.copy()
    degrees = degree(graph).astype(np.float64)
    to_core = np.bincount(graph.sources(), core[graph.indices], graph.n).astype(np.float64)
    inside = float(to_core[core].sum() / 2)
    outside = float((degrees - to_core)[~core].sum() / 2)
    size = float(core.sum())
    now = float(_correlation(graph.n, *(np.array([x]) for x in (size, inside, outside)))[0])
    for _ in range(4 * graph.n):
        sign = np.where(core, -1.0, 1.0)
        r = _correlation(
            graph.n,
            size + sign,
            inside + sign * to_core,
            outside - sign * (degrees - to_core),
        )
        mover = int(np.argmax(r))
        movers = [mover]
        if r[mover] <= now + 1e-12:
            movers = _swap(graph, core, to_core, np.array([size, inside, outside, now]))
            if not movers:
                break
        for v in movers:
            step = -1.0 if core[v] else 1.0
            size += step
            inside += step * to_core[v]
            outside -= step * (degrees[v] - to_core[v])
            core[v] = not core[v]
            to_core[graph.neighbours(v)] += step
        now = float(_correlation(graph.n, *(np.array([x]) for x in (size, inside, outside)))[0])
    return core, now


def _swap(graph: Graph, core: BoolArray, to_core: FloatArray, state: FloatArray) -> list[int]:
    """Return the best two actors to exchange, or nothing if no exchange raises r."""
    size, inside, outside, now = state
    inner, outer = np.flatnonzero(core), np.flatnonzero(~core)
    if not len(inner) or not len(outer) or len(inner) * len(outer) > 250_000:
        return []
    tied = graph.matrix()[inner][:, outer].toarray()
    away = degree(graph) - to_core
    new_inside = inside - to_core[inner][:, None] + to_core[outer][None, :] - tied
    new_outside = outside + away[inner][:, None] - away[outer][None, :] - tied
    sizes = np.full(tied.size, size)
    r = _correlation(graph.n, sizes, new_inside.ravel(), new_outside.ravel())
    best = int(np.argmax(r))
    if r[best] <= now + 1e-12:
        return []
    return [int(inner[best // len(outer)]), int(outer[best % len(outer)])]
