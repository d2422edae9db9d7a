"""Tests of change between two surveys."""

from __future__ import annotations

import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs


def test_sampled_sign_flips_agree_with_all_of_them() -> None:
    changes = [2, 1, 1, -1, 3, 1, -2, 1, 2, 1, 0, 1, -1, 2, 0]
    exact = sna.sign_flip_p(changes)
    # Zeros added leave the answer alone; a fifteenth change makes it a sample.
    assert sna.sign_flip_p([*changes, 0, 0]) == exact
    more = sna.sign_flip_p([*changes, 1, -1], seed=1)
    assert more == pytest.approx(exact, abs=0.03)
    assert sna.sign_flip_p([*changes, 1, -1], seed=1) == more


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
