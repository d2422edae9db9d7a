"""Read the rows of a ties table into ties whose two ends are actors of the net."""

from __future__ import annotations

from collections.abc import Callable

from weft.sna.io.actor_rows import (
    ActorBook,
    column_getters,
    field_columns,
    field_value,
    read_tags,
)
from weft.sna.io.cell_values import (
    split_values,
    to_colour,
    to_date,
    to_direction,
    to_number,
    to_text,
)
from weft.sna.io.records import (
    TIE_FIELDS,
    ActorRecord,
    Cell,
    Direction,
    Note,
    Table,
    TieRecord,
)
from weft.sna.io.row_tables import kinds_of_pair

Setter = Callable[[TieRecord, int], None]
_DATES = ("start", "end")
_TEXTS = ("id", "type", "label", "description", "layer")


def read_ties(table: Table, book: ActorBook, direction: Direction) -> None:
    """Add every row of a table as one tie (or several, for `A|B`), or refuse it."""
    columns = column_getters(table, TIE_FIELDS)
    if not len(table):
        return
    if "source" not in columns or "target" not in columns:
        message = (
            f"The ties of “{table.name}” were left out: say which two columns hold the two ends."
        )
        book.net.notes.append(Note(table.file, None, message))
        return
    finder = _EndFinder(table, columns, book)
    fields = field_columns(table, TIE_FIELDS)
    setters = _setters(columns, book.net.notes)
    ties, refused, file = book.net.ties, book.net.refused_ties, table.file
    for place, row in enumerate(table.rows):
        sources = finder.ends(columns["source"][place], finder.source_kind(place), row)
        targets = finder.ends(columns["target"][place], finder.target_kind(place), row)
        if not sources or not targets:
            which = "first" if not sources else "second"
            message = f"This tie has no {which} end; give the name of the actor there."
            refused.append(Note(file, row, message))
            continue
        for source in sources:
            for target in targets:
                tie = TieRecord(source, target, direction=direction, file=file, row=row)
                for setter in setters:
                    setter(tie, place)
                for heading, cells in fields:
                    value = field_value(cells[place])
                    if value is not None:
                        tie.fields[heading] = value
                ties.append(tie)


class _EndFinder:
    """Finds, or makes, the actors that the ends of the ties of one table name."""

    def __init__(self, table: Table, columns: dict[str, list[Cell]], book: ActorBook) -> None:
        self.book = book
        self.file = table.file
        self.splits = not table.typed
        # Ends that only ties name are identifiers where the actors of the file have some.
        self.by_identifier = book.has_ids or table.typed
        self.kinds = kinds_of_pair(table) if not book.net.actors else ("", "")
        self.source_kinds = columns.get("source_kind")
        self.target_kinds = columns.get("target_kind")
        self.seen: dict[tuple[str, str], list[int]] = {}

    def source_kind(self, place: int) -> str:
        """The kind of actor at the first end of a row."""
        return to_text(self.source_kinds[place]) if self.source_kinds else self.kinds[0]

    def target_kind(self, place: int) -> str:
        """The kind of actor at the second end of a row."""
        return to_text(self.target_kinds[place]) if self.target_kinds else self.kinds[1]

    def ends(self, cell: Cell, kind: str, row: int) -> list[int]:
        """The positions of the actors that a cell names."""
        text = cell if isinstance(cell, str) else to_text(cell)
        key = (text, kind)
        known = self.seen.get(key)
        if known is None:
            known = self.seen[key] = self._look_up(to_text(text), kind, row)
        return known

    def _look_up(self, text: str, kind: str, row: int) -> list[int]:
        place = self.book.find(text, kind)
        if place is not None:
            return [place]
        parts = split_values(text) if self.splits and "|" in text else [text] if text else []
        return [self._find_or_add(part, kind, row) for part in parts]

    def _find_or_add(self, text: str, kind: str, row: int) -> int:
        place = self.book.find(text, kind)
        if place is not None:
            return place
        identifier = text if self.by_identifier and not kind else ""
        return self.book.add(ActorRecord(text, identifier, kind, file=self.file, row=row))


def _setters(columns: dict[str, list[Cell]], notes: list[Note]) -> list[Setter]:
    setters: list[Setter] = []
    setters += [_text_setter(name, columns[name]) for name in _TEXTS if name in columns]
    setters += [_date_setter(name, columns[name]) for name in _DATES if name in columns]
    makers: dict[str, Callable[[list[Cell], list[Note]], Setter]] = {
        "direction": _direction_setter,
        "weight": _weight_setter,
        "rung": _rung_setter,
        "tags": _tags_setter,
        "colour": _colour_setter,
    }
    for meaning, maker in makers.items():
        if meaning in columns:
            setters.append(maker(columns[meaning], notes))
    return setters


def _text_setter(meaning: str, cells: list[Cell]) -> Setter:
    def set_text(tie: TieRecord, place: int) -> None:
        setattr(tie, meaning, to_text(cells[place]))

    return set_text


def _date_setter(meaning: str, cells: list[Cell]) -> Setter:
    def set_date(tie: TieRecord, place: int) -> None:
        setattr(tie, meaning, to_date(cells[place]) or to_text(cells[place]))

    return set_date


def _direction_setter(cells: list[Cell], notes: list[Note]) -> Setter:
    def set_direction(tie: TieRecord, place: int) -> None:
        cell = cells[place]
        if cell is None or cell == "":
            return
        direction = to_direction(cell)
        if direction is None:
            message = (
                f"The direction “{to_text(cell)[:60]}” is not directed, undirected or mutual; "
                f"the tie was read as {tie.direction}."
            )
            notes.append(Note(tie.file, tie.row, message))
        else:
            tie.direction = direction

    return set_direction


def _weight_setter(cells: list[Cell], notes: list[Note]) -> Setter:
    def set_weight(tie: TieRecord, place: int) -> None:
        cell = cells[place]
        if cell is None or cell == "":
            return
        tie.weight = to_number(cell)
        if tie.weight is None:
            message = f"The weight “{to_text(cell)[:60]}” is not a number and was left out."
            notes.append(Note(tie.file, tie.row, message))

    return set_weight


def _rung_setter(cells: list[Cell], notes: list[Note]) -> Setter:
    def set_rung(tie: TieRecord, place: int) -> None:
        cell = cells[place]
        if cell is None or cell == "":
            return
        number = to_number(cell)
        if number is None or not number.is_integer() or abs(number) > 1_000:
            message = f"The step “{to_text(cell)[:60]}” is not a whole number and was left out."
            notes.append(Note(tie.file, tie.row, message))
        else:
            tie.rung = int(number)

    return set_rung


def _tags_setter(cells: list[Cell], _notes: list[Note]) -> Setter:
    def set_tags(tie: TieRecord, place: int) -> None:
        cell = cells[place]
        tie.tags = read_tags(cell)

    return set_tags


def _colour_setter(cells: list[Cell], _notes: list[Note]) -> Setter:
    def set_colour(tie: TieRecord, place: int) -> None:
        tie.colour = to_colour(cells[place])
        if not tie.colour and (text := to_text(cells[place])):
            tie.fields["colour"] = text

    return set_colour
