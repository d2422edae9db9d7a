"""The net as the map draws it: columns of plain values, built once per audience and version.

Rows are read afresh for each version of the net, so nothing that was hidden since can slip
through; only positions may come from an earlier computation, so that the picture stays still.
"""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from weft.analysis.pipeline import results_folder
from weft.analysis.queries import Reading, reading
from weft.common.visibility import Viewer
from weft.graph.freshness import Freshness, Limits, counting_ties
from weft.graph.models import Actor, ActorKind, Layer, Tie, TieQuerySet, TieType
from weft.graph.values import VisibleFields, visible_fields
from weft.mapping.appearance import PALETTE, colours_for, shapes_for
from weft.mapping.over_time import times
from weft.mapping.placing import positions_for
from weft.mapping.projecting import projected
from weft.networks.models import Network

#: Positions are sent as whole numbers of this range.
GRID = 10_000
#: A field with at most so many different values can colour the map and be filtered by.
_MOST_VALUES = 60
#: Goes up when the shape of the data changes, so that no older file is taken for a new one.
_SHAPE = 4
_DIRECTIONS = {"undirected": 0, "directed": 1, "mutual": 2}
#: Columns of ties that travel as one number where all are the same.
_OFTEN_EQUAL = {"type", "rung", "direction", "fading"}
_ACTOR_COLUMNS = (
    "pk", "name", "kind_id", "region", "topics", "latitude", "longitude", "x", "y", "colour",
    "size", "fields", "layer_id",
)  # fmt: skip

#: Measures that the map can colour and size by, in the order in which it offers them.
MEASURES = (
    "degree", "betweenness", "strength", "in_degree", "out_degree", "closeness", "harmonic",
    "eigenvector", "pagerank", "core", "clustering", "constraint", "effective_size", "reach2",
)  # fmt: skip


def map_json(
    viewer: Viewer, network: Network, *, is_over_time: bool = False, projection: int = 0
) -> bytes:
    """The map's data as gzipped JSON, from the file of this version where there is one.

    With a projection, those who shared at least so many activities are tied instead.
    """
    found = reading(viewer, network)
    folder = results_folder(network.pk)
    sort = f"{'t' if is_over_time else ''}{f'p{projection}' if projection else ''}"
    prefix = f"map-{_SHAPE}{sort}-{viewer.clearance}-"
    name = f"{prefix}{network.graph_version}-{found.version}.json.gz"
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        pass
    made = map_data(viewer, network, found, is_over_time=is_over_time)
    if projection:
        made = projected(made, projection)
    text = json.dumps(packed(made), separators=(",", ":"))
    data = gzip.compress(text.encode(), 6, mtime=0)
    _keep(folder, name, prefix, data)
    return data


def packed(data: dict[str, Any]) -> dict[str, Any]:
    """The same data in the shape in which it travels: sorted columns as differences to the
    number before, and a column in which all numbers are the same as that number."""
    ties = {**data["ties"], "source": _steps(data["ties"]["source"])}
    for name in _OFTEN_EQUAL & ties.keys():
        if len(set(ties[name])) == 1:
            ties[name] = ties[name][0]
    return {**data, "actors": {**data["actors"], "id": _steps(data["actors"]["id"])}, "ties": ties}


def kept_map_data(
    viewer: Viewer, network: Network, *, is_over_time: bool = False, projection: int = 0
) -> dict[str, Any]:
    """The map's data, from the file of this version where there is one."""
    packed_data = map_json(viewer, network, is_over_time=is_over_time, projection=projection)
    data: dict[str, Any] = json.loads(gzip.decompress(packed_data))
    return unpacked(data)


def unpacked(data: dict[str, Any]) -> dict[str, Any]:
    """The opposite of `packed`."""
    ties = {**data["ties"], "source": list(accumulate(data["ties"]["source"]))}
    for name in _OFTEN_EQUAL & ties.keys():
        if isinstance(ties[name], int):
            ties[name] = [ties[name]] * len(ties["source"])
    ids = list(accumulate(data["actors"]["id"]))
    return {**data, "actors": {**data["actors"], "id": ids}, "ties": ties}


def _steps(values: list[int]) -> list[int]:
    return [value - before for before, value in zip([0, *values], values, strict=False)]


def _keep(folder: Path, name: str, prefix: str, data: bytes) -> None:
    """Store the newest version and delete the audience's earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)
    # Several requests may make it at once, each in a file of its own.
    part = folder / f".{secrets.token_hex(8)}-{name}"
    part.write_bytes(data)
    part.replace(folder / name)
    for file in folder.glob(f"{prefix}*.json.gz"):
        if file.name != name:
            file.unlink(missing_ok=True)


@dataclass(slots=True)
class _Index:
    """Numbers names as they come, so that columns hold small whole numbers."""

    names: list[str]
    numbers: dict[str, int]

    @classmethod
    def empty(cls) -> _Index:
        return cls([], {})

    def of(self, name: str) -> int:
        if not name:
            return -1
        if name not in self.numbers:
            self.numbers[name] = len(self.names)
            self.names.append(name)
        return self.numbers[name]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the actors, the ties between them, and where they stand on a larger map."""

    actors: QuerySet[Actor]
    ties: TieQuerySet
    positions_of: Callable[[NDArray[np.int64]], NDArray[np.int64]]


