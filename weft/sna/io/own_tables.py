"""The tables that Weft itself writes: their headings, and cells that come back unchanged."""

from __future__ import annotations

import json
import re

from weft.sna.io.cell_values import to_number
from weft.sna.io.json_values import as_cell, as_list
from weft.sna.io.records import ACTOR_FIELDS, IGNORE, TIE_FIELDS, Cell, Table

#: The headings of Kumu where it has one, so that Kumu understands the sheet.
ACTOR_HEADINGS: dict[str, str] = {
    "id": "ID", "name": "Label", "kind": "Type", "tags": "Tags", "description": "Description",
    "place": "Place", "region": "Region", "latitude": "Latitude", "longitude": "Longitude",
    "website": "URL", "email": "Email", "image": "Image", "colour": "Colour", "size": "Size",
    "shape": "Shape", "x": "X", "y": "Y", "start": "Start date", "end": "End date",
    "public_id": "Public ID", "layer": "Layer",
}  # fmt: skip
TIE_HEADINGS: dict[str, str] = {
    "source": "From", "target": "To", "direction": "Direction", "type": "Type",
    "label": "Label", "tags": "Tags", "description": "Description", "weight": "Weight",
    "rung": "Rung", "colour": "Colour", "start": "Start date", "end": "End date", "id": "ID",
    "layer": "Layer",
}  # fmt: skip
#: Kumu draws places from this column; it repeats latitude and longitude, so we skip it.
LOCATION = "Location"
#: Names that Kumu forbids or gives a meaning of its own.
RESERVED = (
    "yes", "no", "on", "off", "true", "false", "location", "_id", "attributes", "reversed",
    "delayed", "weft", "element type", "connection type",
)  # fmt: skip
#: CSV has one column for every meaning, so that the first row shows that it is ours.
CSV_ACTORS: tuple[str, ...] = ACTOR_FIELDS
CSV_TIES: tuple[str, ...] = (
    "id", "source", "source_name", "target", "target_name",
    *(name for name in TIE_FIELDS if name not in ("id", "source", "target", "source_kind",
                                                  "target_kind")),
)  # fmt: skip

#: The columns that the first version wrote; newer ones follow them.
FIRST_CSV_ACTORS = CSV_ACTORS[: CSV_ACTORS.index("public_id")]
FIRST_CSV_TIES = CSV_TIES[: CSV_TIES.index("layer")]

_RISKY = re.compile("'*(\\s*[=+\\-@＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?\Z", re.ASCII)


def neutralise(text: str) -> str:
    """Keep a spreadsheet from running a cell: put ' before what it would take for a formula."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.match(text) else text


def take_off_prefix(text: str) -> str:
    """Undo `neutralise`."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def join_list(values: list[str]) -> str:
    """Join values with |, marking a | inside one so that it is not taken for an end."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def split_list(text: str) -> list[str]:
    """Undo `join_list`."""
    values = [""]
    escaped = False
    for letter in text:
        if escaped:
            values[-1] += letter
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == "|":
            values.append("")
        else:
            values[-1] += letter
    return [value for value in values if value]


def encode_cell(value: Cell, kind: str) -> str:
    """Write a field as text that `decode_cell` reads back."""
    if value is None:
        return ""
    if kind in ("mixed", "number"):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return join_list(value)
    return repr(value) if isinstance(value, float) else str(value)


def decode_cell(value: Cell, kind: str) -> Cell:
    """Read a field as the type that the export noted for its column."""
    if value is None or value == "":
        return None
    if kind in ("int", "float") and not isinstance(value, bool):
        return _number(value, kind)
    return _decode_text(value, kind) if isinstance(value, str) else value


def _decode_text(text: str, kind: str) -> Cell:
    if kind == "list":
        return split_list(text)
    if kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind in ("mixed", "number"):
        try:
            return as_cell(json.loads(text))
        except (ValueError, RecursionError):
            return text
    return text


def _number(value: Cell, kind: str) -> Cell:
    if isinstance(value, str) and kind == "int":
        try:
            return int(value)
        except ValueError:
            return value
    number = to_number(value)
    if number is None:
        return value
    if kind == "int" and number.is_integer() and not isinstance(value, int):
        return int(number)
    return value if kind == "int" else number


def restore_types(table: Table, headings: dict[str, str], schema: object) -> Table:
    """Give a table of ours its mapping, its fields their names and its cells their types."""
    noted: dict[str, tuple[str, str]] = {}
    for item in as_list(schema):
        if isinstance(item, list) and len(item) == 3 and all(isinstance(x, str) for x in item):
            noted[item[0]] = (item[1], item[2])
    meanings = {heading: meaning for meaning, heading in headings.items()}
    columns: dict[str, list[Cell]] = {}
    mapping: dict[str, str] = {}
    own_names = {name for name, _ in noted.values()}
    for heading, cells in table.columns.items():
        if heading in noted:
            name, kind = noted[heading]
            columns[name] = [decode_cell(cell, kind) for cell in cells]
        else:
            meaning = meanings.get(heading)
            name = heading
            while name in own_names or name in columns:
                name += "*"
            if heading.lower() == LOCATION.lower():
                meaning = IGNORE
            columns[name] = _tags(cells) if meaning == "tags" else cells
            if meaning:
                mapping[name] = meaning
    return Table(
        table.file,
        table.name,
        table.role,
        columns,
        table.rows,
        mapping,
        table.refused,
        typed=True,
    )


def _tags(cells: list[Cell]) -> list[Cell]:
    return [split_list(cell) if isinstance(cell, str) else cell for cell in cells]
