"""Read Oligrapher maps, old (lists of entities and rels) and new (nodes and edges by id)."""

from __future__ import annotations

from weft.sna.io.json_values import as_cell, as_list, as_object, as_text
from weft.sna.io.records import Cell, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_NODE = {
    "name": "name", "x": "x", "y": "y", "color": "colour", "image": "image", "url": "website",
    "description": "description", "scale": "size", "primary_type": "kind", "type": "kind",
    "blurb": "description",
}  # fmt: skip
_SHAPING = (
    "edgeids",
    "id",
    "node1_id",
    "node2_id",
    "arrow",
    "entity1_id",
    "entity2_id",
)


def is_oligrapher(content: object) -> bool:
    """Whether a JSON file is an Oligrapher map of either kind."""
    return isinstance(content, dict) and (_is_old(content) or _is_new(content))


def _is_old(content: dict[str, object]) -> bool:
    return isinstance(content.get("entities"), list) and isinstance(content.get("rels"), list)


def _is_new(content: dict[str, object]) -> bool:
    graph = content.get("graph", content)
    if isinstance(graph, dict) and isinstance(graph.get("graph"), dict):
        graph = graph["graph"]
    return isinstance(graph, dict) and isinstance(graph.get("nodes"), dict)


def read_oligrapher(content: dict[str, object], source: Source) -> NetworkFile:
    """Read an Oligrapher map; captions and annotations are kept as they are."""
    nodes = RecordTable(source.name, "nodes", "actors")
    edges = RecordTable(source.name, "edges", "ties")
    graph = as_object(content.get("graph")) or content
    if _is_old(content):
        entities, relations = as_list(content["entities"]), as_list(content["rels"])
        kept = {"texts": content.get("texts")}
    else:
        graph = as_object(graph.get("graph")) or graph
        entities = _with_ids(graph.get("nodes"))
        relations = _with_ids(graph.get("edges"))
        kept = {"captions": graph.get("captions")}
    for row, item in enumerate(entities, start=1):
        _add_node(row, as_object(item), nodes)
    for row, item in enumerate(relations, start=1):
        _add_edge(row, as_object(item), edges)
    file = NetworkFile("oligrapher", [nodes.table(), edges.table()], "undirected")
    kept |= {key: content.get(key) for key in ("title", "annotations", "settings")}
    file.extras = {key: value for key, value in kept.items() if value}
    counted = [
        f"{len(value):,} {key}"
        for key, value in file.extras.items()
        if isinstance(value, (list, dict)) and key != "settings"
    ]
    if counted:
        message = f"Kept as they are, though Weft does not draw them: {', '.join(counted)}."
        file.notes.append(Note(source.name, None, message))
    return file


def _with_ids(values: object) -> list[object]:
    if isinstance(values, list):
        return values
    return [{"id": key, **as_object(value)} for key, value in as_object(values).items()]


def _flat(record: dict[str, object]) -> dict[str, object]:
    """Older maps keep what is shown in an object of its own, `display`."""
    return {**as_object(record.get("display")), **record}


def _add_node(row: int, item: dict[str, object], nodes: RecordTable) -> None:
    record = _flat(item)
    known: dict[str, Cell] = {"id": as_text(record.get("id"))}
    fields: dict[str, Cell] = {}
    for key, value in record.items():
        meaning = _NODE.get(key)
        if meaning and meaning not in known:
            known[meaning] = as_cell(value)
        elif key.lower() not in _SHAPING and key not in ("display", "status"):
            fields[key] = as_cell(value)
    nodes.add(row, known, fields)


def _add_edge(row: int, item: dict[str, object], edges: RecordTable) -> None:
    record = _flat(item)
    source = as_text(record.get("node1_id")) or as_text(record.get("entity1_id"))
    target = as_text(record.get("node2_id")) or as_text(record.get("entity2_id"))
    arrow = record.get("arrow")
    direction = "undirected"
    if arrow in ("1->2", "right", "2", "->") or record.get("is_directional") is True:
        direction = "directed"
    elif arrow in ("2->1", "left", "1", "<-"):
        direction, source, target = "directed", target, source
    elif arrow in ("both", "<->"):
        direction = "mutual"
    known: dict[str, Cell] = {
        "id": as_text(record.get("id")),
        "source": source,
        "target": target,
        "direction": direction,
    }
    fields: dict[str, Cell] = {}
    for key, value in record.items():
        if key in ("label", "description"):
            known[key] = as_cell(value)
        elif key.lower() not in _SHAPING and key not in (
            "display",
            "status",
            "is_directional",
        ):
            fields[key] = as_cell(value)
    edges.add(row, known, fields)
