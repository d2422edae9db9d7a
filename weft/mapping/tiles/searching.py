"""Finding actors of a large net by name, the highest ranked first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from weft.analysis.files import Arrays
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.graph.values import visible_fields
from weft.mapping.tiles.around import places_in

MOST_FOUND = 12
#: So many that match are ranked; one who types a single letter does not mean the ten thousandth.
_MOST_RANKED = 5_000
#: Comes after all letters in the order of the database's index.
_AFTER_ALL = "\U0010ffff"


def search(viewer: Viewer, cut: Arrays, typed: str) -> list[dict[str, object]]:
    """Names that begin with what was typed, then names that contain all of its words."""
    wanted = search_form(typed)
    if not wanted or "\0" in wanted:
        return []
    ids: list[int] = []
    for matching in _rounds(viewer, wanted):
        ids += _ranked(matching.exclude(pk__in=ids), cut)[: MOST_FOUND - len(ids)]
        if len(ids) >= MOST_FOUND:
            break
    shows_region = visible_fields(viewer).sees("region")
    rows = {
        row[0]: row
        for row in Actor.objects.visible_to(viewer)
        .filter(pk__in=ids)
        .values_list("pk", "name", "kind__name", "region")
    }
    return [
        {"id": pk, "name": name, "kind": kind, "region": region if shows_region else ""}
        for pk, name, kind, region in (rows[pk] for pk in ids if pk in rows)
    ]


def _rounds(viewer: Viewer, wanted: str) -> Iterator[QuerySet[Actor]]:
    visible = Actor.objects.visible_to(viewer)
    yield begins_with(visible, wanted)
    if len(wanted) > 1:
        containing = visible
        for word in wanted.split():
            containing = containing.filter(search_name__contains=word)
        yield containing


def begins_with(actors: QuerySet[Actor], wanted: str) -> QuerySet[Actor]:
    """As a range, SQLite finds it in the index by name; it does not for LIKE."""
    if connection.vendor == "sqlite":
        return actors.filter(search_name__gte=wanted, search_name__lt=wanted + _AFTER_ALL)
    return actors.filter(search_name__startswith=wanted)


def _ranked(matching: QuerySet[Actor], cut: Arrays) -> list[int]:
    found = np.fromiter(matching.values_list("pk", flat=True)[:_MOST_RANKED], np.int64)
    at = places_in(cut, found)
    rank = np.where(at >= 0, cut["rank"][at], len(cut["rank"])) if len(cut["rank"]) else at
    ordered: list[int] = found[np.argsort(rank, kind="stable")].tolist()
    return ordered
