"""Read CSV in the ways people save it: any usual delimiter and encoding, with or without
headings, and the two-file exports of Gephi and Graph Commons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from weft.sna.io.headings import plain_heading
from weft.sna.io.limits import MAX_WORDS, check_words
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, NetworkFile, Note, Table
from weft.sna.io.row_tables import NumberedRow, give_meaning, read_rows
from weft.sna.io.source import Source

_DELIMITERS = ",;\t|"
#: The first line of the graphs of JuliaGraphs: how many actors and ties, and of what kind.
_GRAPH_LINE = re.compile(r"\s*(\d{1,9})\s*,\s*(\d{1,9})\s*,\s*([ud])\s*,[^,\r\n]*\r?\n")
_LONGEST_CELL = 1_000_000


def read_csv(source: Source) -> NetworkFile:
    """Read one file of rows as one table."""
    text = source.text()
    if match := _GRAPH_LINE.match(text):
        return _read_counted_graph(source, text, match)
    delimiter = find_delimiter(text)
    rows = numbered_rows(text, delimiter, source.name)
    found = read_rows(source.name, Path(source.name).stem, rows)
    if found is None:
        raise FileProblem("This file has no rows; choose a file with rows in it.", source.name)
    table = found.table
    result = NetworkFile("csv", [table], found.direction, list(source.notes))
    if not len(table) and len(table.columns) == 1:
        raise FileProblem(
            "This file holds no table that Weft can read; save your network as CSV or Excel.",
            source.name,
        )
    result.refused.extend(table.refused)
    result.format = format_of(table)
    return result


def find_delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the most cells, the same in each."""
    if match := re.match(r"sep=(.)\r?\n", text):
        return match[1]
    lines = [line for line in text[:65_536].splitlines()[:60] if line.strip()][:40]
    if len(lines) > 1 and len(text) > 65_536:
        lines.pop()
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = widths[0] * sum(width == widths[0] for width in widths) / len(widths)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def numbered_rows(text: str, delimiter: str, file: str) -> Iterator[NumberedRow]:
    """The rows of a CSV text, each with the number of the line on which it begins."""
    csv.field_size_limit(_LONGEST_CELL)
    body = text
    if re.match(r"sep=.\r?\n", text):
        body = text.split("\n", 1)[1]
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    shift = 0 if body is text else 1
    line = 1 + shift
    words = 0
    try:
        for cells in reader:
            words += len(cells)
            if words > MAX_WORDS:
                check_words(words, file)
            yield line, cells
            line = reader.line_num + 1 + shift
    except csv.Error as error:
        raise FileProblem(_reason(error), file, line) from None


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "This row holds a text of more than a million characters; close its quotation mark."
    return "This row cannot be read as a table; save the file again as CSV (UTF-8)."


def _read_counted_graph(source: Source, text: str, match: re.Match[str]) -> NetworkFile:
    """Read numbered actors and pairs of them, with the actors that have no tie."""
    count = int(match[1])
    body = numbered_rows(text[match.end() :], ",", source.name)
    pairs = [(number + 1, row) for number, row in body if row]
    found = read_rows(source.name, Path(source.name).stem, [(1, ["source", "target"]), *pairs])
    assert found is not None
    table = found.table
    seen = {*table.columns["source"], *table.columns["target"]}
    tables = [table]
    if len(seen) < count <= 10 * max(len(seen), 1_000):
        numbers: list[Cell] = [str(number) for number in range(1, count + 1)]
        actors = Table(source.name, "actors", "actors", {"id": numbers}, [1] * count, {"id": "id"})
        tables.insert(0, actors)
    direction = "directed" if match[3] == "d" else "undirected"
    notes = list(source.notes)
    if len(table) != int(match[2]):
        message = f"The first line speaks of {int(match[2]):,} ties and {len(table):,} were found."
        notes.append(Note(source.name, 1, message))
    result = NetworkFile("csv", tables, "undirected", notes, list(table.refused))
    result.direction = "directed" if direction == "directed" else "undirected"
    return result


def format_of(table: Table) -> str:
    """Tell the CSV of Gephi and of Graph Commons from other CSV by their headings."""
    plain = {plain_heading(heading) for heading in table.columns}
    if {"from_name", "to_name", "from_type"} <= plain or {"node_type", "name"} <= plain:
        _settle_graph_commons(table)
        return "graphcommons-csv"
    if table.role == "ties" and "direction" in table.mapping.values():
        heading = next(h for h, meaning in table.mapping.items() if meaning == "direction")
        if plain_heading(heading) == "type" and {"source", "target"} <= plain:
            # Gephi reads every word but "undirected" as directed.
            return "gephi-csv"
    return "csv"


def _settle_graph_commons(table: Table) -> None:
    give_meaning(table)
    for heading in table.columns:
        word = plain_heading(heading)
        if word == "node_type":
            table.mapping[heading] = "kind"
        elif word == "edge_type":
            table.mapping[heading] = "type"
