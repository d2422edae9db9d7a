"""Trees taken off a network, and what runs through them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.peeling import peeled
from weft.sna.tests import graphs


@settings(max_examples=80, deadline=None)
@given(st.integers(3, 40), st.integers(0, 45), st.integers(0, 9_999))
def test_with_all_sources_the_estimate_is_exact(n: int, m: int, seed: int) -> None:
    graph = graphs.random_graph(n, m, seed)
    found = sna.betweenness_estimate(graph, sources=n)
    assert found.values == pytest.approx(sna.betweenness(graph))
    assert not found.errors.any()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 45), st.integers(0, 9_999))
def test_what_is_left_has_no_trees(n: int, m: int, seed: int) -> None:
    graph = graphs.random_graph(n, m, seed)
    found = peeled(graph)
    core = nx.k_core(graphs.oracle(graph), 2)
    tied = found.kept[np.diff(found.core.indptr) > 0]
    assert sorted(core) == tied.tolist()
    assert found.mass.sum() == n
    assert np.bincount(found.root, minlength=found.core.n).tolist() == found.mass.tolist()


def test_a_tree_is_known_without_searching() -> None:
    graph = graphs.path(9)
    found = sna.betweenness_estimate(graph, sources=1)
    assert found.values == pytest.approx(sna.betweenness(graph))
