"""Between a file's records and the columns of actors and ties, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from weft.graph.models import Actor, Tie
from weft.sna.io.records import ActorRecord, Cell, Direction, TieRecord

Values = dict[str, object]
#: What an actor's kind and a tie's type are called where the file does not say.
DEFAULT_KIND = "Actor"
DEFAULT_TYPE = "Tie"

_SAME_IN_ACTOR = (
    "description", "place", "region", "latitude", "longitude", "website", "email", "image",
    "colour", "size", "x", "y", "start", "end", "public_id",
)  # fmt: skip
_SAME_IN_TIE = ("weight", "rung", "label", "description", "colour", "start", "end")


def kind_name(record: ActorRecord) -> str:
    return record.kind or DEFAULT_KIND


def type_name(record: TieRecord) -> str:
    return record.type or DEFAULT_TYPE


def actor_fields(record: ActorRecord) -> dict[str, Cell]:
    """The values that stand in `fields`; the shape is one, though files have a place for it."""
    return {**record.fields, "shape": record.shape} if record.shape else record.fields


def actor_values(record: ActorRecord) -> Values:
    """The columns that the record says something about. An empty cell says nothing."""
    values: Values = {"name": record.name}
    for column in _SAME_IN_ACTOR:
        value = getattr(record, column)
        if value not in ("", None):
            values[column] = value
    if record.tags:
        values["topics"] = record.tags
    if fields := actor_fields(record):
        values["fields"] = fields
    return values


def tie_values(record: TieRecord) -> Values:
    """The columns of a tie that the record says something about."""
    values: Values = {"direction": record.direction}
    for column in _SAME_IN_TIE:
        value = getattr(record, column)
        if value not in ("", None):
            values[column] = value
    if record.tags:
        values["topics"] = record.tags
    if record.fields:
        values["fields"] = record.fields
    return values


def difference_of(row: Actor | Tie, values: Values) -> tuple[Values, Values]:
    """What the values would change: the columns before and after; empty when nothing."""
    before: Values = {}
    after: Values = {}
    for column, value in values.items():
        current = getattr(row, column)
        if column == "fields":
            held = cast("Values", current)
            given = cast("Values", value)
            if any(key not in held or not same(held[key], new) for key, new in given.items()):
                before[column], after[column] = held, {**held, **given}
        elif not same(current, value):
            before[column], after[column] = current, value
    return before, after


def same(first: object, second: object) -> bool:
    """Whether two values are one to a reader: 1 and 1.0 are, 1 and yes are not."""
    if isinstance(first, bool) is not isinstance(second, bool):
        return False
    if first == second:
        return True
    # PostgreSQL hands 1e23 back as a whole number, which is not quite the float it was.
    if isinstance(first, int | float) and isinstance(second, int | float):
        return float(first) == float(second)
    return False


def id_in_files(actor: Actor) -> str:
    """The id by which files, and other networks, know an actor."""
    return actor.ref or f"w{actor.pk}"


def actor_record(actor: Actor, kind: str, values: Values) -> ActorRecord:
    """The record that writes this actor to a file; `values` holds only what may be seen."""
    fields = dict(cast("dict[str, Cell]", values.get("fields") or {}))
    record = ActorRecord(
        name=actor.name,
        id=id_in_files(actor),
        kind="" if kind == DEFAULT_KIND else kind,
        tags=list(cast("list[str]", values.get("topics") or [])),
        shape=str(fields.pop("shape", "")),
        fields=fields,
        audience=actor.visibility,
    )
    _copy(values, record, _SAME_IN_ACTOR)
    return record


def tie_record(tie: Tie, ends: tuple[int, int], type_called: str, values: Values) -> TieRecord:
    """The record that writes this tie; `ends` are positions in the list of actors."""
    record = TieRecord(
        source=ends[0],
        target=ends[1],
        id=tie.ref,
        direction=cast("Direction", tie.direction),
        type="" if type_called == DEFAULT_TYPE else type_called,
        tags=list(cast("list[str]", values.get("topics") or [])),
        fields=dict(cast("dict[str, Cell]", values.get("fields") or {})),
        audience=tie.visibility,
        seen=tie.evidence_date.isoformat() if tie.evidence_date else "",
    )
    _copy(values, record, _SAME_IN_TIE)
    return record


def _copy(values: Values, record: ActorRecord | TieRecord, columns: Iterable[str]) -> None:
    for column in columns:
        value = values.get(column)
        if value not in ("", None):
            setattr(record, column, value)
