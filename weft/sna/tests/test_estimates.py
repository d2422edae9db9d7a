"""Estimates of path measures against the exact values, with the errors that they state."""

from __future__ import annotations

import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs


def spread_out(seed: int) -> sna.Graph:
    """A network with a few busy actors, as real ones have."""
    rng = np.random.default_rng(seed)
    pull = rng.pareto(1.6, 3_000) + 0.3
    source, target = (rng.choice(3_000, 9_000, p=pull / pull.sum()) for _ in range(2))
    return sna.Graph.from_edges(3_000, source, target)


def ranks(values: np.ndarray) -> np.ndarray:
    return np.argsort(np.argsort(values, kind="stable"), kind="stable")


def test_the_most_central_are_found_and_errors_are_true() -> None:
    graph = spread_out(1)
    exact, estimate = sna.betweenness(graph), sna.betweenness_estimate(graph, sources=1_024)
    top = set(np.argsort(-exact)[:100]) & set(np.argsort(-estimate.values)[:100])
    assert len(top) >= 95
    assert np.corrcoef(ranks(exact), ranks(estimate.values))[0, 1] >= 0.97
    off = np.abs(estimate.values - exact)
    assert off.max() <= estimate.bound
    central = np.argsort(-exact)[:50]
    assert np.mean(off[central] <= 2 * estimate.errors[central]) >= 0.85


@pytest.mark.parametrize("seed", range(5))
def test_efficiency_and_reach_are_within_three_errors(seed: int) -> None:
    graph = spread_out(seed)
    exact, estimate = sna.sweep(graph), sna.sweep(graph, sources=512, seed=seed)
    pairs = [(estimate.efficiency, exact.efficiency)]
    pairs += list(zip(estimate.reach, exact.reach, strict=True))
    for sampled, true in pairs:
        assert sampled.error > 0
        assert abs(sampled.value - true.value) <= 3 * sampled.error
    assert np.corrcoef(ranks(exact.harmonic), ranks(estimate.harmonic))[0, 1] >= 0.99


def test_the_same_seed_gives_the_same_estimate_on_any_number_of_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    for cores in (1, 4):
        monkeypatch.setattr("weft.sna.centrality.MOST_CORES", cores)
        graph = graphs.random_graph(500, 1_500, 3)
        found.append(sna.betweenness_estimate(graph, sources=200, seed=9))
    assert np.array_equal(found[0].values, found[1].values)
    assert np.array_equal(found[0].errors, found[1].errors)


def test_a_search_can_be_ended() -> None:
    class Enough(Exception):
        pass

    def refuse(share: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        sna.betweenness_estimate(graphs.random_graph(500, 1_500, 3), progress=refuse)
