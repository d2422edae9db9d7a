"""Who of a layer may be on the map already: by public identifier, else by likeness.

The same identifier means the same actor, unless someone says otherwise. What is only alike, such
as one website under names that resemble each other, stays apart unless someone says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from weft.common.visibility import Viewer
from weft.graph.difference import traits_of
from weft.graph.likeness import REASONS, Traits, likenesses
from weft.graph.likeness.seen import seen_traits
from weft.graph.models import Actor
from weft.sna.io import ActorRecord


@dataclass(frozen=True, slots=True)
class Match:
    """A record of a layer, and the actor outside of it that it may be."""

    record: int
    actor_id: int
    resembles: str
    reasons: tuple[str, ...]
    #: Both have the same public identifier.
    is_certain: bool

    @property
    def why(self) -> list[str]:
        return [str(REASONS[reason].words) for reason in self.reasons if REASONS[reason].points > 0]


def find_matches(
    viewer: Viewer, records: Sequence[ActorRecord], wanted: Collection[int], layer_id: int | None
) -> list[Match]:
    """For each wanted record at most one actor; nobody stands for two of them."""
    own = set(
        Actor.objects.visible_to(viewer).filter(layer=layer_id).values_list("pk", flat=True)
        if layer_id is not None
        else ()
    )
    seen = seen_traits(viewer)
    here = [(pk, traits) for pk, traits in zip(seen.ids, seen.traits, strict=True) if pk not in own]
    matches = _by_public_id(records, wanted, here)
    done = {match.record for match in matches}
    taken = {match.actor_id for match in matches}
    fresh = [(index, traits_of(records[index])) for index in wanted if index not in done]
    left = [(pk, traits) for pk, traits in here if pk not in taken]
    for likeness in likenesses(fresh, left) if fresh and left else ():
        pk = likeness.actor_id
        if pk is None or pk in taken or likeness.record in done:
            continue
        taken.add(pk)
        done.add(likeness.record)
        matches.append(Match(likeness.record, pk, likeness.resembles, likeness.reasons, False))
    return matches


def _by_public_id(
    records: Sequence[ActorRecord], wanted: Collection[int], here: Sequence[tuple[int, Traits]]
) -> list[Match]:
    known: dict[str, tuple[int, str]] = {}
    for pk, traits in here:
        if traits.public_id:
            known.setdefault(traits.public_id.strip().upper(), (pk, traits.name))
    matches: list[Match] = []
    for index in wanted:
        identifier = records[index].public_id.strip().upper()
        if identifier and (found := known.pop(identifier, None)):
            matches.append(Match(index, *found, ("same_public_id",), True))
    return matches
