"""How much one import may hold, so that no file can fill the memory of the server."""

from __future__ import annotations

from weft.sna.io.problems import FileProblem

MEGABYTE = 1024 * 1024
#: A file larger than this is refused by its size, before a byte of it is read.
MAX_BYTES = 200 * MEGABYTE
#: JSON grows about tenfold in memory, so it is held to less than other files.
MAX_JSON_BYTES = 64 * MEGABYTE
#: What all the entries of one zip, XLSX or ODS file may hold when unpacked.
MAX_UNPACKED = 400 * MEGABYTE
#: Unpacked size divided by packed size, asked only of archives above `RATIO_FLOOR`.
MAX_RATIO = 250
RATIO_FLOOR = 10 * MEGABYTE
#: Files inside one zip, XLSX or ODS file.
MAX_ENTRIES = 2_000
#: Cells of one sheet, counted as its last row times its last column.
MAX_CELLS = 8_000_000
#: Cells of one CSV file, words of one file of a graph program.
MAX_WORDS = 20_000_000
#: Lines of one text file.
MAX_LINES = 10_000_000
#: Columns of one table.
MAX_COLUMNS = 5_000
#: Actors or ties of one table.
MAX_ROWS = 2_000_000
#: Elements inside elements of an XML file, lists inside lists of a GML file.
MAX_DEPTH = 200
#: Notes of one import: the rest is counted, not listed.
MAX_NOTES = 5_000


def readable_size(count: int) -> str:
    """Write a number of bytes as people say it."""
    if count >= 1024 * MEGABYTE:
        return f"{count / (1024 * MEGABYTE):.1f} GB"
    return f"{max(1, round(count / MEGABYTE))} MB"


def check_size(count: int, file: str, most: int = MAX_BYTES) -> None:
    """Refuse a file by its size."""
    if count > most:
        raise FileProblem(
            f"This file is {readable_size(count)} and Weft reads files of up to "
            f"{readable_size(most)}; split it into smaller files and try again.",
            file,
        )


def check_rows(count: int, file: str) -> None:
    """Refuse a table with more rows than a server can hold."""
    if count > MAX_ROWS:
        raise FileProblem(
            f"This file has more than {MAX_ROWS:,} rows; split it into smaller files.",
            file,
        )


def check_words(count: int, file: str, most: int = MAX_WORDS) -> None:
    """Refuse a text with more cells or words than fit into memory."""
    if count > most:
        raise FileProblem(
            f"This file has more than {most:,} cells or lines; split it into smaller files.", file
        )


def check_columns(count: int, file: str) -> None:
    """Refuse a table with more columns than any person has made."""
    if count > MAX_COLUMNS:
        raise FileProblem(
            f"This file has {count:,} columns and Weft reads up to {MAX_COLUMNS:,}; "
            "remove the columns that you do not need.",
            file,
        )
