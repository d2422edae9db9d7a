"""What a source remembers of the rows of its file, all of it as keyed hashes.

That is enough to know a row again, and to tell what the file has changed since from what people
have changed on the map; and nothing of a person who is erased stays readable.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from django.utils.crypto import salted_hmac

from weft.common.names import search_form
from weft.graph.models import Actor, Tie
from weft.graph.record_values import Values, actor_values, id_in_files, tie_values
from weft.mapping.models import Source, SourceRow
from weft.sna.io import ActorRecord, Net, TieRecord

_SALT = "weft.mapping.sources"
#: What is said of a field of the file's own; the rest of the key is the field's name.
FIELD = "fields:"


@dataclass(frozen=True, slots=True)
class Keys:
    """The key of each actor and of each tie of a file, in its order."""

    actors: list[str]
    ties: list[str]


def keys_of(net: Net, source: Source) -> Keys:
    """Know rows by their ids, else by their names, with the kind where two share a name."""
    uses_ids = source.choices.get("match") != "name"
    names = [search_form(record.name) for record in net.actors]
    shared = Counter(names)
    plain = _numbered(
        [
            f"id\n{record.id}"
            if record.id and uses_ids
            else f"name\n{name}\n{record.kind if shared[name] > 1 else ''}"
            for record, name in zip(net.actors, names, strict=True)
        ]
    )
    ties = _numbered([_tie_key(record, plain) for record in net.ties])
    return Keys([_hash(source, key) for key in plain], [_hash(source, key) for key in ties])


def key_of(actor: Actor, source: Source) -> str:
    """The key of the record that an actor of another network is in a source."""
    if source.choices.get("match") != "name":
        return _hash(source, f"id\n{id_in_files(actor)}")
    return _hash(source, f"name\n{search_form(actor.name)}\n")


def _tie_key(record: TieRecord, actors: Sequence[str]) -> str:
    ends = [actors[record.source], actors[record.target]]
    if record.direction != "directed":
        ends.sort()
    way = "one way" if record.direction == "directed" else ""
    return "\n".join(["tie", *ends, way, record.type, record.id])


def _numbered(keys: list[str]) -> list[str]:
    seen: dict[str, int] = defaultdict(int)
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(key if seen[key] == 1 else f"{key}\n{seen[key]}")
    return numbered


def _hash(source: Source, text: str, size: int = 16) -> str:
    return blake2b(text.encode(), key=_secret(source.pk), digest_size=size).hexdigest()


@lru_cache(maxsize=64)
def _secret(source_id: int) -> bytes:
    return salted_hmac(_SALT, str(source_id), algorithm="sha256").digest()


def said_by(
    record: ActorRecord | TieRecord, source: Source, audience: int | None = None
) -> dict[str, str]:
    """For each column and field that a record says something about a hash of that."""
    if isinstance(record, ActorRecord):
        values = actor_values(record)
        if record.kind:
            values["kind"] = record.kind
    else:
        values = tie_values(record)
    if audience is not None:
        values["visibility"] = audience
    return hashed(values, source)


def hashed(values: Values, source: Source) -> dict[str, str]:
    """Values as hashes, each field of the file's own by itself."""
    said: dict[str, str] = {}
    for column, value in values.items():
        if column == "fields":
            assert isinstance(value, dict)
            said |= {f"{FIELD}{key}": hash_of(each, source) for key, each in value.items()}
        else:
            said[column] = hash_of(value, source)
    return said


def hash_of(value: object, source: Source) -> str:
    """A short hash of a value; 1 and 1.0 are the same, as they are to a reader."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = float(value)
    return _hash(source, json.dumps(value, sort_keys=True, default=str), size=8)


def rows_of(source: Source) -> dict[str, SourceRow]:
    """All that a source remembers, by key."""
    related = ("actor__kind", "tie__type", "tie__source", "tie__target")
    rows = source.rows.select_related(*related).order_by("pk")
    return {row.key: row for row in rows}


def on_map(row: Actor | Tie | None) -> bool:
    """Whether a row, and both ends of a tie, stand on the map."""
    if row is None or row.ended_in_id is not None:
        return False
    return isinstance(row, Actor) or (
        row.source.ended_in_id is None and row.target.ended_in_id is None
    )