def map_data(
    viewer: Viewer,
    network: Network,
    found: Reading,
    *,
    is_over_time: bool = False,
    part: Part | None = None,
) -> dict[str, Any]:
    """Everything that the first picture needs, of the whole net or of a part of it; over time
    also what is there no more."""
    fields = visible_fields(viewer)
    actors, shown_ties = _shown(viewer, part, is_over_time=is_over_time)
    rows = list(actors.order_by("pk").values_list(*_ACTOR_COLUMNS))
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    kinds = list(ActorKind.objects.filter(network_id=network.pk).order_by("pk"))
    ties, types = _ties(shown_ties, network, ids)
    regions, topics = _Index.empty(), _Index.empty()
    sees_place, sees_topics = fields.sees("place"), fields.sees("topics")
    positions = (
        positions_for(ids, found.arrays, ties["source"], ties["target"])
        if part is None
        else part.positions_of(ids)
    )
    used_kinds = {row[2] for row in rows}
    shown_kinds = [kind for kind in kinds if kind.pk in used_kinds]
    number_of_kind = {kind.pk: number for number, kind in enumerate(shown_kinds)}
    tie_ids = ties.pop("id")
    layers, layer_column = _layers(viewer, rows)
    over_time = {"time": times(viewer, network, ids, tie_ids)} if is_over_time else {}
    return {
        **over_time,
        "version": network.graph_version,
        "complete": found.is_current,
        "grid": GRID,
        "actors": {
            "id": ids.tolist(),
            "name": [row[1] for row in rows],
            "kind": [number_of_kind[row[2]] for row in rows],
            "x": positions[:, 0].tolist(),
            "y": positions[:, 1].tolist(),
            "cluster": _clusters_of(ids, found).tolist(),
            "region": [regions.of(row[3]) if sees_place else -1 for row in rows],
            "topics": [[topics.of(t) for t in row[4]] if sees_topics else [] for row in rows],
            **_places(rows, sees_place=sees_place),
            **_file_positions(rows),
            **_file_looks(rows),
            **layer_column,
        },
        "ties": {key: values.tolist() for key, values in ties.items()},
        "kinds": drawn_kinds(shown_kinds),
        "types": types,
        "regions": regions.names,
        "layers": layers,
        "topics": topics.names,
        "clusters": [{"name": c["name"], "size": c["size"]} for c in found.clusters],
        "measures": [key for key in MEASURES if found.measure(key) is not None],
        "fields": _fields(rows, fields),
        "palette": list(PALETTE),
    }


def drawn_kinds(kinds: list[ActorKind]) -> list[dict[str, Any]]:
    names = [kind.name for kind in kinds]
    colours = colours_for(names, {kind.name: kind.colour for kind in kinds if kind.colour})
    shapes = shapes_for(names, {kind.name: kind.shape for kind in kinds if kind.shape})
    return [
        {
            "name": kind.name,
            "colour": colours[kind.name],
            "shape": shapes[kind.name],
            # Left out where it is not so, as for most kinds.
            **({"activity": True} if kind.is_activity else {}),
        }
        for kind in kinds
    ]


def _shown(
    viewer: Viewer, part: Part | None, *, is_over_time: bool
) -> tuple[QuerySet[Actor], TieQuerySet]:
    if part:
        return part.actors, part.ties
    if is_over_time:
        return Actor.objects.ever_visible_to(viewer), Tie.objects.ever_visible_to(viewer)
    return Actor.objects.visible_to(viewer), counting_ties(viewer)


