"""Write GraphML; positions, sizes and colours as the keys that Gephi and yEd read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from weft.sna.io.column_plan import Columns, plan_columns, references
from weft.sna.io.records import ActorRecord, Net, TieRecord
from weft.sna.io.xml_write import (
    OWN,
    default_direction,
    escaped,
    field_ids,
    quoted,
    used_meanings,
    value_text,
)

_TYPES = {
    "text": "string", "mixed": "string", "int": "long", "float": "double", "number": "double",
    "bool": "boolean", "list": "liststring",
}  # fmt: skip
_ACTOR_OWN = (
    "name", "kind", "description", "tags", "place", "region", "latitude", "longitude",
    "website", "email", "image", "colour", "size", "shape", "x", "y", "start", "end",
    "public_id", "layer",
)  # fmt: skip
_TIE_OWN = (
    "type", "weight", "rung", "label", "description", "tags", "colour", "start", "end", "layer",
)  # fmt: skip
_NUMBERS = ("latitude", "longitude", "size", "x", "y", "weight")
#: The names under which Gephi looks for these.
_TITLES = {"name": "label", "colour": "color"}


def write_graphml(net: Net, path: Path, title: str) -> None:
    """Write a net as GraphML."""
    actors, ties = plan_columns(net.actors, ()), plan_columns(net.ties, ())
    own_actors = used_meanings(net.actors, _ACTOR_OWN)
    own_ties = used_meanings(net.ties, _TIE_OWN)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        )
        if title:
            out.write(f"<desc>{escaped(title)}</desc>\n")
        _declare(out, "node", own_actors, actors)
        _declare(out, "edge", [*own_ties, "direction"], ties)
        out.write(f'<graph edgedefault="{default_direction(net)}">\n')
        names = references(net)
        ids = field_ids(actors)
        for actor, name in zip(net.actors, names, strict=True):
            out.write(f"<node id={quoted(name)}>")
            _values(out, actor, own_actors, actors, ids)
            out.write("</node>\n")
        ids = field_ids(ties)
        for tie in net.ties:
            _write_tie(out, tie, names)
            _values(out, tie, own_ties, ties, ids)
            out.write("</edge>\n")
        out.write("</graph>\n</graphml>\n")


def _write_tie(out: TextIO, tie: TieRecord, names: list[str]) -> None:
    identifier = f" id={quoted(tie.id)}" if tie.id else ""
    directed = "true" if tie.direction == "directed" else "false"
    out.write(
        f"<edge{identifier} source={quoted(names[tie.source])} "
        f'target={quoted(names[tie.target])} directed="{directed}">'
    )
    # GraphML has no word for a tie that goes both ways.
    if tie.direction == "mutual":
        out.write(f'<data key="{OWN}direction_tie">mutual</data>')


def _declare(out: TextIO, kind: str, own: list[str], columns: Columns) -> None:
    for meaning in own:
        typed = "double" if meaning in _NUMBERS else "string"
        title = _TITLES.get(meaning, meaning)
        # Actors and ties share no `id` of a key: readers look keys up by it alone.
        identifier = f"{OWN}{meaning}"
        suffix = "" if kind == "node" else "_tie"
        out.write(
            f'<key id="{identifier}{suffix}" for="{kind}" attr.name="{title}" '
            f'attr.type="{typed}"/>\n'
        )
    ids = field_ids(columns)
    for column in columns.fields:
        listed = ' attr.list="string"' if column.type == "list" else ""
        out.write(
            f'<key id="{kind}_{ids[column.name]}" for="{kind}" attr.name={quoted(column.name)} '
            f'attr.type="{_TYPES[column.type]}"{listed}/>\n'
        )


def _values(
    out: TextIO,
    record: ActorRecord | TieRecord,
    own: list[str],
    columns: Columns,
    ids: dict[str, str],
) -> None:
    is_tie = isinstance(record, TieRecord)
    suffix, kind = ("_tie", "edge") if is_tie else ("", "node")
    for meaning in own:
        value = getattr(record, meaning)
        if value not in ("", None, []):
            text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
            out.write(f'<data key="{OWN}{meaning}{suffix}">{escaped(text)}</data>')
    for column in columns.fields:
        if column.name in record.fields:
            value = record.fields[column.name]
            text = value_text(value, column.type, json.dumps(value, ensure_ascii=False))
            out.write(f'<data key="{kind}_{ids[column.name]}">{escaped(text)}</data>')
