"""Positions of actors on a map: ties short, communities together, the same for the same seed.

Small components are drawn by full stress, so that distance on the map is distance in the
network; large ones by sampled attraction and repulsion, communities first and then inside.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.cohesion import components, degree
from weft.sna.communities import communities as find_communities
from weft.sna.errors import InvalidGraph, InvalidGroups
from weft.sna.graph import BoolArray, FloatArray, Graph, IndexArray, IntArray
from weft.sna.groups import modularity
from weft.sna.kernels import distances
from weft.sna.layout_kernels import descend_sampled, descend_stress, pack_around, separate

#: Actors in one component up to which every pair is drawn at its own distance.
STRESS_UP_TO = 500
#: Communities of a large component up to which each two are drawn at their own distance.
COARSE_UP_TO = 1_500
#: Extra ideal distance, in ties, between actors of different communities: this where ties say
#: little about communities, and more by the second figure for each unit of modularity.
COMMUNITY_GAP = 0.75
GAP_PER_MODULARITY = 4.0
#: Smallest distance on the map is this over √n, in a frame from −1 to 1.
SEPARATION = 0.55
#: Most passes made to push apart actors that are too close.
PASSES = 120
#: Size of the components beside the largest one, whose ties are drawn shorter.
SATELLITE = 0.6
#: Share of actors without a former position above which the map is drawn afresh.
REDRAW_ABOVE = 1 / 3
#: How far a known actor may move in one continued layout, in widths of the map.
DRIFT = 0.012


def layout(
    graph: Graph,
    *,
    seed: int = 0,
    start: ArrayLike | None = None,
    communities: ArrayLike | None = None,
) -> NDArray[np.float32]:
    """Return a position for every actor, between −1 and 1, no two actors overlapping.

    Components are packed side by side and isolates stand in rows beneath. Continued from
    `start`, known actors move by about one hundredth of the width at most (except to make
    room), new ones stand by their neighbours, and the frame is kept, so a map stays
    recognisable as a network grows; it may then reach a little beyond −1 … 1. If more than a
    third of the actors are new the map is drawn afresh and turned to fit the former one.

    Parameters
    ----------
    graph : Graph
        Directions and weights are ignored.
    seed : int
    start : array_like of float, shape (n, 2), optional
        Former positions; nan for new actors.
    communities : array_like of int, shape (n,), optional
        Groups to keep together; Leiden communities when left out.

    Returns
    -------
    float32 array of shape (n, 2)

    Raises
    ------
    InvalidGraph
        If `start` does not have one position per actor.
    InvalidGroups
        If `communities` does not have one group per actor.

    References
    ----------
    Zheng, Pawar & Goodman (2019), graph drawing by stochastic gradient descent; Tang et al.
    (2016), LargeVis; McInnes, Healy & Melville (2018), UMAP.

    Examples
    --------
    >>> positions = layout(Graph.from_edges(3, [0, 1], [1, 2]))
    >>> positions.shape, bool(np.abs(positions).max() <= 1)
    ((3, 2), True)
    """
    whole = graph.undirected()
    labels = _given_or_found(whole, communities, seed)
    if start is None:
        return _fresh(whole, labels, seed).astype(np.float32)
    former = np.array(start, dtype=np.float64)
    if former.shape != (graph.n, 2):
        raise InvalidGraph(f"Positions of shape {former.shape} do not fit {graph.n} actors.")
    known = np.isfinite(former[:, 0]) & np.isfinite(former[:, 1])
    if graph.n == 0:
        return former.astype(np.float32)
    if known.sum() < 2 or np.mean(~known) > REDRAW_ABOVE:
        return _aligned(_fresh(whole, labels, seed), former, known).astype(np.float32)
    return _continued(whole, labels, former, known, seed).astype(np.float32)


def _given_or_found(graph: Graph, groups: ArrayLike | None, seed: int) -> IntArray:
    if groups is None:
        return find_communities(graph, runs=3, seed=seed).labels
    values = np.asarray(groups).ravel()
    if len(values) != graph.n:
        raise InvalidGroups(f"{len(values)} communities do not fit {graph.n} actors.")
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _fresh(graph: Graph, labels: IntArray, seed: int) -> FloatArray:
    """Draw every component, pack them, put the isolates beneath, and fit the frame."""
    n = graph.n
    xy = np.zeros((n, 2))
    if n < 2:
        return xy
    alone = degree(graph) == 0
    tied = np.flatnonzero(~alone)
    if len(tied):
        xy[tied] = _packed(graph.subgraph(~alone), labels[tied], seed)
    if alone.any():
        xy[alone] = _rows_beneath(xy[tied], int(alone.sum()), n)
    xy = _framed(xy)
    gap = _gap(n)
    return _framed(separate(xy, gap, np.ones(n), PASSES))


def _gap(n: int) -> float:
    """Return the smallest distance between actors in a frame two wide, less where n is large."""
    return SEPARATION / math.sqrt(n) * min(1.0, math.pow(5_000 / n, 0.3))


def _framed(xy: FloatArray) -> FloatArray:
    """Centre the positions and scale them, both ways alike, to reach from −1 to 1."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    extent = float((high - low).max())
    framed: FloatArray = (xy - (low + high) / 2) * (2 / extent if extent > 0 else 1.0)
    return framed


