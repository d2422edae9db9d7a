"""What GEXF and GraphML share in writing: quoting, and our own attributes."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from weft.sna.io.column_plan import Columns
from weft.sna.io.own_tables import encode_cell
from weft.sna.io.records import ActorRecord, Cell, Net, TieRecord

#: Our own attributes begin with this in their `id`, so that they never meet a field.
OWN = "weft_"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def quoted(text: str) -> str:
    """A text as an attribute with its quotation marks; line ends survive."""
    return quoteattr(_FORBIDDEN.sub("", text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def escaped(text: str) -> str:
    """A text as the content of an element."""
    return escape(_FORBIDDEN.sub("", text))


def value_text(value: Cell, kind: str, as_list: str) -> str:
    """A field as text; lists in the way that `as_list` was prepared."""
    if isinstance(value, list) and kind == "list":
        return as_list
    return encode_cell(value, kind if kind != "mixed" else "text")


def used_meanings(
    records: list[ActorRecord] | list[TieRecord], meanings: tuple[str, ...]
) -> list[str]:
    """Those of the meanings that any record has a value for."""
    return [
        meaning
        for meaning in meanings
        if any(getattr(record, meaning) not in ("", None, []) for record in records)
    ]


def field_ids(columns: Columns) -> dict[str, str]:
    """A short `id` for each field."""
    return {column.name: f"f{place}" for place, column in enumerate(columns.fields)}


def default_direction(net: Net) -> str:
    """The direction to declare for the whole graph: some readers take no other in it."""
    directions = {tie.direction for tie in net.ties}
    return (
        "directed"
        if "directed" in directions and "undirected" not in directions
        else ("undirected")
    )
