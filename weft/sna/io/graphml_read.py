"""Read GraphML: typed keys with defaults, mixed directions, nested graphs, and the position,
colour and size that Gephi writes as plain keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.sna.io.cell_values import to_number
from weft.sna.io.gexf_read import OWN, read_value
from weft.sna.io.records import Cell, Direction, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source
from weft.sna.io.xml_stream import Element, stream_elements

_WANTED = frozenset({"key", "node", "edge", "hyperedge", "data", "desc"})
#: Keys that Gephi, yEd and igraph write for what other formats have a place for.
_NODE_NAMES = {
    "label": "name", "name": "name", "x": "x", "y": "y", "size": "size", "latitude": "latitude",
    "longitude": "longitude", "description": "description", "url": "website",
    "website": "website", "email": "email", "image": "image", "type": "kind", "kind": "kind",
    "color": "colour", "colour": "colour", "shape": "shape", "tags": "tags",
}  # fmt: skip
_EDGE_NAMES = {
    "weight": "weight", "label": "label", "edge label": "label", "edgelabel": "label",
    "type": "type", "description": "description", "color": "colour", "colour": "colour",
}  # fmt: skip


@dataclass(slots=True)
class _Key:
    name: str
    type: str
    default: Cell = None


@dataclass(slots=True)
class _State:
    file: str
    nodes: RecordTable
    edges: RecordTable
    direction: Direction = "undirected"
    node_keys: dict[str, _Key] = field(default_factory=dict)
    edge_keys: dict[str, _Key] = field(default_factory=dict)
    undeclared: set[str] = field(default_factory=set)
    hyperedges: int = 0


def read_graphml(source: Source) -> NetworkFile:
    """Read one GraphML file."""
    state = _State(
        source.name,
        RecordTable(source.name, "nodes", "actors"),
        RecordTable(source.name, "edges", "ties"),
    )
    for element in stream_elements(source.content(), source.name, _WANTED):
        _read(element, state, "", state.direction)
        if element.tag == "graph":
            state.direction = _default_direction(element)
    tables = [state.nodes.table(), state.edges.table()]
    notes = _notes(state)
    return NetworkFile("graphml", tables, state.direction, notes)


def _notes(state: _State) -> list[Note]:
    notes = []
    if state.undeclared:
        names = ", ".join(f"“{name}”" for name in sorted(state.undeclared)[:5])
        message = f"The file uses columns that it never describes ({names}); read as words."
        notes.append(Note(state.file, None, message))
    if state.hyperedges:
        message = f"{state.hyperedges:,} ties join more than two actors and were left out."
        notes.append(Note(state.file, None, message))
    return notes


def _default_direction(element: Element) -> Direction:
    return "directed" if element.get("edgedefault") == "directed" else "undirected"


def _read(element: Element, state: _State, parent: str, direction: Direction) -> None:
    if element.tag == "key":
        _declare(element, state)
    elif element.tag == "node":
        _read_node(element, state, parent)
    elif element.tag == "edge":
        _read_edge(element, state, direction)
    elif element.tag == "hyperedge":
        state.hyperedges += 1
    elif element.tag == "graph":
        inner = _default_direction(element)
        for child in element.children:
            _read(child, state, parent, inner)


def _declare(element: Element, state: _State) -> None:
    identifier = element.get("id")
    key = _Key(element.get("attr.name") or identifier, element.get("attr.type", "string"))
    for child in element.children:
        if child.tag == "default" and child.text.strip():
            key.default = read_value(child.text, key.type)
    target = element.get("for", "all")
    if target in ("node", "all"):
        state.node_keys[identifier] = key
    if target in ("edge", "all"):
        state.edge_keys[identifier] = key


def _own_value(text: str, name: str) -> Cell:
    return read_value(text, "liststring" if name == "tags" else "string")


def _values(
    element: Element, keys: dict[str, _Key], names: dict[str, str], state: _State
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    known: dict[str, Cell] = {}
    fields: dict[str, Cell] = {}
    given: set[str] = set()
    for child in element.children:
        if child.tag != "data":
            continue
        identifier = child.get("key")
        given.add(identifier)
        if identifier.startswith(OWN):
            name = identifier.removeprefix(OWN).removesuffix("_tie")
            known[name] = _own_value(child.text, name)
            continue
        key = keys.get(identifier)
        if key is None:
            state.undeclared.add(identifier)
            key = _Key(identifier, "string")
        _place(key.name, read_value(child.text, key.type), names, known, fields)
    for identifier, key in keys.items():
        if key.default is not None and identifier not in given:
            _place(key.name, key.default, names, known, fields)
    return known, fields


def _place(
    name: str,
    value: Cell,
    names: dict[str, str],
    known: dict[str, Cell],
    fields: dict[str, Cell],
) -> None:
    meaning = names.get(name.lower())
    if value is None or value == "":
        return
    numeric = ("x", "y", "size", "weight", "latitude", "longitude")
    unread = meaning in numeric and to_number(value) is None
    if meaning is None or meaning in known or unread:
        fields[name] = value
    else:
        known[meaning] = value


def _take_colour(known: dict[str, Cell], fields: dict[str, Cell]) -> None:
    """Gephi writes the colour as three keys: r, g and b."""
    if not all(isinstance(fields.get(each), (int, float)) for each in "rgb"):
        return
    red, green, blue = (fields.pop(each) for each in "rgb")
    known.setdefault("colour", f"rgb({red}, {green}, {blue})")


def _is_ours(keys: dict[str, _Key]) -> bool:
    return any(identifier.startswith(OWN) for identifier in keys)


def _read_node(element: Element, state: _State, parent: str) -> None:
    identifier = element.get("id").strip()
    names = {} if _is_ours(state.node_keys) else _NODE_NAMES
    known, fields = _values(element, state.node_keys, names, state)
    known["id"] = identifier
    if names:
        _take_colour(known, fields)
    if parent:
        fields["parent"] = parent
    state.nodes.add(element.line, known, fields)
    for child in element.children:
        if child.tag == "graph":
            _read(child, state, identifier, state.direction)


def _read_edge(element: Element, state: _State, direction: Direction) -> None:
    names = {} if _is_ours(state.edge_keys) else _EDGE_NAMES
    known, fields = _values(element, state.edge_keys, names, state)
    if names:
        _take_colour(known, fields)
    word = element.get("directed").lower()
    if word in ("true", "false"):
        direction = "directed" if word == "true" else "undirected"
    known.setdefault("direction", direction)
    known["id"] = element.get("id")
    known["source"] = element.get("source").strip()
    known["target"] = element.get("target").strip()
    state.edges.add(element.line, known, fields)
