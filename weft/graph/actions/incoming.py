"""Turns the records of a file into columns of rows, as the database takes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from weft.graph.models import Actor
from weft.graph.places import locate
from weft.graph.record_values import Values, type_name
from weft.sna.io.records import ActorRecord, TieRecord

_TIE_COLUMNS = ("direction", "weight", "label", "description", "colour", "start", "end")


def fields_text(fields: object) -> str:
    return json.dumps(fields) if fields else "{}"


def tags_text(tags: list[str]) -> str:
    return json.dumps(tags) if tags else "[]"


def placed(values: Values) -> Values:
    """Add the point and region of a place that was given by its name alone."""
    place = values.get("place") or values.get("region")
    if not place or values.get("latitude") is not None:
        return values
    found = locate(str(place), str(values.get("region") or ""))
    if found is None:
        return values
    return {
        **values,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "region": values.get("region") or found.region,
    }


def place_columns(records: Sequence[ActorRecord]) -> dict[str, list[object]]:
    rows = [
        placed(
            {
                "place": record.place,
                "region": record.region,
                "latitude": record.latitude,
                "longitude": record.longitude,
            }
        )
        for record in records
    ]
    return {name: [values[name] for values in rows] for name in ("region", "latitude", "longitude")}


def last_day(text: str, today: date) -> date:
    """The day that a tie was last seen: the one on which it ended, else today.

    A file that names no end, or only the start of a tie, says that it still holds.
    """
    parts = [part for part in text[:10].split("-") if part.isdecimal()]
    if not parts or len(parts[0]) != 4:
        return today
    try:
        year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
        return min(date(year, month, day), today)
    except ValueError:
        return today


def tie_columns(
    records: Sequence[TieRecord], types: dict[str, tuple[int, int | None]], actor_ids: list[int]
) -> dict[str, Sequence[object]]:
    today = timezone.localdate()
    days = {end: last_day(end, today).isoformat() for end in {r.end for r in records}}
    of_type = [types[type_name(record)] for record in records]
    return {
        "type_id": [pk for pk, _rung in of_type],
        "source_id": [actor_ids[record.source] for record in records],
        "target_id": [actor_ids[record.target] for record in records],
        "ref": [record.id for record in records],
        "rung": [
            usual if record.rung is None else record.rung
            for record, (_pk, usual) in zip(records, of_type, strict=True)
        ],
        "evidence_date": [record.seen or days[record.end] for record in records],
        "topics": [tags_text(record.tags) for record in records],
        "fields": [fields_text(record.fields) for record in records],
        **{name: [getattr(record, name) for record in records] for name in _TIE_COLUMNS},
    }


def moved(actor: Actor, after: Values) -> Values:
    """Follow a new place with the point on the map, unless the point was given by hand."""
    if "latitude" in after or not {"place", "region"} & set(after):
        return after
    old = locate(actor.place or actor.region, actor.region)
    if actor.latitude is not None and (
        old is None or (old.latitude, old.longitude) != (actor.latitude, actor.longitude)
    ):
        return after
    region = "" if old is not None and actor.region == old.region else actor.region
    place = {"place": actor.place, "region": region, "latitude": None, "longitude": None}
    values = placed({**place, **after})
    return {
        column: value
        for column, value in values.items()
        if column in after or getattr(actor, column) != value
    }
