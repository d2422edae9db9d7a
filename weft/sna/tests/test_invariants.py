"""What must hold in every network, tried on networks that Hypothesis thinks of."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.graph import IntArray

settings.register_profile("sna", max_examples=25, deadline=None, derandomize=True)
settings.load_profile("sna")


@st.composite
def networks(draw: st.DrawFn, *, directed: bool = False) -> sna.Graph:
    n = draw(st.integers(1, 14))
    ends = st.integers(0, n - 1)
    ties = draw(st.lists(st.tuples(ends, ends), max_size=40))
    return sna.Graph.from_edges(n, [a for a, _ in ties], [b for _, b in ties], directed=directed)


def renumbered(graph: sna.Graph, seed: int) -> tuple[sna.Graph, IntArray]:
    to = np.random.default_rng(seed).permutation(graph.n)
    rows = graph.sources()
    once = np.ones(len(rows), dtype=bool) if graph.directed else rows < graph.indices
    ends = to[rows[once]], to[graph.indices[once]]
    twin = sna.Graph.from_edges(graph.n, *ends, graph.weights[once], directed=graph.directed)
    return twin, to


#: Labels of groups depend on order where sizes are equal; the rest must not.
ORDERED = {"community", "component"}


@given(networks(), st.integers(0, 99))
def test_renumbering_actors_renumbers_measures(graph: sna.Graph, seed: int) -> None:
    twin, to = renumbered(graph, seed)
    before, after = sna.actor_measures(graph), sna.actor_measures(twin)
    # Equally large components leave open which counts as the largest one.
    sizes = sna.component_sizes(graph)
    skipped = ORDERED | ({"eigenvector"} if len(sizes) > 1 and sizes[0] == sizes[1] else set())
    for name in before.keys() - skipped:
        one = np.asarray(before[name], dtype=np.float64)
        other = np.asarray(after[name], dtype=np.float64)[to]
        assert np.allclose(one, other, equal_nan=True, atol=1e-6), name


@given(networks(directed=True), st.integers(0, 99))
def test_renumbering_actors_leaves_figures_alone(graph: sna.Graph, seed: int) -> None:
    twin, _ = renumbered(graph, seed)
    before, after = sna.summary(graph), sna.summary(twin)
    for name in (
        "density", "mean_degree", "reach2", "reach3", "fragmentation", "efficiency",
        "transitivity", "avg_clustering", "degree_centralisation", "degree_gini", "max_core",
        "algebraic_connectivity", "betweenness_centralisation", "closeness_centralisation",
    ):  # fmt: skip
        assert math.isclose(getattr(before, name), getattr(after, name), abs_tol=1e-6), name


@given(networks(directed=True))
def test_shares_lie_between_nothing_and_all(graph: sna.Graph) -> None:
    found = sna.summary(graph)
    for name in (
        "density", "share_ge3", "reach2", "reach3", "fragmentation", "largest_component",
        "efficiency", "transitivity", "avg_clustering", "degree_centralisation", "degree_gini",
        "betweenness_centralisation",
    ):  # fmt: skip
        assert -1e-9 <= getattr(found, name) <= 1 + 1e-9, name
    assert found.density <= found.reach2 + 1e-9 <= found.reach3 + 2e-9
    assert found.efficiency <= 1 - sna.fragmentation(graph) + 1e-9
    measures = sna.actor_measures(graph)
    for name in ("betweenness", "closeness", "harmonic", "eigenvector", "pagerank", "clustering"):
        values = np.asarray(measures[name], dtype=np.float64)
        assert values.min() >= -1e-9, name
        assert values.max() <= 1 + 1e-9, name
    assert math.isclose(float(np.sum(measures["pagerank"])), 1, abs_tol=1e-9)


@given(networks())
def test_an_isolate_more_changes_little(graph: sna.Graph) -> None:
    source, target = graph.edges()
    more = sna.Graph.from_edges(graph.n + 1, source, target)
    assert more.m == graph.m
    assert len(sna.component_sizes(more)) == len(sna.component_sizes(graph)) + 1
    assert sna.transitivity(more) == sna.transitivity(graph)
    pairs, now = graph.n * (graph.n - 1), (graph.n + 1) * graph.n
    assert math.isclose(sna.efficiency(more) * now, sna.efficiency(graph) * pairs, abs_tol=1e-9)
    assert sna.core_numbers(more).tolist() == [*sna.core_numbers(graph), 0]
    assert len(sna.cut_points(more)) == len(sna.cut_points(graph))


@given(networks())
def test_parts_add_up(graph: sna.Graph) -> None:
    groups = np.arange(graph.n) % 3
    found = sna.mixing(graph, groups, permutations=1)
    assert np.triu(found.ties).sum() == graph.m
    assert np.triu(found.possible).sum() == graph.n * (graph.n - 1) // 2
    assert sna.degree(graph).sum() == 2 * graph.m
    roles = sna.brokerage(graph, groups).counts.sum()
    degrees = sna.degree(graph)
    closed = sna.local_clustering(graph) @ (degrees * (degrees - 1))
    assert math.isclose(roles + closed, float(np.sum(degrees * (degrees - 1))), abs_tol=1e-6)


@given(networks())
def test_maps_have_a_place_for_everyone(graph: sna.Graph) -> None:
    xy = sna.layout(graph)
    assert np.isfinite(xy).all()
    if graph.n > 1:
        apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
        assert apart[np.triu_indices(graph.n, 1)].min() > 0.25 / np.sqrt(graph.n)
