"""Open zip files (XLSX and ODS are zips too) only after a look at what they hold."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from weft.sna.io.limits import (
    MAX_CELLS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED,
    RATIO_FLOOR,
    readable_size,
)
from weft.sna.io.problems import FileProblem
from weft.sna.io.source import Source

#: A cell with something in it: its column letters and row number.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')
_CHUNK = 1 << 20


def open_archive(source: Source) -> zipfile.ZipFile:
    """Open a zip whose entries, size and ratio are those of an honest file."""
    try:
        archive = zipfile.ZipFile(BytesIO(source.content()))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
        raise damaged(source.name) from None
    if len(entries) > MAX_ENTRIES:
        message = (
            f"This file holds {len(entries):,} files; Weft opens up to {MAX_ENTRIES:,}."
        )
        raise FileProblem(message + " Send only the files of the network.", source.name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > MAX_UNPACKED or (
        unpacked > RATIO_FLOOR and unpacked / packed > MAX_RATIO
    ):
        raise FileProblem(
            f"This file would unpack to {readable_size(unpacked)}, too much to be a network; "
            "send a smaller file.",
            source.name,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        message = (
            "This file is locked with a password; take the password off and try again."
        )
        raise FileProblem(message, source.name)
    return archive


def damaged(file: str) -> FileProblem:
    """What to say of a zip or workbook that cannot be opened."""
    return FileProblem(
        "This file is damaged; open it in the program that made it, save it again and try again.",
        file,
    )


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    """Unpack one entry; its checksum fails when it is larger than it says."""
    try:
        with archive.open(entry) as stream:
            return stream.read(entry.file_size + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ):
        raise damaged(file) from None


def check_workbook(archive: zipfile.ZipFile, file: str) -> None:
    """Unpack a workbook once, piece by piece, to know that its sheets fit into memory."""
    for entry in archive.infolist():
        is_sheet = "worksheets/" in entry.filename and entry.filename.endswith(".xml")
        last_row = last_column = 0
        tail = b""
        try:
            with archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    if not is_sheet:
                        continue
                    piece = tail + chunk
                    for match in _FILLED_CELL.finditer(piece):
                        last_row = max(last_row, int(match[2]))
                        last_column = max(last_column, _column_number(match[1]))
                    tail = piece[-200:]
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ):
            raise damaged(file) from None
        if last_row * last_column > MAX_CELLS:
            raise too_many_cells(file, last_row, last_column)


def too_many_cells(file: str, rows: int, columns: int) -> FileProblem:
    """What to say of a sheet that is too large."""
    return FileProblem(
        f"A sheet of this workbook has {rows:,} rows and {columns:,} columns, too many to read; "
        "delete the empty rows and columns and save it again.",
        file,
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
