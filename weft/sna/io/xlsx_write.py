"""Write an Excel workbook that Kumu accepts, with a sheet that lets Weft read it back whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from weft.sna.io.column_plan import Columns, plan_columns, references
from weft.sna.io.own_tables import (
    ACTOR_HEADINGS,
    LOCATION,
    RESERVED,
    TIE_HEADINGS,
    encode_cell,
    join_list,
    neutralise,
)
from weft.sna.io.records import ActorRecord, Cell, Net, TieRecord
from weft.sna.io.workbook_read import OWN_SHEET

#: A spreadsheet cell holds this many characters.
LONGEST_TEXT = 32_767
_CHUNK = 30_000


def write_xlsx(net: Net, path: Path, title: str) -> None:
    """Write a net as a workbook."""
    actors = plan_columns(net.actors, (*ACTOR_HEADINGS.values(), *RESERVED))
    ties = plan_columns(net.ties, (*TIE_HEADINGS.values(), *RESERVED))
    names = references(net)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    # A fixed day, so that the same network always gives the same file.
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    elements = book.add_worksheet("Elements")
    headings = [
        *ACTOR_HEADINGS.values(),
        LOCATION,
        *(each.heading for each in actors.fields),
    ]
    rows: Iterable[list[Cell]] = (
        [
            name,
            *_known(actor, tuple(ACTOR_HEADINGS)[1:]),
            _location(actor),
            *_own(actor, actors),
        ]
        for actor, name in zip(net.actors, names, strict=True)
    )
    _fill(elements, headings, rows)
    connections = book.add_worksheet("Connections")
    headings = [*TIE_HEADINGS.values(), *(each.heading for each in ties.fields)]
    rows = (
        [
            names[tie.source],
            names[tie.target],
            *_known(tie, tuple(TIE_HEADINGS)[2:]),
            *_own(tie, ties),
        ]
        for tie in net.ties
    )
    _fill(connections, headings, rows)
    noted = {"actors": actors.schema(), "ties": ties.schema(), "extras": net.extras}
    _note(book.add_worksheet(OWN_SHEET), json.dumps(noted, ensure_ascii=True))
    book.close()


def _known(record: ActorRecord | TieRecord, meanings: tuple[str, ...]) -> list[Cell]:
    cells: list[Cell] = []
    for meaning in meanings:
        value = getattr(record, meaning)
        cells.append(join_list(value) if isinstance(value, list) else value)
    return cells


def _own(record: ActorRecord | TieRecord, columns: Columns) -> list[Cell]:
    cells: list[Cell] = []
    for column in columns.fields:
        value = record.fields.get(column.name)
        is_number = column.type in ("int", "float") and _fits(value)
        if value is None or is_number or column.type in ("bool", "text"):
            cells.append(value)
        else:
            cells.append(encode_cell(value, column.type))
    return cells


def _fits(value: Cell) -> bool:
    """Excel counts in 15 digits; a number that needs more is written as text."""
    return isinstance(value, (int, float)) and float(f"{value:.15g}") == value


def _location(actor: ActorRecord) -> str:
    if actor.latitude is None or actor.longitude is None:
        return actor.place
    return f"{actor.latitude!r}, {actor.longitude!r}"


def _fill(sheet: Worksheet, headings: list[str], rows: Iterable[list[Cell]]) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, neutralise(heading))
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, bool):
                sheet.write_boolean(row, column, cell)
            elif isinstance(cell, (int, float)):
                if _fits(cell):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_string(row, column, repr(cell))
            else:
                sheet.write_string(row, column, neutralise(str(cell))[:LONGEST_TEXT])


def _note(sheet: Worksheet, text: str) -> None:
    sheet.write_string(0, 0, "Weft keeps here what it needs to read this workbook again.")
    for row, start in enumerate(range(0, len(text), _CHUNK), start=1):
        sheet.write_string(row, 0, text[start : start + _CHUNK])
