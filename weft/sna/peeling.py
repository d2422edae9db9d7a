"""Trees that hang on a network: what runs through them is known exactly, without searching."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.graph import BoolArray, FloatArray, Graph, IndexArray, IntArray
from weft.sna.kernels import compiled, component_labels


@dataclass(frozen=True, slots=True)
class Peeled:
    """An undirected network without the trees that hang on it.

    Attributes
    ----------
    core : Graph
        Those who are left.
    kept : int64 array of shape (core.n,)
        Their positions in the whole network.
    root : int64 array of shape (n,)
        The position in `core` that each actor's tree hangs on; a core actor's own.
    mass : float64 array of shape (core.n,)
        Actors of the trees that hang on each, itself counted.
    through : float64 array of shape (n,)
        Pairs whose only way runs through an actor because of trees: all of them for an actor
        of a tree, and for a core actor those with an end in a tree that hangs on it.
    """

    core: Graph
    kept: IntArray
    root: IntArray
    mass: FloatArray
    through: FloatArray


@compiled
def _peel(
    indptr: IntArray, indices: IndexArray, size: IntArray
) -> tuple[BoolArray, IntArray, FloatArray, FloatArray]:
    """Take off actors with one tie left until there are none; `size` is of their component."""
    n = len(indptr) - 1
    degree = (indptr[1:] - indptr[:-1]).copy()
    gone = np.zeros(n, dtype=np.bool_)
    hangs_on = np.arange(n)
    mass = np.ones(n, dtype=np.float64)
    through = np.zeros(n, dtype=np.float64)
    order = np.empty(n, dtype=np.int64)
    tail = 0
    for v in range(n):
        if degree[v] == 1:
            order[tail] = v
            tail += 1
    head = 0
    while head < tail:
        v = order[head]
        head += 1
        if degree[v] != 1:
            continue
        gone[v] = True
        for e in range(indptr[v], indptr[v + 1]):
            w = np.int64(indices[e])
            if gone[w]:
                continue
            hangs_on[v] = w
            # Pairs between what hangs on v already and this branch of w; and of the branch
            # with all others, once it is known how many those are.
            through[w] += mass[v] * (mass[w] - 1)
            mass[w] += mass[v]
            degree[w] -= 1
            if degree[w] == 1:
                order[tail] = w
                tail += 1
        degree[v] = 0
    for v in range(n):
        through[v] += (mass[v] - 1) * (size[v] - mass[v])
    for k in range(head - 1, -1, -1):
        v = order[k]
        if gone[v]:
            hangs_on[v] = hangs_on[hangs_on[v]]
    return gone, hangs_on, mass, through


def peeled(graph: Graph) -> Peeled:
    """Return an undirected network without its trees, and what runs through these.

    Examples
    --------
    >>> found = peeled(Graph.from_edges(5, [0, 1, 0, 2, 3], [1, 2, 2, 3, 4]))
    >>> found.kept.tolist(), found.mass.tolist(), found.through.tolist()
    ([0, 1, 2], [1.0, 1.0, 3.0], [0.0, 0.0, 4.0, 3.0, 0.0])
    """
    labels = component_labels(graph.indptr, graph.indices, np.zeros(graph.n, dtype=np.bool_))
    size = np.bincount(labels)[labels] if graph.n else np.zeros(0, dtype=np.int64)
    gone, hangs_on, mass, through = _peel(graph.indptr, graph.indices, size)
    kept = np.flatnonzero(~gone)
    position = np.full(graph.n, -1, dtype=np.int64)
    position[kept] = np.arange(len(kept))
    return Peeled(graph.subgraph(~gone), kept, position[hangs_on], mass[kept], through)
