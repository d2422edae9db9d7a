"""What one audience may see of a large net, as columns: rows are read afresh for each version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from weft.analysis.files import Arrays, places_of
from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.graph.models import Actor, ActorKind, Direction
from weft.graph.values import visible_fields
from weft.mapping.placing import standing

#: So many of the largest clusters have a name and an outline.
NAMED_CLUSTERS = 300
_MOST_REGIONS = 300
_ROWS_AT_ONCE = 20_000
_TIE = np.dtype(
    [("source", "i8"), ("target", "i8"), ("rung", "i1"), ("weight", "f4"), ("way", "i1")]
)
_WAYS = Case(
    When(direction=Direction.MUTUAL, then=Value(2)),
    When(direction=Direction.DIRECTED, then=Value(1)),
    default=Value(0),
)

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seen:
    """Actors in the order of their ids, and ties as places among them."""

    ids: Ints
    #: A number for each name: where it changes, what shows the name is out of date.
    named: NDArray[np.uint64]
    kind: NDArray[np.int16]
    region: NDArray[np.int16]
    cluster: NDArray[np.int16]
    degree: NDArray[np.int32]
    #: Positions of the network view, and degrees of latitude and longitude or nan.
    xy: NDArray[np.float64]
    places: NDArray[np.float64]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    rung: NDArray[np.int8]
    weight: NDArray[np.float32]
    way: NDArray[np.int8]
    kinds: list[ActorKind]
    regions: list[str]


def read(viewer: Viewer, stored: Arrays) -> Seen:
    """Two flat queries. `stored` may be of an earlier version: of it only positions and the
    numbers of clusters are used, so that the picture stays still."""
    fields = visible_fields(viewer)
    rows = list(
        Actor.objects.visible_to(viewer)
        .order_by("pk")
        .values_list("pk", "name", "kind_id", "region", "latitude", "longitude")
    )
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    ties = _ties(viewer)
    source, target = (np.searchsorted(ids, ties[end]) for end in ("source", "target"))
    kind_ids = np.fromiter((row[2] for row in rows), np.int64, len(rows))
    used = np.unique(kind_ids)
    region, regions = _regions(rows if fields.sees("region") else [], len(rows))
    places = np.full((len(rows), 2), np.nan)
    if fields.sees("place"):
        places = np.array([row[4:6] for row in rows], dtype=np.float64).reshape(-1, 2)
    return Seen(
        ids=ids,
        named=np.fromiter((_hash(row[1]) for row in rows), np.uint64, len(rows)),
        kind=np.searchsorted(used, kind_ids).astype(np.int16),
        region=region,
        cluster=_clusters(ids, stored),
        degree=_degrees(source, target, len(ids)),
        xy=standing(ids, stored, source, target),
        places=places,
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        rung=ties["rung"],
        weight=ties["weight"],
        way=ties["way"],
        kinds=list(ActorKind.objects.filter(pk__in=used.tolist()).order_by("pk")),
        regions=regions,
    )


def _ties(viewer: Viewer) -> NDArray[np.void]:
    rows = (
        counting_ties(viewer)
        .order_by()
        .values_list("source_id", "target_id", Coalesce("rung", -1), Coalesce("weight", 1.0), _WAYS)
    )
    return np.fromiter(rows.iterator(chunk_size=_ROWS_AT_ONCE), dtype=_TIE)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def _regions(rows: list[Any], count: int) -> tuple[NDArray[np.int16], list[str]]:
    """Regions are numbered as they come, so that a new one changes no other's number."""
    numbers: dict[str, int] = {}
    found = np.full(count, -1, np.int16)
    for place, row in enumerate(rows):
        if row[3] and (row[3] in numbers or len(numbers) < _MOST_REGIONS):
            found[place] = numbers.setdefault(row[3], len(numbers))
    return found, list(numbers)


def _clusters(ids: Ints, stored: Arrays) -> NDArray[np.int16]:
    if not len(stored.get("cluster", ())):
        return np.full(len(ids), -1, np.int16)
    at = places_of(ids, stored["ids"])
    found = np.where(at >= 0, stored["cluster"][at], -1)
    return np.where(found < NAMED_CLUSTERS, found, -1).astype(np.int16)


def _degrees(source: Ints, target: Ints, n: int) -> NDArray[np.int32]:
    """How many different others each is tied to."""
    between = source != target
    low, high = np.minimum(source, target)[between], np.maximum(source, target)[between]
    pairs = np.unique(low.astype(np.int64) * max(n, 1) + high)
    ends = np.concatenate((pairs // max(n, 1), pairs % max(n, 1)))
    return np.bincount(ends, minlength=n).astype(np.int32)
