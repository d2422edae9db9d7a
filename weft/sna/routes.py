"""How do I reach them? The ways between two actors, by how likely they are to work."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import InvalidGraph, SnaError, UnknownActor
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.kernels import distances

#: Partial ways looked at before a search is given up as far enough.
_MOST_LOOKED_AT = 50_000


@dataclass(frozen=True, slots=True)
class RouteRules:
    """Which ways compete.

    Attributes
    ----------
    willing : float
        Chance that a person in between passes it on, above 0 and at most 1.
    longer : int
        Steps that a way may be longer than the shortest.
    limit : int
        Ways wanted.
    """

    willing: float = 0.5
    longer: int = 1
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Route:
    """One way from an actor to another.

    Attributes
    ----------
    actors : tuple of int
        From the first to the last.
    favours : int
        People asked to pass something on: those in between.
    strength : float
        Of the weakest tie on the way, 0 … 1.
    freshness : float
        Of the stalest tie on the way, 0 … 1.
    value : float
        Chance that it works: the product of strength and freshness over the ties and of
        `willing` over the favours.
    """

    actors: tuple[int, ...]
    favours: int
    strength: float
    freshness: float
    value: float


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways between two actors, the most promising first.

    Attributes
    ----------
    routes : tuple of Route
    steps : int
        Ties on the shortest way; −1 where there is none, 0 from an actor to itself.
    shortest : float
        How many different shortest ways there are.
    """

    routes: tuple[Route, ...]
    steps: int
    shortest: float


@dataclass(frozen=True, slots=True)
class _Arcs:
    """The arcs that lie on ways short enough, by row of the actors that do."""

    actors: IntArray
    indptr: IntArray
    target: IntArray
    value: FloatArray
    strength: FloatArray
    freshness: FloatArray


def routes(
    graph: Graph,
    start: int,
    end: int,
    *,
    strength: ArrayLike | None = None,
    freshness: ArrayLike | None = None,
    rules: RouteRules | None = None,
) -> Routes:
    """Find the most promising ways from one actor to another, through people in between.

    A way is worth Π strength · freshness over its ties times `willing` for each person asked
    to pass it on. All shortest ways compete, and those a little longer, so a
    detour over close colleagues can beat a short cut over strangers. No actor is met twice.
    Exact: the best are found by a search that follows the best possible rest of the way.

    Parameters
    ----------
    graph : Graph
        Directed ties are followed from source to target.
    start, end : int
    strength, freshness : array_like of float, parallel to `graph.indices`, optional
        Above 0 and at most 1; 1 for every tie when left out.
    rules : RouteRules, optional

    Returns
    -------
    Routes

    Raises
    ------
    UnknownActor
        If either end is no actor of the graph.
    InvalidGraph
        If strengths or freshness do not fit the ties.

    References
    ----------
    Best-first search with an exact bound: Hart, Nilsson & Raphael (1968).

    Examples
    --------
    >>> ways = routes(Graph.from_edges(4, [0, 0, 1, 2], [1, 2, 3, 3]), 0, 3)
    >>> [way.actors for way in ways.routes], ways.steps, ways.shortest
    ([(0, 1, 3), (0, 2, 3)], 2, 2.0)
    """
    for actor in (start, end):
        if not 0 <= actor < graph.n:
            raise UnknownActor(f"There is no actor {actor} in a network of {graph.n}.")
    wanted = rules or RouteRules()
    if not 0 < wanted.willing <= 1:
        raise SnaError("The chance that someone passes it on lies above 0 and at most at 1.")
    strong, fresh = _shares(graph, strength), _shares(graph, freshness)
    if start == end:
        return Routes((Route((start,), 0, 1.0, 1.0, 1.0),), 0, 1.0)
    back = graph.reversed()
    there = distances(graph.indptr, graph.indices, np.array([start], dtype=np.int64))[0]
    home = distances(back.indptr, back.indices, np.array([end], dtype=np.int64))[0]
    steps = int(there[end])
    if steps < 0:
        return Routes((), -1, 0.0)
    arcs = _within(graph, (there, home), steps + wanted.longer, (strong, fresh))
    first, last = (int(np.searchsorted(arcs.actors, actor)) for actor in (start, end))
    ahead = _best_ahead(arcs, last, steps + wanted.longer)
    found = _best_first(arcs, ahead, first, last, wanted)
    return Routes(
        tuple(_described(arcs, way, wanted.willing) for way in found),
        steps,
        _count_shortest(arcs, first, last, steps),
    )


