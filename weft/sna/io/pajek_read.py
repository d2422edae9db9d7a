"""Read Pajek .net files: vertices, arcs, edges and their list forms, and colours by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from weft.sna.io.cell_values import to_number
from weft.sna.io.limits import check_rows
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_SHAPES = (
    "ellipse",
    "box",
    "diamond",
    "triangle",
    "cross",
    "empty",
    "house",
    "man",
    "woman",
)


@dataclass(slots=True)
class _State:
    file: str
    actors: RecordTable
    ties: RecordTable
    section: str = ""
    relation: str = ""
    count: int = 0
    seen: set[int] = field(default_factory=set)
    refused: list[Note] = field(default_factory=list)
    matrix_row: int = 0
    skipped: set[str] = field(default_factory=set)


def looks_like_pajek(text: str) -> bool:
    """Whether a text begins, after comments, with *Network or *Vertices."""
    return (
        re.match(r"(\s*%[^\n]*\n|\s)*\*(network|vertices|arcs|edges)", text, re.IGNORECASE)
        is not None
    )


def read_pajek(source: Source) -> NetworkFile:
    """Read one Pajek network."""
    state = _State(
        source.name,
        RecordTable(source.name, "vertices", "actors"),
        RecordTable(source.name, "ties", "ties"),
    )
    for number, line in enumerate(source.text().splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("%"):
            continue
        if stripped.startswith("*"):
            _begin(stripped, state, number)
            continue
        words = [match[1] if match[1] is not None else match[2]
                 for match in _WORD.finditer(stripped)]  # fmt: skip
        if state.section == "vertices":
            _add_vertex(words, state, number)
        elif state.section:
            _add_ties(words, state, number)
    for vertex in range(1, state.count + 1):
        if vertex not in state.seen:
            state.actors.add(1, {"id": str(vertex)}, {})
    tables = [state.actors.table(), state.ties.table()]
    tables[1].refused = list(state.refused)
    return NetworkFile("pajek", tables, "directed", list(source.notes), list(state.refused))


def _begin(line: str, state: _State, number: int) -> None:
    words = line[1:].split(None, 1)
    section = words[0].lower() if words else ""
    state.section, state.relation, state.matrix_row = section, "", 0
    rest = words[1] if len(words) > 1 else ""
    if section == "vertices":
        first = rest.split()
        if not first or not first[0].isascii() or not first[0].isdigit() or len(first[0]) > 9:
            message = "This line must say how many actors there are; export the network again."
            raise FileProblem(message, state.file, number)
        state.count = int(first[0])
        check_rows(state.count, state.file)
    elif match := re.search(r'"([^"]*)"', rest) or re.match(r"\s*:(\d+)", rest):
        state.relation = match[1]
    if section not in ("vertices", "arcs", "edges", "arcslist", "edgeslist", "matrix"):
        state.section = ""
        if section != "network":
            state.skipped.add(section[:40])


def _add_vertex(words: list[str], state: _State, number: int) -> None:
    if not words[0].isascii() or not words[0].isdigit() or len(words[0]) > 9:
        message = "This line does not begin with the number of an actor."
        state.refused.append(Note(state.file, number, message))
        return
    state.seen.add(int(words[0]))
    known: dict[str, Cell] = {"id": str(int(words[0]))}
    fields: dict[str, Cell] = {}
    if len(words) > 1:
        known["name"] = words[1]
    rest = words[2:]
    places: list[str] = []
    while rest and to_number(rest[0]) is not None and len(places) < 3:
        places.append(rest.pop(0))
    if len(places) >= 2:
        known["x"], known["y"] = places[0], places[1]
    while rest:
        word = rest.pop(0)
        if word.lower() in _SHAPES:
            known["shape"] = word.lower()
        elif rest:
            value = rest.pop(0)
            if word.lower() == "ic":
                known["colour"] = value
            else:
                fields[word] = value
    state.actors.add(number, known, fields)


def _add_ties(words: list[str], state: _State, number: int) -> None:
    section = state.section
    direction = "directed" if section.startswith("arc") or section == "matrix" else "undirected"
    if section == "matrix":
        state.matrix_row += 1
        for column, word in enumerate(words, start=1):
            if (to_number(word) or 0) != 0:
                pair: dict[str, Cell] = {"source": str(state.matrix_row), "target": str(column)}
                _add(state, number, {**pair, "direction": direction, "weight": word})
        return
    source, others = words[0].lstrip("-"), words[1:]
    if not others:
        state.refused.append(Note(state.file, number, "This tie has only one end."))
    elif section.endswith("list"):
        for other in others:
            _add(state, number, {"source": source, "target": other, "direction": direction})
    else:
        known: dict[str, Cell] = {"source": source, "target": others[0], "direction": direction}
        rest = others[1:]
        if rest and to_number(rest[0]) is not None:
            known["weight"] = rest.pop(0)
        while len(rest) >= 2:
            word, value = rest.pop(0), rest.pop(0)
            if word.lower() in ("l", "c"):
                known["label" if word.lower() == "l" else "colour"] = value
        _add(state, number, known)


def _add(state: _State, number: int, known: dict[str, Cell]) -> None:
    if state.relation:
        known["type"] = state.relation
    state.ties.add(number, known, {})
