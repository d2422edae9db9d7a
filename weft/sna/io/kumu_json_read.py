"""Read Kumu JSON: the simple form, the full backup of a project, and files made for Kumu."""

from __future__ import annotations

from weft.sna.io.headings import plain_heading
from weft.sna.io.json_values import as_cell, as_list, as_object, as_text
from weft.sna.io.own_tables import ACTOR_HEADINGS, TIE_HEADINGS, restore_types
from weft.sna.io.records import Cell, Direction, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_ELEMENT = {
    "label": "name", "type": "kind", "element_type": "kind", "description": "description",
    "tags": "tags", "image": "image", "url": "website", "website": "website", "email": "email",
    "location": "place",
}  # fmt: skip
_CONNECTION = {
    "label": "label", "type": "type", "connection_type": "type", "description": "description",
    "tags": "tags", "weight": "weight", "strength": "weight",
}  # fmt: skip
_KEPT = ("loops", "maps", "perspectives", "presentations", "attributes")


def is_kumu(content: object) -> bool:
    """Whether a JSON file has the lists that Kumu writes."""
    return isinstance(content, dict) and isinstance(content.get("elements"), list)


def read_kumu_json(content: dict[str, object], source: Source) -> NetworkFile:
    """Read either form of Kumu JSON."""
    if isinstance(content.get("weft"), dict):
        return _read_own(content, source)
    elements = RecordTable(source.name, "elements", "actors")
    connections = RecordTable(source.name, "connections", "ties")
    positions, more_maps = _positions(content)
    for row, item in enumerate(as_list(content.get("elements")), start=1):
        record = as_object(item)
        known, fields = _split(record, _ELEMENT)
        known["id"] = as_text(record.get("_id")) or as_text(record.get("id"))
        if place := positions.get(str(known["id"])):
            known["x"], known["y"] = place
        elements.add(row, known, fields)
    for row, item in enumerate(as_list(content.get("connections")), start=1):
        record = as_object(item)
        known, fields = _split(record, _CONNECTION)
        known["id"] = as_text(record.get("_id")) or as_text(record.get("id"))
        for end, key in (("source", "from"), ("target", "to")):
            known[end] = as_text(record.get(key))
        known["direction"] = as_text(record.get("direction"))
        if record.get("reversed") is True and known["direction"] == "directed":
            known["source"], known["target"] = known["target"], known["source"]
        connections.add(row, known, fields)
    file = NetworkFile("kumu-json", [elements.table(), connections.table()], _direction(content))
    _keep_extras(content, file, source.name, more_maps)
    return file


def _direction(content: dict[str, object]) -> Direction:
    words = {
        as_text(as_object(item).get("direction")) for item in as_list(content.get("connections"))
    }
    return "directed" if words & {"directed"} else "undirected"


def _split(
    record: dict[str, object], meanings: dict[str, str]
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """Tell what Weft has a place for from the fields, at the top and under `attributes`."""
    known: dict[str, Cell] = {}
    fields: dict[str, Cell] = {}
    top = {key: value for key, value in record.items() if key != "attributes"}
    skipped = ("_id", "id", "from", "to", "direction", "reversed")
    for values in (top, as_object(record.get("attributes"))):
        for key, value in values.items():
            if values is top and key in skipped:
                continue
            cell = as_cell(value)
            if cell is None or cell in ("", []):
                continue
            meaning = meanings.get(plain_heading(key))
            if meaning and (meaning not in known or known[meaning] == cell):
                known[meaning] = cell
            else:
                fields[key] = cell
    if meanings is _CONNECTION and known.get("label") == known.get("type") is not None:
        known.pop("label")
    return known, fields


def _positions(content: dict[str, object]) -> tuple[dict[str, tuple[Cell, Cell]], int]:
    """Where elements stand on the default map, else on the first map."""
    maps = [as_object(each) for each in as_list(content.get("maps"))]
    if not maps:
        return {}, 0
    default = as_text(content.get("defaultMap"))
    chosen = next((each for each in maps if as_text(each.get("_id")) == default), maps[0])
    positions: dict[str, tuple[Cell, Cell]] = {}
    for item in as_list(chosen.get("elements")):
        node = as_object(item)
        place = as_object(node.get("position"))
        x, y = place.get("x"), place.get("y")
        if isinstance(x, (int, float)) and isinstance(y, (int, float)):
            positions[as_text(node.get("element"))] = (x, y)
    return positions, len(maps) - 1


def _keep_extras(content: dict[str, object], file: NetworkFile, name: str, more_maps: int) -> None:
    counted = []
    for key in _KEPT:
        values = content.get(key)
        if isinstance(values, list) and values:
            file.extras[key] = values
            what = {"attributes": "field descriptions"}.get(key, key)
            counted.append(f"{len(values):,} {what if len(values) > 1 else what[:-1]}")
    for key in (
        "name",
        "description",
        "defaultMap",
        "defaultPerspective",
        "attributeRelevance",
    ):
        if content.get(key):
            file.extras[key] = content[key]
    if counted:
        message = f"Kept as they are, though Weft does not draw them: {', '.join(counted)}."
        file.notes.append(Note(name, None, message))
    if more_maps:
        message = (
            "The positions of actors were taken from the default map; those of "
            f"{more_maps:,} other map{'s' if more_maps > 1 else ''} are only kept."
        )
        file.notes.append(Note(name, None, message))


def _read_own(content: dict[str, object], source: Source) -> NetworkFile:
    """Read the Kumu JSON that Weft wrote, with the types and names that it noted."""
    own = as_object(content.get("weft"))
    file = NetworkFile("kumu-json", [])
    for key, role, headings, schema in (
        ("elements", "actors", ACTOR_HEADINGS, own.get("actors")),
        ("connections", "ties", TIE_HEADINGS, own.get("ties")),
    ):
        table = RecordTable(source.name, key, "actors" if role == "actors" else "ties")
        for row, item in enumerate(as_list(content.get(key)), start=1):
            cells = {name: as_cell(value) for name, value in as_object(item).items()}
            table.add(row, {}, cells)
        lowered = {meaning: heading.lower() for meaning, heading in headings.items()}
        # JSON keeps the types of its values, so only the names need to be put back.
        names = [[*item[:2], "text"] for item in as_list(schema) if isinstance(item, list)]
        file.tables.append(restore_types(table.table(), lowered, names))
    file.extras = as_object(own.get("extras"))
    if loops := as_list(content.get("loops")):
        file.extras["loops"] = loops
    return file
