"""One tile: the actors that have appeared in it, ties that cross it, dots for those who are
still hidden, and at the overview levels the clusters and the bundles of ties between them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.mapping.tiles.communities import BUNDLES_DOWN_TO
from weft.mapping.tiles.grid import (
    NEVER,
    Ints,
    cells,
    crosses,
    mix,
    place_in_cell,
    stretch,
    tile_size,
)

#: Positions in a tile are sent in steps of a quarter of a pixel.
STEPS = 2048
#: Below the overview ties longer than so many tiles are left out.
_LONGEST = 1
_ALL_LENGTHS_UP_TO = 1
#: A cell with n hidden actors shows about this many times log2(1 + n) dots.
_DOTS = 2.0
#: An outline wider than so many tiles says nothing there.
_WIDEST_OUTLINE = 3

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Which tile of a view."""

    level: int
    column: int
    row: int

    @property
    def size(self) -> int:
        return tile_size(self.level)

    @property
    def left(self) -> int:
        return self.column * self.size

    @property
    def top(self) -> int:
        return self.row * self.size

    def local(self, x: Ints, y: Ints) -> Ints:
        """Positions as they are sent, seen from the tile's corner."""
        both = np.column_stack((x.astype(np.int64) - self.left, y.astype(np.int64) - self.top))
        steps: Ints = (both * STEPS + self.size // 2) // self.size
        return steps


def contents(cut: Arrays, place: Place) -> Columns:
    """All that the tile shows, as columns; names stand as their numbers."""
    inside = np.arange(len(cut["code"]))[stretch(cut["code"], place.level, place.column, place.row)]
    level = cut["from"][inside]
    shown = inside[level <= place.level]
    shown = shown[np.argsort(cut["rank"][shown], kind="stable")]
    ties = _ties(cut, place)
    found: Columns = {"id": cut["id"][shown], "named": cut["named"][shown]}
    found["xy"] = place.local(cut["x"][shown], cut["y"][shown])
    for name in ("kind", "cluster", "region", "degree", "from"):
        found[name] = cut[name][shown]
    found |= _ends_and_ties(cut, place, shown, ties)
    found |= _dots(cut, place, inside[level > place.level])
    if "c_number" in cut:
        found |= _clusters(cut, place)
    return found


def digest(found: Columns) -> str:
    """The same for two tiles that show the same."""
    made = hashlib.blake2b(digest_size=8)
    for name, values in found.items():
        made.update(f"{name}{values.shape}{values.dtype}".encode())
        made.update(np.ascontiguousarray(values).tobytes())
    return made.hexdigest()


def packed(found: Columns, names_of: Callable[[list[int]], dict[int, str]]) -> bytes:
    """The tile as it travels. Who has no name any more is sent without one."""
    ids = found["id"].tolist()
    names = names_of(ids)
    data: dict[str, Any] = {"name": [names.get(pk, "") for pk in ids]}
    for key, values in found.items():
        if key.endswith("xy"):
            data[key[:-1]], data[key[:-2] + "y"] = values[:, 0].tolist(), values[:, 1].tolist()
        elif key != "named":
            data[key] = values.tolist()
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return gzip.compress(text.encode(), 6, mtime=0)


def _ties(cut: Arrays, place: Place) -> Ints:
    """Ties of this level that cross the tile: the same tie is in every tile that it crosses."""
    if place.level <= _ALL_LENGTHS_UP_TO:
        ties = np.flatnonzero(cut["t_from"] <= place.level)
    else:
        ties = _ties_near(cut, place)
    ends = (
        cut["x"][cut["t_source"][ties]],
        cut["y"][cut["t_source"][ties]],
        cut["x"][cut["t_target"][ties]],
        cut["y"][cut["t_target"][ties]],
    )
    crossing = crosses(ends, place.left, place.top, place.size)
    if place.level > _ALL_LENGTHS_UP_TO:
        length = np.hypot(ends[0] - ends[2].astype(float), ends[1] - ends[3].astype(float))
        crossing &= length <= _LONGEST * place.size
    return ties[crossing]


def _ties_near(cut: Arrays, place: Place) -> Ints:
    """Ties that begin within their greatest length of the tile."""
    around = range(-_LONGEST, _LONGEST + 1)
    count = 1 << place.level
    parts = [
        stretch(cut["code"], place.level, place.column + right, place.row + down)
        for right in around
        for down in around
        if 0 <= place.column + right < count and 0 <= place.row + down < count
    ]
    starts = cut["t_start"]
    found = [np.arange(starts[part.start], starts[part.stop]) for part in parts]
    ties: Ints = np.concatenate(found)
    appeared: Ints = ties[cut["t_from"][ties] <= place.level]
    return appeared


def _ends_and_ties(cut: Arrays, place: Place, shown: Ints, ties: Ints) -> Columns:
    """Ties as places among the actors shown, then among the ends that stand in other tiles."""
    ends = np.column_stack((cut["t_source"][ties], cut["t_target"][ties])).astype(np.int64)
    outside = np.setdiff1d(ends, shown)
    everyone = np.concatenate((shown, outside))
    sorter = np.argsort(everyone, kind="stable")
    at = sorter[np.searchsorted(everyone[sorter], ends)].reshape(-1, 2)
    return {
        "e_id": cut["id"][outside],
        "e_xy": place.local(cut["x"][outside], cut["y"][outside]),
        "a": at[:, 0],
        "b": at[:, 1],
        "rung": cut["t_rung"][ties],
        "way": cut["t_way"][ties],
    }


def _dots(cut: Arrays, place: Place, hidden: Ints) -> Columns:
    """Where the hidden ones stand: the more there are in a cell, the more of them have a dot."""
    cell = cells(cut["code"][hidden], place.level)
    _own, group, counts = np.unique(cell, return_inverse=True, return_counts=True)
    quota = np.ceil(_DOTS * np.log2(1 + counts))[group]
    dotted = hidden[place_in_cell(cell, mix(cut["id"][hidden])) < quota]
    # A dot is a pixel or two wide: whole pixels are enough.
    xy = place.local(cut["x"][dotted], cut["y"][dotted]) // 4
    return {"d_xy": xy, "d_kind": cut["kind"][dotted], "d_cluster": cut["cluster"][dotted]}


def _clusters(cut: Arrays, place: Place) -> Columns:
    hull = cut["c_hull"].astype(np.int64)
    low, high = hull.min(axis=1), hull.max(axis=1)
    touches = (low <= (place.left + place.size, place.top + place.size)).all(axis=1)
    touches &= (high >= (place.left, place.top)).all(axis=1)
    has_appeared = cut["c_from"] <= place.level
    is_small = (high - low).max(axis=1) <= _WIDEST_OUTLINE * place.size
    chosen = np.flatnonzero(touches & has_appeared & is_small)
    corners = hull[chosen].reshape(-1, 2)
    return {
        "c_number": cut["c_number"][chosen],
        "c_from": cut["c_from"][chosen],
        "c_size": cut["c_size"][chosen],
        "c_xy": place.local(cut["c_x"][chosen], cut["c_y"][chosen]),
        "h_xy": place.local(corners[:, 0], corners[:, 1]),
        **_bundles(cut, place),
    }


def _bundles(cut: Arrays, place: Place) -> Columns:
    """Bundles between clusters that have both appeared, in every tile that they may cross."""
    one, other = cut["b_one"], cut["b_other"]
    appears = np.maximum(cut["c_from"][one], cut["c_from"][other])
    chosen = np.flatnonzero((appears <= place.level) & (appears < NEVER))
    if place.level > BUNDLES_DOWN_TO:
        chosen = chosen[:0]
    x1, y1, x2, y2 = (cut[name][end[chosen]] for end in (one, other) for name in ("c_x", "c_y"))
    chosen = chosen[crosses((x1, y1, x2, y2), place.left, place.top, place.size)]
    return {
        "b_xy": place.local(cut["c_x"][one[chosen]], cut["c_y"][one[chosen]]),
        "b2_xy": place.local(cut["c_x"][other[chosen]], cut["c_y"][other[chosen]]),
        "b_ties": cut["b_ties"][chosen],
        "b_from": appears[chosen],
    }
