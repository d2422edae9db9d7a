"""Recording why ties are believed: the one door by which all features add evidence.

A tie's rung and freshness follow from its evidence (`weft.graph.freshness`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import close_change_set, open_change_set, type_called
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
from weft.graph.permissions import can_record_evidence
from weft.graph.record_values import DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Ends:
    """Two actors whose tie may not be on the map yet, and what it is called where it is new."""

    source: Actor
    target: Actor
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
    said_by: Actor | None = None


def _actors_of(tie: Tie | Ends) -> set[int]:
    if isinstance(tie, Tie):
        return {tie.source_id, tie.target_id}
    return {tie.source.pk, tie.target.pk}


def _check(seen: Seen, viewer: Viewer, today: date) -> None:
    tie = seen.tie
    networks = (
        {tie.network_id} if isinstance(tie, Tie) else {tie.source.network_id, tie.target.network_id}
    )
    if networks != {viewer.network_id}:
        raise InvalidInput(_("This tie is not on this map."))
    if not can_record_evidence(viewer, _actors_of(tie)):
        raise NotAllowed(_("You can say this of your own ties only."))
    if seen.said_by is not None and not can_record_evidence(viewer, {seen.said_by.pk}):
        raise NotAllowed(_("You can speak for yourself only."))
    if seen.kind not in EvidenceKind.values:
        raise InvalidInput(_("Choose what the evidence is."))
    if seen.on > today:
        raise InvalidInput(_("Evidence is of something that has happened. Choose an earlier day."))
    if seen.rung is not None and seen.rung not in Rung.values:
        raise InvalidInput(_("Choose one of the rungs from 0 to 5."))
    if isinstance(tie, Ends) and tie.source.pk == tie.target.pk:
        raise InvalidInput(_("A tie needs two different actors."))


@transaction.atomic
def record_evidence(
    *, viewer: Viewer, seen: Sequence[Seen], comment: str = "", kind: str = ChangeKind.EDIT
) -> ChangeSet:
    """Add pieces of evidence as one change set; ties that are not on the map yet are put there."""
    today = timezone.localdate()
    for one in seen:
        _check(one, viewer, today)
    change_set = open_change_set(viewer=viewer, kind=kind, comment=comment)
    ties = _ties_for(change_set, [one.tie for one in seen])
    Evidence.objects.bulk_create(
        [
            Evidence(
                tie=tie,
                kind=one.kind,
                date=one.on,
                rung=one.rung,
                note=one.note[:300],
                reporter_id=viewer.account_id,
                said_by=one.said_by,
                visibility=tie.visibility,
                created_in=change_set,
            )
            for one, tie in zip(seen, ties, strict=True)
        ],
        batch_size=2000,
    )
    refresh_ties({tie.pk for tie in ties})
    fresh = sum(1 for tie in {tie.pk: tie for tie in ties}.values() if tie.created_in == change_set)
    return close_change_set(change_set, {"evidence_new": len(seen), "ties_new": fresh})


def _ties_for(change_set: ChangeSet, wanted: Sequence[Tie | Ends]) -> list[Tie]:
    """The tie for each of the wanted: the one that is there, or a new one."""
    made: dict[tuple[int, int, str], Tie] = {}
    found: list[Tie] = []
    for tie in wanted:
        if isinstance(tie, Tie):
            found.append(tie)
            continue
        one, other = sorted((tie.source.pk, tie.target.pk))
        key = (one, other, tie.type)
        if key not in made:
            made[key] = _tie_there(tie) or _new_tie(change_set, tie)
        found.append(made[key])
    return found


def _tie_there(ends: Ends) -> Tie | None:
    """The tie of this type between the two, whichever way it runs, if it is on the map."""
    ties = Tie.objects.filter(
        Q(source=ends.source, target=ends.target) | Q(source=ends.target, target=ends.source),
        network_id=ends.source.network_id,
        type__name=ends.type,
        ended_in__isnull=True,
    )
    return ties.order_by("pk").first()


def _new_tie(change_set: ChangeSet, ends: Ends) -> Tie:
    return Tie.objects.create(
        network_id=change_set.network_id,
        type=type_called(change_set.network_id, ends.type),
        source=ends.source,
        target=ends.target,
        direction=ends.direction,
        visibility=max(ends.visibility, ends.source.visibility, ends.target.visibility),
        created_in=change_set,
    )
