"""Where the frame of each view lies. It moves only when the net has outgrown it, so that tiles
and shared addresses of earlier versions still fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.mapping.tiles.grid import SIZE, Ints

#: The layout reaches from −1 to 1, and a little beyond once it has grown.
_LAYOUT_REACH = 1.1
_GROWTH = 1.25
#: Those at one place stand around it, each so far from the next.
_STEP_METRES = 60.0
_STEP_UNITS = 20.0
_EARTH_METRES = 40_075_000.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Frame:
    """A square: unit = (value − left or top) / span."""

    left: float
    top: float
    span: float

    def units(self, xy: NDArray[np.float64]) -> Ints:
        share = (xy - (self.left, self.top)) / self.span
        found: Ints = np.clip(np.round(share * SIZE), 0, SIZE - 1).astype(np.int64)
        return found


def frame_of_layout(xy: NDArray[np.float64]) -> Frame:
    """The layout's own frame, made wider by a quarter as often as it takes to hold everyone."""
    reach = _LAYOUT_REACH
    farthest = float(np.abs(xy).max()) if len(xy) else 1.0
    while farthest > reach:
        reach *= _GROWTH
    return Frame(-reach, -reach, 2 * reach)


def mercator(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Latitudes and longitudes in Mercator's unit square."""
    angle = np.radians(np.clip(places[:, 0], -85, 85))
    down = 0.5 - np.log(np.tan(np.pi / 4 + angle / 2)) / (2 * np.pi)
    return np.column_stack((places[:, 1] / 360 + 0.5, down))


def frame_of_places(unit: NDArray[np.float64]) -> Frame:
    """A square of the earth around all places, on steps so coarse that it seldom changes."""
    if not len(unit):
        return Frame(0, 0, 1)
    low, high = unit.min(axis=0), unit.max(axis=0)
    wide = max(float((high - low).max()) * 1.04, 0.004)
    span = 2.0 ** (math.ceil(math.log2(wide) * 4) / 4)
    while True:
        step = span / 16
        left, top = np.floor(((low + high) / 2 - span / 2) / step) * step
        if (high <= (left + span, top + span)).all():
            return Frame(float(left), float(top), span)
        span *= 2**0.25


def spread_out(units: Ints, mixed: Ints, frame: Frame) -> Ints:
    """Those at one spot in a spiral around it, as wide as a town where there are thousands.

    They stand in a `mixed` order: in the order of their ranks the highest ranked of each cell
    would all stand on the side of the middle, and the cells would be seen.
    """
    if not len(units):
        return units
    order = np.lexsort((mixed, units[:, 1], units[:, 0]))
    is_first = np.any(np.diff(units[order], axis=0, prepend=-1) != 0, axis=1)
    starts = np.flatnonzero(is_first)
    place = np.empty(len(units))
    place[order] = np.arange(len(units)) - np.repeat(starts, np.diff(np.append(starts, len(units))))
    metres = _EARTH_METRES * frame.span / SIZE
    reach = max(_STEP_UNITS, _STEP_METRES / metres) * np.sqrt(place)
    turn = place * _GOLDEN_ANGLE
    moved = units + np.column_stack((reach * np.cos(turn), reach * np.sin(turn)))
    spread: Ints = np.clip(np.round(moved), 0, SIZE - 1).astype(np.int64)
    return spread