def _shares(graph: Graph, values: ArrayLike | None) -> FloatArray:
    if values is None:
        return np.ones(len(graph.indices))
    array = np.asarray(values, dtype=np.float64).ravel()
    if len(array) != len(graph.indices):
        raise InvalidGraph(f"{len(array)} values do not fit {len(graph.indices)} entries of ties.")
    if len(array) and not (array.min() > 0 and array.max() <= 1):
        raise InvalidGraph("Strength and freshness of ties lie above 0 and at most at 1.")
    return array


def _within(
    graph: Graph,
    apart: tuple[IntArray, IntArray],
    most: int,
    shares: tuple[FloatArray, FloatArray],
) -> _Arcs:
    """Keep the arcs that lie on some way of at most so many steps."""
    there, home = (np.where(d < 0, most + 1, d).astype(np.int64) for d in apart)
    near = np.flatnonzero(there + home <= most)
    counts = graph.indptr[near + 1] - graph.indptr[near]
    source = np.repeat(near, counts)
    offset = np.repeat(graph.indptr[near] - np.append(0, np.cumsum(counts)[:-1]), counts)
    at = np.arange(len(source)) + offset
    target = graph.indices[at].astype(np.int64)
    strong, fresh = shares[0][at], shares[1][at]
    kept = there[source] + 1 + home[target] <= most
    source, target, strong, fresh = source[kept], target[kept], strong[kept], fresh[kept]
    indptr = np.append(
        0, np.cumsum(np.bincount(np.searchsorted(near, source), minlength=len(near)))
    )
    return _Arcs(near, indptr, np.searchsorted(near, target), np.log(strong * fresh), strong, fresh)


def _best_ahead(arcs: _Arcs, last: int, most: int) -> FloatArray:
    """The log value of the best way from each actor to the end in exactly 0 … most steps."""
    ahead = np.full((most + 1, len(arcs.actors)), -np.inf)
    ahead[0, last] = 0.0
    filled = np.flatnonzero(np.diff(arcs.indptr))
    for step in range(1, most + 1):
        through = arcs.value + ahead[step - 1, arcs.target]
        if len(filled):
            ahead[step, filled] = np.maximum.reduceat(through, arcs.indptr[filled])
    return ahead


def _best_first(
    arcs: _Arcs, ahead: FloatArray, first: int, last: int, rules: RouteRules
) -> list[tuple[int, ...]]:
    """Follow the way whose best possible end is best, until enough have arrived."""
    favour = float(np.log(rules.willing))
    heap: list[tuple[float, tuple[int, ...], int, float]] = [
        (-float(ahead[steps, first] + favour * (steps - 1)), (first,), steps, 0.0)
        for steps in range(1, len(ahead))
        if ahead[steps, first] > -np.inf
    ]
    heapq.heapify(heap)
    found: list[tuple[int, ...]] = []
    looked = 0
    while heap and len(found) < rules.limit and looked < _MOST_LOOKED_AT:
        _bound, way, left, value = heapq.heappop(heap)
        looked += 1
        if left == 0:
            found.append(way)
            continue
        for e in range(arcs.indptr[way[-1]], arcs.indptr[way[-1] + 1]):
            w = int(arcs.target[e])
            rest = float(ahead[left - 1, w])
            if rest == -np.inf or w in way or (w == last and left > 1):
                continue
            so_far = value + float(arcs.value[e])
            favours = favour * (len(way) + left - 2)
            heapq.heappush(heap, (-(so_far + rest + favours), (*way, w), left - 1, so_far))
    return found


def _described(arcs: _Arcs, way: tuple[int, ...], willing: float) -> Route:
    at = []
    for a, b in pairwise(way):
        row = arcs.target[arcs.indptr[a] : arcs.indptr[a + 1]]
        at.append(int(arcs.indptr[a] + np.flatnonzero(row == b)[0]))
    strong, fresh = arcs.strength[at], arcs.freshness[at]
    favours = len(way) - 2
    return Route(
        actors=tuple(int(arcs.actors[v]) for v in way),
        favours=favours,
        strength=float(strong.min()),
        freshness=float(fresh.min()),
        value=float(np.prod(strong) * np.prod(fresh) * willing**favours),
    )


def _count_shortest(arcs: _Arcs, first: int, last: int, steps: int) -> float:
    """Count the ways of exactly the shortest length; none of these can meet itself."""
    ways = np.zeros(len(arcs.actors))
    ways[last] = 1.0
    for _ in range(steps):
        sums = np.append(0.0, np.cumsum(ways[arcs.target]))
        ways = sums[arcs.indptr[1:]] - sums[arcs.indptr[:-1]]
    return float(ways[first])
