"""The compiled loops of introductions against plain twins, and the gain against the exact one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from weft import sna
from weft.sna import introduction_candidates, introduction_kernels
from weft.sna.introduction_gain import Reach
from weft.sna.introduction_people import Known
from weft.sna.tests import graphs, twins

GRAPHS = [graphs.karate(), graphs.kite(), graphs.path(7), graphs.random_graph(60, 90, 2)]


def common_of(graph: sna.Graph) -> np.ndarray:
    tied = graph.matrix().toarray()
    return np.asarray(tied @ tied).astype(np.int32)


@pytest.mark.parametrize("graph", GRAPHS)
def test_near_ranks_those_two_steps_away(graph: sna.Graph) -> None:
    everyone = np.arange(graph.n, dtype=np.int32)
    found, common = introduction_kernels.near(graph.indptr, graph.indices, everyone, 5, 1_000)
    tied = graph.matrix().toarray()
    degree = tied.sum(axis=1)
    value = tied @ np.diag(1 / np.maximum(degree, 1)) @ tied / np.sqrt(1 + degree)
    for i in range(graph.n):
        others = [w for w in range(graph.n) if w != i and not tied[i, w] and value[i, w] > 0]
        best = sorted(others, key=lambda w: (-round(value[i, w], 9), w))[:5]
        held = [int(w) for w in found[i] if w >= 0]
        assert value[i, held] == pytest.approx(value[i, best])
        assert set(held) <= set(others)
        assert common[i, : len(held)].tolist() == common_of(graph)[i, held].tolist()


def test_near_follows_only_some_ties_of_a_hub() -> None:
    graph = graphs.star(50)
    found, common = introduction_kernels.near(
        graph.indptr, graph.indices, np.array([1, 2], dtype=np.int32), 40, 10
    )
    assert ((found >= 0).sum(axis=1) <= 10).all()
    assert ((found >= 0).sum(axis=1) >= 9).all()
    assert common.max() == 1
    assert found[0].tolist() != found[1].tolist()


@pytest.mark.parametrize("seed", range(3))
def test_in_both_against_sets(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = np.unique(random.integers(0, 12, (30, 2)), axis=0)
    others = np.unique(random.integers(0, 12, (30, 2)), axis=0)
    known = Known.of(sna.People(asks=rows, offers=others), 12)
    left, right = (each.ravel().astype(np.int32) for each in np.indices((12, 12)))
    count, lowest = introduction_kernels.in_both(known.asks, known.offers, left, right)
    for p in range(len(left)):
        both = set(rows[rows[:, 0] == left[p], 1]) & set(others[others[:, 0] == right[p], 1])
        assert count[p] == len(both)
        assert lowest[p] == min(both, default=-1)


def nearer_twin(graph: sna.Graph, u: int, v: int, common: int, rings: np.ndarray) -> float:
    """Say, from all actors, how much nearer the rings around each end come over the tie."""
    d = twins.all_distances(graph).astype(float)
    d[d < 0] = np.inf
    total = 0.0
    for a, b in ((u, v), (v, u)):
        own = max(rings[b, 1] - common, 0) / max(rings[b, 1], 1)
        for s in range(graph.n):
            if not np.isfinite(d[s, a]) or d[s, b] <= d[s, a] + 1:
                continue
            for r in range(3):
                share = (1, 0.7, 0.3)[r] * rings[b, r] * (own if r else 1)
                total += share * (1 / (d[s, a] + 1 + r) - 1 / (d[s, b] + r))
    return max(total, 1.0)


@pytest.mark.parametrize("graph", [graphs.kite(), graphs.path(7), graphs.random_graph(30, 25, 1)])
def test_nearer_against_its_twin(graph: sna.Graph) -> None:
    reach = Reach.of(graph)  # Up to 64 actors all are searched from.
    left, right = (each.astype(np.int32) for each in np.triu_indices(graph.n, 1))
    common = common_of(graph)[left, right]
    found = reach.gain(left, right, common)
    for p in range(0, len(left), 3):
        a, b = int(left[p]), int(right[p])
        assert found[p] == pytest.approx(nearer_twin(graph, a, b, int(common[p]), reach.rings))


@pytest.mark.parametrize("graph", GRAPHS)
def test_tie_gain_is_the_difference_of_efficiencies(graph: sna.Graph) -> None:
    source, target = graph.edges()
    before = sna.efficiency(graph)
    for u, v in ((0, 4), (1, graph.n - 1), (2, 6)):
        after = sna.Graph.from_edges(graph.n, np.append(source, u), np.append(target, v))
        expected = sna.efficiency(after) - before
        assert sna.tie_gain(graph, u, v) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("graph", [graphs.karate(), graphs.random_graph(80, 110, 4)])
def test_the_guess_ranks_pairs_as_the_exact_gain_does(graph: sna.Graph) -> None:
    random = np.random.default_rng(1)
    left, right = random.integers(0, graph.n, (2, 150)).astype(np.int32)
    tied = graph.matrix().toarray()
    apart = (left != right) & (tied[left, right] == 0)
    left, right = left[apart], right[apart]
    guess = Reach.of(graph).gain(left, right, common_of(graph)[left, right])
    exact = [sna.tie_gain(graph, int(a), int(b)) for a, b in zip(left, right, strict=True)]
    assert spearmanr(guess, exact).statistic > 0.7


def test_tie_gain_can_be_sampled_and_needs_two() -> None:
    graph = graphs.random_graph(66, 120, 2)
    exact = sna.tie_gain(graph, 0, 40)
    assert sna.tie_gain(graph, 0, 40, sources=50) == pytest.approx(exact, rel=0.5)
    with pytest.raises(sna.SnaError):
        sna.tie_gain(graph, 3, 3)
    with pytest.raises(sna.UnknownActor):
        sna.tie_gain(graph, 0, 66)


def test_distances_are_never_too_short() -> None:
    graph = graphs.random_graph(60, 70, 8)
    d = twins.all_distances(graph)
    left, right = (each.astype(np.int32) for each in np.triu_indices(60, 1))
    apart = d[left, right] != 1
    left, right = left[apart], right[apart]
    found = Reach.of(graph).distance(left, right, common_of(graph)[left, right])
    exact = np.where(d[left, right] < 0, np.inf, d[left, right])
    assert np.isinf(found).tolist() == np.isinf(exact).tolist()
    finite = np.isfinite(exact)
    assert (found[finite] == 2).tolist() == (exact[finite] == 2).tolist()
    # Pairs in a component without a landmark are said to be three steps apart.
    assert (found[finite] >= np.minimum(exact[finite], 3)).all()


def test_matched_takes_holders_in_turns() -> None:
    known = Known.of(sna.People(asks=[(0, 1), (0, 2), (1, 1)], offers=[(5, 1), (6, 1), (7, 2)]), 8)
    actors = np.array([0, 1, 2], dtype=np.int32)
    found = introduction_candidates.matched(known.asks, known.offered_by, actors, 4)
    assert {int(w) for w in found[0] if w >= 0} == {5, 6, 7}
    assert {int(w) for w in found[1] if w >= 0} == {5, 6}
    assert found[2].tolist() == [-1] * 4


def test_anyone_is_the_same_for_the_same_seed() -> None:
    actors = np.arange(500, dtype=np.int32)
    one = introduction_candidates.anyone(actors, 50, 4, 1)
    assert np.array_equal(one[7:9], introduction_candidates.anyone(actors[7:9], 50, 4, 1))
    assert not np.array_equal(one, introduction_candidates.anyone(actors, 50, 4, 2))
    assert np.bincount(one.ravel(), minlength=50).min() > 15
