"""Clusters on a view: where each stands, its outline, and how many ties run between two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.mapping.tiles.grid import NEVER, Ints, codes, first_levels
from weft.mapping.tiles.reading import NAMED_CLUSTERS

#: An outline has so many corners, and leaves out those so many times further out than is typical.
CORNERS = 16
_REACH = 1.75
_LEAST_MEMBERS = 3
#: One name in each 128 pixels; bundles to so many others, down to this level.
_WIDER = 2
_BUNDLES_EACH = 3
BUNDLES_DOWN_TO = 3


def outlines(x: Ints, y: Ints, cluster: NDArray[np.int16]) -> Arrays:
    """The named clusters of a view, the largest first."""
    order = np.flatnonzero(cluster >= 0)
    order = order[np.argsort(cluster[order], kind="stable")]
    number, start, size = np.unique(cluster[order], return_index=True, return_counts=True)
    xy = np.column_stack((x, y))[order].astype(np.float64)
    parts = np.split(xy, start[1:]) if len(start) else []
    middle = np.array([np.median(part, axis=0) for part in parts]).reshape(-1, 2)
    away = np.hypot(*(xy - np.repeat(middle, size, axis=0)).T)
    reaches = np.split(away, start[1:]) if len(start) else []
    limit = np.array([_REACH * np.median(part) + 1 for part in reaches])
    is_near = away <= np.repeat(limit, size)
    hull = np.zeros((len(number), CORNERS, 2), np.int32)
    for corner in range(CORNERS if len(number) else 0):
        angle = 2 * np.pi * corner / CORNERS
        reach = np.where(is_near, xy @ (np.cos(angle), np.sin(angle)), -np.inf)
        farthest = np.maximum.reduceat(reach, start)
        at = np.flatnonzero(reach == np.repeat(farthest, size))
        first = np.searchsorted(at, start)
        hull[:, corner] = xy[at[first]]
    whole = middle.astype(np.int64)
    rank = np.argsort(np.argsort(-size, kind="stable"), kind="stable")
    level = first_levels(codes(whole[:, 0], whole[:, 1]), rank, 1, _WIDER)
    level[size < _LEAST_MEMBERS] = NEVER
    return {
        "c_number": number.astype(np.int16),
        "c_x": whole[:, 0].astype(np.int32),
        "c_y": whole[:, 1].astype(np.int32),
        "c_size": size.astype(np.int32),
        "c_from": level,
        "c_hull": hull,
    }


def bundles(found: Arrays, one: NDArray[np.int16], other: NDArray[np.int16]) -> Arrays:
    """How many ties run between two clusters, for the strongest of each; as places in `found`."""
    between = (one >= 0) & (other >= 0) & (one != other)
    low = np.minimum(one, other)[between].astype(np.int64)
    high = np.maximum(one, other)[between].astype(np.int64)
    keys, ties = np.unique(low * NAMED_CLUSTERS + high, return_counts=True)
    ends = np.concatenate((keys // NAMED_CLUSTERS, keys % NAMED_CLUSTERS))
    pair = np.tile(np.arange(len(keys)), 2)
    order = np.lexsort((keys[pair], -ties[pair], ends))
    starts = np.flatnonzero(np.diff(ends[order], prepend=-1))
    place = np.arange(len(ends)) - np.repeat(starts, np.diff(np.append(starts, len(ends))))
    kept = np.unique(pair[order[place < _BUNDLES_EACH]])
    a, b = (
        np.searchsorted(found["c_number"], part).astype(np.int16)
        for part in (keys[kept] // NAMED_CLUSTERS, keys[kept] % NAMED_CLUSTERS)
    )
    return {"b_one": a, "b_other": b, "b_ties": ties[kept].astype(np.int32)}
