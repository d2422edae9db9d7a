"""What is carried over is what would have been computed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.brokerage import ego
from weft.sna.tests import graphs


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.integers(0, 60), st.integers(0, 9_999), st.data())
def test_carried_over_is_exact(n: int, m: int, seed: int, data: st.DataObject) -> None:
    rng = np.random.default_rng(seed)
    former = graphs.random_graph(n, m, seed)
    leaving = data.draw(st.sets(st.integers(0, n - 1), max_size=2))
    stay = np.array([v for v in range(n) if v not in leaving], dtype=int)
    positions = np.concatenate((stay, [-1, -1])).astype(int)
    position_of = {int(v): i for i, v in enumerate(stay)}
    pairs = np.column_stack(former.edges()).tolist()
    stayed = [(a, b) for a, b in pairs if a in position_of and b in position_of]
    ties = [[position_of[a], position_of[b]] for a, b in stayed]
    ties = [tie for tie in ties if rng.random() > 0.1]
    ties += rng.integers(0, len(positions), (3, 2)).tolist()
    source, target = np.array(ties).T
    now = sna.Graph.from_edges(len(positions), source, target)
    again = sna.Graph.from_edges(len(positions), source, target)
    sna.carry_over(now, former, positions, *ego(former))
    assert ego(now)[0].tolist() == ego(again)[0].tolist()
    assert ego(now)[1] == pytest.approx(ego(again)[1])
    assert sna.local_clustering(now) == pytest.approx(sna.local_clustering(again))
    assert sna.constraint(now) == pytest.approx(sna.constraint(again), nan_ok=True)


def test_only_the_surroundings_are_measured_anew() -> None:
    former = graphs.path(100)
    source, target = former.edges()
    now = sna.Graph.from_edges(100, [*source, 10], [*target, 12])
    touched = sna.carry_over(now, former, np.arange(100), *ego(former))
    assert touched.tolist() == [9, 10, 11, 12, 13]


def test_what_does_not_fit_is_refused() -> None:
    graph = graphs.path(3)
    with pytest.raises(sna.InvalidGraph):
        sna.carry_over(graph, graph, [0, 1], *ego(graph))
