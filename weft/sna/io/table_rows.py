"""The plain rows of a spreadsheet's first sheet, for lists that are no network."""

from __future__ import annotations

from pathlib import Path

from weft.sna.io.cell_values import to_text
from weft.sna.io.csv_tables import find_delimiter, numbered_rows
from weft.sna.io.ods_read import read_ods_sheets
from weft.sna.io.problems import FileProblem
from weft.sna.io.row_tables import NumberedRow
from weft.sna.io.source import Source, open_source
from weft.sna.io.workbook_read import read_sheets


def read_first_sheet(path: Path | str, name: str = "") -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with its number as a person counts it.

    Reads CSV in any encoding, Excel and LibreOffice. Raises `FileProblem`, with a sentence for
    whoever sent it, where the file is none of these or has no rows.
    """
    source = open_source(path, name or None)
    rows = [
        (number, [to_text(cell).strip() for cell in cells]) for number, cells in _rows_of(source)
    ]
    held = [(number, cells) for number, cells in rows if any(cells)]
    if not held:
        raise FileProblem("This file has no rows; choose a file with rows in it.", source.name)
    return held


def _rows_of(source: Source) -> list[NumberedRow]:
    if source.suffix == ".ods":
        sheets = read_ods_sheets(source)
    elif source.head().startswith(b"PK") or source.suffix in (".xls", ".xlsx", ".xlsm", ".xlsb"):
        sheets = read_sheets(source)
    else:
        text = source.text()
        return list(numbered_rows(text, find_delimiter(text), source.name))
    return next((rows for _name, rows in sheets if rows), [])
