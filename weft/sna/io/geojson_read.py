"""Read places on a map (GeoJSON points), and plain JSON lists of records, as directories."""

from __future__ import annotations

from weft.sna.io.headings import guess_actor_mapping, guess_tie_mapping
from weft.sna.io.json_values import as_list, as_object, as_text, flat_fields
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, NetworkFile, Note, Table
from weft.sna.io.records_table import RecordTable
from weft.sna.io.row_tables import give_meaning
from weft.sna.io.source import Source

_LAT, _LONG = "geometry latitude", "geometry longitude"


def is_geojson(content: object) -> bool:
    """Whether a JSON file is a list of places."""
    return isinstance(content, dict) and content.get("type") in (
        "FeatureCollection",
        "Feature",
    )


def read_geojson(content: dict[str, object], source: Source) -> NetworkFile:
    """Read every point as an actor with its properties as fields."""
    features = as_list(content.get("features")) or [content]
    records = RecordTable(source.name, "places", "directory")
    refused: list[Note] = []
    for row, item in enumerate(features, start=1):
        feature = as_object(item)
        geometry = as_object(feature.get("geometry"))
        kind = as_text(geometry.get("type"))
        cells = flat_fields(as_object(feature.get("properties")))
        if feature.get("id") is not None and "id" not in cells:
            cells["id"] = as_text(feature["id"])
        if kind == "Point":
            point = as_list(geometry.get("coordinates"))
            if len(point) >= 2:
                cells[_LONG], cells[_LAT] = as_text(point[0]), as_text(point[1])
        elif kind:
            message = f"This place is a {kind} and Weft takes points; give one point for it."
            refused.append(Note(source.name, row, message))
            continue
        records.add(row, {}, cells)
    table = records.table()
    table.refused = refused
    table.mapping = guess_actor_mapping(_without_geometry(table))
    table.mapping.update({h: m for h, m in ((_LAT, "latitude"), (_LONG, "longitude"))
                          if h in table.columns})  # fmt: skip
    return NetworkFile("geojson", [table], refused=list(refused))


def _without_geometry(table: Table) -> dict[str, list[Cell]]:
    has_points = _LAT in table.columns
    positions = ("latitude", "longitude", "lat", "lon", "lng", "long")
    return {
        heading: cells
        for heading, cells in table.columns.items()
        if heading not in (_LAT, _LONG) and not (has_points and heading.lower() in positions)
    }


def read_record_list(items: list[object], source: Source, name: str = "") -> NetworkFile:
    """Read a list of like records, guessing what they are from their keys."""
    records = RecordTable(source.name, name or "records", "unknown")
    for row, item in enumerate(items, start=1):
        if isinstance(item, dict):
            records.add(row, {}, flat_fields(item))
        elif isinstance(item, list) and 2 <= len(item) <= 3:
            keys = ("source", "target", "weight")
            pair = {key: as_text(value) for key, value in zip(keys, item, strict=False)}
            records.add(row, {}, dict(pair))
    table = records.table()
    if not len(table):
        raise FileProblem(
            "This JSON file holds no list of actors or ties that Weft knows; export it in "
            "another format.",
            source.name,
        )
    direction = give_meaning(table)
    return NetworkFile("json", [table], direction)


def read_node_link(content: dict[str, object], source: Source) -> NetworkFile:
    """Read JSON with a list of nodes and a list of links, as D3 and NetworkX write it."""
    file = NetworkFile("json", [])
    if isinstance(content.get("nodes"), list) and content["nodes"]:
        part = read_record_list(as_list(content["nodes"]), source, "nodes")
        for table in part.tables:
            table.role, table.mapping = "actors", guess_actor_mapping(table.columns)
        file.tables.extend(part.tables)
    for key in ("links", "edges", "ties", "relations"):
        links = as_list(content.get(key))
        if links:
            part = read_record_list(links, source, key)
            for table in part.tables:
                table.role, table.mapping = "ties", guess_tie_mapping(table.columns)
            file.tables.extend(part.tables)
            file.direction = "undirected" if content.get("directed") is False else part.direction
            break
    return file
