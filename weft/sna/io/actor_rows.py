"""Read the rows of an actors table into actors, and find an actor by identifier or name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from weft.sna.io.cell_values import (
    split_values,
    to_colour,
    to_date,
    to_lat_long,
    to_number,
    to_text,
    typed_column,
)
from weft.sna.io.public_ids import is_public_id, public_id
from weft.sna.io.records import (
    ACTOR_FIELDS,
    IGNORE,
    ActorRecord,
    Cell,
    Net,
    Note,
    Table,
)

_TEXTS = (
    "kind",
    "description",
    "place",
    "region",
    "website",
    "email",
    "image",
    "shape",
    "layer",
)
_DATES = ("start", "end")
_NUMBERS = ("size", "x", "y", "latitude", "longitude")


class ActorBook:
    """The actors read so far, and the ways to find one of them."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.by_id: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        self.by_kind: dict[tuple[str, str], int] = {}
        self.shared: set[str] = set()
        #: Whether any actor came with an identifier, so that ties name actors by it.
        self.has_ids = False

    def add(self, actor: ActorRecord) -> int:
        """Take in an actor and return its position."""
        place = len(self.net.actors)
        self.net.actors.append(actor)
        if actor.id:
            self.by_id.setdefault(actor.id, place)
        name = actor.name.casefold()
        if self.by_name.setdefault(name, place) != place:
            self.shared.add(name)
        self.by_kind.setdefault((actor.kind.casefold(), name), place)
        return place

    def find(self, text: str, kind: str = "") -> int | None:
        """The position of the actor that a tie names, by identifier, else by name."""
        place = self.by_id.get(text)
        if place is not None:
            return place
        name = text.casefold()
        if kind:
            place = self.by_kind.get((kind.casefold(), name))
            return place if place is not None else self.by_kind.get(("", name))
        return self.by_name.get(name)

    def note_shared_names(self) -> None:
        """Say that ties which name actors cannot tell two of the same name apart."""
        if self.has_ids or not self.shared:
            return
        names = sorted(self.net.actors[self.by_name[name]].name for name in self.shared)
        listed = ", ".join(f"“{name}”" for name in names[:3])
        more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
        message = (
            f"Several actors share a name: {listed}{more}. A tie that gives only this name goes "
            "to the first of them."
        )
        self.net.notes.append(Note("", None, message))


def column_getters(table: Table, known: Iterable[str]) -> dict[str, list[Cell]]:
    """The cells of each mapped column, by meaning."""
    allowed = set(known)
    found: dict[str, list[Cell]] = {}
    for heading, meaning in table.mapping.items():
        if meaning in allowed and heading in table.columns and meaning not in found:
            found[meaning] = table.columns[heading]
    return found


def field_columns(table: Table, known: Iterable[str]) -> list[tuple[str, list[Cell]]]:
    """The columns kept as fields, with numbers and yes/no read where all cells are such."""
    allowed = set(known)
    kept: list[tuple[str, list[Cell]]] = []
    seen: set[str] = {IGNORE}
    taken: set[str] = set()
    for heading, meaning in table.mapping.items():
        if heading in table.columns and (meaning == IGNORE or meaning in allowed - seen):
            taken.add(heading)
            seen.add(meaning)
    for heading, cells in table.columns.items():
        # A second column with the same meaning is kept as a field rather than lost.
        if heading in taken:
            continue
        kept.append((heading, cells if table.typed else typed_column(cells)))
    return kept


def field_value(cell: Cell) -> Cell:
    """Clean the words of a field; None when there is nothing in it."""
    if isinstance(cell, str):
        return to_text(cell) or None
    if isinstance(cell, list):
        return [text for text in (to_text(each) for each in cell) if text] or None
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    return cell


