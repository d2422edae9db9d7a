"""Compares a file's net with a network: what is new, changed, the same, or suspiciously alike."""

from __future__ import annotations

from collections.abc import Container, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from weft.common.db import in_batches
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.cleaning import clean
from weft.graph.likeness import Likeness, Traits, likenesses
from weft.graph.likeness.seen import seen_traits
from weft.graph.merged import aliases
from weft.graph.models import Actor, ActorKind, Evidence, EvidenceKind, Tie, TieType
from weft.graph.pairing import lane_of, lanes_of, pair_actors, pair_ties
from weft.graph.record_values import (
    Values,
    actor_values,
    difference_of,
    tie_values,
    type_name,
)
from weft.sna.io.collecting import without_cycle_search
from weft.sna.io.records import ActorRecord, Net, Note, TieRecord

Match = Literal["auto", "name"]
#: From this share on, ids that the file and the network share mean different actors.
_STRANGERS = 0.7


@dataclass(slots=True)
class RowChange:
    """A row whose values the file changes; `record` is its position in the file's list."""

    record: int
    row: Actor | Tie
    before: Values
    after: Values


@dataclass(slots=True)
class Known:
    """What is known of a file's records before they are compared, by their positions."""

    actors: Mapping[int, Actor] = field(default_factory=dict)
    ties: Mapping[int, Tie] = field(default_factory=dict)
    #: Records that are nobody of those who are here, however alike they are.
    apart: Container[int] = ()
    #: Of the known ones those that only add what the actor here lacks.
    filling: Container[int] = ()


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
    #: Records of actors that were merged into the ones they are paired with.
    merged: set[int] = field(default_factory=set)
    #: For each tie record the tie it is, or None for a new one.
    ties: list[Tie | None] = field(default_factory=list)
    #: Rows that are to be taken off the map; a plain file never does that.
    gone_actors: list[Actor] = field(default_factory=list)
    gone_ties: list[Tie] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        return not (
            self.new_actors
            or self.changed_actors
            or self.new_ties
            or self.changed_ties
            or self.gone_actors
            or self.gone_ties
        )


@without_cycle_search()
def compare(
    *, viewer: Viewer, net: Net, match: Match = "auto", known: Known | None = None
) -> Difference:
    """Match every record with what the viewer can see of the network.

    The records are first made to fit the database, in place.
    """
    difference = Difference(net, notes=clean(net))
    known = known or Known()
    _compare_actors(difference, viewer, match, known)
    _compare_ties(difference, viewer, known)
    return difference


def find_suspects(difference: Difference, viewer: Viewer) -> None:
    """Look for new actors that resemble one that is here, or each other."""
    if not difference.new_actors:
        difference.suspects = []
        return
    fresh = [(index, traits_of(difference.net.actors[index])) for index in difference.new_actors]
    here = seen_traits(viewer)
    existing = list(zip(here.ids, here.traits, strict=True))
    difference.suspects = likenesses(fresh, existing)


def traits_of(record: ActorRecord) -> Traits:
    """What of a file's actor is compared to find likenesses."""
    return Traits(
        name=record.name,
        kind=record.kind,
        website=record.website,
        email=record.email,
        place=record.place,
        latitude=record.latitude,
        longitude=record.longitude,
        public_id=record.public_id,
    )


def _compare_actors(difference: Difference, viewer: Viewer, match: Match, known: Known) -> None:
    records = difference.net.actors
    existing = list(Actor.objects.visible_to(viewer).order_by("pk"))
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    by_ref = {actor.ref: actor for actor in existing if actor.ref}
    difference.keeps_refs = match == "auto"
    if difference.keeps_refs and _refs_mean_others(records, by_ref):
        difference.keeps_refs = False
        message = _(
            "The ids in this file stand for other actors than the same ids in this network, so "
            "actors are matched by their names."
        )
        difference.notes.append(Note(records[0].file, None, message))
    difference.actors = pair_actors(
        records,
        existing,
        kinds,
        uses_refs=difference.keeps_refs,
        known=known.actors,
        apart=known.apart,
    )
    _find_merged(difference, viewer, existing, kinds, known.apart)
    for index, (record, actor) in enumerate(zip(records, difference.actors, strict=True)):
        if actor is None:
            difference.new_actors.append(index)
            continue
        is_merged = index in difference.merged or index in known.filling
        values = _still_empty(actor, record) if is_merged else actor_values(record)
        before, after = difference_of(actor, values)
        if record.kind and not is_merged and record.kind != kinds[actor.kind_id]:
            before["kind"], after["kind"] = kinds[actor.kind_id], record.kind
        if after:
            difference.changed_actors.append(RowChange(index, actor, before, after))
        else:
            difference.unchanged_actors.append(index)


