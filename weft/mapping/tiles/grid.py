"""The grid that tiles are cut in: whole numbers, the same for all views and all versions.

At level 0 one tile of 512 pixels shows the frame; each level has twice as many each way. A tile
has 16 × 16 cells of 32 pixels. Levels below 0 are for small screens, which take tile 0 and show
less of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: The frame is so many units wide and high, as a power of two.
BITS = 20
SIZE = 1 << BITS
FIRST, DEEPEST = -2, 12
#: Cells of a tile each way, as a power of two.
_CELLS = 4
#: What never appears on its own, because more than enough stand on the same spot.
NEVER = 100

Ints = NDArray[np.int64]


def tile_size(level: int) -> int:
    return SIZE >> level


def codes(x: Ints, y: Ints) -> Ints:
    """Morton codes: those of one tile, or of one cell, are neighbours in their order."""
    return _spread(np.clip(x, 0, SIZE - 1)) | _spread(np.clip(y, 0, SIZE - 1)) << 1


def _spread(values: Ints) -> Ints:
    """Put a zero between the bits."""
    spread = values.astype(np.int64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | spread << shift) & mask
    return spread


def cells(code: Ints, level: int, wider: int = 0) -> Ints:
    """The cell of each code at a level; each `wider` makes cells twice as wide."""
    return code >> 2 * (BITS - _CELLS - level + wider)


def stretch(code: Ints, level: int, column: int, row: int) -> slice:
    """Where those of one tile stand among sorted codes."""
    corner = np.array([column]), np.array([row])
    first = int((_spread(corner[0]) | _spread(corner[1]) << 1)[0]) << 2 * (BITS - level)
    low, high = np.searchsorted(code, (first, first + (1 << 2 * (BITS - level))))
    return slice(int(low), int(high))


def first_levels(code: Ints, rank: Ints, quota: int, wider: int = 0) -> NDArray[np.int8]:
    """The level at which each appears: where it is among the `quota` first ranked of its cell.

    Cells lie inside those of the level before, so whoever has appeared stays.
    """
    found = np.full(len(code), NEVER, dtype=np.int8)
    for level in range(DEEPEST, FIRST - 1, -1):
        found[place_in_cell(cells(code, level, wider), rank) < quota] = level
    return found


def place_in_cell(cell: Ints, rank: Ints) -> Ints:
    """How many of the same cell are ranked before each."""
    order = np.lexsort((rank, cell))
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    place = np.empty(len(cell), dtype=np.int64)
    lengths = np.diff(np.append(starts, len(cell)))
    place[order] = np.arange(len(cell)) - np.repeat(starts, lengths)
    return place


def crosses(
    ends: tuple[Ints, Ints, Ints, Ints], left: int, top: int, size: int
) -> NDArray[np.bool_]:
    """Whether straight lines from (x, y) to (x, y) touch a square."""
    x1, y1, x2, y2 = (values.astype(np.float64) for values in ends)
    enter, leave = np.zeros(len(x1)), np.ones(len(x1))
    inside = np.ones(len(x1), dtype=np.bool_)
    for start, way, low in ((x1, x2 - x1, left), (y1, y2 - y1, top)):
        is_level = way == 0
        inside &= ~is_level | ((start >= low) & (start <= low + size))
        steep = np.where(is_level, 1.0, way)
        first, last = (low - start) / steep, (low + size - start) / steep
        enter = np.where(is_level, enter, np.maximum(enter, np.minimum(first, last)))
        leave = np.where(is_level, leave, np.minimum(leave, np.maximum(first, last)))
    crossing: NDArray[np.bool_] = inside & (enter <= leave)
    return crossing


def mix(ids: Ints) -> Ints:
    """A number for each id that looks like chance and stays the same."""
    mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(2)).astype(np.int64)
