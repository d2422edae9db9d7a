"""Read the JSON of graphology and of Gephi Lite, which wraps it."""

from __future__ import annotations

from weft.sna.io.cell_values import to_number
from weft.sna.io.json_values import as_cell, as_list, as_object, as_text
from weft.sna.io.records import Cell, Direction, NetworkFile
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_NODE = {
    "label": "name", "x": "x", "y": "y", "size": "size", "color": "colour", "tags": "tags",
    "type": "kind", "kind": "kind", "description": "description", "url": "website",
    "website": "website", "latitude": "latitude", "longitude": "longitude", "image": "image",
}  # fmt: skip
_EDGE = {"label": "label", "weight": "weight", "color": "colour", "type": "type"}
_NUMERIC = ("x", "y", "size", "weight", "latitude", "longitude")


def is_graphology(content: object) -> bool:
    """Whether a JSON file is a serialised graphology graph."""
    if not isinstance(content, dict) or not isinstance(content.get("nodes"), list):
        return False
    nodes = content["nodes"]
    first = as_object(nodes[0]) if nodes else {}
    return "key" in first or (not nodes and "edges" in content)


def is_gephi_lite(content: object) -> bool:
    """Whether a JSON file is a workspace of Gephi Lite."""
    if not isinstance(content, dict):
        return False
    return "graphDataset" in content or ("fullGraph" in content and "nodeData" in content)


def read_graphology(content: dict[str, object], source: Source) -> NetworkFile:
    """Read `nodes` and `edges` with their attributes."""
    return _read(content, source, {}, {}, "graphology")


def read_gephi_lite(content: dict[str, object], source: Source) -> NetworkFile:
    """Read the graph of a Gephi Lite workspace, whose attributes stand beside it."""
    data = as_object(content.get("graphDataset")) or content
    nodes = _merged(data, ("nodeData", "nodeRenderingData", "layout"))
    edges = _merged(data, ("edgeData", "edgeRenderingData"))
    return _read(as_object(data.get("fullGraph")), source, nodes, edges, "gephi-lite")


def _merged(data: dict[str, object], keys: tuple[str, ...]) -> dict[str, dict[str, object]]:
    merged: dict[str, dict[str, object]] = {}
    for key in keys:
        for identifier, values in as_object(data.get(key)).items():
            merged.setdefault(identifier, {}).update(as_object(values))
    return merged


def _read(
    graph: dict[str, object],
    source: Source,
    node_data: dict[str, dict[str, object]],
    edge_data: dict[str, dict[str, object]],
    key: str,
) -> NetworkFile:
    nodes = RecordTable(source.name, "nodes", "actors")
    edges = RecordTable(source.name, "edges", "ties")
    default: Direction = "directed"
    if as_object(graph.get("options")).get("type") == "undirected":
        default = "undirected"
    for row, item in enumerate(as_list(graph.get("nodes")), start=1):
        record = as_object(item)
        identifier = as_text(record.get("key"))
        values = {
            **as_object(record.get("attributes")),
            **node_data.get(identifier, {}),
        }
        known, fields = _split(values, _NODE)
        known["id"] = identifier
        nodes.add(row, known, fields)
    for row, item in enumerate(as_list(graph.get("edges")), start=1):
        record = as_object(item)
        identifier = as_text(record.get("key"))
        values = {
            **as_object(record.get("attributes")),
            **edge_data.get(identifier, {}),
        }
        known, fields = _split(values, _EDGE)
        known["id"] = identifier
        known["source"] = as_text(record.get("source"))
        known["target"] = as_text(record.get("target"))
        undirected = record.get("undirected")
        known["direction"] = (
            default if undirected is None else "undirected" if undirected else "directed"
        )
        edges.add(row, known, fields)
    file = NetworkFile(key, [nodes.table(), edges.table()], default)
    if attributes := as_object(graph.get("attributes")):
        file.extras["graph_attributes"] = attributes
    return file


def _split(
    values: dict[str, object], meanings: dict[str, str]
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    known: dict[str, Cell] = {}
    fields: dict[str, Cell] = {}
    for name, value in values.items():
        cell = as_cell(value)
        meaning = meanings.get(name.lower())
        fits = meaning not in _NUMERIC or to_number(cell) is not None
        if meaning and meaning not in known and fits and cell not in (None, ""):
            known[meaning] = cell
        else:
            fields[name] = cell
    return known, fields
