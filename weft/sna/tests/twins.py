"""Plain Python twins of the compiled kernels: slow, obvious, and the oracle in the tests."""

from __future__ import annotations

from collections import deque

import numpy as np

from weft import sna
from weft.sna.graph import BoolArray, FloatArray, IntArray


def all_distances(graph: sna.Graph) -> IntArray:
    """Return the distance from every actor to every other, −1 where there is no path."""
    found = np.full((graph.n, graph.n), -1)
    for s in range(graph.n):
        found[s, s] = 0
        queue = deque([s])
        while queue:
            v = queue.popleft()
            for w in graph.neighbours(v):
                if found[s, w] < 0:
                    found[s, w] = found[s, v] + 1
                    queue.append(int(w))
    return found


def dependencies(graph: sna.Graph, sources: list[int], *, scaled: bool) -> FloatArray:
    """Sum over shortest paths from the sources, path by path counted from distances."""
    d = all_distances(graph)
    n = graph.n
    paths = np.zeros((n, n))
    for s in range(n):
        paths[s, s] = 1
        for v in sorted(range(n), key=lambda x: d[s, x]):
            if d[s, v] >= 0:
                for w in graph.neighbours(v):
                    if d[s, w] == d[s, v] + 1:
                        paths[s, w] += paths[s, v]
    total = np.zeros(n)
    for s in sources:
        for t in range(n):
            for v in range(n):
                if len({s, t, v}) < 3 or min(d[s, t], d[s, v], d[v, t]) < 0:
                    continue
                if d[s, v] + d[v, t] == d[s, t]:
                    share = paths[s, v] * paths[v, t] / paths[s, t]
                    total[v] += share * (d[s, v] / d[s, t] if scaled else 1)
    return total


def constraint(graph: sna.Graph) -> FloatArray:
    """Return Burt's constraint from the full matrix of proportions; 0 for isolates."""
    tied = graph.matrix().toarray()
    p = tied / np.maximum(tied.sum(axis=1, keepdims=True), 1)
    return np.asarray((((p + p @ p) ** 2) * tied).sum(axis=1))


def ties_among_neighbours(graph: sna.Graph) -> IntArray:
    """Return twice the ties among each actor's neighbours."""
    tied = graph.matrix().toarray()
    return np.diag(tied @ tied @ tied).astype(np.int64)


def broker_roles(graph: sna.Graph, groups: IntArray) -> IntArray:
    """Count the five roles over all triples of actors."""
    tied = graph.matrix().toarray() > 0
    roles = np.zeros((graph.n, 5), dtype=np.int64)
    for i in range(graph.n):
        for j in range(graph.n):
            for k in range(graph.n):
                if i == k or not tied[i, j] or not tied[j, k] or tied[i, k]:
                    continue
                a, b, c = groups[i], groups[j], groups[k]
                if a == b == c:
                    role = 0
                elif a == c:
                    role = 1
                elif b == c:
                    role = 2
                elif a == b:
                    role = 3
                else:
                    role = 4
                roles[j, role] += 1
    return roles


def component_sizes(graph: sna.Graph) -> list[int]:
    reached = all_distances(graph) >= 0
    return sorted(len(group) for group in {tuple(np.flatnonzero(row)) for row in reached})


def pairs_left(graph: sna.Graph, gone: set[int]) -> int:
    """Return the connected ordered pairs once some actors have left."""
    return sum(s * (s - 1) for s in component_sizes(graph.without(gone)))


def too_close(xy: FloatArray, gap: float) -> BoolArray:
    """Say for each pair whether it is closer than the gap."""
    apart = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    return np.asarray(np.triu(apart < gap, 1))
