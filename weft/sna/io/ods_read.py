"""Read the sheets of LibreOffice (ODS), where one cell or row may stand for a million."""

from __future__ import annotations

from weft.sna.io.archives import damaged, open_archive, read_entry, too_many_cells
from weft.sna.io.cell_values import to_number
from weft.sna.io.limits import MAX_CELLS, MAX_COLUMNS
from weft.sna.io.records import Cell
from weft.sna.io.row_tables import NumberedRow
from weft.sna.io.source import Source
from weft.sna.io.xml_stream import Element, stream_elements


def read_ods_sheets(source: Source) -> list[tuple[str, list[NumberedRow]]]:
    """Read the rows of every sheet, leaving out blank ones."""
    archive = open_archive(source)
    entry = next((each for each in archive.infolist() if each.filename == "content.xml"), None)
    if entry is None:
        raise damaged(source.name)
    content = read_entry(archive, entry, source.name)
    sheets: list[tuple[str, list[NumberedRow]]] = []
    number = cells_read = 0
    for element in stream_elements(content, source.name, frozenset({"table-row"})):
        if element.tag == "table":
            sheets.append((element.get("name"), []))
            number = 0
        elif element.tag == "table-row" and sheets:
            cells = _row(element)
            repeats = _repeats(element, "number-rows-repeated")
            if cells:
                cells_read += len(cells) * repeats
                if cells_read > MAX_CELLS:
                    raise too_many_cells(source.name, number + repeats, len(cells))
                sheets[-1][1].extend((number + n, cells) for n in range(1, repeats + 1))
            else:
                # Two blank rows are enough to begin a new table in the same sheet.
                blanks: list[NumberedRow] = [(number + n + 1, []) for n in range(min(repeats, 2))]
                sheets[-1][1].extend(blanks)
            number += repeats
    return sheets


def _repeats(element: Element, name: str) -> int:
    text = element.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _row(element: Element) -> list[Cell]:
    cells: list[Cell] = []
    blanks = 0
    for child in element.children:
        if child.tag not in ("table-cell", "covered-table-cell"):
            continue
        value = _cell(child)
        repeats = _repeats(child, "number-columns-repeated")
        if value is None or value == "":
            blanks += repeats
            continue
        if len(cells) + blanks + repeats > 4 * MAX_COLUMNS:
            # Wide enough for the check of columns to refuse the table with a sentence.
            return [value] * (MAX_COLUMNS + 1)
        cells.extend([None] * blanks)
        cells.extend([value] * repeats)
        blanks = 0
    return cells


def _cell(element: Element) -> Cell:
    kind = element.get("value-type")
    if kind in ("float", "percentage", "currency"):
        number = to_number(element.get("value"))
        return int(number) if number is not None and number.is_integer() else number
    if kind == "boolean":
        return element.get("boolean-value") == "true"
    if kind == "date":
        return element.get("date-value").removesuffix("T00:00:00")
    return "\n".join(_words(child) for child in element.children if child.tag == "p")


def _words(element: Element) -> str:
    return element.text + "".join(_words(child) for child in element.children)
