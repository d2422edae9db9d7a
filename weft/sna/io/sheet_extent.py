"""Measure how far the sheets of an XLSX file reach, before a reader makes room for them.

One cell in the far corner of a sheet would make the reader ask for 17 billion cells.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from xml.parsers import expat

from weft.sna.io.archives import damaged, too_many_cells
from weft.sna.io.limits import MAX_CELLS
from weft.sna.io.problems import FileProblem

_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})\Z", re.ASCII)
_CHUNK = 1 << 18


class _Extent:
    """The last row and column of one sheet that have something in them."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0
        self.cell_is_open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; a cell counts once something is inside it."""
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cell_is_open = True
            match = _REFERENCE.match(attributes.get("r", ""))
            if match:
                self.row, self.column = int(match[2]), _column_number(match[1])
            else:
                self.column += 1
        elif tag == "row":
            number = attributes.get("r", "")
            is_number = number.isascii() and number.isdigit() and len(number) < 8
            self.row = int(number) if is_number else self.row + 1
            self.column = 0
        elif self.cell_is_open:
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)

    def end(self, name: str) -> None:
        """Leave a cell."""
        if name.rpartition(":")[2] == "c":
            self.cell_is_open = False


def _refuse_doctype(*_details: object) -> None:
    raise expat.ExpatError


def check_workbook(archive: zipfile.ZipFile, file: str) -> None:
    """Unpack a workbook once, piece by piece, to know that its sheets fit into memory."""
    for entry in archive.infolist():
        if entry.filename.endswith("workbook.bin"):
            message = "This is a binary workbook (XLSB); save it as .xlsx and try again."
            raise FileProblem(message, file)
        extent = _Extent()
        parser = expat.ParserCreate()
        parser.StartElementHandler = extent.start
        parser.EndElementHandler = extent.end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            _feed(archive, entry, parser)
        except expat.ExpatError:
            # Drawings of old comments are often no proper XML, and hold no cells.
            if not entry.filename.endswith(".vml"):
                raise damaged(file) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            LookupError,
        ):
            raise damaged(file) from None
        if extent.last_row * extent.last_column > MAX_CELLS:
            raise too_many_cells(file, extent.last_row, extent.last_column)


def _feed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parser: expat.XMLParserType) -> None:
    """Give an entry to the parser if it is XML; otherwise only check that it unpacks."""
    with archive.open(entry) as stream:
        chunk = stream.read(_CHUNK)
        is_xml = chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
        while chunk:
            if is_xml:
                parser.Parse(chunk)
            chunk = stream.read(_CHUNK)
        if is_xml:
            parser.Parse(b"", True)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
