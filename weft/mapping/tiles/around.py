"""Actors that someone asks for by name or by a click, with their ties, wherever they stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db.models import F, QuerySet
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.graph.models import Direction, Tie
from weft.mapping.map_data import GRID
from weft.mapping.tiles.grid import NEVER, SIZE, Ints
from weft.mapping.tiles.store import Cut, names_of

#: A hub has thousands of ties; more lines than this tell no more.
MOST_TIES = 200
MOST_ACTORS = 500
_WAYS = {Direction.UNDIRECTED: 0, Direction.DIRECTED: 1, Direction.MUTUAL: 2}


def around(viewer: Viewer, cut: Cut, view: str, ids: list[int]) -> dict[str, Any] | None:
    """One actor with its strongest ties, or several with the ties between them."""
    known = names_of(viewer, ids)
    wanted = [pk for pk in ids if pk in known]
    if not wanted:
        return None
    ties = _ties(viewer, wanted)
    rows = list(ties.values_list("source_id", "target_id", "rung", "direction"))
    everyone = list(dict.fromkeys([*wanted, *(pk for row in rows for pk in row[:2])]))
    names = names_of(viewer, everyone)
    number = {pk: place for place, pk in enumerate(everyone)}
    return {
        "actors": _columns(cut.views, view, everyone, names),
        "asked": len(wanted),
        "a": [number[row[0]] for row in rows],
        "b": [number[row[1]] for row in rows],
        "rung": [-1 if row[2] is None else row[2] for row in rows],
        "way": [_WAYS[Direction(row[3])] for row in rows],
    }


def _ties(viewer: Viewer, ids: list[int]) -> QuerySet[Tie]:
    visible = counting_ties(viewer)
    if len(ids) > 1:
        found = visible.filter(source__in=ids, target__in=ids)
    else:
        # Written out like this, both databases look up either end in its index.
        found = visible.filter(source=ids[0]) | visible.filter(target=ids[0])
    order = (F("rung").desc(nulls_last=True), F("weight").desc(nulls_last=True), "pk")
    return found.order_by(*order)[:MOST_TIES]


def _columns(
    views: dict[str, Arrays], view: str, ids: list[int], names: dict[int, str]
) -> dict[str, list[Any]]:
    """Who has no position in this view has none here either."""
    wanted = np.array(ids, dtype=np.int64)
    columns: dict[str, list[Any]] = {"id": ids, "name": [names.get(pk, "") for pk in ids]}
    everyone = views["network"]
    for name in ("kind", "cluster", "region", "degree"):
        columns[name] = _values(everyone[name], places_in(everyone, wanted), -1)
    at = places_in(views[view], wanted)
    columns["from"] = _values(views[view]["from"], at, NEVER)
    for name in ("x", "y"):
        columns[name] = _in_frame(_values(views[view][name], at, None))
    return columns


def _values(column: NDArray[Any], at: Ints, otherwise: int | None) -> list[Any]:
    return [otherwise if place < 0 else column[place].item() for place in at.tolist()]


def _in_frame(values: list[int | None]) -> list[float | None]:
    return [None if value is None else round(value * GRID / SIZE, 2) for value in values]


def places_in(cut: Arrays, ids: Ints) -> Ints:
    """Where each actor stands in a cut; −1 for those that are not in it."""
    by_id = cut["by_id"]
    if not len(by_id):
        return np.full(len(ids), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(cut["id"], ids, sorter=by_id), len(by_id) - 1)
    found = by_id[at]
    return np.where(cut["id"][found] == ids, found, -1).astype(np.int64)


def in_frame(values: NDArray[Any]) -> NDArray[np.float64]:
    """Units of the tiles' grid as units of the map's frame."""
    found: NDArray[np.float64] = np.round(values.astype(np.float64) * GRID / SIZE, 2)
    return found
