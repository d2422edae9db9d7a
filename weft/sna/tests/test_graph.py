"""Building graphs and taking parts of them."""

from __future__ import annotations

import numpy as np
import pytest

from weft import sna


def test_loops_are_dropped_and_parallels_merged() -> None:
    graph = sna.Graph.from_edges(3, [0, 1, 0, 2], [1, 0, 1, 2], [1.0, 2.0, 4.0, 8.0])
    assert (graph.m, graph.loops, graph.parallels) == (1, 1, 2)
    assert graph.weights.tolist() == [7.0, 7.0]


def test_opposite_arcs_stay_two_until_directions_are_ignored() -> None:
    graph = sna.Graph.from_edges(2, [0, 1], [1, 0], [1.0, 2.0], directed=True)
    assert (graph.m, graph.undirected().m) == (2, 1)
    assert graph.undirected().weights.tolist() == [3.0, 3.0]
    assert graph.undirected().undirected() is graph.undirected()


def test_arrays_cannot_be_changed() -> None:
    graph = sna.Graph.from_edges(2, [0], [1])
    for array in (graph.indptr, graph.indices, graph.weights):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


def test_a_graph_cannot_be_changed() -> None:
    graph = sna.Graph.from_edges(2, [0], [1])
    with pytest.raises(AttributeError):
        graph.n = 3  # type: ignore[misc]  # That it fails is what is tested.


def test_subgraph_keeps_names_weights_and_order() -> None:
    graph = sna.Graph.from_edges(4, [0, 1, 2], [1, 2, 3], [1, 2, 3], labels=list("abcd"))
    part = graph.subgraph([False, True, True, True])
    assert part.labels == ("b", "c", "d")
    assert part.weights.tolist() == [2, 2, 3, 3]
    assert [list(part.neighbours(i)) for i in range(3)] == [[1], [0, 2], [1]]
    assert graph.without([0]).indices.tolist() == part.indices.tolist()


def test_reversed_turns_arcs_round() -> None:
    graph = sna.Graph.from_edges(3, [0, 0], [1, 2], directed=True)
    assert [list(graph.reversed().neighbours(i)) for i in range(3)] == [[], [0], [0]]


def test_edges_are_given_once() -> None:
    graph = sna.Graph.from_edges(3, [2, 1], [0, 2])
    source, target = graph.edges()
    assert list(zip(source, target, strict=True)) == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("source", "target", "weight", "labels", "message"),
    [
        ([0], [3], None, None, "outside 0 … 2"),
        ([-1], [0], None, None, "outside 0 … 2"),
        ([0, 1], [1], None, None, "equally many"),
        ([0], [1], [1.0, 2.0], None, "equally many"),
        ([0], [1], None, ["a"], "1 labels do not fit 3 actors"),
    ],
)
def test_what_is_no_graph_is_refused(
    source: list[int],
    target: list[int],
    weight: list[float] | None,
    labels: list[str] | None,
    message: str,
) -> None:
    with pytest.raises(sna.InvalidGraph, match=message):
        sna.Graph.from_edges(3, source, target, weight, labels=labels)


def test_unknown_actors_are_refused() -> None:
    graph = sna.Graph.from_edges(2, [0], [1])
    for use in (
        graph.neighbours,
        lambda v: graph.without([v]),
        lambda v: sna.what_if(graph, [v]),
    ):
        with pytest.raises(sna.UnknownActor):
            use(2)
    with pytest.raises(sna.UnknownActor):
        sna.shortest_path(graph, 0, 9)


def test_a_mask_must_fit() -> None:
    with pytest.raises(sna.InvalidGraph, match="mask of 1"):
        sna.Graph.from_edges(2, [0], [1]).subgraph([True])


def test_errors_are_value_errors_under_one_roof() -> None:
    for error in (sna.InvalidGraph, sna.InvalidGroups, sna.UnknownActor):
        assert issubclass(error, sna.SnaError)
    assert issubclass(sna.SnaError, ValueError)


def test_zero_weights_are_still_ties() -> None:
    graph = sna.Graph.from_edges(2, [0], [1], [0.0])
    assert graph.m == 1
    assert np.diff(graph.indptr).tolist() == [1, 1]
