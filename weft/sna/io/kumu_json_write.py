"""Write Kumu's simple JSON, with a `weft` object beside for what Kumu has no place for."""

from __future__ import annotations

import json
from pathlib import Path

from weft.sna.io.column_plan import Columns, plan_columns, references
from weft.sna.io.own_tables import ACTOR_HEADINGS, LOCATION, RESERVED, TIE_HEADINGS
from weft.sna.io.records import ActorRecord, Net, TieRecord


def write_kumu_json(net: Net, path: Path, title: str) -> None:
    """Write a net as Kumu JSON."""
    actors = plan_columns(net.actors, (*ACTOR_HEADINGS.values(), *RESERVED))
    ties = plan_columns(net.ties, (*TIE_HEADINGS.values(), *RESERVED))
    names = references(net)
    elements = []
    for actor, name in zip(net.actors, names, strict=True):
        element = {"id": name, **_values(actor, ACTOR_HEADINGS, actors)}
        if actor.latitude is not None:
            element[LOCATION.lower()] = f"{actor.latitude!r}, {actor.longitude!r}"
        elements.append(element)
    connections = [
        {
            **({"id": tie.id} if tie.id else {}),
            "from": names[tie.source],
            "to": names[tie.target],
            **_values(tie, TIE_HEADINGS, ties),
        }
        for tie in net.ties
    ]
    loops = net.extras.get("loops")
    own = {
        "title": title,
        "actors": actors.schema(),
        "ties": ties.schema(),
        "extras": {key: value for key, value in net.extras.items() if key != "loops"},
    }
    content = {
        "elements": elements,
        "connections": connections,
        "loops": loops if isinstance(loops, list) else [],
        "weft": own,
    }
    with path.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, allow_nan=False)


def _values(
    record: ActorRecord | TieRecord, headings: dict[str, str], columns: Columns
) -> dict[str, object]:
    values: dict[str, object] = {}
    for meaning, heading in headings.items():
        if meaning in ("id", "source", "target"):
            continue
        value = getattr(record, meaning)
        if value not in ("", None, []):
            values[heading.lower()] = value
    for column in columns.fields:
        if column.name in record.fields:
            values[column.heading] = record.fields[column.name]
    return values
