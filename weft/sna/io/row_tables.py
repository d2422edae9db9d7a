"""Turn rows of cells, from a CSV file or a sheet, into a `Table` with a guessed meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weft.sna.io.cell_values import to_direction, to_text
from weft.sna.io.headings import (
    guess_actor_mapping,
    guess_tie_mapping,
    is_directed_heading,
    is_known_heading,
    is_noun_of_actors,
    plain_heading,
)
from weft.sna.io.limits import check_columns, check_rows
from weft.sna.io.records import Cell, Direction, Note, Table

#: A row with its number as a person counts it.
NumberedRow = tuple[int, Sequence[Cell]]
_ONE_OF_A_PAIR = re.compile(r"[\s_-]*(\d|[ab]|i|ii|one|two|uno|dos|un|deux)$")
_YES = ("true", "1", "1.0", "yes", "y", "oui", "si", "sí", "ja", "sim", "x")


@dataclass(slots=True)
class RowTable:
    """A table and the direction that its headings speak of."""

    table: Table
    direction: Direction


def read_rows(
    file: str, name: str, rows: Iterable[NumberedRow], *, heading_known: bool = False
) -> RowTable | None:
    """Make a table of rows; None when there is not one row of headings or data."""
    numbered = [(number, cells) for number, cells in rows if not _is_blank(cells)]
    if not numbered:
        return None
    check_rows(len(numbered), file)
    first = [to_text(cell) for cell in numbered[0][1]]
    check_columns(len(first), file)
    if heading_known or _is_heading(first, numbered):
        headings, body = _unique(first), numbered[1:]
    else:
        headings, body = _invented(len(first)), numbered
    table = _fill(file, name, headings, body)
    return RowTable(table, give_meaning(table))


def _is_blank(cells: Sequence[Cell]) -> bool:
    if any(cells):
        return False
    return all(cell is None or cell == "" for cell in cells)


def _is_heading(first: list[str], rows: list[NumberedRow]) -> bool:
    """A first row of numbers, or of words that come again below, is data."""
    words = [word for word in first if word]
    if any(is_known_heading(word) for word in words) or len(rows) == 1 or len(words) > 4:
        return True
    if any(re.fullmatch(r"[-+]?\d+(\.\d+)?", word) for word in words):
        return False
    below = {to_text(cell) for _, cells in rows[1:2_000] for cell in cells[: len(first)]}
    return not any(word in below for word in words)


def _invented(width: int) -> list[str]:
    return [
        "source",
        "target",
        "weight",
        *(f"Column {n}" for n in range(4, width + 1)),
    ][: max(width, 1)]


def _unique(first: list[str]) -> list[str]:
    headings: list[str] = []
    counts: dict[str, int] = {}
    taken: set[str] = set()
    for place, word in enumerate(first, start=1):
        heading = base = word or f"Column {place}"
        while heading in taken:
            counts[base] = counts.get(base, 1) + 1
            heading = f"{base} ({counts[base]})"
        taken.add(heading)
        headings.append(heading)
    return headings


def _fill(file: str, name: str, headings: list[str], body: list[NumberedRow]) -> Table:
    width = len(headings)
    numbers: list[int] = []
    kept: list[Sequence[Cell]] = []
    refused: list[Note] = []
    for number, given in body:
        cells, count = given, len(given)
        if count != width:
            if count < width:
                cells = [*given, *[None] * (width - count)]
            elif _is_blank(given[width:]):
                cells = given[:width]
            else:
                message = (
                    f"This row has {count} cells and the row of headings has {width}; "
                    "put quotation marks around text that holds the separator."
                )
                refused.append(Note(file, number, message))
                continue
        numbers.append(number)
        kept.append(cells)
    columns: dict[str, list[Cell]] = {heading: [] for heading in headings}
    if kept:
        columns = {h: [cells[place] for cells in kept] for place, h in enumerate(headings)}
    for place, heading in enumerate(headings, start=1):
        # A column without heading and without cells is the margin of a sheet.
        if heading == f"Column {place}" and _is_blank(columns[heading]):
            del columns[heading]
    return Table(file, name, "unknown", columns, numbers, refused=refused)


def give_meaning(table: Table) -> Direction:
    """Guess the role, the mapping and the direction of a table from its headings and cells."""
    mapping = guess_tie_mapping(table.columns)
    if mapping:
        table.role, table.mapping = "ties", mapping
        return _settle_ties(table)
    headings = list(table.columns)
    pair = _pair_of_kinds(table)
    if pair:
        table.role = "ties"
        table.mapping = {headings[0]: "source", headings[1]: "target"}
        return "undirected"
    table.mapping = guess_actor_mapping(table.columns)
    has_name = {"name", "id"} & set(table.mapping.values())
    table.role = "actors" if has_name else "unknown"
    return "undirected"


def _pair_of_kinds(table: Table) -> bool:
    """Two columns such as person and association: who belongs to what."""
    headings = list(table.columns)
    if len(headings) != 2 or not all(is_noun_of_actors(heading) for heading in headings):
        return False
    distinct = [len({to_text(cell) for cell in table.columns[h]}) for h in headings]
    return min(distinct) < len(table) or len(table) < 3


def kinds_of_pair(table: Table) -> tuple[str, str]:
    """The kinds that the headings of a list of pairs give to its two columns, if any."""
    ends = {meaning: heading for heading, meaning in table.mapping.items()}
    first, second = ends.get("source", ""), ends.get("target", "")
    if len(table.columns) != 2 or not (is_noun_of_actors(first) and is_noun_of_actors(second)):
        return "", ""
    if _ONE_OF_A_PAIR.sub("", plain_heading(first)) == _ONE_OF_A_PAIR.sub(
        "", plain_heading(second)
    ):
        return "", ""
    return first, second


def _settle_ties(table: Table) -> Direction:
    meanings = {meaning: heading for heading, meaning in table.mapping.items()}
    type_heading = meanings.get("type")
    if type_heading and "direction" not in meanings:
        words = {to_text(cell) for cell in table.columns[type_heading]} - {""}
        if words and all(to_direction(word) for word in words):
            table.mapping[type_heading] = "direction"
            _guess_again_for_type(table)
    meanings = {meaning: heading for heading, meaning in table.mapping.items()}
    if "direction" in meanings:
        _read_yes_and_no(table, meanings["direction"])
    return "directed" if is_directed_heading(meanings["source"]) else "undirected"


def _guess_again_for_type(table: Table) -> None:
    """Gephi calls the direction Type, so the type of a tie must be in another column."""
    others = {h: cells for h, cells in table.columns.items() if h not in table.mapping}
    for heading in others:
        if plain_heading(heading) in (
            "kind",
            "relation",
            "relationship",
            "tie",
            "edge_type",
        ):
            table.mapping[heading] = "type"
            return


def _read_yes_and_no(table: Table, heading: str) -> None:
    """A column such as "bidirectional" says yes or no where others name a direction."""
    cells = table.columns[heading]
    words = {to_text(cell).lower() for cell in cells}
    if not words <= {*_YES, "", "false", "0", "0.0", "no", "n", "non", "nein"}:
        return
    if not words & {*_YES}:
        return
    plain = plain_heading(heading)
    yes, no = ("directed", "undirected")
    if plain in ("bidirectional", "mutual", "reciprocal"):
        yes, no = ("mutual", "directed")
    table.columns[heading] = [yes if to_text(cell).lower() in _YES else no for cell in cells]