def read_actors(table: Table, book: ActorBook) -> None:
    """Add every row of a table as an actor, or refuse it and say why."""
    columns = column_getters(table, ACTOR_FIELDS)
    fields = field_columns(table, ACTOR_FIELDS)
    names, ids = columns.get("name"), columns.get("id")
    if ids is not None:
        book.has_ids = True
    fill = _fillers(columns, book.net.notes, table.file)
    if "public_id" in columns:
        fill.append(_public_id_setter(table, columns["public_id"]))
    for place, row in enumerate(table.rows):
        identifier = to_text(ids[place]) if ids else ""
        name = (to_text(names[place]) if names else "") or identifier
        if not name:
            message = "This row has no name; give it one or take the row out."
            book.net.refused_actors.append(Note(table.file, row, message))
            continue
        if identifier and identifier in book.by_id:
            other = book.net.actors[book.by_id[identifier]]
            message = (
                f"The identifier “{identifier}” is also that of “{other.name}” (row {other.row}); "
                "give each actor its own."
            )
            book.net.refused_actors.append(Note(table.file, row, message))
            continue
        actor = ActorRecord(name, identifier, file=table.file, row=row)
        for setter in fill:
            setter(actor, place)
        for heading, cells in fields:
            value = field_value(cells[place])
            if value is not None:
                actor.fields[heading] = value
        if not actor.public_id and is_public_id(identifier):
            actor.public_id = identifier
        book.add(actor)


Setter = Callable[[ActorRecord, int], None]


def _fillers(columns: dict[str, list[Cell]], notes: list[Note], file: str) -> list[Setter]:
    setters: list[Setter] = []
    setters += [_text_setter(name, columns[name]) for name in _TEXTS if name in columns]
    setters += [_number_setter(name, columns[name], notes) for name in _NUMBERS if name in columns]
    setters += [_date_setter(name, columns[name]) for name in _DATES if name in columns]
    if "tags" in columns:
        setters.append(_tags_setter(columns["tags"]))
    if "colour" in columns:
        setters.append(_colour_setter(columns["colour"]))
    if {"latitude", "longitude", "place"} & set(columns):
        setters.append(_position_checker(notes, file))
    return setters


def _text_setter(meaning: str, cells: list[Cell]) -> Setter:
    def set_text(actor: ActorRecord, place: int) -> None:
        setattr(actor, meaning, to_text(cells[place]))

    return set_text


def _public_id_setter(table: Table, cells: list[Cell]) -> Setter:
    heading = next(h for h, meaning in table.mapping.items() if meaning == "public_id")

    def set_public_id(actor: ActorRecord, place: int) -> None:
        text = to_text(cells[place])
        # In our own files it stands as it is meant.
        actor.public_id = text if table.typed else public_id(text, heading)

    return set_public_id


def _number_setter(meaning: str, cells: list[Cell], notes: list[Note]) -> Setter:
    def set_number(actor: ActorRecord, place: int) -> None:
        cell = cells[place]
        if cell is None or cell == "":
            return
        number = to_number(cell)
        if number is None:
            message = f"The {meaning} “{to_text(cell)[:60]}” is not a number and was left out."
            notes.append(Note(actor.file, actor.row, message))
        setattr(actor, meaning, number)

    return set_number


def _date_setter(meaning: str, cells: list[Cell]) -> Setter:
    def set_date(actor: ActorRecord, place: int) -> None:
        setattr(actor, meaning, to_date(cells[place]) or to_text(cells[place]))

    return set_date


def _tags_setter(cells: list[Cell]) -> Setter:
    def set_tags(actor: ActorRecord, place: int) -> None:
        actor.tags = read_tags(cells[place])

    return set_tags


def read_tags(cell: Cell) -> list[str]:
    """Split tags at | ; and , once each, keeping their order; a list is split already."""
    return list(dict.fromkeys(split_values(cell, "|;,")))


def _colour_setter(cells: list[Cell]) -> Setter:
    def set_colour(actor: ActorRecord, place: int) -> None:
        actor.colour = to_colour(cells[place])
        if not actor.colour and (text := to_text(cells[place])):
            actor.fields["colour"] = text

    return set_colour


def _position_checker(notes: list[Note], file: str) -> Setter:
    def check_position(actor: ActorRecord, _place: int) -> None:
        if actor.place and actor.latitude is None and (pair := to_lat_long(actor.place)):
            actor.latitude, actor.longitude = pair
            actor.place = ""
        if actor.latitude is None and actor.longitude is None:
            return
        if actor.latitude is None or actor.longitude is None:
            message = "Only one of latitude and longitude is given, so the position was left out."
        elif abs(actor.latitude) > 90 or abs(actor.longitude) > 180:
            message = (
                f"The position {actor.latitude:g}, {actor.longitude:g} is not on the map and was "
                "left out; latitudes go to 90 and longitudes to 180."
            )
        else:
            return
        notes.append(Note(file, actor.row, message))
        actor.latitude = actor.longitude = None

    return check_position
