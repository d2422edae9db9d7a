"""Tests of projections and clustering of two-mode data."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna

Attendances = tuple[tuple[int, int], list[int], list[int]]


def davis() -> Attendances:
    """Eighteen women at fourteen events."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    ties = [(a, b) if a in women else (b, a) for a, b in graph.edges()]
    return (
        (len(women), len(events)),
        [women.index(woman) for woman, _ in ties],
        [events.index(event) for _, event in ties],
    )


def test_davis() -> None:
    shape, row, column = davis()
    assert len(row) == 89
    assert sna.two_mode_density(shape, row, column) == pytest.approx(0.3532, abs=1e-4)
    assert sna.projection(shape, row, column).m == 139
    assert sna.projection(shape, row, column, threshold=3).m == 46
    assert sna.robins_alexander(shape, row, column) == pytest.approx(0.4678, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=40))
def test_clustering_is_the_same_from_both_sides(attendances: list[tuple[int, int]]) -> None:
    row, column = [a for a, _ in attendances], [b for _, b in attendances]
    one = sna.robins_alexander((6, 8), row, column)
    other = sna.robins_alexander((8, 6), column, row)
    assert one == pytest.approx(other)
    table = np.zeros((6, 8))
    table[row, column] = 1
    graph = nx.from_numpy_array(np.block([[np.zeros((6, 6)), table], [table.T, np.zeros((8, 8))]]))
    cycles = sum(len(cycle) == 4 for cycle in nx.simple_cycles(graph, length_bound=4))
    paths = sum((graph.degree(a) - 1) * (graph.degree(b) - 1) for a, b in graph.edges())
    assert one == pytest.approx(4 * cycles / paths if paths else 0)
