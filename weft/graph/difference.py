"""Compares a file's net with a network: what is new, changed, the same, or suspiciously alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.likeness import Likeness, likenesses
from weft.graph.models import Actor, ActorKind, Tie, TieType
from weft.graph.record_values import (
    DEFAULT_KIND,
    DEFAULT_TYPE,
    Values,
    actor_values,
    difference_of,
    tie_values,
)
from weft.sna.io.records import ActorRecord, Net, Note, TieRecord

Match = Literal["auto", "name"]


@dataclass(slots=True)
class RowChange:
    """A row whose values the file changes; `record` is its position in the file's list."""

    record: int
    row: Actor | Tie
    before: Values
    after: Values


@dataclass(slots=True)
class Difference:
    """What an import would do, before it does it."""

    net: Net
    #: For each actor record the actor it is, or None for a new one.
    actors: list[Actor | None] = field(default_factory=list)
    new_actors: list[int] = field(default_factory=list)
    changed_actors: list[RowChange] = field(default_factory=list)
    unchanged_actors: list[int] = field(default_factory=list)
    new_ties: list[int] = field(default_factory=list)
    changed_ties: list[RowChange] = field(default_factory=list)
    unchanged_ties: list[int] = field(default_factory=list)
    suspects: list[Likeness] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    keeps_refs: bool = True

    @property
    def changes_nothing(self) -> bool:
        return not (self.new_actors or self.changed_actors or self.new_ties or self.changed_ties)


def compare(*, viewer: Viewer, net: Net, match: Match = "auto") -> Difference:
    """Match every record with what the viewer can see of the network."""
    difference = Difference(net)
    existing = list(Actor.objects.visible_to(viewer))
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    _match_actors(difference, existing, kinds, match)
    _match_ties(difference, viewer)
    fresh = [(index, net.actors[index].name) for index in difference.new_actors]
    difference.suspects = likenesses(fresh, [(actor.pk, actor.name) for actor in existing])
    return difference


def _match_actors(
    difference: Difference, existing: list[Actor], kinds: dict[int, str], match: Match
) -> None:
    records = difference.net.actors
    by_ref = {actor.ref: actor for actor in existing if actor.ref}
    uses_refs = match == "auto"
    if uses_refs and _refs_mean_others(records, by_ref):
        uses_refs = False
        difference.notes.append(
            Note(
                records[0].file,
                None,
                "The ids in this file stand for other actors than the same ids in this "
                "network, so actors are matched by their names.",
            )
        )
    difference.keeps_refs = uses_refs
    by_name = _index_by_name(existing, kinds)
    taken: set[int] = set()
    for index, record in enumerate(records):
        actor = by_ref.get(record.id[:300]) if uses_refs and record.id else None
        if actor is None:
            actor = _same_name(record, by_name, taken, has_ref=bool(uses_refs and record.id))
        if actor is not None and actor.pk in taken:
            actor = None
        difference.actors.append(actor)
        if actor is None:
            difference.new_actors.append(index)
            continue
        taken.add(actor.pk)
        values = actor_values(record)
        before, after = difference_of(actor, values)
        if record.kind and record.kind[:100] != kinds[actor.kind_id]:
            before["kind"], after["kind"] = kinds[actor.kind_id], record.kind[:100]
        if after:
            difference.changed_actors.append(RowChange(index, actor, before, after))
        else:
            difference.unchanged_actors.append(index)


def _refs_mean_others(records: list[ActorRecord], by_ref: dict[str, Actor]) -> bool:
    """Whether the file counts its actors with ids that mean other actors here."""
    shared = [(r, by_ref[r.id[:300]]) for r in records if r.id and r.id[:300] in by_ref]
    strangers = sum(1 for r, actor in shared if search_form(r.name) != actor.search_name)
    return len(shared) > 2 and strangers > len(shared) * 0.7


NameIndex = dict[tuple[str, str], list[Actor]]


def _index_by_name(existing: list[Actor], kinds: dict[int, str]) -> NameIndex:
    """Actors under (name, kind) and, for files without kinds, under (name, "")."""
    index: NameIndex = defaultdict(list)
    for actor in sorted(existing, key=lambda actor: actor.pk):
        index[actor.search_name, kinds[actor.kind_id]].append(actor)
        index[actor.search_name, ""].append(actor)
    return index


def _same_name(
    record: ActorRecord, by_name: NameIndex, taken: set[int], *, has_ref: bool
) -> Actor | None:
    """The first actor of this name (and kind) that no earlier record has taken."""
    key = (search_form(record.name[:300]), record.kind[:100])
    for actor in by_name.get(key, ()):
        if actor.pk not in taken and not (has_ref and actor.ref):
            return actor
    return None


TieKey = tuple[int, int, str, bool]


def _tie_key(source: int, target: int, type_name: str, *, is_directed: bool) -> TieKey:
    if not is_directed and source > target:
        source, target = target, source
    return source, target, type_name, is_directed


def _match_ties(difference: Difference, viewer: Viewer) -> None:
    """Match the nth tie between two actors with the nth that is there, refs first."""
    types = dict(TieType.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    waiting: dict[TieKey, list[Tie]] = defaultdict(list)
    if any(actor is not None for actor in difference.actors):
        for tie in Tie.objects.visible_to(viewer).order_by("pk").iterator(chunk_size=5000):
            directed = tie.direction == "directed"
            waiting[
                _tie_key(tie.source_id, tie.target_id, types[tie.type_id], is_directed=directed)
            ].append(tie)
    for index, record in enumerate(difference.net.ties):
        match = _waiting_tie(difference, record, waiting)
        if match is None:
            difference.new_ties.append(index)
            continue
        before, after = difference_of(match, tie_values(record))
        if after:
            difference.changed_ties.append(RowChange(index, match, before, after))
        else:
            difference.unchanged_ties.append(index)


def _waiting_tie(
    difference: Difference, record: TieRecord, waiting: dict[TieKey, list[Tie]]
) -> Tie | None:
    source, target = difference.actors[record.source], difference.actors[record.target]
    if source is None or target is None:
        return None
    directed = record.direction == "directed"
    type_name = record.type[:100] or DEFAULT_TYPE
    candidates = waiting.get(_tie_key(source.pk, target.pk, type_name, is_directed=directed))
    if not candidates:
        return None
    position = 0
    if record.id:
        refs = [tie.ref for tie in candidates]
        if record.id[:300] in refs:
            position = refs.index(record.id[:300])
        elif all(refs):
            return None
    return candidates.pop(position)


def kind_name(record: ActorRecord) -> str:
    return record.kind[:100] or DEFAULT_KIND