def _find_merged(
    difference: Difference,
    viewer: Viewer,
    existing: list[Actor],
    kinds: dict[int, str],
    apart: Container[int],
) -> None:
    """Pair records of merged actors with the ones that these became."""
    known = aliases(viewer, existing, kinds)
    for index, record in enumerate(difference.net.actors):
        if difference.actors[index] is not None or index in apart:
            continue
        if kept := known.find(record, uses_refs=difference.keeps_refs):
            difference.actors[index] = kept
            difference.merged.add(index)


def _still_empty(actor: Actor, record: ActorRecord) -> Values:
    """What a merged actor's record adds; what the kept one has was decided at the merging."""
    values = {
        column: value
        for column, value in actor_values(record).items()
        if column != "fields" and getattr(actor, column) in ("", None, [])
    }
    fresh = {key: value for key, value in record.fields.items() if key not in actor.fields}
    return {**values, "fields": fresh} if fresh else values


def _refs_mean_others(records: list[ActorRecord], by_ref: dict[str, Actor]) -> bool:
    """Whether the file counts its actors with ids that mean other actors here."""
    shared = [(record, by_ref[record.id]) for record in records if record.id in by_ref]
    strangers = sum(1 for r, actor in shared if search_form(r.name) != actor.search_name)
    # One actor of another name may have been renamed; two or more are no coincidence.
    return len(shared) > 1 and strangers > len(shared) * _STRANGERS


def _compare_ties(difference: Difference, viewer: Viewer, known: Known) -> None:
    records = difference.net.ties
    types = {
        pk: (name, rung)
        for pk, name, rung in TieType.objects.filter(network_id=viewer.network_id).values_list(
            "id", "name", "rung"
        )
    }
    existing: list[Tie] = []
    if records and any(actor is not None for actor in difference.actors):
        existing = list(Tie.objects.visible_to(viewer).order_by("pk").iterator(chunk_size=5000))
    ties = pair_ties(records, difference.actors, existing, types, known.ties)
    difference.ties = ties
    here = lanes_of(existing, types) if difference.merged else frozenset()
    for index, (record, tie) in enumerate(zip(records, ties, strict=True)):
        if tie is None:
            if _was_joined(difference, record, here):
                difference.unchanged_ties.append(index)
            else:
                difference.new_ties.append(index)
            continue
        before, after = difference_of(tie, tie_values(record))
        if after:
            difference.changed_ties.append(RowChange(index, tie, before, after))
        else:
            difference.unchanged_ties.append(index)
    _leave_rungs_said_before(difference)


def _leave_rungs_said_before(difference: Difference) -> None:
    """A rung follows from all evidence: a file that says what files said before changes none."""
    wanted = [change.row.pk for change in difference.changed_ties if "rung" in change.after]
    said: dict[int, int | None] = {}
    for batch in in_batches(wanted):
        imported = Evidence.objects.filter(
            tie__in=batch, kind=EvidenceKind.IMPORTED, ended_in__isnull=True
        )
        said |= dict(imported.order_by("date", "pk").values_list("tie", "rung"))
    changed = []
    for change in difference.changed_ties:
        if "rung" in change.after and said.get(change.row.pk, -1) == change.after["rung"]:
            del change.before["rung"], change.after["rung"]
        if change.after:
            changed.append(change)
        else:
            difference.unchanged_ties.append(change.record)
    difference.changed_ties = changed


def _was_joined(difference: Difference, record: TieRecord, here: frozenset[Hashable]) -> bool:
    """Whether a merged actor's tie stands for one that ended or became part of another."""
    if not {record.source, record.target} & difference.merged:
        return False
    source, target = difference.actors[record.source], difference.actors[record.target]
    if source is None or target is None:
        return False
    lane = lane_of(source.pk, target.pk, type_name(record), record.direction)
    return source.pk == target.pk or lane in here
