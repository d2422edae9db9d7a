"""Weft's own JSON: everything a `Net` holds, so that reading it gives the same net again."""

from __future__ import annotations

import json
from dataclasses import fields as dataclass_fields
from pathlib import Path

from weft.sna.io.column_plan import references
from weft.sna.io.json_values import as_cell, as_list, as_object
from weft.sna.io.records import ActorRecord, Net, NetworkFile, TieRecord
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

MARK = "weft-network"
_LEFT_OUT = ("fields", "file", "row", "audience", "seen")


def write_json(net: Net, path: Path, title: str) -> None:
    """Write a net as JSON."""
    names = references(net)
    actors = [{**_slim(actor), "id": name} for actor, name in zip(net.actors, names, strict=True)]
    ties = [
        {**_slim(tie), "source": names[tie.source], "target": names[tie.target]} for tie in net.ties
    ]
    content = {
        "format": MARK,
        "version": 1,
        "title": title,
        "actors": actors,
        "ties": ties,
        "extras": net.extras,
    }
    with path.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, allow_nan=False)


def _slim(record: ActorRecord | TieRecord) -> dict[str, object]:
    slim: dict[str, object] = {}
    for each in dataclass_fields(record):
        value = getattr(record, each.name)
        if each.name not in _LEFT_OUT and value not in ("", None, []):
            slim[each.name] = value
    if record.fields:
        slim["fields"] = record.fields
    return slim


def is_weft_json(content: object) -> bool:
    """Whether a JSON file is one of ours."""
    return isinstance(content, dict) and content.get("format") == MARK


def read_weft_json(content: dict[str, object], source: Source) -> NetworkFile:
    """Read our own JSON."""
    actors = RecordTable(source.name, "actors", "actors")
    ties = RecordTable(source.name, "ties", "ties")
    for table, key in ((actors, "actors"), (ties, "ties")):
        for row, item in enumerate(as_list(content.get(key)), start=1):
            record = as_object(item)
            own = as_object(record.pop("fields", None))
            known = {name: as_cell(value) for name, value in record.items()}
            table.add(row, known, {name: as_cell(value) for name, value in own.items()})
    file = NetworkFile("json", [actors.table(), ties.table()])
    file.extras = as_object(content.get("extras"))
    if title := content.get("title"):
        file.extras.setdefault("title", title)
    return file
