"""Where each actor stands, also before the layout has been worked out for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_GRID = 10_000
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def positions_for(
    ids: NDArray[np.int64],
    arrays: dict[str, NDArray[Any]],
    source: NDArray[np.int64],
    target: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Whole-number positions on the grid, which reaches from the first to the last actor."""
    return _on_grid(standing(ids, arrays, source, target))


def standing(
    ids: NDArray[np.int64],
    arrays: dict[str, NDArray[Any]],
    source: NDArray[np.int64],
    target: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Positions as they are stored; a newcomer stands beside the middle of its ties."""
    xy = np.full((len(ids), 2), np.nan)
    if len(arrays.get("ids", ())):
        at = np.minimum(np.searchsorted(arrays["ids"], ids), len(arrays["ids"]) - 1)
        known = arrays["ids"][at] == ids
        xy[known] = arrays["xy"][at[known]]
    if np.isnan(xy).any():
        _place_newcomers(xy, source, target)
    return xy


def _place_newcomers(
    xy: NDArray[np.float64], source: NDArray[np.int64], target: NDArray[np.int64]
) -> None:
    new = np.isnan(xy[:, 0])
    sums = np.zeros_like(xy)
    ties = np.zeros(len(xy))
    for one, other in ((source, target), (target, source)):
        usable = new[one] & ~new[other]
        np.add.at(sums, one[usable], xy[other[usable]])
        np.add.at(ties, one[usable], 1)
    width = float(np.nanmax(np.abs(xy))) if not new.all() else 1.0
    numbers = np.arange(len(xy))
    spiral = np.sqrt((numbers + 0.5) / len(xy))[:, None] * np.column_stack(
        (np.cos(numbers * _GOLDEN_ANGLE), np.sin(numbers * _GOLDEN_ANGLE))
    )
    beside = new & (ties > 0)
    xy[beside] = sums[beside] / ties[beside, None] + 0.03 * width * spiral[beside]
    alone = new & (ties == 0)
    xy[alone] = width * spiral[alone]


def _on_grid(xy: NDArray[np.float64]) -> NDArray[np.int64]:
    """Scale to the grid, keeping the proportions."""
    if not len(xy):
        return np.zeros((0, 2), dtype=np.int64)
    low, high = xy.min(axis=0), xy.max(axis=0)
    span = float((high - low).max()) or 1.0
    middle = (low + high) / 2
    grid: NDArray[np.int64] = np.round((xy - middle) / span * _GRID + _GRID / 2).astype(np.int64)
    return grid