def _packed(graph: Graph, labels: IntArray, seed: int) -> FloatArray:
    """Draw each component by itself and pack them as discs, the largest in the middle."""
    parts = components(graph)
    xy = np.zeros((graph.n, 2))
    largest = parts == 0
    xy[largest] = drawn_component(graph.subgraph(largest), labels[largest], seed)
    if largest.all():
        return xy
    others = np.flatnonzero(~largest)
    rest, rest_parts = graph.subgraph(~largest), parts[others]
    for part in range(1, int(parts.max()) + 1):
        mask = rest_parts == part
        xy[others[mask]] = drawn_component(rest.subgraph(mask), labels[others[mask]], seed)
    others_xy = xy[others] * SATELLITE
    reach = np.zeros(int(parts.max()))
    np.maximum.at(reach, rest_parts - 1, np.hypot(others_xy[:, 0], others_xy[:, 1]))
    order = np.argsort(-reach, kind="stable")
    centres = np.empty((len(reach), 2))
    centres[order] = pack_around(_outline(xy[largest]), reach[order] + 0.35)
    xy[others] = others_xy + centres[rest_parts - 1]
    return xy


def _outline(xy: FloatArray, directions: int = 72) -> FloatArray:
    """Return how far a drawing reaches from the origin in equally spaced directions."""
    turn = np.arctan2(xy[:, 1], xy[:, 0]) % (2 * np.pi)
    sector = np.minimum((turn / (2 * np.pi) * directions).astype(np.int64), directions - 1)
    reach = np.zeros(directions)
    np.maximum.at(reach, sector, np.hypot(xy[:, 0], xy[:, 1]))
    # An actor between two directions is in the way of both neighbours too.
    return np.maximum(reach, np.maximum(np.roll(reach, 1), np.roll(reach, -1))) + 0.3


def drawn_component(graph: Graph, labels: IntArray, seed: int) -> FloatArray:
    """Draw one connected component around the origin, its ties about one unit long."""
    if graph.n <= 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])[: graph.n] * (graph.n - 1)
    if graph.n <= STRESS_UP_TO:
        ideal = _ideal_distances(graph, labels)
        xy = _by_stress(ideal, _classical_scaling(ideal, seed), seed)
    else:
        xy = _by_sampling(graph, labels, seed)
    return _upright(xy, graph)


def _upright(xy: FloatArray, graph: Graph) -> FloatArray:
    """Turn the longest extent level, centre, and make the median tie one unit long."""
    xy = xy - xy.mean(axis=0)
    _, axes = np.linalg.eigh(xy.T @ xy)
    xy = xy @ axes[:, ::-1]
    # Eigenvectors have no sign of their own: the first actor goes to the upper right.
    xy = xy * np.where(xy[int(np.argmax(np.abs(xy[:, 0])))] < 0, -1.0, 1.0)
    source, target = graph.edges()
    lengths = np.hypot(*(xy[source] - xy[target]).T)
    typical = float(np.median(lengths))
    middle = (xy.min(axis=0) + xy.max(axis=0)) / 2
    upright: FloatArray = (xy - middle) / (typical if typical > 1e-9 else 1.0)
    return upright


def _ideal_distances(graph: Graph, labels: IntArray) -> FloatArray:
    """Return distances in ties, with a gap added between different communities."""
    every = np.arange(graph.n, dtype=np.int64)
    ideal = distances(graph.indptr, graph.indices, every).astype(np.float64)
    clarity = max(0.0, modularity(graph, labels)) if graph.m else 0.0
    # Few actors stand in communities as small as the gap; there it would be all that is seen.
    gap = COMMUNITY_GAP + GAP_PER_MODULARITY * clarity * min(1.0, math.sqrt(graph.n / 200))
    ideal += gap * (labels[:, None] != labels[None, :])
    return ideal


