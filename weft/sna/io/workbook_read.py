"""Read workbooks: plain Excel and LibreOffice sheets, and those of Kumu, Onodo and NodeXL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineWorkbook

from weft.sna.io.archives import damaged, open_archive, too_many_cells
from weft.sna.io.cell_values import plain_cell, to_text
from weft.sna.io.headings import is_known_heading, plain_heading
from weft.sna.io.json_values import as_object
from weft.sna.io.limits import MAX_CELLS
from weft.sna.io.ods_read import read_ods_sheets
from weft.sna.io.own_tables import (
    ACTOR_HEADINGS,
    TIE_HEADINGS,
    restore_types,
    take_off_prefix,
)
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, NetworkFile
from weft.sna.io.row_tables import NumberedRow, read_rows
from weft.sna.io.sheet_extent import check_workbook
from weft.sna.io.source import Source

#: The sheet in which our own export notes types and extras; Kumu skips such sheets.
OWN_SHEET = "Weft (ignore)"
#: What Excel names the part of a workbook that a password hides.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
Sheet = tuple[str, list[NumberedRow]]


def read_workbook(source: Source) -> NetworkFile:
    """Read every sheet of an Excel workbook."""
    sheets = read_sheets(source)
    own = next((rows for name, rows in sheets if name == OWN_SHEET), None)
    if own is not None:
        return _read_own(sheets, own, source)
    return _as_file(sheets, source, _format(sheets))


def read_ods(source: Source) -> NetworkFile:
    """Read every sheet of a LibreOffice workbook."""
    sheets = read_ods_sheets(source)
    key = _format(sheets)
    return _as_file(sheets, source, "ods" if key == "xlsx" else key)


def read_sheets(source: Source) -> list[Sheet]:
    """The rows of every sheet of an Excel workbook, after checking that it is no trap."""
    if source.head().startswith(b"PK"):
        check_workbook(open_archive(source), source.name)
    elif _LOCKED in source.content():
        message = "This workbook is locked with a password; take the password off and try again."
        raise FileProblem(message, source.name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.content()))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise too_many_cells(source.name, sheet.total_height, sheet.total_width)
            rows = sheet.to_python(skip_empty_area=False) if sheet.total_height else []
            numbered: list[NumberedRow] = [
                (number, [plain_cell(cell) for cell in row])
                for number, row in enumerate(rows, start=1)
            ]
            sheets.append((name, numbered))
    except FileProblem:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    # The Rust reader has its own errors, and a panic in it is no Exception but a BaseException.
    except BaseException:  # noqa: BLE001
        raise damaged(source.name) from None
    return sheets


def _format(sheets: list[Sheet]) -> str:
    names = {name.strip().lower() for name, _ in sheets}
    if names & {"elements", "connections"}:
        return "kumu-xlsx"
    if {"nodes", "relations"} <= names:
        return "onodo"
    headings = {
        plain_heading(to_text(cell)) for _, rows in sheets for _, row in rows[:2] for cell in row
    }
    if "vertex_1" in headings or ("vertices" in names and "vertex" in headings):
        return "nodexl"
    return "xlsx"


def _as_file(sheets: list[Sheet], source: Source, key: str) -> NetworkFile:
    file = NetworkFile(key, [])
    for name, rows in sheets:
        lowered = name.strip().lower()
        if "(ignore)" in lowered:
            continue
        if key == "nodexl" and lowered not in ("edges", "vertices"):
            continue
        for part in _sections(rows):
            found = read_rows(source.name, name, _without_title(part))
            if found is None:
                continue
            if key == "onodo":
                _settle_onodo(found.table.mapping, lowered)
            file.tables.append(found.table)
            file.refused.extend(found.table.refused)
            if found.table.role == "ties":
                file.direction = found.direction
    if not file.tables:
        message = "This workbook has no rows; choose one with a sheet of actors or of ties."
        raise FileProblem(message, source.name)
    return file


def _settle_onodo(mapping: dict[str, str], sheet: str) -> None:
    """Onodo calls the years of a relation At, From and To."""
    if sheet == "relations":
        mapping |= {"From": "start", "To": "end"}


def _sections(rows: list[NumberedRow]) -> Iterator[list[NumberedRow]]:
    """Two blank rows, one after the other, begin a new table in the same sheet."""
    part: list[NumberedRow] = []
    blanks = 0
    for number, cells in rows:
        if all(cell is None or cell == "" for cell in cells):
            blanks += 1
            continue
        if blanks >= 2 and part:
            yield part
            part = []
        blanks = 0
        part.append((number, cells))
    if part:
        yield part


def _without_title(rows: list[NumberedRow]) -> list[NumberedRow]:
    """Take off a title, or the row above the headings that NodeXL has."""
    if len(rows) < 2:
        return rows
    first = [to_text(cell) for cell in rows[0][1] if to_text(cell)]
    second = [to_text(cell) for cell in rows[1][1] if to_text(cell)]
    known = sum(is_known_heading(word) for word in second)
    if known > sum(is_known_heading(word) for word in first) and len(first) < len(second):
        return rows[1:]
    return rows


def _read_own(sheets: list[Sheet], own: list[NumberedRow], source: Source) -> NetworkFile:
    """Read the workbook that Weft wrote, with the types and names that it noted."""
    chunks = "".join(str(cells[0]) for _, cells in own[1:] if cells and isinstance(cells[0], str))
    try:
        noted = as_object(json.loads(take_off_prefix(chunks)))
    except (ValueError, RecursionError):
        noted = {}
    file = NetworkFile("xlsx", [])
    for name, headings, key in (
        ("Elements", ACTOR_HEADINGS, "actors"),
        ("Connections", TIE_HEADINGS, "ties"),
    ):
        rows = next((rows for sheet, rows in sheets if sheet == name), [])
        clean: list[NumberedRow] = [
            (number, [_taken_off(cell) for cell in cells]) for number, cells in rows
        ]
        found = read_rows(source.name, name, clean, heading_known=True)
        if found is not None:
            found.table.role = "actors" if key == "actors" else "ties"
            file.tables.append(restore_types(found.table, headings, noted.get(key)))
            file.refused.extend(found.table.refused)
    file.extras = as_object(noted.get("extras"))
    return file


def _taken_off(cell: Cell) -> Cell:
    return take_off_prefix(cell) if isinstance(cell, str) else cell
