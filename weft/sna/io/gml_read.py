"""Read GML: nodes and edges as nested keys, with positions and colours under `graphics`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from weft.sna.io.cell_values import clean_text, to_number
from weft.sna.io.limits import MAX_DEPTH, MAX_WORDS, check_words
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, NetworkFile
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_TOKEN = re.compile(r'\s+|#[^\n]*|(\[)|(\])|"([^"]*)"|([^\s\[\]"]+)')
#: A list of keys and values, where a value may be such a list itself.
Pairs = list[tuple[str, "object", int]]
_NODE = {
    "label": "name", "name": "name", "x": "x", "y": "y", "fill": "colour", "color": "colour",
    "type": "kind", "description": "description", "url": "website",
}  # fmt: skip
_EDGE = {"label": "label", "weight": "weight", "value": "weight", "fill": "colour",
         "color": "colour", "type": "type", "description": "description"}  # fmt: skip


def looks_like_gml(text: str) -> bool:
    """Whether a text has `graph [`, after comments and a line on who made it."""
    return re.search(r"^\s*graph\s*\[", text[:20_000], re.MULTILINE) is not None


def read_gml(source: Source) -> NetworkFile:
    """Read one GML file."""
    content = _parse(source.text(), source.name)
    graph = next((value for key, value, _ in content if key == "graph"), None)
    if not isinstance(graph, list):
        raise FileProblem("This file holds no graph; export the network again.", source.name)
    directed = any(key == "directed" and value == 1 for key, value, _ in graph)
    nodes = RecordTable(source.name, "nodes", "actors")
    edges = RecordTable(source.name, "edges", "ties")
    for key, value, line in graph:
        if not isinstance(value, list):
            continue
        if key == "node":
            nodes.add(line, *_record(value, _NODE, ("id",)))
        elif key == "edge":
            edges.add(line, *_record(value, _EDGE, ("id", "source", "target")))
    tables = [nodes.table(), edges.table()]
    direction = "directed" if directed else "undirected"
    return NetworkFile(
        "gml",
        tables,
        "directed" if direction == "directed" else "undirected",
        list(source.notes),
    )


def _parse(text: str, file: str) -> Pairs:
    root: Pairs = []
    stack: list[Pairs] = [root]
    key, key_line = "", 1
    for count, (kind, word, line) in enumerate(_tokens(text, file)):
        if count > MAX_WORDS:
            check_words(count, file)
        if kind == "]":
            if len(stack) == 1 or key:
                raise FileProblem("A bracket closes too early; export it again.", file, line)
            stack.pop()
        elif kind == "[":
            if not key:
                raise FileProblem("A bracket opens without a name; export it again.", file, line)
            if len(stack) > MAX_DEPTH:
                raise FileProblem("Brackets inside brackets without end; export again.", file, line)
            inner: Pairs = []
            stack[-1].append((key, inner, key_line))
            stack.append(inner)
            key = ""
        elif not key:
            key, key_line = word.lower(), line
        else:
            stack[-1].append((key, _value(kind, word), key_line))
            key = ""
    if len(stack) > 1:
        raise FileProblem("The file breaks off before its end; export it again.", file, key_line)
    return root


def _tokens(text: str, file: str) -> Iterator[tuple[str, str, int]]:
    place, line = 0, 1
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise FileProblem("A quotation mark is never closed; export it again.", file, line)
        if match[1] or match[2]:
            yield match[0], match[0], line
        elif match[3] is not None:
            yield "text", match[3], line
        elif match[4]:
            yield "word", match[4], line
        line += match[0].count("\n")
        place = match.end()


def _value(kind: str, word: str) -> Cell:
    if kind == "text":
        return clean_text(html.unescape(word))
    number = to_number(word)
    if number is None:
        return clean_text(word)
    return int(word) if re.fullmatch(r"[+-]?\d{1,15}", word, re.ASCII) else number


def _record(
    pairs: Pairs, meanings: dict[str, str], ends: tuple[str, ...]
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    known: dict[str, Cell] = {}
    fields: dict[str, Cell] = {}
    for key, value, _ in pairs:
        if isinstance(value, list):
            _read_nested(key, value, meanings, known, fields)
        elif key in ends:
            known[key] = _cell(value)
        elif (meaning := meanings.get(key)) and meaning not in known:
            known[meaning] = _cell(value)
        elif key in fields:
            before = fields[key]
            fields[key] = [
                *(before if isinstance(before, list) else [str(before)]),
                str(value),
            ]
        else:
            fields[key] = _cell(value)
    return known, fields


def _read_nested(
    key: str,
    pairs: Pairs,
    meanings: dict[str, str],
    known: dict[str, Cell],
    fields: dict[str, Cell],
) -> None:
    """Take the looks out of `graphics`; of any other list, each value becomes a field."""
    for inner, value, _ in pairs:
        if isinstance(value, list):
            _read_nested(f"{key} {inner}", value, {}, known, fields)
        elif key == "graphics" and meanings.get(inner) in ("x", "y", "colour"):
            known.setdefault(meanings[inner], _cell(value))
        elif key == "graphics" and inner == "w" and meanings is _NODE:
            known.setdefault("size", _cell(value))
        elif key != "graphics":
            fields[f"{key} {inner}"] = _cell(value)


def _cell(value: object) -> Cell:
    return value if isinstance(value, (str, int, float)) else None
