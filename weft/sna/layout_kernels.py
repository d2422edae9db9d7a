"""Compiled loops of the layout: full stress, sampled attraction and repulsion, separation.

All randomness comes from a small generator seeded by the caller, so the same seed draws the
same map on every machine.
"""

from __future__ import annotations

import numpy as np

from weft.sna.graph import FloatArray, IndexArray
from weft.sna.kernels import compiled


@compiled
def next_random(state: np.uint64) -> np.uint64:
    """Return the next state of a 64-bit xorshift generator."""
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@compiled
def descend_stress(xy: FloatArray, ideal: FloatArray, steps: FloatArray, seed: int) -> FloatArray:
    """Move every pair towards its ideal distance, weights 1/ideal², by shrinking steps.

    Stochastic gradient descent on stress (Zheng, Pawar and Goodman 2019); `xy` is changed.
    """
    n = len(xy)
    order = np.arange(n)
    state = np.uint64(seed) * np.uint64(2) + np.uint64(88172645463325252)
    for step in steps:
        for a in range(n - 1, 0, -1):
            state = next_random(state)
            b = int(state % np.uint64(a + 1))
            order[a], order[b] = order[b], order[a]
        for a in range(1, n):
            i = order[a]
            for b in range(a):
                j = order[b]
                wanted = ideal[i, j]
                share = step / (wanted * wanted)
                share = min(share, 1.0)
                dx = xy[i, 0] - xy[j, 0]
                dy = xy[i, 1] - xy[j, 1]
                length = np.sqrt(dx * dx + dy * dy) + 1e-9
                move = 0.5 * share * (length - wanted) / length
                xy[i, 0] -= move * dx
                xy[i, 1] -= move * dy
                xy[j, 0] += move * dx
                xy[j, 1] += move * dy
    return xy


@compiled
def descend_sampled(
    xy: FloatArray,
    source: IndexArray,
    target: IndexArray,
    chance: FloatArray,
    rates: FloatArray,
    seed: int,
) -> FloatArray:
    """Pull tied actors together and push five random others away from each, epoch by epoch.

    `chance` is the probability that a tie pulls in an epoch. Student-t attraction and
    repulsion with negative sampling, as LargeVis and UMAP draw; `xy` is changed.
    """
    n = len(xy)
    m = len(source)
    state = np.uint64(seed) * np.uint64(2) + np.uint64(88172645463325252)
    for step in rates:
        for e in range(m):
            state = next_random(state)
            # The upper 53 bits make a float in 0 … 1.
            if np.float64(state >> np.uint64(11)) * 1.1102230246251565e-16 > chance[e]:
                continue
            i = source[e]
            j = target[e]
            dx = xy[i, 0] - xy[j, 0]
            dy = xy[i, 1] - xy[j, 1]
            pull = 2.0 * step / (1.0 + dx * dx + dy * dy)
            pull = min(pull, 0.5)
            xy[i, 0] -= pull * dx
            xy[i, 1] -= pull * dy
            xy[j, 0] += pull * dx
            xy[j, 1] += pull * dy
            for k in range(5):
                # Either end is pushed in turn, so hubs are not pushed alone.
                v = i if k % 2 == e % 2 else j
                state = next_random(state)
                w = np.int64((state >> np.uint64(11)) % np.uint64(n))
                if w == v:
                    continue
                dx = xy[v, 0] - xy[w, 0]
                dy = xy[v, 1] - xy[w, 1]
                square = dx * dx + dy * dy
                push = 2.0 * step / ((0.01 + square) * (1.0 + square))
                mx = min(max(push * dx, -2.0 * step), 2.0 * step)
                my = min(max(push * dy, -2.0 * step), 2.0 * step)
                xy[v, 0] += mx
                xy[v, 1] += my
    return xy


@compiled
def separate(xy: FloatArray, gap: float, mobility: FloatArray, passes: int) -> FloatArray:
    """Push apart actors closer than `gap`, in proportion to how mobile each is.

    Actors are sorted into square cells of side `gap`, so that only neighbouring cells are
    compared; `xy` is changed.
    """
    n = len(xy)
    golden = 2.399963229728653
    for _ in range(passes):
        left, low = xy[:, 0].min(), xy[:, 1].min()
        across = np.int64((xy[:, 0].max() - left) / gap) + 3
        column = ((xy[:, 0] - left) / gap).astype(np.int64) + 1
        row = ((xy[:, 1] - low) / gap).astype(np.int64) + 1
        cell = row * across + column
        order = np.argsort(cell, kind="mergesort")
        ordered = cell[order]
        moved = False
        for a in range(n):
            i = order[a]
            for over in range(-1, 2):
                first = cell[i] + over * across - 1
                b = np.searchsorted(ordered, first)
                while b < n and ordered[b] <= first + 2:
                    j = order[b]
                    b += 1
                    share = mobility[i] + mobility[j]
                    if j <= i or share <= 0.0:
                        continue
                    dx = xy[i, 0] - xy[j, 0]
                    dy = xy[i, 1] - xy[j, 1]
                    length = np.sqrt(dx * dx + dy * dy)
                    if length >= gap * 0.999:
                        continue
                    moved = True
                    if length < 1e-9 * gap:
                        # Two at one place part in a direction of their own.
                        dx, dy, length = np.cos(golden * i), np.sin(golden * i), 1.0
                        away = gap
                    else:
                        away = gap - length
                    ux, uy = dx / length * away / share, dy / length * away / share
                    xy[i, 0] += ux * mobility[i]
                    xy[i, 1] += uy * mobility[i]
                    xy[j, 0] -= ux * mobility[j]
                    xy[j, 1] -= uy * mobility[j]
        if not moved:
            break
    return xy


@compiled
def pack_around(outline: FloatArray, radii: FloatArray) -> FloatArray:
    """Place discs, largest first, as near to a shape around the origin as they fit.

    `outline` holds how far the shape reaches in equally many directions; the centres of the
    discs are returned. Distance is measured on an ellipse, since maps are wider than high.
    """
    count, directions = len(radii), len(outline)
    centres = np.zeros((count, 2))
    nearest = outline.min()
    begin = nearest
    for k in range(count):
        if k > 0 and radii[k] < radii[k - 1] * 0.999:
            begin = nearest
        step = radii[k] * 0.7
        distance = begin
        placed = False
        while not placed:
            around = max(24, int(6.2832 * distance / step))
            for turn in range(around):
                angle = 6.283185307179586 * turn / around + 2.4 * k
                x, y = distance * np.cos(angle) * 1.08, distance * np.sin(angle) * 0.95
                away = np.sqrt(x * x + y * y) - radii[k]
                # The disc is seen from the origin under this half angle.
                half = np.arcsin(min(1.0, radii[k] / max(away + radii[k], 1e-9)))
                bearing = np.arctan2(y, x) % 6.283185307179586
                low = np.int64(np.floor((bearing - half) / 6.283185307179586 * directions))
                high = np.int64(np.floor((bearing + half) / 6.283185307179586 * directions))
                free = True
                for sector in range(low, high + 1):
                    if outline[sector % directions] > away:
                        free = False
                        break
                other = 0
                while free and other < k:
                    dx, dy = x - centres[other, 0], y - centres[other, 1]
                    apart = radii[k] + radii[other]
                    free = dx * dx + dy * dy >= apart * apart
                    other += 1
                if free:
                    centres[k, 0], centres[k, 1] = x, y
                    placed = True
                    begin = distance * 0.999
                    break
            distance += step * 0.5
    return centres
