"""Between a file's records and the columns of actors and ties, both ways."""

from __future__ import annotations

from collections.abc import Iterable

from weft.graph.models import Actor, Tie
from weft.sna.io.records import ActorRecord, TieRecord

Values = dict[str, object]
#: What an actor's kind and a tie's type are called where the file does not say.
DEFAULT_KIND = "Actor"
DEFAULT_TYPE = "Tie"

_SAME_IN_ACTOR = (
    "description", "place", "region", "latitude", "longitude", "website", "image",
    "colour", "size", "x", "y", "start", "end",
)  # fmt: skip
_SAME_IN_TIE = ("weight", "rung", "label", "description", "colour", "start", "end")


def actor_values(record: ActorRecord) -> Values:
    """The columns that the record says something about. An empty cell says nothing."""
    values: Values = {"name": record.name[:300]}
    for column in _SAME_IN_ACTOR:
        value = getattr(record, column)
        if value not in ("", None):
            values[column] = value
    if record.email:
        values["email"] = record.email[:254]
    if record.tags:
        values["topics"] = list(record.tags)
    if record.id:
        values["ref"] = record.id[:300]
    fields = {key: value for key, value in record.fields.items() if value not in ("", None)}
    if record.shape:
        fields["shape"] = record.shape
    if fields:
        values["fields"] = fields
    _shorten(values, {"place": 300, "region": 120, "website": 500, "image": 1000})
    return values


def tie_values(record: TieRecord) -> Values:
    """The columns of a tie that the record says something about."""
    values: Values = {"direction": record.direction}
    for column in _SAME_IN_TIE:
        value = getattr(record, column)
        if value not in ("", None):
            values[column] = value
    if record.tags:
        values["topics"] = list(record.tags)
    if record.id:
        values["ref"] = record.id[:300]
    fields = {key: value for key, value in record.fields.items() if value not in ("", None)}
    if fields:
        values["fields"] = fields
    _shorten(values, {"label": 300})
    return values


def _shorten(values: Values, limits: dict[str, int]) -> None:
    for column, limit in limits.items():
        text = values.get(column)
        if isinstance(text, str) and len(text) > limit:
            values[column] = text[:limit]


def difference_of(row: Actor | Tie, values: Values) -> tuple[Values, Values]:
    """What the values would change: the columns before and after; empty when nothing."""
    before: Values = {}
    after: Values = {}
    for column, value in values.items():
        if column == "ref":
            continue
        current = getattr(row, column)
        wanted = {**current, **value} if column == "fields" else value  # type: ignore[dict-item]
        if current != wanted:
            before[column], after[column] = current, wanted
    return before, after


def actor_record(actor: Actor, kind: str, values: Values) -> ActorRecord:
    """The record that writes this actor to a file; `values` holds only what may be seen."""
    fields = dict(values.get("fields") or {})  # type: ignore[call-overload]  # JSON object
    record = ActorRecord(
        name=actor.name,
        id=actor.ref or f"w{actor.pk}",
        kind="" if kind == DEFAULT_KIND else kind,
        tags=list(values.get("topics") or []),  # type: ignore[call-overload]  # JSON list
        email=str(values.get("email") or ""),
        shape=str(fields.pop("shape", "")),
        fields=fields,
    )
    _copy(values, record, _SAME_IN_ACTOR)
    return record


def tie_record(tie: Tie, ends: tuple[int, int], type_name: str, values: Values) -> TieRecord:
    """The record that writes this tie; `ends` are positions in the list of actors."""
    record = TieRecord(
        source=ends[0],
        target=ends[1],
        id=tie.ref,
        direction=tie.direction,  # type: ignore[arg-type]  # the database checks the choice
        type="" if type_name == DEFAULT_TYPE else type_name,
        tags=list(values.get("topics") or []),  # type: ignore[call-overload]  # JSON list
        fields=dict(values.get("fields") or {}),  # type: ignore[call-overload]  # JSON object
    )
    _copy(values, record, _SAME_IN_TIE)
    return record


def _copy(values: Values, record: ActorRecord | TieRecord, columns: Iterable[str]) -> None:
    for column in columns:
        value = values.get(column)
        if value not in ("", None):
            setattr(record, column, value)
