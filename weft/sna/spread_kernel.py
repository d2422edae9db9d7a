"""Breadth-first searches from 256 actors at a time, one bit of a word for each.

Where few actors are reached in a step, they tell their neighbours (top down); where many are,
every actor asks its neighbours (bottom up), which reads memory in order.
"""

from __future__ import annotations

import numpy as np

from weft.sna.graph import BoolArray, FloatArray, IndexArray, IntArray
from weft.sna.kernels import WordArray, compiled, ones_in


@compiled
def _told(
    indptr: IntArray,
    indices: IndexArray,
    active: IndexArray,
    words: tuple[WordArray, WordArray, WordArray],
    following: IndexArray,
) -> int:
    """Let the active actors tell their neighbours; return how many heard something new."""
    seen, frontier, arriving = words
    arrived = 0
    for k in range(len(active)):
        v = active[k]
        f0, f1, f2, f3 = frontier[v, 0], frontier[v, 1], frontier[v, 2], frontier[v, 3]
        for e in range(indptr[v], indptr[v + 1]):
            w = indices[e]
            n0, n1 = f0 & ~seen[w, 0], f1 & ~seen[w, 1]
            n2, n3 = f2 & ~seen[w, 2], f3 & ~seen[w, 3]
            if n0 | n1 | n2 | n3 != np.uint64(0):
                if arriving[w, 0] | arriving[w, 1] | arriving[w, 2] | arriving[w, 3] == np.uint64(
                    0
                ):
                    following[arrived] = w
                    arrived += 1
                arriving[w, 0] |= n0
                arriving[w, 1] |= n1
                arriving[w, 2] |= n2
                arriving[w, 3] |= n3
    for k in range(len(active)):
        v = active[k]
        for i in range(4):
            frontier[v, i] = np.uint64(0)
    return arrived


@compiled
def _asked(
    indptr: IntArray,
    indices: IndexArray,
    seen: WordArray,
    frontier: WordArray,
    arriving: WordArray,
    following: IndexArray,
) -> int:
    """Let every actor ask its neighbours; return how many heard something new."""
    full = ~np.uint64(0)
    arrived = 0
    for v in range(len(indptr) - 1):
        s0, s1, s2, s3 = seen[v, 0], seen[v, 1], seen[v, 2], seen[v, 3]
        if s0 & s1 & s2 & s3 == full:
            continue
        a0 = a1 = a2 = a3 = np.uint64(0)
        for e in range(indptr[v], indptr[v + 1]):
            w = indices[e]
            a0 |= frontier[w, 0]
            a1 |= frontier[w, 1]
            a2 |= frontier[w, 2]
            a3 |= frontier[w, 3]
        a0, a1, a2, a3 = a0 & ~s0, a1 & ~s1, a2 & ~s2, a3 & ~s3
        if a0 | a1 | a2 | a3 != np.uint64(0):
            arriving[v, 0], arriving[v, 1], arriving[v, 2], arriving[v, 3] = a0, a1, a2, a3
            following[arrived] = v
            arrived += 1
    frontier[:] = np.uint64(0)
    return arrived


@compiled
def _begun(
    sources: IntArray, gone: BoolArray, seen: WordArray, frontier: WordArray, active: IndexArray
) -> int:
    """Give each source a bit of its own; those who are gone have seen everything."""
    full = ~np.uint64(0)
    for v in range(len(gone)):
        for i in range(4):
            seen[v, i] = full if gone[v] else np.uint64(0)
    frontier[:] = np.uint64(0)
    for k in range(len(sources)):
        s = sources[k]
        active[k] = s
        bit = np.uint64(1) << np.uint64(k % 64)
        frontier[s, k // 64] = bit
        seen[s, k // 64] |= bit
    return len(sources)


@compiled
def spread(
    indptr: IntArray,
    indices: IndexArray,
    sources: IntArray,
    depth: int,
    gone: BoolArray,
    mutual: bool,  # noqa: FBT001  # Kernels take positions.
) -> tuple[IntArray, IntArray, IntArray, FloatArray, FloatArray]:
    """Search breadth-first from different sources, as if the actors in `gone` were not there.

    Four words are searched side by side, so a batch of 64 is one word; a step is made bottom
    up where more than a sixteenth of the actors were reached by the last and all ties are
    `mutual`, as those of an undirected graph are.

    Returns, per actor: how many sources lie at exactly 1 … depth (shape (n, depth)), how many
    reach it at all, the sum of their distances, the sum of their inverse distances; and per
    batch of 64 sources the pairs at each distance up to depth and the sum of inverse
    distances (shape (batches, depth + 1)), from which sampling errors are computed.
    """
    n = len(indptr) - 1
    near = np.zeros((n, depth), dtype=np.int64)
    reached = np.zeros(n, dtype=np.int64)
    farness = np.zeros(n, dtype=np.int64)
    inverse = np.zeros(n, dtype=np.float64)
    rounds = (len(sources) + 255) // 256
    per_batch = np.zeros((rounds * 4, depth + 1), dtype=np.float64)
    seen = np.zeros((n, 4), dtype=np.uint64)
    frontier = np.zeros((n, 4), dtype=np.uint64)
    arriving = np.zeros((n, 4), dtype=np.uint64)
    active = np.empty(max(n, 1), dtype=np.int32)
    following = np.empty(max(n, 1), dtype=np.int32)
    ones = np.zeros(4, dtype=np.int64)
    for r in range(rounds):
        count = _begun(sources[r * 256 : r * 256 + 256], gone, seen, frontier, active)
        distance = 0
        while count > 0:
            distance += 1
            if count * 16 < n or not mutual:
                count = _told(
                    indptr, indices, active[:count], (seen, frontier, arriving), following
                )
            else:
                count = _asked(indptr, indices, seen, frontier, arriving, following)
            ones[:] = 0
            for k in range(count):
                w = following[k]
                here = np.int64(0)
                for i in range(4):
                    new = arriving[w, i]
                    if new != np.uint64(0):
                        arriving[w, i] = np.uint64(0)
                        seen[w, i] |= new
                        frontier[w, i] = new
                        many = ones_in(new)
                        ones[i] += many
                        here += many
                reached[w] += here
                farness[w] += here * distance
                inverse[w] += here / distance
                if distance <= depth:
                    near[w, distance - 1] += here
            active, following = following, active
            for i in range(4):
                per_batch[r * 4 + i, depth] += ones[i] / distance
                if distance <= depth:
                    per_batch[r * 4 + i, distance - 1] += ones[i]
    return near, reached, farness, inverse, per_batch[: (len(sources) + 63) // 64]
