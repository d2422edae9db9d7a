"""Keeps what comes from another network as narrow as it is there, and as was chosen here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from weft.graph.models import FieldDefinition, FieldTarget
from weft.graph.values import ACTOR_BUILTINS, GOVERNED_BY, TIE_BUILTINS
from weft.sna.io import ActorRecord, Net, TieRecord

Fields = Mapping[tuple[str, str], int]
#: What a record calls the columns that have another name in the database.
_IN_RECORD = {"topics": "tags"}
_EMPTY: dict[str, object] = {"tags": [], "latitude": None, "longitude": None}


def fields_of(network_id: int) -> dict[tuple[str, str], int]:
    """Who may see each field of a network, by target and key."""
    rows = FieldDefinition.objects.filter(network_id=network_id)
    # An empty network has no definitions yet; it will get those that every network starts with.
    known = {
        (target.value, key): int(seen)
        for target, builtins in (
            (FieldTarget.ACTOR, ACTOR_BUILTINS),
            (FieldTarget.TIE, TIE_BUILTINS),
        )
        for key, (_label, seen) in builtins.items()
    }
    found = rows.values_list("target", "key", "visibility")
    return known | {(target, key): seen for target, key, seen in found}


@dataclass(frozen=True, slots=True)
class Audiences:
    """Who may see what: where it comes from, here, and at most by the choice made."""

    chosen: int
    here: Fields
    there: Fields = field(default_factory=dict)

    def of_row(self, record: ActorRecord | TieRecord) -> int:
        """The audience that a new row gets."""
        return max(self.chosen, record.audience)

    def fits(self, record: ActorRecord | TieRecord, seen_by: int, column: str) -> bool:
        """Whether a value may stand in a row that this audience sees, without being opened up."""
        target = FieldTarget.ACTOR if isinstance(record, ActorRecord) else FieldTarget.TIE
        key = (target.value, GOVERNED_BY.get(column, column))
        there = max(record.audience, self.there.get(key, 0))
        # A field that is new here is made as narrow as it is there.
        here = self.here.get(key, max(self.chosen, self.there.get(key, 0)))
        return max(self.chosen, there) <= max(seen_by, here)


def leave_out_narrow(net: Net, audiences: Audiences) -> None:
    """Empty the values that fields here would show to more people than see them there."""
    for records, target, builtins in (
        (net.actors, FieldTarget.ACTOR, ACTOR_BUILTINS),
        (net.ties, FieldTarget.TIE, TIE_BUILTINS),
    ):
        narrow = {key for (of, key), seen in audiences.there.items() if of == target and seen}
        for record in records if narrow else ():
            _leave_out(record, narrow, builtins, audiences)


def _leave_out(
    record: ActorRecord | TieRecord,
    narrow: set[str],
    builtins: Mapping[str, object],
    audiences: Audiences,
) -> None:
    seen_by = audiences.of_row(record)
    for key in narrow:
        if audiences.fits(record, seen_by, key):
            continue
        if key not in builtins:
            record.fields.pop(key, None)
            continue
        governed = [key, *(column for column, by in GOVERNED_BY.items() if by == key)]
        for column in governed:
            name = _IN_RECORD.get(column, column)
            if hasattr(record, name):
                setattr(record, name, _EMPTY.get(name, ""))
