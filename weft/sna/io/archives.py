"""Open zip files (XLSX and ODS are zips too) only after a look at what they hold."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from weft.sna.io.limits import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED,
    RATIO_FLOOR,
    readable_size,
)
from weft.sna.io.problems import FileProblem
from weft.sna.io.source import Source


def open_archive(source: Source) -> zipfile.ZipFile:
    """Open a zip whose entries, size and ratio are those of an honest file."""
    try:
        archive = zipfile.ZipFile(BytesIO(source.content()))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
        raise damaged(source.name) from None
    if len(entries) > MAX_ENTRIES:
        message = f"This file holds {len(entries):,} files; Weft opens up to {MAX_ENTRIES:,}."
        raise FileProblem(message + " Send only the files of the network.", source.name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FLOOR and unpacked / packed > MAX_RATIO):
        raise FileProblem(
            f"This file would unpack to {readable_size(unpacked)}, too much to be a network; "
            "send a smaller file.",
            source.name,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        message = "This file is locked with a password; take the password off and try again."
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


def too_many_cells(file: str, rows: int, columns: int) -> FileProblem:
    """What to say of a sheet that is too large."""
    return FileProblem(
        f"A sheet of this workbook has {rows:,} rows and {columns:,} columns, too many to read; "
        "delete the empty rows and columns and save it again.",
        file,
    )
