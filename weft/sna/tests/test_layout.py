"""Maps: the same for the same seed, stable as networks grow, no two actors on one spot."""

from __future__ import annotations

import time

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from weft import sna
from weft.sna.layout_kernels import pack_around, separate
from weft.sna.tests import graphs, twins


def clustered(n: int, parts: int, seed: int) -> sna.Graph:
    """Return a network with some six ties an actor, most of them inside its parts."""
    rng = np.random.default_rng(seed)
    part = np.arange(n) % parts
    source = rng.integers(0, n, 3 * n)
    near = part[source] + parts * rng.integers(0, n // parts, 3 * n)
    target = np.where(rng.random(3 * n) < 0.85, near, rng.integers(0, n, 3 * n))
    assert (part[source] == part[target]).mean() > 0.8
    return sna.Graph.from_edges(n, source, target)


def nearest_share(xy: NDArray[np.float32], labels: NDArray[np.int64], k: int = 5) -> float:
    """Return how many of each actor's k nearest on the map are in its community."""
    apart = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    near = np.argsort(apart, axis=1)[:, :k]
    return float(np.mean(labels[near] == labels[:, None]))


@pytest.mark.parametrize("graph", [graphs.karate(), clustered(700, 7, 1)])
def test_the_same_seed_gives_the_same_map(graph: sna.Graph) -> None:
    one = sna.layout(graph, seed=4)
    twin = sna.Graph.from_edges(graph.n, *graph.edges())
    assert np.array_equal(one, sna.layout(twin, seed=4))
    assert not np.array_equal(one, sna.layout(twin, seed=5))


@pytest.mark.parametrize("graph", [graphs.karate(), clustered(400, 6, 2), clustered(700, 7, 3)])
def test_maps_fill_the_frame_without_overlap(graph: sna.Graph) -> None:
    xy = sna.layout(graph).astype(np.float64)
    assert np.abs(xy).max() == pytest.approx(1, abs=1e-5)
    close = twins.too_close(xy, 0.4 / np.sqrt(graph.n))
    assert close.sum() == 0


def test_ties_are_shorter_than_chance_and_communities_stay_together() -> None:
    graph = clustered(400, 6, 2)
    xy = sna.layout(graph)
    source, target = graph.edges()
    tied = np.median(np.hypot(*(xy[source] - xy[target]).T))
    other = np.random.default_rng(0).permutation(target)
    assert tied < 0.6 * np.median(np.hypot(*(xy[source] - xy[other]).T))
    assert nearest_share(xy, sna.communities(graph).labels) > 0.8


def test_large_maps_keep_communities_together() -> None:
    graph = clustered(1500, 10, 5)
    xy = sna.layout(graph)
    assert nearest_share(xy, np.arange(1500, dtype=np.int64) % 10, 10) > 0.85


def test_a_path_is_drawn_as_a_line() -> None:
    xy = sna.layout(graphs.path(12))
    assert np.ptp(xy[:, 1]) < 0.7
    order = np.argsort(xy[:, 0])
    assert order.tolist() in (list(range(12)), list(range(11, -1, -1)))


@pytest.mark.parametrize("n", [60, 300, 900])
def test_ten_more_actors_move_the_others_little(n: int) -> None:
    before = clustered(n, 6, 7)
    rng = np.random.default_rng(8)
    source, target = before.edges()
    joined = np.repeat(np.arange(n, n + 10), 2)
    known = rng.integers(0, n, 20)
    after = sna.Graph.from_edges(
        n + 10, np.concatenate((source, joined)), np.concatenate((target, known))
    )
    old = sna.layout(before)
    start = np.vstack((old, np.full((10, 2), np.nan)))
    new = sna.layout(after, start=start)
    shift = np.hypot(*(new[:n] - old).T)
    assert np.median(shift) < 0.03 * 2
    assert shift.max() < 0.12 * 2
    assert twins.too_close(new.astype(np.float64), 0.3 / np.sqrt(n)).sum() == 0


def test_a_newcomer_stands_by_its_neighbours() -> None:
    graph = graphs.karate()
    old = sna.layout(graph)
    source, target = graph.edges()
    grown = sna.Graph.from_edges(36, [*source, 34, 34, 35], [*target, 24, 25, 11])
    new = sna.layout(grown, start=np.vstack((old, np.full((2, 2), np.nan))))
    apart = np.hypot(*(new[:34] - new[34]).T)
    assert set(np.argsort(apart)[:4]) & {24, 25}
    assert np.hypot(*(new[35] - new[11])) < 0.4


def test_newcomers_without_ties_stand_beneath() -> None:
    old = sna.layout(graphs.karate())
    source, target = graphs.karate().edges()
    grown = sna.Graph.from_edges(37, source, target)
    new = sna.layout(grown, start=np.vstack((old, np.full((3, 2), np.nan))))
    assert (new[34:, 1] < new[:34, 1].min()).all()


def test_isolates_stand_in_rows_beneath() -> None:
    source, target = graphs.karate().edges()
    xy = sna.layout(sna.Graph.from_edges(54, source, target))
    rows = np.unique(xy[34:, 1].round(3))
    assert xy[34:, 1].max() < xy[:34, 1].min()
    assert len(rows) <= 4


def test_a_network_mostly_new_is_turned_to_fit_the_former_map() -> None:
    graph = clustered(200, 4, 9)
    drawn = sna.layout(graph).astype(np.float64)
    quarter = drawn @ np.array([[0.0, 1.0], [-1.0, 0.0]])
    start = np.where(np.arange(200)[:, None] < 60, quarter, np.nan)
    found = sna.layout(graph, start=start)
    assert np.hypot(*(found[:60] - quarter[:60]).T).max() < 0.05


def test_given_communities_are_kept_together() -> None:
    graph = graphs.random_graph(80, 240, 10)
    halves = np.arange(80, dtype=np.int64) % 2
    assert nearest_share(sna.layout(graph, communities=halves), halves) > 0.8


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(sna.InvalidGraph, match="do not fit 34 actors"):
        sna.layout(graphs.karate(), start=np.zeros((3, 2)))
    with pytest.raises(sna.InvalidGroups, match="do not fit 34 actors"):
        sna.layout(graphs.karate(), communities=[0, 1])


def test_small_maps_are_drawn_at_once() -> None:
    graph = clustered(300, 6, 11)
    begun = time.perf_counter()
    sna.layout(graph)
    assert time.perf_counter() - begun < 1


def test_separate_parts_even_actors_on_one_spot() -> None:
    xy = separate(np.zeros((20, 2)), 0.1, np.ones(20), 500)
    assert twins.too_close(xy, 0.099).sum() == 0
    fixed = np.array([[0.0, 0.0], [0.01, 0.0]])
    moved = separate(fixed.copy(), 0.1, np.array([0.0, 1.0]), 10)
    assert moved[0].tolist() == [0, 0]
    assert moved[1, 0] == pytest.approx(0.1, abs=1e-3)


def test_packed_discs_do_not_touch() -> None:
    radii = np.array([2.0, 1, 1, 0.5, 0.5, 0.5])
    centres = pack_around(np.full(72, 3.0), radii)
    for i in range(6):
        assert np.hypot(*centres[i]) >= 3 + radii[i] - 1e-9
        for j in range(i):
            assert np.hypot(*(centres[i] - centres[j])) >= radii[i] + radii[j] - 1e-9


def test_pieces_are_packed_beside_each_other() -> None:
    pieces = nx.disjoint_union_all([nx.path_graph(4)] * 6 + [nx.karate_club_graph()])
    graph = graphs.converted(pieces)
    xy = sna.layout(graph)
    parts = sna.components(graph)
    for part in range(1, 7):
        mine, others = xy[parts == part], xy[parts != part]
        apart = np.hypot(*(mine[:, None] - others[None]).transpose(2, 0, 1))
        assert 0.02 < apart.min() < 0.6
