"""One file to read: where its bytes are, its name as the user knows it, and its text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from weft.sna.io.limits import MAX_BYTES, MAX_LINES, check_size, check_words
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Note

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_BYTES = re.compile(b"[\x80-\xff]+")
_SAMPLE = 200_000
#: How the files begin that people send by mistake, and what to tell them.
_NOT_NETWORKS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)


@dataclass(slots=True)
class Source:
    """A file given to the readers."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def suffix(self) -> str:
        """The extension of the user's file name, in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    def head(self) -> bytes:
        """The first bytes, enough to tell what the file is."""
        if self.data is not None:
            return self.data[:65_536]
        assert self.path is not None
        with self.path.open("rb") as stream:
            return stream.read(65_536)

    def content(self) -> bytes:
        """All bytes of the file, kept for the next reader that asks."""
        if self.data is None:
            assert self.path is not None
            self.data = self.path.read_bytes()
        return self.data

    def text(self) -> str:
        """The words of the file, whatever encoding it is in."""
        check_words(self.content().count(b"\n"), self.name, MAX_LINES)
        return decode(self.content(), self)


def open_source(path: Path | str, name: str | None = None) -> Source:
    """Check that a file is there, has a size that can be read and is no picture."""
    path = Path(path)
    label = name or path.name
    try:
        size = path.stat().st_size
        is_file = path.is_file()
    except (OSError, ValueError):
        raise FileProblem("There is no such file, or it may not be read.", label) from None
    if not is_file:
        raise FileProblem("This is not a file; choose one file.", label)
    check_size(size, label, MAX_BYTES)
    source = Source(label, path)
    try:
        head = source.head()
    except OSError:
        raise FileProblem("This file could not be opened; upload it again.", label) from None
    check_head(head, label)
    return source


def check_head(head: bytes, label: str) -> None:
    """Refuse, by their first bytes, files that cannot hold a network."""
    if not head.strip(b" \t\r\n\x00"):
        raise FileProblem("This file is empty; choose a file that has rows in it.", label)
    for mark, what in _NOT_NETWORKS:
        if head.startswith(mark):
            raise FileProblem(
                f"This is {what}, not a network; save your network as CSV or Excel and try again.",
                label,
            )


def decode(data: bytes, source: Source) -> str:
    """Find the encoding of a text file and read its words."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, source)
    if b"\x00" in data:
        return _decode_with_zeros(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_by_guess(data, source)


def _decode_as(data: bytes, encoding: str, source: Source) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = data.decode(encoding, "replace")
        source.notes.append(
            Note(
                source.name,
                None,
                "Some characters of this file are damaged; they show as �.",
            )
        )
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise _binary(source.name, row)
    return text


def _binary(label: str, row: int) -> FileProblem:
    return FileProblem(
        "This file holds characters that no text file has; open it in the program that made it "
        "and save it again as CSV (UTF-8).",
        label,
        row,
    )


def _decode_with_zeros(data: bytes, source: Source) -> str:
    """UTF-16 without its mark has a zero in every second byte; anything else is no text."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return _decode_as(data, "utf-16-le", source)
    if even > 0.4 * half and odd < 0.05 * half:
        return _decode_as(data, "utf-16-be", source)
    raise _binary(source.name, data.count(b"\n", 0, data.index(b"\x00")) + 1)


def _decode_by_guess(data: bytes, source: Source) -> str:
    runs = [len(match.group()) for match in _HIGH_BYTES.finditer(data[:_SAMPLE])] or [1]
    # A file in UTF-8 with a few broken bytes stays UTF-8: the rest of it would be spoilt.
    replaced = data[:_SAMPLE].decode("utf-8", "replace").count("�")
    if replaced * 10 < sum(runs):
        return _decode_as(data, "utf-8", source)
    controls = sum(data[:_SAMPLE].count(code) for code in range(32) if code not in (9, 10, 12, 13))
    if controls > len(data[:_SAMPLE]) * 0.01:
        raise _binary(source.name, 1)
    # In languages of western Europe letters with accents stand alone, so runs are short.
    if sum(runs) / len(runs) < 2:
        for encoding, words in (
            ("cp1252", "Windows-1252"),
            ("iso-8859-1", "ISO-8859-1"),
        ):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return _noted(text, words, source)
    from charset_normalizer import from_bytes  # noqa: PLC0415  # Slow to import.

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise _binary(source.name, 1)
    return _noted(_decode_as(data, best.encoding, source), best.encoding, source)


def _noted(text: str, encoding: str, source: Source) -> str:
    message = f"The letters of this file were read as {encoding}; check the accents."
    source.notes.append(Note(source.name, None, message))
    return text