def _classical_scaling(ideal: FloatArray, seed: int) -> FloatArray:
    """Return the two principal coordinates of the distances, by a few power iterations."""
    n = len(ideal)
    squares = ideal**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None])
    centred -= 0.5 * squares.mean()
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.standard_normal((n, 2)))[0]
    for _ in range(30):
        basis = np.linalg.qr(centred @ basis)[0]
    values = np.abs(np.sum(basis * (centred @ basis), axis=0))
    scaled: FloatArray = basis * np.sqrt(values) + 0.01 * rng.standard_normal((n, 2))
    return scaled


def _by_stress(ideal: FloatArray, xy: FloatArray, seed: int) -> FloatArray:
    largest = float(ideal.max())
    steps = np.geomspace(largest**2, 0.05, 40)
    return descend_stress(np.ascontiguousarray(xy), ideal, steps, seed)


def _by_sampling(graph: Graph, labels: IntArray, seed: int) -> FloatArray:
    """Place the communities, spread their members around them, then let the ties pull."""
    rng = np.random.default_rng(seed)
    _, codes, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    centres = _community_centres(graph, codes, len(sizes), seed)
    centres = _evenly_spread(centres, sizes) * 0.1 * np.sqrt(graph.n)
    angle = rng.random(graph.n) * 2 * np.pi
    radius = np.sqrt(rng.random(graph.n) * sizes[codes]) * 0.2
    spread = np.column_stack((np.cos(angle), np.sin(angle))) * radius[:, None]
    xy = np.ascontiguousarray(centres[codes] + spread)
    source, target = graph.edges()
    # Ties in random order, else all of one actor's would pull at once.
    order = rng.permutation(graph.m)
    source, target = source[order], target[order]
    epochs = int(np.clip(60_000_000 // max(graph.m, 1), 80, 200))
    rates = np.linspace(0.5, 0, epochs, endpoint=False)
    return descend_sampled(xy, source, target, _pulls(graph, source, target), rates, seed)


def _pulls(graph: Graph, source: IndexArray, target: IndexArray) -> FloatArray:
    """Return how often each tie pulls: seldom between two hubs, whom many others hold anyway."""
    degrees = degree(graph)
    return np.minimum(degrees[source], degrees[target]) ** -0.5


def _evenly_spread(centres: FloatArray, sizes: IntArray) -> FloatArray:
    """Move centres along their rays until members fill the unit disc evenly, in rank order.

    Communities with few ties to the rest would else be thrown so far that none pulls them in.
    """
    rays = centres - np.average(centres, axis=0, weights=sizes)
    reach = np.hypot(rays[:, 0], rays[:, 1])
    order = np.argsort(reach, kind="stable")
    before = np.cumsum(sizes[order]) - sizes[order] / 2
    wanted = np.empty(len(sizes))
    wanted[order] = np.sqrt(before / sizes.sum())
    return rays * (wanted / np.maximum(reach, 1e-9))[:, None]


def _community_centres(graph: Graph, codes: IntArray, count: int, seed: int) -> FloatArray:
    """Draw the communities by stress: the more ties against chance, the nearer."""
    if count == 1:
        return np.zeros((1, 2))
    if count > COARSE_UP_TO:
        return np.random.default_rng(seed).standard_normal((count, 2))
    source, target = codes[graph.sources()], codes[graph.indices]
    ties = np.bincount(source * count + target, minlength=count**2).reshape(count, count)
    ends = np.bincount(codes, weights=degree(graph), minlength=count)
    affinity = ties / np.maximum(np.outer(ends, ends) / (2 * graph.m), 1e-9)
    ideal = 1 / (0.25 + np.sqrt(np.minimum(affinity, 4.0)))
    np.fill_diagonal(ideal, 0.0)
    return _by_stress(ideal + 1e-6, _classical_scaling(ideal, seed), seed)


def _rows_beneath(xy: FloatArray, count: int, n: int) -> FloatArray:
    """Return places in rows beneath the drawing, as wide as it, or a square if there is none."""
    if not len(xy):
        xy = np.zeros((1, 2))
        width = np.sqrt(count)
        step = 1.0
    else:
        width = max(float(np.ptp(xy[:, 0])), float(np.ptp(xy[:, 1])), 1.0)
        step = 0.8 * width / np.sqrt(n)
    per_row = min(max(int(width / step), 1) + 1, count)
    place = np.arange(count)
    rows, columns = place // per_row, place % per_row
    in_row = np.minimum(per_row, count - rows * per_row)
    middle = float(xy[:, 0].min() + xy[:, 0].max()) / 2
    x = middle + (columns - (in_row - 1) / 2) * step
    y = float(xy[:, 1].min()) - (1.5 + rows) * step
    return np.column_stack((x, y))


def _aligned(xy: FloatArray, former: FloatArray, known: BoolArray) -> FloatArray:
    """Turn, mirror, scale and shift positions to fit the former ones as well as they can."""
    if known.sum() < 2:
        return xy
    here, there = xy[known], former[known]
    mine, theirs = here - here.mean(axis=0), there - there.mean(axis=0)
    left, values, right = np.linalg.svd(mine.T @ theirs)
    squares = float(np.sum(mine**2))
    scale = float(values.sum()) / squares if squares > 0 else 1.0
    turned: FloatArray = (xy - here.mean(axis=0)) @ (left @ right) * max(scale, 1e-3)
    turned += there.mean(axis=0)
    return turned


def _continued(
    graph: Graph, labels: IntArray, former: FloatArray, known: BoolArray, seed: int
) -> FloatArray:
    """Keep known actors nearly where they were and put new ones by their neighbours."""
    width = float(np.ptp(former[known], axis=0).max()) or 2.0
    xy = _newcomers_placed(graph, former, known, width)
    xy[known] += _relaxation(graph, labels, xy, width, seed)[known]
    gap = _gap(graph.n) * min(1.0, width / 2)
    mobility = np.where(known, 0.1, 1.0)
    return separate(xy, gap, mobility, PASSES)


def _newcomers_placed(
    graph: Graph, former: FloatArray, known: BoolArray, width: float
) -> FloatArray:
    """Put each new actor amid its placed neighbours, those without any beneath the map."""
    xy, placed = former.copy(), known.copy()
    middle = former[known].mean(axis=0)
    step = 1.2 * width / 2 / np.sqrt(graph.n)
    waiting = [int(v) for v in np.flatnonzero(~known)]
    while waiting:
        near = {v: [w for w in graph.neighbours(v) if placed[w]] for v in waiting}
        ready = [v for v in waiting if near[v]]
        if not ready:
            break
        for v in ready:
            xy[v] = xy[near[v]].mean(axis=0)
            outwards = xy[v] - middle
            angle = np.arctan2(outwards[1], outwards[0]) + 0.5 * np.sin(2.4 * v)
            # With one neighbour a newcomer stands outside it, with several among them.
            xy[v] += np.array([np.cos(angle), np.sin(angle)]) * step / len(near[v])
        placed[ready] = True
        waiting = [v for v in waiting if not placed[v]]
    if waiting:
        xy[waiting] = _rows_beneath(xy[placed], len(waiting), graph.n)
    return xy


def _relaxation(
    graph: Graph, labels: IntArray, xy: FloatArray, width: float, seed: int
) -> FloatArray:
    """Return small steps of each actor towards where its ties would have it now."""
    moves = np.zeros_like(xy)
    # Only the largest component can be pulled out of shape; the others are drawn small.
    mask = components(graph) == 0
    inside = graph.subgraph(mask)
    here = xy[mask]
    if inside.n > 3:
        source, target = inside.edges()
        unit = float(np.median(np.hypot(*(here[source] - here[target]).T))) or 1.0
        moved = here / unit
        if inside.n <= STRESS_UP_TO:
            ideal = _ideal_distances(inside, labels[mask])
            moved = descend_stress(moved, ideal, np.geomspace(0.2, 0.05, 5), seed)
        else:
            pulls = _pulls(inside, source, target)
            moved = descend_sampled(moved, source, target, pulls, np.full(5, 0.03), seed)
        everyone = np.ones(inside.n, dtype=np.bool_)
        moves[mask] = (_aligned(moved, here, everyone) - here) * 0.25
    length = np.hypot(moves[:, 0], moves[:, 1])
    most = DRIFT * width
    return moves * np.minimum(1.0, most / np.maximum(length, 1e-12))[:, None]
