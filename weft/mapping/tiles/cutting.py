"""Ranks actors and ties for one view, so that any tile can be cut from it in a moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.mapping.tiles.communities import bundles, outlines
from weft.mapping.tiles.frames import Frame, mercator, spread_out
from weft.mapping.tiles.grid import NEVER, Ints, codes, first_levels, mix
from weft.mapping.tiles.reading import Seen

#: So many actors of each cell of 32 pixels are shown.
ACTORS_EACH_CELL = 3
#: So many ties of each actor are kept: fewer at the overview levels, see `ties_each`.
TIES_EACH = 3


def ties_each(level: int) -> int:
    """How many ties an actor brings at a level; bundles say the rest where these are few."""
    return min(TIES_EACH, max(1, level))


def network_view(seen: Seen, frame: Frame) -> Arrays:
    """Everyone, where the layout has put them."""
    everyone = np.arange(len(seen.ids))
    found = _cut(seen, everyone, frame.units(seen.xy), _rank(seen))
    shapes = outlines(found["x"], found["y"], found["cluster"])
    return {**found, **shapes, **bundles(shapes, *_clusters_of_ends(seen))}


def place_view(seen: Seen, frame: Frame) -> Arrays:
    """Those with a place, spread out where many stand on one spot."""
    placed = np.flatnonzero(~np.isnan(seen.places[:, 0]))
    rank = _rank(seen)
    mixed = mix(seen.ids[placed])
    units = spread_out(frame.units(mercator(seen.places[placed])), mixed, frame)
    return _cut(seen, placed, units, rank)


def _rank(seen: Seen) -> Ints:
    """0 for the actor with the most ties; of equal ones the older comes first."""
    rank = np.empty(len(seen.ids), dtype=np.int64)
    rank[np.argsort(-seen.degree, kind="stable")] = np.arange(len(seen.ids))
    return rank


def _clusters_of_ends(seen: Seen) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    return seen.cluster[seen.source], seen.cluster[seen.target]


def _cut(seen: Seen, shown: Ints, units: Ints, rank: Ints) -> Arrays:
    """Columns of the actors of a view in the order of their codes, and its ties."""
    code = codes(units[:, 0], units[:, 1])
    order = np.argsort(code, kind="stable")
    chosen, code, units = shown[order], code[order], units[order]
    level = first_levels(code, rank[chosen], ACTORS_EACH_CELL)
    position = np.full(len(seen.ids), -1, dtype=np.int32)
    position[chosen] = np.arange(len(chosen))
    return {
        "id": seen.ids[chosen],
        "by_id": np.argsort(chosen, kind="stable").astype(np.int32),
        "code": code,
        "x": units[:, 0].astype(np.int32),
        "y": units[:, 1].astype(np.int32),
        "from": level,
        "rank": rank[chosen].astype(np.int32),
        "named": seen.named[chosen],
        "kind": seen.kind[chosen],
        "cluster": seen.cluster[chosen],
        "region": seen.region[chosen],
        "degree": seen.degree[chosen],
        **_ties(seen, position, level),
    }


def _ties(seen: Seen, position: NDArray[np.int32], level: NDArray[np.int8]) -> Arrays:
    """The ties that some level shows, in the order of their first ends.

    A tie appears with the second of its ends, and is kept if it is one of the strongest that
    either end brings. Ties that appeared before come first, so that none goes when others come.
    """
    source, target = position[seen.source], position[seen.target]
    usable = np.flatnonzero((source >= 0) & (target >= 0) & (source != target))
    source, target = source[usable], target[usable]
    appears = np.maximum(level[source], level[target])
    strength = np.lexsort((usable, -seen.weight[usable], -seen.rung[usable], appears))
    order = np.empty(len(usable), dtype=np.int64)
    order[strength] = np.arange(len(usable))
    place = np.minimum(_place_at_end(source, order), _place_at_end(target, order))
    picked = np.flatnonzero((place < TIES_EACH) & (appears < NEVER))
    picked = picked[np.argsort(source[picked], kind="stable")]
    counts = np.bincount(source[picked], minlength=len(level))
    return {
        "t_start": np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        "t_source": source[picked],
        "t_target": target[picked],
        "t_from": _shown_from(appears[picked], place[picked]),
        "t_rung": seen.rung[usable][picked],
        "t_way": seen.way[usable][picked],
    }


def _shown_from(appears: NDArray[np.int8], place: Ints) -> NDArray[np.int8]:
    """The level from which a tie is shown: with both ends, and where its place among theirs is."""
    enough = np.array([ties_each(level) for level in range(TIES_EACH + 1)])
    return np.maximum(appears, np.searchsorted(enough, place + 1)).astype(np.int8)


def _place_at_end(end: NDArray[np.int32], order: Ints) -> Ints:
    by_end = np.lexsort((order, end))
    starts = np.flatnonzero(np.diff(end[by_end], prepend=-1))
    place = np.empty(len(end), dtype=np.int64)
    place[by_end] = np.arange(len(end)) - np.repeat(starts, np.diff(np.append(starts, len(end))))
    return place
