"""Recording why ties are believed: the one door by which all features add evidence.

A tie's rung and freshness follow from its evidence (`weft.graph.freshness`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import (
    close_change_set,
    kind_called,
    open_change_set,
    type_called,
)
from weft.graph.cleaning import storable_text
from weft.graph.freshness import refresh_ties
from weft.graph.models import (
    Actor,
    ChangeKind,
    ChangeSet,
    Direction,
    Evidence,
    EvidenceKind,
    Rung,
    Tie,
)
from weft.graph.permissions import can_edit_map, can_record_evidence
from weft.graph.record_values import DEFAULT_TYPE


@dataclass(frozen=True, slots=True, eq=False)
class Newcomer:
    """An actor that comes on the map with the evidence for its ties."""

    name: str
    kind: str
    visibility: int = Visibility.MEMBERS


@dataclass(frozen=True, slots=True)
class Ends:
    """Two actors whose tie may not be on the map yet, and what it is called where it is new."""

    source: Actor | Newcomer
    target: Actor | Newcomer
    type: str = DEFAULT_TYPE
    direction: str = Direction.UNDIRECTED
    #: Never wider than that of its two actors.
    visibility: int = Visibility.MEMBERS


@dataclass(frozen=True, slots=True)
class Seen:
    """One reason to believe a tie: what was seen, on which day, on which rung, who says so."""

    tie: Tie | Ends
    kind: str
    on: date
    rung: int | None = None
    note: str = ""
    said_by: Actor | Newcomer | None = None
    #: Who may see the evidence, where they are fewer than those who see its tie.
    visibility: int | None = None


def _actors_of(tie: Tie | Ends) -> set[int]:
    if isinstance(tie, Tie):
        return {tie.source_id, tie.target_id}
    return {end.pk for end in (tie.source, tie.target) if isinstance(end, Actor)}


def _check(seen: Seen, viewer: Viewer, today: date) -> None:
    tie = seen.tie
    ends = (tie,) if isinstance(tie, Tie) else (tie.source, tie.target)
    networks = {end.network_id for end in ends if not isinstance(end, Newcomer)}
    if networks - {viewer.network_id}:
        raise InvalidInput(_("This tie is not on this map."))
    if not can_record_evidence(viewer, _actors_of(tie)):
        raise NotAllowed(_("You can say this of your own ties only."))
    speaker = {seen.said_by.pk} if isinstance(seen.said_by, Actor) else set()
    if speaker and not can_record_evidence(viewer, speaker):
        raise NotAllowed(_("You can speak for yourself only."))
    if seen.kind not in EvidenceKind.values:
        raise InvalidInput(_("Choose what the evidence is."))
    if seen.on > today:
        raise InvalidInput(_("Evidence is of something that has happened. Choose an earlier day."))
    if seen.rung is not None and seen.rung not in Rung.values:
        raise InvalidInput(_("Choose one of the rungs from 0 to 5."))
    if isinstance(tie, Ends) and tie.source == tie.target:
        raise InvalidInput(_("A tie needs two different actors."))


@transaction.atomic
def record_evidence(
    *,
    viewer: Viewer,
    seen: Sequence[Seen],
    newcomers: Sequence[Newcomer] = (),
    comment: str = "",
    kind: str = ChangeKind.EDIT,
) -> ChangeSet:
    """Add pieces of evidence as one change set; ties that are not on the map yet are put there,
    and so are newcomers, at an end of a tie or alone."""
    today = timezone.localdate()
    if newcomers and not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    for one in seen:
        _check(one, viewer, today)
    change_set = open_change_set(viewer=viewer, kind=kind, comment=comment)
    come = _put_on_map(change_set, newcomers, seen)
    ties = _ties_for(change_set, [_with_actors(one.tie, come) for one in seen])
    speakers = [come.get(id(one.said_by)) or _actor(one.said_by) for one in seen]
    write_evidence(
        change_set,
        [
            (tie, replace(one, said_by=speaker))
            for tie, one, speaker in zip(ties, seen, speakers, strict=True)
        ],
    )
    fresh = sum(1 for tie in {tie.pk: tie for tie in ties}.values() if tie.created_in == change_set)
    counts = {"evidence_new": len(seen), "ties_new": fresh, "actors_new": len(come)}
    return close_change_set(change_set, dict(counts))


def write_evidence(change_set: ChangeSet, seen: Sequence[tuple[Tie, Seen]]) -> None:
    """Add what was seen of ties that are on the map to a change set that is open, and let their
    rungs and dates follow; what may be said has been checked."""
    Evidence.objects.bulk_create(
        [
            Evidence(
                tie=tie,
                kind=one.kind,
                date=one.on,
                rung=one.rung,
                note=one.note[:300],
                reporter_id=change_set.made_by_id,
                said_by=_actor(one.said_by),
                visibility=max(tie.visibility, one.visibility or 0),
                created_in=change_set,
            )
            for tie, one in seen
        ],
        batch_size=2000,
    )
    refresh_ties({tie.pk for tie, _one in seen})


def _actor(end: Actor | Newcomer | None) -> Actor | None:
    return end if isinstance(end, Actor) else None


def _put_on_map(
    change_set: ChangeSet, newcomers: Sequence[Newcomer], seen: Sequence[Seen]
) -> dict[int, Actor]:
    """The new actor for each newcomer, by the newcomer's identity."""
    met = [
        end for one in seen if isinstance(one.tie, Ends) for end in (one.tie.source, one.tie.target)
    ]
    unique = {id(one): one for one in (*newcomers, *met) if isinstance(one, Newcomer)}
    come: dict[int, Actor] = {}
    for key, one in unique.items():
        name = storable_text(one.name).strip()
        if not name:
            raise InvalidInput(_("Give the actor a name."))
        come[key] = Actor.objects.create(
            network_id=change_set.network_id,
            kind=kind_called(change_set.network_id, one.kind),
            name=name[:300],
            search_name=search_form(name[:300]),
            visibility=one.visibility,
            created_in=change_set,
        )
    return come