def _ties(
    shown: TieQuerySet, network: Network, ids: NDArray[np.int64]
) -> tuple[dict[str, NDArray[Any]], list[dict[str, str]]]:
    """The ties' columns, sorted by their ends so that they pack well, and their types."""
    rows = list(
        shown.values_list(
            "source_id", "target_id", "type_id", "rung", "direction", "weight", "evidence_date",
            "pk",
        )
    )  # fmt: skip
    limits = Limits.of(network)
    used = {row[2] for row in rows}
    types = [
        t for t in TieType.objects.filter(network_id=network.pk).order_by("pk") if t.pk in used
    ]
    number = {tie_type.pk: position for position, tie_type in enumerate(types)}
    source = np.searchsorted(ids, np.array([row[0] for row in rows], dtype=np.int64))
    target = np.searchsorted(ids, np.array([row[1] for row in rows], dtype=np.int64))
    order = np.lexsort((target, source))
    columns: dict[str, NDArray[Any]] = {
        "id": np.array([row[7] for row in rows], dtype=np.int64)[order],
        "source": source[order],
        "target": target[order],
        "type": np.array([number[row[2]] for row in rows], dtype=np.int64)[order],
        "rung": np.array([-1 if row[3] is None else row[3] for row in rows], dtype=np.int64)[order],
        "direction": np.array([_DIRECTIONS[row[4]] for row in rows], dtype=np.int64)[order],
    }
    fading = [limits.freshness(row[6]) == Freshness.FADING for row in rows]
    if any(fading):
        columns["fading"] = np.array(fading, dtype=np.int64)[order]
    if any(row[5] not in (None, 1.0) for row in rows):
        weights = np.array([1.0 if row[5] is None else row[5] for row in rows])
        columns["weight"] = np.round(weights[order], 3)
    colours = colours_for([t.name for t in types], {t.name: t.colour for t in types if t.colour})
    return columns, [{"name": t.name, "colour": colours[t.name]} for t in types]


def _clusters_of(ids: NDArray[np.int64], found: Reading) -> NDArray[np.int64]:
    if not found.is_current or not len(found.arrays["ids"]):
        return np.full(len(ids), -1)
    at = np.minimum(np.searchsorted(found.arrays["ids"], ids), len(found.arrays["ids"]) - 1)
    return np.where(found.arrays["ids"][at] == ids, found.arrays["cluster"][at], -1)


def _places(rows: list[Any], *, sees_place: bool) -> dict[str, list[float | None]]:
    """Latitudes and longitudes to about ten metres, when anyone has a place."""
    if not sees_place or all(row[5] is None for row in rows):
        return {}
    return {
        "lat": [None if row[5] is None else round(row[5], 4) for row in rows],
        "lng": [None if row[6] is None else round(row[6], 4) for row in rows],
    }


def _file_positions(rows: list[Any]) -> dict[str, list[float | None]]:
    """The positions that an imported file gave, when it gave most actors one."""
    placed = sum(1 for row in rows if row[7] is not None and row[8] is not None)
    if placed < max(2, 0.5 * len(rows)):
        return {}
    return {
        "fileX": [None if row[7] is None else round(row[7], 2) for row in rows],
        "fileY": [None if row[8] is None else round(row[8], 2) for row in rows],
    }


def _file_looks(rows: list[Any]) -> dict[str, list[Any]]:
    """The colours and sizes that an imported file gave."""
    looks: dict[str, list[Any]] = {}
    if any(row[9] for row in rows):
        looks["colour"] = [row[9] for row in rows]
    if any(row[10] is not None for row in rows):
        looks["size"] = [row[10] for row in rows]
    return looks


def _layers(viewer: Viewer, rows: list[Any]) -> tuple[list[str], dict[str, list[int]]]:
    """The layers that the viewer may know of, and the column that says who is in which."""
    used = {row[12] for row in rows}
    seen = [each for each in Layer.objects.visible_to(viewer).order_by("name") if each.pk in used]
    if not seen:
        return [], {}
    number = {layer.pk: place for place, layer in enumerate(seen)}
    return [layer.name for layer in seen], {"layer": [number.get(row[12], -1) for row in rows]}


def _fields(rows: list[Any], fields: VisibleFields) -> list[dict[str, object]]:
    """The custom fields that can colour, size or filter the map."""
    usable: list[dict[str, object]] = []
    for key, label in fields.custom.items():
        values = [row[11].get(key) for row in rows]
        known = [value for value in values if value not in (None, "")]
        if not known:
            continue
        numeric = all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)
        if numeric or len({str(value) for value in known}) <= _MOST_VALUES:
            usable.append({"key": key, "label": label, "numeric": numeric})
    return usable


def column(viewer: Viewer, network: Network, key: str) -> dict[str, Any] | None:
    """One measure (“m:betweenness”) or custom field (“f:Sector”) for all actors, in their order."""
    sort, _sign, name = key.partition(":")
    rows = Actor.objects.visible_to(viewer).order_by("pk")
    if sort == "m":
        values = reading(viewer, network).measure(name) if name in MEASURES else None
        if values is None:
            return None
        return {"numeric": True, "values": [_short(value) for value in values.tolist()]}
    fields = visible_fields(viewer)
    if sort != "f" or name not in fields.custom:
        return None
    found = [fields_of.get(name) for fields_of in rows.values_list("fields", flat=True)]
    known = [value for value in found if value not in (None, "")]
    numeric = all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)
    return {"numeric": numeric, "values": found if numeric else [_as_text(v) for v in found]}


def _short(value: float) -> float | None:
    return None if value != value else float(f"{value:.5g}")  # noqa: PLR0124 - nan is not itself


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
