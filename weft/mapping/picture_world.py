"""Outlines of countries beneath a picture of places, from the same file as in the browser."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILE = Path(__file__).parent / "static" / "mapping" / "countries-50m.json"
_FARTHEST = 85.0

Ring = NDArray[np.float64]


def mercator(longitude: Ring, latitude: Ring) -> tuple[Ring, Ring]:
    """Web Mercator in radians, with y pointing down."""
    clipped = np.radians(np.clip(latitude, -_FARTHEST, _FARTHEST))
    return np.radians(longitude), -np.log(np.tan(np.pi / 4 + clipped / 2))


@lru_cache(maxsize=1)
def countries() -> list[Ring]:
    """The rings of all countries in Mercator, each an array of points."""
    topology = json.loads(_FILE.read_text())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        np.cumsum(np.array(arc, dtype=float), axis=0) * scale + shift for arc in topology["arcs"]
    ]
    rings: list[Ring] = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape.get("arcs", [])]
        rings.extend(_ring(arcs, numbers) for polygon in parts for numbers in polygon)
    return rings


def _ring(arcs: list[Ring], numbers: list[int]) -> Ring:
    """Arcs joined; beyond the date line a ring goes on instead of jumping back."""
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    joined = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    steps = np.diff(joined[:, 0], prepend=joined[0, 0])
    turns = np.cumsum(np.where(steps > 180, -1, np.where(steps < -180, 1, 0)))
    x, y = mercator(joined[:, 0] + 360 * turns, joined[:, 1])
    return np.column_stack((x, y))


def outlines_within(left: float, top: float, right: float, bottom: float) -> list[Ring]:
    """The rings that touch this part of the world."""
    return [
        ring
        for ring in countries()
        if ring[:, 0].max() >= left
        and ring[:, 0].min() <= right
        and ring[:, 1].max() >= top
        and ring[:, 1].min() <= bottom
    ]
