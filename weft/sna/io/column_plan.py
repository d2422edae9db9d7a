"""Decide the columns of a written table: the known meanings a net uses, then its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from weft.sna.io.records import ActorRecord, Cell, Net, TieRecord

#: Types a column of fields can have: "number" is whole and broken numbers, "mixed" cells
#: each keep their own type.
COLUMN_TYPES = ("text", "int", "float", "number", "bool", "list", "mixed")
#: Whole numbers up to here are the same number when written with a decimal point.
_EXACT = 2**53


@dataclass(slots=True)
class FieldColumn:
    """One field as a column: its own name, its heading in the file and its type."""

    name: str
    heading: str
    type: str


@dataclass(slots=True)
class Columns:
    """The columns of the actors or the ties of a net."""

    fields: list[FieldColumn] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)

    def has_mixed(self) -> bool:
        """Whether a column holds cells of several types."""
        return any(column.type == "mixed" for column in self.fields)

    def schema(self) -> list[list[str]]:
        """What a reader needs to undo the headings and find the types again."""
        return [[column.heading, column.name, column.type] for column in self.fields]


def plan_columns(
    records: Sequence[ActorRecord] | Sequence[TieRecord], taken: Iterable[str]
) -> Columns:
    """Name the columns of all fields so that none meets another heading."""
    types: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.fields.items():
            kind = type_of(value)
            if kind == "int" and not -_EXACT <= value <= _EXACT:  # type: ignore[operator]  # an int
                kind = "large int"
            types.setdefault(name, set()).add(kind)
    used = {heading.casefold() for heading in taken}
    columns = Columns()
    for name, kinds in types.items():
        heading = name.strip() or "field"
        count = 2
        while heading.casefold() in used:
            heading, count = f"{name} ({count})", count + 1
        used.add(heading.casefold())
        if heading != name:
            columns.renamed.append(name)
        columns.fields.append(FieldColumn(name, heading, _common_type(kinds)))
    return columns


def _common_type(kinds: set[str]) -> str:
    if kinds == {"int", "float"}:
        return "number"
    if kinds <= {"int", "large int"}:
        return "int"
    return next(iter(kinds)) if len(kinds) == 1 else "mixed"


def type_of(value: Cell) -> str:
    """Name the type of a cell."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    return "list" if isinstance(value, list) else "text"


def references(net: Net) -> list[str]:
    """A unique word for each actor: its identifier, or a made-up one that readers take off."""
    counts: dict[str, int] = {}
    for actor in net.actors:
        counts[actor.id] = counts.get(actor.id, 0) + 1
    return [
        actor.id if actor.id and counts[actor.id] == 1 else f"weft-{place}"
        for place, actor in enumerate(net.actors, start=1)
    ]