def _with_actors(tie: Tie | Ends, come: dict[int, Actor]) -> Tie | Ends:
    if isinstance(tie, Tie):
        return tie
    source, target = (come.get(id(end), end) for end in (tie.source, tie.target))
    return replace(tie, source=source, target=target)


def _ties_for(change_set: ChangeSet, wanted: Sequence[Tie | Ends]) -> list[Tie]:
    """The tie for each of the wanted: the one that is there, or a new one."""
    made: dict[tuple[int, int, str], Tie] = {}
    found: list[Tie] = []
    for tie in wanted:
        if isinstance(tie, Tie):
            found.append(tie)
            continue
        assert isinstance(tie.source, Actor)
        assert isinstance(tie.target, Actor)
        one, other = sorted((tie.source.pk, tie.target.pk))
        key = (one, other, tie.type)
        if key not in made:
            made[key] = _tie_there(tie) or _new_tie(change_set, tie)
        found.append(made[key])
    return found


def _tie_there(ends: Ends) -> Tie | None:
    """The tie of this type between the two, whichever way it runs, if it is on the map."""
    assert isinstance(ends.source, Actor)
    ties = Tie.objects.filter(
        Q(source=ends.source, target=ends.target) | Q(source=ends.target, target=ends.source),
        network_id=ends.source.network_id,
        type__name=ends.type,
        ended_in__isnull=True,
    )
    return ties.order_by("pk").first()


def _new_tie(change_set: ChangeSet, ends: Ends) -> Tie:
    assert isinstance(ends.source, Actor)
    assert isinstance(ends.target, Actor)
    return Tie.objects.create(
        network_id=change_set.network_id,
        type=type_called(change_set.network_id, ends.type),
        source=ends.source,
        target=ends.target,
        direction=ends.direction,
        visibility=max(ends.visibility, ends.source.visibility, ends.target.visibility),
        created_in=change_set,
    )
