"""Reads whole numbers from addresses and forms, where anyone may have typed anything."""

from __future__ import annotations

#: The largest key that both databases hold.
LARGEST = 2**62


def whole_number(text: str | None, *, most: int = LARGEST) -> int | None:
    """The number, or None for anything that is not a plain whole number up to `most`."""
    if not text or len(text) > 20 or not text.isascii() or not text.isdecimal():
        return None
    number = int(text)
    return number if number <= most else None
