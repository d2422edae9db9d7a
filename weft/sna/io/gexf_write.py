"""Write GEXF 1.3 with colours, positions and sizes, for Gephi and Gephi Lite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

from weft.sna.io.cell_values import to_colour
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
    "kind", "description", "tags", "place", "region", "latitude", "longitude", "website",
    "email", "image", "public_id", "layer",
)  # fmt: skip
_TIE_OWN = ("rung", "description", "tags", "layer")
_OWN_TYPES = {
    "tags": "liststring",
    "latitude": "double",
    "longitude": "double",
    "rung": "long",
}
#: Shapes that GEXF knows; another one goes into an attribute of ours.
_SHAPES = ("disc", "square", "triangle", "diamond", "image")


def write_gexf(net: Net, path: Path, title: str) -> None:
    """Write a net as GEXF."""
    actors, ties = plan_columns(net.actors, ()), plan_columns(net.ties, ())
    timed = any(each.start or each.end for each in net.actors) or any(
        each.start or each.end for each in net.ties
    )
    mode = 'mode="dynamic" timeformat="date"' if timed else 'mode="static"'
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" '
            f'version="1.3">\n<meta><creator>Weft</creator><title>{escaped(title)}</title></meta>\n'
            f'<graph defaultedgetype="{default_direction(net)}" {mode}>\n'
        )
        own_actors = used_meanings(net.actors, (*_ACTOR_OWN, "shape"))
        own_ties = used_meanings(net.ties, _TIE_OWN)
        _declare(out, "node", own_actors, actors)
        _declare(out, "edge", own_ties, ties)
        names = references(net)
        out.write("<nodes>\n")
        ids = field_ids(actors)
        for actor, name in zip(net.actors, names, strict=True):
            out.write(f"<node id={quoted(name)} label={quoted(actor.name)}{_time(actor)}>")
            _values(out, actor, own_actors, actors, ids)
            out.write(_looks(actor) + "</node>\n")
        out.write("</nodes>\n<edges>\n")
        ids = field_ids(ties)
        for tie in net.ties:
            out.write(_edge(tie, names))
            _values(out, tie, own_ties, ties, ids)
            if tie.colour:
                out.write(_colour(tie.colour))
            out.write("</edge>\n")
        out.write("</edges>\n</graph>\n</gexf>\n")


def _declare(out: TextIO, kind: str, own: list[str], columns: Columns) -> None:
    out.write(f'<attributes class="{kind}">\n')
    for meaning in own:
        typed = _OWN_TYPES.get(meaning, "string")
        out.write(f'<attribute id="{OWN}{meaning}" title="{meaning}" type="{typed}"/>\n')
    for name, identifier in field_ids(columns).items():
        column = next(each for each in columns.fields if each.name == name)
        out.write(
            f'<attribute id="{identifier}" title={quoted(column.name)} '
            f'type="{_TYPES[column.type]}"/>\n'
        )
    out.write("</attributes>\n")


def _values(
    out: TextIO,
    record: ActorRecord | TieRecord,
    own: list[str],
    columns: Columns,
    ids: dict[str, str],
) -> None:
    parts = []
    for meaning in own:
        value = getattr(record, meaning)
        if value in ("", None, []):
            continue
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
        parts.append(f'<attvalue for="{OWN}{meaning}" value={quoted(text)}/>')
    for column in columns.fields:
        if column.name not in record.fields:
            continue
        value = record.fields[column.name]
        text = value_text(value, column.type, json.dumps(value, ensure_ascii=False))
        parts.append(f'<attvalue for="{ids[column.name]}" value={quoted(text)}/>')
    if parts:
        out.write(f"<attvalues>{''.join(parts)}</attvalues>")


def _time(record: ActorRecord | TieRecord) -> str:
    start = f" start={quoted(record.start)}" if record.start else ""
    return start + (f" end={quoted(record.end)}" if record.end else "")


def _colour(colour: str) -> str:
    colour = to_colour(colour) or "#000000"
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _looks(actor: ActorRecord) -> str:
    looks = _colour(actor.colour) if actor.colour else ""
    if actor.x is not None or actor.y is not None:
        x = f' x="{actor.x!r}"' if actor.x is not None else ""
        y = f' y="{actor.y!r}"' if actor.y is not None else ""
        looks += f"<viz:position{x}{y}/>"
    if actor.size is not None:
        looks += f'<viz:size value="{actor.size!r}"/>'
    if actor.shape in _SHAPES:
        looks += f'<viz:shape value="{actor.shape}"/>'
    return looks


def _edge(tie: TieRecord, names: list[str]) -> str:
    parts = [f"<edge source={quoted(names[tie.source])} target={quoted(names[tie.target])}"]
    parts.append(f' type="{tie.direction}"')
    for name, text in (("id", tie.id), ("label", tie.label), ("kind", tie.type)):
        if text:
            parts.append(f" {name}={quoted(text)}")
    if tie.weight is not None:
        parts.append(f' weight="{tie.weight!r}"')
    return "".join(parts) + _time(tie) + ">"
