"""Rows of a graph from which ties can be taken without building it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import InvalidGraph, UnknownActor
from weft.sna.graph import BoolArray, Graph, IndexArray, IntArray


@dataclass(frozen=True, slots=True)
class Rows:
    """The arcs of a graph by row."""

    indptr: IntArray
    indices: IndexArray


def tied_pairs(graph: Graph, ties: ArrayLike) -> IntArray:
    pairs = np.asarray(ties, dtype=np.int64)
    if pairs.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise InvalidGraph("Ties are given as pairs of positions.")
    for a, b in pairs:
        if not (0 <= a < graph.n and 0 <= b < graph.n and has_tie(graph, int(a), int(b))):
            raise UnknownActor(f"There is no tie between {a} and {b}.")
    return pairs


def has_tie(graph: Graph, a: int, b: int) -> bool:
    return linked(Rows(graph.indptr, graph.indices), a, b)


def linked(rows: Rows, a: int, b: int) -> bool:
    row = rows.indices[rows.indptr[a] : rows.indptr[a + 1]]
    at = int(np.searchsorted(row, b))
    return at < len(row) and int(row[at]) == b


def without_arcs(rows: Rows, arcs: IntArray) -> Rows:
    """The rows without some of their arcs."""
    at = np.unique(
        [
            rows.indptr[a] + np.searchsorted(rows.indices[rows.indptr[a] : rows.indptr[a + 1]], b)
            for a, b in arcs
        ]
    ).astype(np.int64)
    fewer = np.searchsorted(at, rows.indptr)
    return Rows(_frozen(rows.indptr - fewer), _frozen(np.delete(rows.indices, at)))


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    """Read-only as the rows of a graph are, for which the kernels are compiled already."""
    array.flags.writeable = False
    return array


def alone_in(rows: Rows, gone: BoolArray) -> BoolArray:
    """Whether each actor has no tie to anyone who is there."""
    degrees = np.diff(rows.indptr)
    lost = np.zeros(len(gone), dtype=np.int64)
    for v in np.flatnonzero(gone):
        lost[rows.indices[rows.indptr[v] : rows.indptr[v + 1]]] += 1
    alone: BoolArray = degrees - lost <= 0
    return alone
