"""Key players: the sets whose exit breaks a network most, or from whom all are nearest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from weft.sna.cohesion import degree
from weft.sna.cutpoints import removal_figures
from weft.sna.errors import SnaError, UnknownActor
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.kernels import distances
from weft.sna.paths import sample, sweep
from weft.sna.spread_kernel import spread

#: Steps of work (searches × ties) up to which all pairs of removals are tried.
EXACT_PAIRS = 60_000_000
#: Actors up to which all pairs of spreaders are compared.
EXACT_SPREAD = 600
#: Actors up to which the best single spreader is found among all.
EXACT_ONE = 5_000
#: Candidates kept by degree when sets are searched for in larger networks.
CANDIDATES = 256
#: First members from which a set is built when not every set can be compared.
FIRST_MEMBERS = 6
#: Distances held at once while spreaders are searched for: candidates × actors.
HELD = 20_000_000


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """A set of key players, the value it reaches, and whether every set was compared.

    Attributes
    ----------
    actors : tuple of int
        Their positions, in order.
    value : float
        What the set reaches: F, D_F or D_R, by the function that found it.
    exact : bool
        False where the set is the best of a search that did not compare all.
    """

    actors: tuple[int, ...]
    value: float
    exact: bool


def key_players_fragmenting(graph: Graph, k: int = 1) -> KeyPlayers:
    """Return the k actors whose exit leaves the highest fragmentation F (KPP-Neg).

    F is taken over the actors who remain. Exact for k = 1 at any size (one depth-first
    search finds what every single exit leaves) and for k = 2 up to about 5,000 ties; else
    greedy, then exchanging one member at a time while F rises. Directions are ignored; of
    sets equally good the first by position is taken.

    Parameters
    ----------
    graph : Graph
    k : int

    Returns
    -------
    KeyPlayers
        `value` is F after the exit; nan where fewer than two would remain.

    Raises
    ------
    SnaError
        If k is not between 1 and n.

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> key_players_fragmenting(Graph.from_edges(5, [0, 1, 2, 3], [1, 2, 3, 4])).actors
    (2,)
    """
    whole = graph.undirected()
    _check_size(whole, k)
    if whole.n - k < 2:
        return KeyPlayers(tuple(range(k)), float("nan"), True)
    if k == 1:
        left = _pairs_left(whole, ())
        best = int(np.argmin(left))
        return KeyPlayers((best,), _fragmented(whole.n - 1, float(left[best])), True)
    if k == 2 and whole.n * (whole.n + 2 * whole.m) <= EXACT_PAIRS:
        return _exact_pair(whole)
    return _greedy_fragmenting(whole, k)


def _check_size(graph: Graph, k: int) -> None:
    if not 1 <= k <= graph.n:
        raise SnaError(f"A set of {k} key players does not fit a network of {graph.n}.")


def _fragmented(remaining: int, connected: float) -> float:
    return 1 - connected / (remaining * (remaining - 1))


def _pairs_left(graph: Graph, gone: tuple[int, ...]) -> FloatArray:
    """Return the connected ordered pairs that remain when each actor follows `gone`."""
    found = removal_figures(graph, gone)
    pairs, size = found.pairs, found.size
    present = size > 0
    # A component of size s is met s times, so its pairs are shared out among its members.
    total = float(np.sum(size[present] - 1))
    left = total - size * (size - 1.0) + pairs
    left[list(gone)] = np.inf
    return left


def _exact_pair(graph: Graph) -> KeyPlayers:
    best, pair = np.inf, (0, 1)
    for v in range(graph.n - 1):
        left = _pairs_left(graph, (v,))[v + 1 :]
        w = int(np.argmin(left))
        if left[w] < best:
            best, pair = float(left[w]), (v, v + 1 + w)
    return KeyPlayers(pair, _fragmented(graph.n - 2, best), True)


def _greedy_fragmenting(graph: Graph, k: int) -> KeyPlayers:
    """Build a set from each of the best few first members, exchange, and keep the best set."""
    order = np.argsort(_pairs_left(graph, ()), kind="stable")[:FIRST_MEMBERS]
    found = [_grown(graph, int(first), k) for first in order]
    now, chosen = min(found, key=lambda pair: pair[0])
    return KeyPlayers(chosen, _fragmented(graph.n - k, now), False)


def _grown(graph: Graph, first: int, k: int) -> tuple[float, tuple[int, ...]]:
    """Add the best member until there are k, then exchange one at a time while it helps."""
    chosen = [first]
    now = np.inf
    while len(chosen) < k:
        left = _pairs_left(graph, tuple(chosen))
        chosen.append(int(np.argmin(left)))
        now = float(left[chosen[-1]])
    improved = True
    while improved:
        improved = False
        for position in range(k):
            others = (*chosen[:position], *chosen[position + 1 :])
            left = _pairs_left(graph, others)
            best = int(np.argmin(left))
            if left[best] < now:
                chosen[position], now, improved = best, float(left[best]), True
    return now, tuple(sorted(chosen))


def key_players_distancing(graph: Graph, k: int = 1) -> KeyPlayers:
    """Return the k actors whose exit leaves the highest D_F = 1 − Σ(1/d)/n(n−1) (KPP-Neg).

    Takes distances into account, so it tells actors apart whose exit breaks nothing.
    Exact for k ≤ 2 in small networks; else greedy among the 256 actors with most ties.
    Directions are ignored.

    Parameters
    ----------
    graph : Graph
    k : int
        How many actors.

    Raises
    ------
    SnaError
        If k is not between 1 and n.

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> key_players_distancing(Graph.from_edges(4, [0, 1, 2, 3], [1, 2, 3, 0])).value
    0.16666666666666663
    """
    whole = graph.undirected()
    _check_size(whole, k)
    if whole.n - k < 2:
        return KeyPlayers(tuple(range(k)), float("nan"), True)
    work = whole.n ** (k + 1) * (whole.n + whole.m) / 64
    if k <= 2 and work <= EXACT_PAIRS:
        sets = list(combinations(range(whole.n), k))
        values = [_distancing(whole, chosen) for chosen in sets]
        best = int(np.argmax(values))
        return KeyPlayers(sets[best], values[best], True)
    candidates = np.sort(np.argsort(-degree(whole), kind="stable")[:CANDIDATES])
    picked: tuple[int, ...] = ()
    value = 0.0
    for _ in range(k):
        tries = [(*picked, int(v)) for v in candidates if int(v) not in picked]
        values = [_distancing(whole, chosen) for chosen in tries]
        best = int(np.argmax(values))
        picked, value = tries[best], values[best]
    return KeyPlayers(tuple(sorted(picked)), value, k == 1 and len(candidates) == whole.n)


def _distancing(graph: Graph, gone: tuple[int, ...]) -> float:
    left = np.ones(graph.n, dtype=np.bool_)
    left[list(gone)] = False
    stay = np.flatnonzero(left)
    chosen = stay[sample(len(stay), 1024, 0)]
    inverse = spread(graph.indptr, graph.indices, chosen, 1, ~left, True)[3]
    return 1 - float(inverse.sum()) / (len(chosen) * (len(stay) - 1))


def distance_reach(graph: Graph, actors: Iterable[int]) -> float:
    """Return D_R = Σ_j 1/d(S,j)/n of a set S, its members counting 1 each; 0 if empty.

    Parameters
    ----------
    graph : Graph
        Directed ties are followed outwards.
    actors : iterable of int
        The set S.

    Raises
    ------
    UnknownActor
        If a member is no actor of the graph.

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> distance_reach(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), [1])
    0.875
    """
    members = np.fromiter(actors, dtype=np.int64)
    if len(members) and (members.min() < 0 or members.max() >= graph.n):
        raise UnknownActor(f"Key players lie outside 0 … {graph.n - 1}.")
    if not len(members):
        return 0.0
    return float(_nearness(graph, members).max(axis=0).sum() / graph.n)


def _nearness(graph: Graph, sources: IntArray) -> FloatArray:
    """Return 1/d from each source to every actor: 1 to itself, 0 where there is no path."""
    found = distances(graph.indptr, graph.indices, sources)
    near = np.zeros(found.shape)
    np.divide(1.0, found, out=near, where=found > 0)
    near[found == 0] = 1.0
    return near


def key_players_reaching(graph: Graph, k: int = 1) -> KeyPlayers:
    """Return the k actors from whom all others are nearest: highest D_R (KPP-Pos).

    Exact for k = 1 up to 5,000 actors and for k = 2 up to 600; else greedy, then exchanging
    one member at a time, among the (at most 256) actors with most ties. Directed ties are
    followed outwards.

    Parameters
    ----------
    graph : Graph
    k : int
        How many actors.

    Raises
    ------
    SnaError
        If k is not between 1 and n.

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> key_players_reaching(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]))
    KeyPlayers(actors=(0,), value=1.0, exact=True)
    """
    _check_size(graph, k)
    if k == 1 and graph.n <= EXACT_ONE:
        # One actor's D_R is its harmonic closeness and itself, found for all at once.
        sums = sweep(graph).harmonic * (graph.n - 1) + 1
        best = int(np.argmax(np.round(sums, 9)))
        return KeyPlayers((best,), float(sums[best] / graph.n), True)
    small = graph.n <= EXACT_SPREAD
    candidates, near = _spreaders(graph, graph.n if small else CANDIDATES)
    if k == 1:
        sums = near.sum(axis=1)
        best = int(np.argmax(sums))
        return KeyPlayers((int(candidates[best]),), float(sums[best] / graph.n), small)
    if k == 2 and small:
        return _exact_reaching_pair(near)
    return _greedy_reaching(near, candidates, k)


def _spreaders(graph: Graph, wanted: int) -> tuple[IntArray, FloatArray]:
    """Return the candidates for a set and how near everyone is to each."""
    if "spreaders" not in graph.memo:
        most = max(16, min(wanted, HELD // graph.n))
        busiest = np.argsort(-degree(graph), kind="stable")[:most]
        candidates = np.sort(busiest).astype(np.int64)
        graph.memo["spreaders"] = candidates, _nearness(graph, candidates)
    return graph.memo["spreaders"]  # type: ignore[no-any-return]  # The memo holds any type.


def _exact_reaching_pair(near: FloatArray) -> KeyPlayers:
    best, pair = -1.0, (0, 1)
    for v in range(len(near) - 1):
        sums = np.maximum(near[v], near[v + 1 :]).sum(axis=1)
        w = int(np.argmax(sums))
        if sums[w] > best + 1e-9:
            best, pair = float(sums[w]), (v, v + 1 + w)
    return KeyPlayers(pair, best / near.shape[1], True)


def _greedy_reaching(near: FloatArray, candidates: IntArray, k: int) -> KeyPlayers:
    k = min(k, len(candidates))
    chosen: list[int] = []
    now = -1.0
    covered = np.zeros(near.shape[1])
    for _ in range(k):
        sums = np.maximum(covered, near).sum(axis=1)
        sums[chosen] = -1
        chosen.append(int(np.argmax(sums)))
        now = float(sums[chosen[-1]])
        covered = np.maximum(covered, near[chosen[-1]])
    improved = True
    while improved:
        improved = False
        for position in range(k):
            others = chosen[:position] + chosen[position + 1 :]
            covered = near[others].max(axis=0) if others else np.zeros(near.shape[1])
            sums = np.maximum(covered, near).sum(axis=1)
            sums[others] = -1
            best = int(np.argmax(sums))
            if sums[best] > now + 1e-9:
                chosen[position], now, improved = best, float(sums[best]), True
    return KeyPlayers(tuple(sorted(map(int, candidates[chosen]))), now / near.shape[1], False)
