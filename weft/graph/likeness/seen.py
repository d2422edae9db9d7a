"""Reads what a viewer may see of actors, to compare them by nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from weft.common.visibility import Viewer
from weft.graph.likeness.traits import Traits
from weft.graph.models import Actor
from weft.graph.values import visible_fields

_COLUMNS = ("website", "email", "place", "latitude", "longitude", "public_id")


@dataclass(frozen=True, slots=True)
class SeenTraits:
    """Actors by their ids, each with what may be used of it."""

    ids: list[int]
    traits: list[Traits]


def seen_traits(viewer: Viewer, ids: list[int] | None = None) -> SeenTraits:
    """The actors that the viewer may see, or those of these ids, in the order of their ids."""
    seen = visible_fields(viewer)
    columns = [column for column in _COLUMNS if seen.sees(column)]
    actors = Actor.objects.visible_to(viewer).order_by("pk")
    if ids is not None:
        actors = actors.filter(pk__in=ids)
    rows = actors.values_list("pk", "name", "kind__name", *columns)
    found = SeenTraits([], [])
    for pk, name, kind, *values in rows.iterator(chunk_size=5000):
        found.ids.append(pk)
        found.traits.append(Traits(name, kind, **dict(zip(columns, values, strict=True))))
    return found
