"""The soft outline of each cluster in a picture: around those who stand together, leaving out
the few who were pulled far away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: How much further out than the typical member one may stand and still shape the outline.
_REACH = 1.75
#: Hundreds of outlines would say nothing.
_MOST = 24
_PADDING = 18.0

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """One cluster's outline on the paper."""

    cluster: int
    ring: Points

    @property
    def path(self) -> str:
        """A smooth closed line through the middles of the ring's sides."""
        middles = [
            ((x + nx) / 2, (y + ny) / 2)
            for (x, y), (nx, ny) in zip(self.ring, [*self.ring[1:], self.ring[0]], strict=True)
        ]
        start = middles[-1]
        curves = "".join(
            f"Q{x:.0f} {y:.0f} {mx:.0f} {my:.0f}"
            for (x, y), (mx, my) in zip(self.ring, middles, strict=True)
        )
        return f"M{start[0]:.0f} {start[1]:.0f}{curves}Z"

    @property
    def top(self) -> tuple[float, float]:
        return min(self.ring, key=lambda point: point[1])

    @property
    def bottom(self) -> tuple[float, float]:
        return max(self.ring, key=lambda point: point[1])


def outlines(
    clusters: list[int],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    shown: NDArray[np.bool_],
) -> list[Outline]:
    """Outlines of the largest clusters that are shown, the largest first."""
    numbers = np.array(clusters, dtype=np.int64)
    usable = shown & (numbers >= 0)
    if not usable.any():
        return []
    sizes = np.bincount(numbers[usable])
    order = [int(n) for n in np.argsort(-sizes, kind="stable")[:_MOST] if sizes[n] >= 3]
    found = []
    for number in order:
        members = np.flatnonzero(usable & (numbers == number))
        px, py = x[members], y[members]
        away = np.hypot(px - np.median(px), py - np.median(py))
        near = away <= _REACH * np.median(away) + 1
        angles = np.arange(8) * np.pi / 4
        around = [
            (float(cx + _PADDING * np.cos(a)), float(cy + _PADDING * np.sin(a)))
            for cx, cy in zip(px[near], py[near], strict=True)
            for a in angles
        ]
        found.append(Outline(number, convex_hull(around)))
    return found


def convex_hull(points: Points) -> Points:
    """Andrew's monotone chain."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_half(ordered), *_half(ordered[::-1])]


def _half(points: Points) -> Points:
    chain: Points = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
