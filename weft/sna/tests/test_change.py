"""Tests of change between two surveys."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs


def test_sign_flips_are_counted_exactly() -> None:
    changes = np.array([2, 1, 1, -1, 3, 1, -2, 1, 2, 1, 0])
    signs = np.array(list(product((-1, 1), repeat=len(changes))))
    expected = np.mean(np.abs(signs @ changes) >= abs(changes.sum()))
    assert sna.sign_flip_p(changes) == pytest.approx(expected)


def test_sampled_sign_flips_agree_with_exact_ones() -> None:
    changes = [2, 1, 1, -1, 3, 1, -2, 1, 2, 1, 0, 1, -1, 2, 0]
    exact = sna.sign_flip_p(changes)
    assert sna.sign_flip_p([*changes, 0, 0]) == exact
    # Changes that are no whole numbers are drawn, from a seed.
    halves = np.array(changes) / 2
    drawn = sna.sign_flip_p(halves, seed=1)
    assert drawn == pytest.approx(exact, abs=0.02)
    assert sna.sign_flip_p(halves, seed=1) == drawn


def test_many_actors_are_still_exact() -> None:
    rng = np.random.default_rng(1)
    changes = rng.integers(-9, 10, 2000)
    spread = np.sqrt(np.sum(changes.astype(float) ** 2))
    normal = 2 * norm_tail(abs(changes.sum()) / spread)
    assert sna.sign_flip_p(changes) == pytest.approx(normal, abs=0.01)


def norm_tail(z: float) -> float:
    return math.erfc(z / math.sqrt(2)) / 2


def random_changes(n: int, seed: int, *, both_ends: bool) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    changes = rng.choice([-1, 0, 0, 0, 1], (n, n))
    if both_ends:
        changes = np.triu(changes, 1) + np.triu(changes, 1).T
    np.fill_diagonal(changes, 0)
    return changes, ~np.eye(n, dtype=bool)


@pytest.mark.parametrize("both_ends", [False, True])
def test_pairs_reported_by_both_ends_double_the_variance(both_ends: bool) -> None:
    runs = [sna.pair_test(*random_changes(20, seed, both_ends=both_ends)) for seed in range(300)]
    spread = np.std([run.total for run in runs])
    assert np.mean([run.error for run in runs]) == pytest.approx(spread, rel=0.2)
    assert np.mean([run.p() <= 0.05 for run in runs]) <= 0.07


def test_removing_a_part_of_a_change_weakens_it() -> None:
    changes, asked = random_changes(20, 1, both_ends=False)
    found = sna.pair_test(np.maximum(changes, 0), asked)
    assert found.p() < found.p(found.total / 2) < found.p(found.total) == 1
    assert found.p(2 * found.total) == 1


def test_pairs_of_nobody() -> None:
    assert sna.pair_test([[0]], [[False]]).p() == 1
    everyone = ~np.eye(3, dtype=bool)
    assert sna.pair_test(np.zeros((3, 3)), everyone).p() == 1
    assert sna.pair_test(everyone.astype(int), everyone).p() == 0
    with pytest.raises(sna.SnaError, match="asked about both times"):
        sna.paired_bootstrap([[0]], [[False]])


def test_the_bootstrap_of_a_difference_centres_on_it() -> None:
    changes, asked = random_changes(40, 2, both_ends=True)
    drawn = sna.paired_bootstrap(changes, asked, seed=3)
    assert drawn.mean() == pytest.approx(changes[asked].mean(), abs=0.01)
    assert drawn.std() >= 0.9 * sna.pair_test(changes, asked).error / asked.sum()
    assert np.array_equal(drawn, sna.paired_bootstrap(changes, asked, seed=3))


def test_nobody_changed() -> None:
    assert sna.sign_flip_p([0, 0]) == 1
    assert sna.sign_flip_p([]) == 1


def test_bootstrap_centres_on_the_figure() -> None:
    graph = graphs.karate()
    drawn = sna.vertex_bootstrap(graph, sna.density, draws=200, seed=2)
    assert drawn.mean() == pytest.approx(sna.density(graph), abs=0.01)
    assert 0.01 < drawn.std() < 0.06
    again = sna.vertex_bootstrap(graph, sna.density, draws=200, seed=2)
    assert np.array_equal(drawn, again)


def test_bootstrap_of_arcs_and_of_nobody() -> None:
    graph = graphs.random_graph(20, 60, 1, directed=True)
    drawn = sna.vertex_bootstrap(graph, sna.density, draws=50)
    assert drawn.mean() == pytest.approx(sna.density(graph), abs=0.03)
    with pytest.raises(sna.SnaError, match="at least two"):
        sna.vertex_bootstrap(graphs.path(1), sna.density)
