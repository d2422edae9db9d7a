"""Compiled loops for what libraries do slowly or not at all, on the rows of a graph.

Every kernel takes `indptr` (int64) and `indices` (int32) and has a plain twin in the tests.
They are compiled on first use and kept on disk, so only the first run after an upgrade waits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from weft.sna.graph import BoolArray, FloatArray, IndexArray, IntArray

WordArray = NDArray[np.uint64]
Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(function: Kernel) -> Kernel:
    """Compile a loop without the interpreter, single-threaded, cached on disk."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(function))


@compiled
def ones_in(word: np.uint64) -> np.int64:
    """Count the set bits of a word, eight at a time."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def component_labels(indptr: IntArray, indices: IndexArray, gone: BoolArray) -> IndexArray:
    """Number the components of an undirected graph in order of position; −1 for the gone."""
    n = len(indptr) - 1
    label = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    found = 0
    for root in range(n):
        if gone[root] or label[root] >= 0:
            continue
        label[root] = found
        queue[0] = root
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for e in range(indptr[v], indptr[v + 1]):
                w = indices[e]
                if label[w] < 0 and not gone[w]:
                    label[w] = found
                    queue[tail] = w
                    tail += 1
        found += 1
    return label


@compiled
def cores(indptr: IntArray, indices: IndexArray) -> IntArray:
    """Return core numbers of an undirected graph, peeling off those with fewest ties first."""
    n = len(indptr) - 1
    left = indptr[1:] - indptr[:-1]
    most = left.max() if n else 0
    # Actors lie in `order` by ties left; `starts[d]` is where those with d of them begin.
    starts = np.zeros(most + 2, dtype=np.int64)
    for v in range(n):
        starts[left[v] + 1] += 1
    for d in range(most + 1):
        starts[d + 1] += starts[d]
    place = np.empty(n, dtype=np.int64)
    order = np.empty(n, dtype=np.int64)
    following = starts[:-1].copy()
    for v in range(n):
        place[v] = following[left[v]]
        order[place[v]] = v
        following[left[v]] += 1
    for k in range(n):
        v = order[k]
        for e in range(indptr[v], indptr[v + 1]):
            w = indices[e]
            if left[w] > left[v]:
                # Exchange w with the first of its kind, and let that kind begin one later.
                first = max(starts[left[w]], k + 1)
                other = order[first]
                order[first], order[place[w]] = w, other
                place[other], place[w] = place[w], first
                starts[left[w]] = first + 1
                left[w] -= 1
    return left


@compiled
def distances(indptr: IntArray, indices: IndexArray, sources: IntArray) -> IndexArray:
    """Return the distance from each source to every actor, −1 where there is no path."""
    n = len(indptr) - 1
    found = np.full((len(sources), n), -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    for k in range(len(sources)):
        row = found[k]
        row[sources[k]] = 0
        queue[0] = sources[k]
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for e in range(indptr[v], indptr[v + 1]):
                w = indices[e]
                if row[w] < 0:
                    row[w] = row[v] + 1
                    queue[tail] = w
                    tail += 1
    return found


@compiled
def steps_from(indptr: IntArray, indices: IndexArray, members: IntArray) -> IndexArray:
    """Return the distance of every actor from the nearest member, −1 where there is no path."""
    n = len(indptr) - 1
    found = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    tail = 0
    for v in members:
        found[v] = 0
        queue[tail] = v
        tail += 1
    head = 0
    while head < tail:
        v = queue[head]
        head += 1
        for e in range(indptr[v], indptr[v + 1]):
            w = indices[e]
            if found[w] < 0:
                found[w] = found[v] + 1
                queue[tail] = w
                tail += 1
    return found


@compiled
def dependencies(
    indptr: IntArray,
    indices: IndexArray,
    sources: IntArray,
    times: FloatArray,
    mass: FloatArray,
    scaled: bool,  # noqa: FBT001  # Kernels take positions.
) -> tuple[FloatArray, FloatArray]:
    """Sum Brandes' dependencies on each actor over the sources, and their squares.

    Each source counts as many times as given, and each actor as the end of as many paths as
    its mass says.

    Scaled, a shortest path from s to t counts for the actor v on it with d(s,v)/d(s,t), which
    keeps actors next to a sampled source from being overrated (Geisberger, Sanders and
    Schultes 2008).
    """
    n = len(indptr) - 1
    total = np.zeros(n, dtype=np.float64)
    squares = np.zeros(n, dtype=np.float64)
    distance = np.full(n, -1, dtype=np.int32)
    paths = np.zeros(n, dtype=np.float64)
    share = np.zeros(n, dtype=np.float64)
    order = np.empty(n, dtype=np.int32)
    for k in range(len(sources)):
        s = sources[k]
        distance[s] = 0
        paths[s] = 1.0
        order[0] = s
        head, tail = 0, 1
        while head < tail:
            v = order[head]
            head += 1
            further = distance[v] + 1
            for e in range(indptr[v], indptr[v + 1]):
                w = indices[e]
                if distance[w] < 0:
                    distance[w] = further
                    order[tail] = w
                    tail += 1
                if distance[w] == further:
                    paths[w] += paths[v]
        for i in range(tail - 1, 0, -1):
            v = order[i]
            further = distance[v] + 1
            passed = 0.0
            for e in range(indptr[v], indptr[v + 1]):
                w = indices[e]
                if distance[w] == further:
                    passed += share[w]
            passed *= paths[v]
            one = mass[v] / distance[v] if scaled else mass[v]
            share[v] = (one + passed) / paths[v]
            value = passed * distance[v] if scaled else passed
            total[v] += times[k] * value
            squares[v] += times[k] * value * value
        for i in range(tail):
            v = order[i]
            distance[v] = -1
            paths[v] = 0.0
    return total, squares


@compiled
def ego_networks(
    indptr: IntArray, indices: IndexArray, actors: IntArray
) -> tuple[IntArray, FloatArray]:
    """Return twice the ties among the neighbours of these actors, and their constraint."""
    linked = np.zeros(len(actors), dtype=np.int64)
    constraint = np.zeros(len(actors), dtype=np.float64)
    mark = np.full(len(indptr) - 1, -1, dtype=np.int32)
    for k in range(len(actors)):
        i = actors[k]
        degree = indptr[i + 1] - indptr[i]
        for e in range(indptr[i], indptr[i + 1]):
            mark[indices[e]] = i
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            invested = 1.0
            for f in range(indptr[j], indptr[j + 1]):
                q = indices[f]
                if mark[q] == i:
                    linked[k] += 1
                    invested += 1.0 / (indptr[q + 1] - indptr[q])
            constraint[k] += (invested / degree) ** 2
    return linked, constraint


@compiled
def broker_roles(indptr: IntArray, indices: IndexArray, groups: IntArray) -> IntArray:
    """Count the open two-paths i → j → k through each actor j by the groups of the three.

    Columns: coordinator, consultant, gatekeeper, representative, liaison.
    """
    n = len(indptr) - 1
    roles = np.zeros((n, 5), dtype=np.int64)
    mark = np.full(n, -1, dtype=np.int32)
    for i in range(n):
        for e in range(indptr[i], indptr[i + 1]):
            mark[indices[e]] = i
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            for f in range(indptr[j], indptr[j + 1]):
                k = indices[f]
                if k == i or mark[k] == i:
                    continue
                if groups[i] == groups[k]:
                    roles[j, 0 if groups[j] == groups[i] else 1] += 1
                elif groups[j] == groups[k]:
                    roles[j, 2] += 1
                elif groups[j] == groups[i]:
                    roles[j, 3] += 1
                else:
                    roles[j, 4] += 1
    return roles


@compiled
def _rest_counted(rest: IntArray, pieces: IntArray, pairs: IntArray, largest: IntArray) -> None:
    """Add what lies above each actor in the search, one more piece where it is not empty."""
    for x in range(len(rest)):
        if rest[x] > 0:
            pieces[x] += 1
            pairs[x] += rest[x] * (rest[x] - 1)
            largest[x] = max(largest[x], rest[x])


@compiled
def removals(
    indptr: IntArray, indices: IndexArray, gone: BoolArray
) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray, IntArray]:
    """Say, in one depth-first search, what the removal of each actor would leave.

    Returns per actor, within its own component: the number of pieces left, the connected
    ordered pairs left Σ s(s−1), the size of the largest piece, and the size of the component;
    then the actor each was reached from (−1: none) and, where the tie to it is a bridge, how
    many actors hang on that tie.
    Actors where `gone` is true are treated as absent (zeros).
    """
    n = len(indptr) - 1
    found, parent = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    low, below = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64)
    cut, pieces = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    pairs, largest = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    whole, hanging = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    following = indptr[:-1].copy()
    order = np.empty(n, dtype=np.int64)
    time = 0
    for root in range(n):
        if found[root] >= 0 or gone[root]:
            continue
        first = time
        v = np.int64(root)
        found[v] = low[v] = time
        order[time] = v
        time += 1
        while v >= 0:
            if following[v] < indptr[v + 1]:
                w = np.int64(indices[following[v]])
                following[v] += 1
                if gone[w] or w == parent[v]:
                    continue
                if found[w] < 0:
                    parent[w] = v
                    found[w] = low[w] = time
                    order[time] = w
                    time += 1
                    v = w
                else:
                    low[v] = min(low[v], found[w])
            else:
                u = parent[v]
                if u >= 0:
                    low[u] = min(low[u], low[v])
                    below[u] += below[v]
                    if low[v] > found[u]:
                        hanging[v] = below[v]
                    if low[v] >= found[u]:
                        size = below[v]
                        pieces[u] += 1
                        pairs[u] += size * (size - 1)
                        largest[u] = max(largest[u], size)
                        cut[u] += size
                v = u
        for k in range(first, time):
            x = order[k]
            whole[x] = time - first
    _rest_counted(whole - 1 - cut, pieces, pairs, largest)
    return pieces, pairs, largest, whole, parent, hanging
