"""What every file reader yields and every file writer takes: plain records of actors and ties.

A reader turns one or more files into a `NetworkFile` of `Table`s (cells under column
headings). `weft.sna.io.mapping` then turns the tables into a `Net`: actors and ties whose
ends are resolved. Nothing here knows about Django or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TableRole = Literal["actors", "ties", "directory", "unknown"]
Cell = str | int | float | bool | list[str] | None
Direction = Literal["directed", "undirected", "mutual"]

#: What a column of an actors table can be mapped to. Anything else is kept as a field.
ACTOR_FIELDS = (
    "id", "name", "kind", "description", "tags", "place", "region", "latitude", "longitude",
    "website", "email", "image", "colour", "size", "shape", "x", "y", "start", "end", "public_id",
    "layer",
)  # fmt: skip
#: What a column of a ties table can be mapped to. Anything else is kept as a field.
TIE_FIELDS = (
    "id", "source", "target", "direction", "type", "weight", "rung", "label", "description",
    "tags", "colour", "start", "end", "source_kind", "target_kind", "layer",
)  # fmt: skip
#: Mapped to this, a column is left out of the import.
IGNORE = "ignore"


@dataclass(slots=True, frozen=True)
class Note:
    """Something to tell the person who imports: which file, which row, what happened."""

    file: str
    row: int | None
    message: str


@dataclass(slots=True)
class Table:
    """Cells under column headings, as one sheet or one file holds them."""

    file: str
    name: str
    role: TableRole
    columns: dict[str, list[Cell]]
    #: The row number in the source of each record, as a person would count it there.
    rows: list[int]
    #: column heading → one of ACTOR_FIELDS / TIE_FIELDS, "ignore", or absent: kept as a field.
    mapping: dict[str, str] = field(default_factory=dict)
    #: Rows that this table could not take in; also listed in `NetworkFile.refused`.
    refused: list[Note] = field(default_factory=list)
    #: Cells came with their types (JSON, GEXF, our own export), so text stays text.
    typed: bool = False

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class NetworkFile:
    """All that a reader found in what it was given."""

    format: str
    tables: list[Table]
    #: What ties are when no column says so.
    direction: Direction = "undirected"
    notes: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    #: What is kept word for word though Weft does not draw it: Kumu loops, maps and
    #: perspectives, Oligrapher captions. JSON values only.
    extras: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class ActorRecord:
    """One actor of a file. `id` is the file's own identifier, empty where it has none."""

    name: str
    id: str = ""
    kind: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list)
    place: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    website: str = ""
    email: str = ""
    image: str = ""
    colour: str = ""
    size: float | None = None
    shape: str = ""
    x: float | None = None
    y: float | None = None
    start: str = ""
    end: str = ""
    #: One that everybody uses for the actor, such as GB-CHC-1234567.
    public_id: str = ""
    #: The part of the map that the actor came with.
    layer: str = ""
    fields: dict[str, Cell] = field(default_factory=dict)
    file: str = ""
    row: int = 0
    #: Who may see it where it comes from; no file says so.
    audience: int = 0


@dataclass(slots=True)
class TieRecord:
    """One tie of a file; `source` and `target` are positions in `Net.actors`."""

    source: int
    target: int
    id: str = ""
    direction: Direction = "undirected"
    type: str = ""
    weight: float | None = None
    rung: int | None = None
    label: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list)
    colour: str = ""
    start: str = ""
    end: str = ""
    layer: str = ""
    fields: dict[str, Cell] = field(default_factory=dict)
    file: str = ""
    row: int = 0
    #: Who may see it where it comes from, and when it was last seen there; no file says so.
    audience: int = 0
    seen: str = ""


@dataclass(slots=True)
class Net:
    """Actors and ties ready to compare with a network or to measure."""

    format: str
    actors: list[ActorRecord]
    ties: list[TieRecord]
    notes: list[Note] = field(default_factory=list)
    refused_actors: list[Note] = field(default_factory=list)
    refused_ties: list[Note] = field(default_factory=list)
    extras: dict[str, object] = field(default_factory=dict)
