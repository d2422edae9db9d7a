"""Read GEXF 1.1 to 1.3: mixed directions, lists, colours and positions, and time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from weft.sna.io.cell_values import clean_text, to_number
from weft.sna.io.records import Cell, Direction, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source
from weft.sna.io.xml_stream import Element, stream_elements

_WANTED = frozenset({"meta", "attributes", "node", "edge"})
_INTEGERS = ("integer", "long", "short", "byte", "biginteger", "int")
_DECIMALS = ("float", "double", "bigdecimal")
_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,\]]*))\s*(?:,|\]|$)""")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
#: Our own attributes begin with this in their `id`, so that they never meet a column.
OWN = "weft_"


@dataclass(slots=True)
class _Attribute:
    title: str
    type: str
    default: Cell = None


@dataclass(slots=True)
class _State:
    file: str
    nodes: RecordTable
    edges: RecordTable
    direction: Direction = "undirected"
    node_attributes: dict[str, _Attribute] = field(default_factory=dict)
    edge_attributes: dict[str, _Attribute] = field(default_factory=dict)
    known_nodes: set[str] = field(default_factory=set)
    changing: set[str] = field(default_factory=set)
    spells: int = 0
    is_ours: bool = False
    extras: dict[str, object] = field(default_factory=dict)


def read_gexf(source: Source) -> NetworkFile:
    """Read one GEXF file."""
    state = _State(
        source.name,
        RecordTable(source.name, "nodes", "actors"),
        RecordTable(source.name, "edges", "ties"),
    )
    for element in stream_elements(source.content(), source.name, _WANTED):
        if element.tag == "graph":
            state.direction = _direction(element.get("defaultedgetype"), "undirected")
        elif element.tag == "attributes":
            _declare(element, state)
        elif element.tag == "node":
            _read_node(element, state, "")
        elif element.tag == "edge":
            _read_edge(element, state)
        elif element.tag == "meta":
            words = {c.tag: c.text.strip() for c in element.children if c.text.strip()}
            state.is_ours = words.get("creator") == "Weft"
            if words and not state.is_ours:
                state.extras["gexf_meta"] = words
    tables = [state.nodes.table(), state.edges.table()]
    file = NetworkFile("gexf", tables, state.direction, extras=state.extras)
    file.notes.extend(_time_notes(state))
    return file


def _direction(word: str, default: Direction) -> Direction:
    word = word.lower()
    if word in ("directed", "undirected", "mutual"):
        return "directed" if word == "directed" else "mutual" if word == "mutual" else "undirected"
    return default


def _declare(element: Element, state: _State) -> None:
    is_edge = element.get("class").lower() == "edge"
    declared = state.edge_attributes if is_edge else state.node_attributes
    for child in element.children:
        if child.tag != "attribute":
            continue
        identifier = child.get("id")
        attribute = _Attribute(child.get("title") or identifier, child.get("type", "string"))
        for inner in child.children:
            if inner.tag == "default" and inner.text.strip():
                attribute.default = read_value(inner.text, attribute.type)
        declared[identifier] = attribute


def read_value(text: str, kind: str) -> Cell:
    """Read a value as the type that the file declares for it, else as words."""
    kind = kind.lower()
    if kind.startswith("list"):
        return split_list(text)
    word = text.strip()
    try:
        if kind in _INTEGERS:
            return int(word) if len(word) < 20 else word
        if kind in _DECIMALS:
            return float(word)
    except ValueError:
        return clean_text(text)
    if kind == "boolean" and word.lower() in ("true", "false", "1", "0"):
        return word.lower() in ("true", "1")
    return clean_text(text)


def split_list(text: str) -> list[str]:
    """Read `[a, "b"]`, `a|b`, `a;b` and `a, b` as lists."""
    text = text.strip()
    if not text.startswith("["):
        for separator in "|;,":
            if separator in text:
                return [part.strip() for part in text.split(separator) if part.strip()]
        return [text] if text else []
    values: list[str] = []
    place = 1
    while place < len(text) and text[place] != "]":
        match = _QUOTED.match(text, place)
        if match is None or match.end() == place:
            values.append(text[place:].rstrip("]").strip())
            break
        quoted = match[1] if match[1] is not None else match[2]
        if quoted is None:
            values.append((match[3] or "").strip())
        else:
            values.append(
                re.sub(
                    r"\\(.)",
                    lambda m: _ESCAPES.get(m[1], m[1]),
                    quoted,
                    flags=re.DOTALL,
                )
            )
        place = match.end()
        if text[place - 1] == "]":
            break
    return [value for value in values if value]


def _read_node(element: Element, state: _State, parent: str) -> None:
    identifier = element.get("id").strip()
    known: dict[str, Cell] = {"id": identifier, "name": element.get("label")}
    fields: dict[str, Cell] = {}
    if parent := element.get("pid") or parent:
        fields["parent"] = parent
    _read_time(element, known, fields, state)
    nested: list[Element] = []
    for child in element.children:
        if child.tag in ("attvalues", "attvalue"):
            values = child.children if child.tag == "attvalues" else [child]
            _read_attributes(values, state.node_attributes, known, fields, state)
        elif child.tag == "color":
            known["colour"] = _colour(child)
        elif child.tag == "position":
            known["x"], known["y"] = _number(child, "x"), _number(child, "y")
        elif child.tag == "size":
            known["size"] = _number(child, "value")
        elif child.tag == "shape":
            known["shape"] = child.get("value") or child.get("uri")
        elif child.tag == "nodes":
            nested.extend(each for each in child.children if each.tag == "node")
        elif child.tag == "edges":
            for each in child.children:
                _read_edge(each, state)
    _fill_defaults(state.node_attributes, fields)
    state.nodes.add(element.line, known, fields)
    for each in nested:
        _read_node(each, state, identifier)


