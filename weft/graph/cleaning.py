"""Makes a file's records fit the database, and says what that took.

Files hold what no column can: names of a thousand letters, NUL bytes, rung 9, half a letter.
Both databases must answer the same, so everything is put right here, before it is compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.graph.models import Actor, Layer, Rung, Tie, TieType
from weft.graph.values import ACTOR_BUILTINS, TIE_BUILTINS
from weft.sna.io.records import ActorRecord, Cell, Net, Note, TieRecord

Records = Sequence[ActorRecord] | Sequence[TieRecord]

#: Control characters and halves of surrogate pairs: neither XML nor PostgreSQL takes them.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TYPE_LIMIT: int = TieType._meta.get_field("name").max_length or 0
_LAYER_LIMIT: int = Layer._meta.get_field("name").max_length or 0
_KEY_LIMIT = 100
#: Words may be cut; an address or a date that is cut is a wrong one, so it becomes a field.
_CUT = {"name", "id", "kind", "type", "label", "place", "region", "layer"}
_DEEPEST_EXTRA = 200
#: The largest float is below; PostgreSQL hands floats without a fraction back as whole numbers.
_LARGEST_INT = 10**309
_NUMBERS = ("weight", "size", "x", "y", "latitude", "longitude")
_TEXTS = (
    "name", "id", "kind", "type", "label", "description", "place", "region", "website", "email",
    "image", "colour", "shape", "start", "end", "public_id", "layer",
)  # fmt: skip


def clean(net: Net) -> list[Note]:
    """Change the records so that every value can be stored; a note for each sort of change."""
    notes: list[Note] = []
    for records, model, reserved in (
        (net.actors, Actor, {*ACTOR_BUILTINS, "shape"}),
        (net.ties, Tie, set(TIE_BUILTINS)),
    ):
        if records:
            _clean_texts(records, model, notes)
            _clean_numbers(records)
            _clean_fields(records, reserved)
    for actor in net.actors:
        if not actor.name.strip():
            actor.name = actor.id or "?"
    _clean_rungs(net.ties, notes)
    net.extras = {storable_text(key): _storable(value, 0) for key, value in net.extras.items()}
    return notes


def storable_text(text: str) -> str:
    """The text without characters that a database or a drawing cannot hold."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def kept_text(text: str, most: int) -> str:
    """What somebody wrote, as it is kept: cleaned, and no longer than so many letters."""
    return storable_text(text).strip()[:most]


def _limit(model: type[Actor | Tie], column: str) -> int | None:
    if column in ("kind", "type"):
        return _TYPE_LIMIT
    if column == "shape":
        return None
    if column == "layer":
        return _LAYER_LIMIT
    return getattr(model._meta.get_field("ref" if column == "id" else column), "max_length", None)


def _clean_texts(records: Records, model: type[Actor | Tie], notes: list[Note]) -> None:
    for column in _TEXTS:
        if not hasattr(records[0], column):
            continue
        texts = [getattr(record, column) for record in records]
        # Most columns of most files are empty: one look tells.
        if not any(texts):
            continue
        if _UNSTORABLE.search("\n".join(texts)):
            texts = [storable_text(text) for text in texts]
            for record, text in zip(records, texts, strict=True):
                setattr(record, column, text)
        limit = _limit(model, column)
        if limit is not None:
            long = [record for record in records if len(getattr(record, column)) > limit]
            if long:
                notes.append(_shorten(long, column, limit))


def _shorten(long: Sequence[ActorRecord | TieRecord], column: str, limit: int) -> Note:
    for record in long:
        text = getattr(record, column)
        if column in _CUT:
            setattr(record, column, text[:limit].rstrip())
        else:
            setattr(record, column, "")
            record.fields[f"{column} (long)"] = text
    message = (
        ngettext(
            "%(count)d value of “%(column)s” has more than %(limit)d characters and was cut.",
            "%(count)d values of “%(column)s” have more than %(limit)d characters and were cut.",
            len(long),
        )
        if column in _CUT
        else ngettext(
            "%(count)d value of “%(column)s” has more than %(limit)d characters and was kept as "
            "a field of its own.",
            "%(count)d values of “%(column)s” have more than %(limit)d characters and were kept "
            "as a field of their own.",
            len(long),
        )
    )
    told = message % {"count": len(long), "column": column, "limit": limit}
    return Note(long[0].file, long[0].row, told)


def _clean_numbers(records: Records) -> None:
    for column in _NUMBERS:
        if not hasattr(records[0], column):
            continue
        for record in records:
            value = getattr(record, column)
            if value is not None and not math.isfinite(value):
                setattr(record, column, None)
    for record in records:
        if isinstance(record, TieRecord):
            break
        if record.latitude is None and record.longitude is None:
            continue
        if (
            record.latitude is None
            or record.longitude is None
            or abs(record.latitude) > 90
            or abs(record.longitude) > 180
        ):
            record.latitude = record.longitude = None


def _clean_fields(records: Records, reserved: set[str]) -> None:
    keys = dict.fromkeys(key for record in records for key in record.fields)
    names = _field_names(keys, reserved)
    for record in records:
        if record.fields:
            cleaned: dict[str, Cell] = {}
            for key, value in record.fields.items():
                cell = _cell(value)
                if cell is not None:
                    cleaned[names[key]] = cell
            record.fields = cleaned
        if record.tags:
            record.tags = [tag for tag in map(storable_text, record.tags) if tag]


def _field_names(keys: Iterable[str], reserved: set[str]) -> dict[str, str]:
    """A name for each key: short enough, and not that of a column that Weft has itself."""
    names: dict[str, str] = {}
    used = set(reserved)
    for key in keys:
        plain = storable_text(key).strip()[:_KEY_LIMIT].rstrip() or "field"
        name, count = plain, 1
        while name in used:
            count += 1
            name = f"{plain[: _KEY_LIMIT - 6]} ({count})"
        used.add(name)
        names[key] = name
    return names


def _cell(value: Cell) -> Cell:
    """The value of a field as both databases can hold it; None when it says nothing."""
    if isinstance(value, str):
        return storable_text(value) or None
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if isinstance(value, int) and abs(value) > _LARGEST_INT:
        # Such a number is a code, and no reader of JSON would give it back.
        return hex(value)
    if isinstance(value, list):
        return [item for item in (storable_text(str(item)) for item in value) if item] or None
    return value


def _clean_rungs(ties: list[TieRecord], notes: list[Note]) -> None:
    off = [tie for tie in ties if tie.rung is not None and tie.rung not in Rung.values]
    for tie in off:
        tie.fields["rung"] = tie.rung
        tie.rung = None
    if off:
        message = ngettext(
            "%(count)d tie has a rung that is not from 0 to 5; it was kept as a field.",
            "%(count)d ties have a rung that is not from 0 to 5; it was kept as a field.",
            len(off),
        )
        notes.append(Note(off[0].file, off[0].row, message % {"count": len(off)}))


def _storable(value: object, depth: int) -> object:
    """What a file brings along word for word, without what JSON columns refuse."""
    if depth > _DEEPEST_EXTRA:
        return _("Too deeply nested to be kept.")
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable_text(str(key)): _storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
