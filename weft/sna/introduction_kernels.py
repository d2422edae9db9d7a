"""Compiled loops for introductions: what two actors share, and whom to consider for whom.

Each has a plain twin in the tests. Rows are those of undirected graphs, sorted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weft.sna.graph import BoolArray, FloatArray, IndexArray, IntArray
from weft.sna.kernels import compiled

ByteArray = NDArray[np.int8]
ShortArray = NDArray[np.int16]

#: The share of those 0, 1 and 2 steps around one end of a new tie who come nearer as it does.
AROUND = (1.0, 0.7, 0.3)


@compiled
def shared(
    indptr: IntArray,
    indices: IndexArray,
    first: FloatArray,
    second: FloatArray,
    left: IndexArray,
    right: IndexArray,
) -> FloatArray:
    """Sum, over the columns that two rows share, first[·, left entry] × second[·, right entry].

    `first` and `second` have shape (sums, entries); the result has shape (sums, pairs).
    """
    sums = len(first)
    found = np.zeros((sums, len(left)), dtype=np.float64)
    for p in range(len(left)):
        e, e_end = indptr[left[p]], indptr[left[p] + 1]
        f, f_end = indptr[right[p]], indptr[right[p] + 1]
        while e < e_end and f < f_end:
            a, b = indices[e], indices[f]
            if a == b:
                for s in range(sums):
                    found[s, p] += first[s, e] * second[s, f]
            e += a <= b
            f += b <= a
    return found


@compiled
def three_steps(
    indptr: IntArray,
    indices: IndexArray,
    weight: FloatArray,
    left: IndexArray,
    right: IndexArray,
) -> FloatArray:
    """Sum the products of weights over all walks of three ties from left to right.

    Pairs with the same left actor should follow each other: its two steps are walked once.
    """
    n = len(indptr) - 1
    found = np.zeros(len(left), dtype=np.float64)
    within = np.zeros(n, dtype=np.float64)
    touched = np.empty(n, dtype=np.int32)
    seen = np.zeros(n, dtype=np.bool_)
    count = 0
    here = -1
    for p in range(len(left)):
        if left[p] != here:
            for k in range(count):
                within[touched[k]] = 0.0
                seen[touched[k]] = False
            count = 0
            here = left[p]
            for e in range(indptr[here], indptr[here + 1]):
                k = indices[e]
                for f in range(indptr[k], indptr[k + 1]):
                    w = indices[f]
                    if not seen[w]:
                        seen[w] = True
                        touched[count] = w
                        count += 1
                    within[w] += weight[e] * weight[f]
        j = right[p]
        for e in range(indptr[j], indptr[j + 1]):
            found[p] += weight[e] * within[indices[e]]
    return found


@compiled
def in_both(
    rows: tuple[IntArray, IndexArray],
    columns: tuple[IntArray, IndexArray],
    left: IndexArray,
    right: IndexArray,
) -> tuple[IndexArray, IndexArray]:
    """Count what row `left` of one list and row `right` of another share, and name the first.

    Returns the counts and the lowest shared entry, −1 where there is none.
    """
    count = np.zeros(len(left), dtype=np.int32)
    lowest = np.full(len(left), -1, dtype=np.int32)
    a_start, a_items = rows
    b_start, b_items = columns
    for p in range(len(left)):
        e, e_end = a_start[left[p]], a_start[left[p] + 1]
        f, f_end = b_start[right[p]], b_start[right[p] + 1]
        while e < e_end and f < f_end:
            a, b = a_items[e], b_items[f]
            if a == b:
                if lowest[p] < 0:
                    lowest[p] = a
                count[p] += 1
            e += a <= b
            f += b <= a
    return count, lowest


@compiled
def nearer(
    searched: ShortArray,
    rings: FloatArray,
    left: IndexArray,
    right: IndexArray,
    common: IndexArray,
) -> FloatArray:
    """Sum how much nearer a tie of each pair brings the actors that were searched from.

    `searched` (n, searches) holds distances, −1 for no path, and `rings` (n, 3) how many are
    0, 1 and 2 steps around an actor, of whom `AROUND` gives the share that counts. Those who
    share a contact do not come nearer to it. The result is scaled up to all n.
    """
    n, searches = searched.shape
    found = np.zeros(len(left), dtype=np.float64)
    for p in range(len(left)):
        for turn in range(2):
            u, v = (left[p], right[p]) if turn == 0 else (right[p], left[p])
            degree = rings[v, 1]
            own = (degree - common[p]) / degree if degree > common[p] else 0.0
            for s in range(searches):
                near_by, far_off = searched[u, s], searched[v, s]
                if near_by < 0 or (0 <= far_off <= near_by + 1):
                    continue
                for r in range(3):
                    before = 1.0 / (far_off + r) if far_off >= 0 else 0.0
                    share = AROUND[r] if r == 0 else AROUND[r] * own
                    found[p] += share * rings[v, r] * (1.0 / (near_by + 1 + r) - before)
        found[p] = max(found[p] * n / max(searches, 1), 1.0)
    return found


@compiled
def _two_steps(
    rows: tuple[IntArray, IndexArray],
    i: int,
    hub: int,
    own: IndexArray,
    tally: tuple[FloatArray, IndexArray, IndexArray],
) -> int:
    """Tally what others two steps from i share with it; return how many others those are."""
    indptr, indices = rows
    score, count, touched = tally
    own[i] = i
    for e in range(indptr[i], indptr[i + 1]):
        own[indices[e]] = i
    reached = 0
    for e in range(indptr[i], indptr[i + 1]):
        k = indices[e]
        start, degree = indptr[k], indptr[k + 1] - indptr[k]
        followed = min(degree, hub)
        offset = (i * 7919) % degree if degree > hub else 0
        for s in range(followed):
            w = indices[start + (offset + s * degree // followed) % degree]
            if own[w] == i:
                continue
            if count[w] == 0:
                touched[reached] = w
                reached += 1
            count[w] += 1
            score[w] += 1.0 / degree
    return reached


@compiled
def _placed(found: IndexArray, value: FloatArray, held: int, w: int, mine: float) -> int:
    """Return the place of w in a falling list that is full or not, −1 if it comes too late."""
    place = held
    while place > 0 and (
        value[place - 1] < mine or (value[place - 1] == mine and found[place - 1] > w)
    ):
        place -= 1
    return place if place < len(found) else -1


@compiled
def near(
    indptr: IntArray,
    indices: IndexArray,
    actors: IndexArray,
    most: int,
    hub: int,
) -> tuple[IndexArray, IndexArray]:
    """Choose for each actor the `most` others two steps away who share most with it.

    They are ranked by Σ 1/degree over common contacts, divided by √(1 + own degree), and of
    equals the lower position comes first. Of a contact with more than `hub` ties only `hub`
    are followed, evenly spread and starting at a place that depends on the actor; so the
    numbers of common contacts are then lower bounds. Returns positions (−1: none left) and
    numbers of common contacts, both of shape (actors, most).
    """
    n = len(indptr) - 1
    found = np.full((len(actors), most), -1, dtype=np.int32)
    common = np.zeros((len(actors), most), dtype=np.int32)
    value = np.zeros(most, dtype=np.float64)
    score = np.zeros(n, dtype=np.float64)
    count = np.zeros(n, dtype=np.int32)
    own = np.full(n, -1, dtype=np.int32)
    touched = np.empty(n, dtype=np.int32)
    for a in range(len(actors)):
        reached = _two_steps((indptr, indices), actors[a], hub, own, (score, count, touched))
        held = 0
        for t in range(reached):
            w = touched[t]
            mine = score[w] / np.sqrt(1.0 + (indptr[w + 1] - indptr[w]))
            if held < most or mine >= value[most - 1]:
                place = _placed(found[a], value, held, w, mine)
                if place >= 0:
                    held = min(held + 1, most)
                    for s in range(held - 1, place, -1):
                        value[s] = value[s - 1]
                        found[a, s] = found[a, s - 1]
                        common[a, s] = common[a, s - 1]
                    value[place] = mine
                    found[a, place] = w
                    common[a, place] = count[w]
            score[w] = 0.0
        for t in range(reached):
            count[touched[t]] = 0
    return found, common


@compiled
def dealt(
    order: IntArray,
    pool: IndexArray,
    elsewhere: BoolArray,
    free: IntArray,
    room: tuple[int, int, int],
) -> tuple[IndexArray, ByteArray]:
    """Give out places in order of score: to each actor its own list, to nobody too often.

    Parameters are the flat positions of `pool` (shape (actors, considered), −1: empty) in
    the order in which they are tried, whether a candidate is from elsewhere, how often each
    person may still be proposed (lowered in place), and per list: all places, those kept for
    people from elsewhere, and those left open for a draw. Returns the columns of `pool` that
    were chosen, best first, −1 where a place stays empty, and how full each list is.
    """
    each, kept, drawn = room
    actors, considered = pool.shape
    chosen = np.full((actors, each), -1, dtype=np.int32)
    held = np.zeros(actors, dtype=np.int8)
    near_by = np.zeros(actors, dtype=np.int8)
    for k in range(len(order)):
        a, c = order[k] // considered, order[k] % considered
        w = pool[a, c]
        if w < 0 or held[a] >= each - drawn or free[w] <= 0:
            continue
        if not elsewhere[a, c]:
            if near_by[a] >= each - drawn - kept:
                continue
            near_by[a] += 1
        chosen[a, held[a]] = c
        held[a] += 1
        free[w] -= 1
    return chosen, held


@compiled
def filled(
    order: IntArray,
    pool: IndexArray,
    free: IntArray,
    most: int,
    chosen: IndexArray,
    held: ByteArray,
) -> None:
    """Fill lists up to `most` places in the order given, whatever was kept for whom."""
    considered = pool.shape[1]
    for k in range(len(order)):
        a, c = order[k] // considered, order[k] % considered
        w = pool[a, c]
        if w < 0 or held[a] >= most or free[w] <= 0:
            continue
        known = False
        for s in range(held[a]):
            known |= chosen[a, s] == c
        if known:
            continue
        chosen[a, held[a]] = c
        held[a] += 1
        free[w] -= 1