def _read_edge(element: Element, state: _State) -> None:
    if element.tag != "edge":
        return
    direction = _direction(element.get("type"), state.direction)
    known: dict[str, Cell] = {
        "id": element.get("id"),
        "source": element.get("source").strip(),
        "target": element.get("target").strip(),
        "direction": direction,
    }
    fields: dict[str, Cell] = {}
    for name, meaning in (("label", "label"), ("kind", "type")):
        if element.get(name):
            known[meaning] = element.get(name)
    if element.get("weight"):
        known["weight"] = element.get("weight")
    _read_time(element, known, fields, state)
    for child in element.children:
        if child.tag in ("attvalues", "attvalue"):
            values = child.children if child.tag == "attvalues" else [child]
            _read_attributes(values, state.edge_attributes, known, fields, state)
        elif child.tag == "color":
            known["colour"] = _colour(child)
        elif child.tag == "thickness":
            fields["thickness"] = to_number(child.get("value"))
        elif child.tag == "shape":
            fields["shape"] = child.get("value")
    _fill_defaults(state.edge_attributes, fields)
    state.edges.add(element.line, known, fields)


def _number(element: Element, name: str) -> Cell:
    return element.get(name) or None


def _colour(element: Element) -> Cell:
    if element.get("hex"):
        return element.get("hex")
    return f"rgb({element.get('r')}, {element.get('g')}, {element.get('b')})"


def _read_attributes(
    values: list[Element],
    declared: dict[str, _Attribute],
    known: dict[str, Cell],
    fields: dict[str, Cell],
    state: _State,
) -> None:
    moments: dict[str, list[str]] = {}
    for value in values:
        identifier = value.get("for") or value.get("id")
        attribute = declared.get(identifier) or _Attribute(identifier, "string")
        when = _when(value)
        if when:
            moments.setdefault(attribute.title, []).append(f"{value.get('value')} {when}")
            continue
        cell = read_value(value.get("value"), attribute.type)
        if identifier.startswith(OWN):
            known[identifier.removeprefix(OWN)] = cell
        elif _is_weight(attribute, cell, declared, state):
            known.setdefault("weight", cell)
        else:
            fields[attribute.title] = cell
    for title, texts in moments.items():
        still = fields.get(title)
        fields[title] = texts if still is None else [str(still), *texts]
        state.changing.add(title)


def _is_weight(
    attribute: _Attribute, cell: Cell, declared: dict[str, _Attribute], state: _State
) -> bool:
    """Some programs write the weight of a tie as an attribute; we never do."""
    is_tie = declared is state.edge_attributes and not state.is_ours
    return is_tie and attribute.title.lower() == "weight" and to_number(cell) is not None


def _when(element: Element) -> str:
    """Write the time of a value as `[start,end]`, with round brackets where it is open."""
    get = element.get
    if get("timestamp"):
        return f"[{get('timestamp')}]"
    start, end = get("start") or get("startopen"), get("end") or get("endopen")
    if not start and not end:
        return get("timestamps") or get("intervals")
    left = "(" if get("startopen") else "["
    right = ")" if get("endopen") else "]"
    return f"{left}{start},{end}{right}"


def _read_time(
    element: Element, known: dict[str, Cell], fields: dict[str, Cell], state: _State
) -> None:
    get = element.get
    start, end = get("start") or get("startopen"), get("end") or get("endopen")
    spells = [each for each in (get("intervals"), get("timestamps")) if each]
    for child in element.children:
        if child.tag in ("spells", "slices"):
            spells.extend(_when(spell) for spell in child.children)
            first, last = child.children[:1], child.children[-1:]
            if first and not start:
                start = first[0].get("start") or first[0].get("startopen")
            if last and not end:
                end = last[0].get("end") or last[0].get("endopen")
    if get("timestamp"):
        start = start or get("timestamp")
        end = end or get("timestamp")
    if start:
        known["start"] = start
    if end:
        known["end"] = end
    if spells:
        fields["spells"] = [spell for spell in spells if spell]
        state.spells += 1


def _fill_defaults(declared: dict[str, _Attribute], fields: dict[str, Cell]) -> None:
    for identifier, attribute in declared.items():
        if attribute.default is not None and not identifier.startswith(OWN):
            fields.setdefault(attribute.title, attribute.default)


def _time_notes(state: _State) -> list[Note]:
    notes = []
    if state.changing:
        names = ", ".join(f"“{name}”" for name in sorted(state.changing))
        message = (
            f"Values that change over time ({names}) are kept as lists of values with their "
            "times; Weft draws none of the changes."
        )
        notes.append(Note(state.file, None, message))
    if state.spells:
        message = (
            f"{state.spells:,} actors or ties come and go more than once: all times are kept in "
            "the field “spells”, and the first start and the last end are used."
        )
        notes.append(Note(state.file, None, message))
    return notes
