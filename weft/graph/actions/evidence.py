"""Recording why ties are believed. A tie's rung and freshness follow from its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions.change_sets import close_change_set, open_change_set
from weft.graph.freshness import refresh_ties
from weft.graph.models import ChangeKind, ChangeSet, Evidence, EvidenceKind, Rung, Tie
from weft.graph.permissions import can_edit_map


@dataclass(frozen=True, slots=True)
class Seen:
    """One reason to believe a tie: what was seen, on which day, on which rung."""

    tie: Tie
    kind: str
    on: date
    rung: int | None = None
    note: str = ""


def _check(seen: Seen, viewer: Viewer, today: date) -> None:
    if seen.tie.network_id != viewer.network_id:
        raise InvalidInput(_("This tie is not on this map."))
    if seen.kind not in EvidenceKind.values:
        raise InvalidInput(_("Choose what the evidence is."))
    if seen.on > today:
        raise InvalidInput(_("Evidence is of something that has happened. Choose an earlier day."))
    if seen.rung is not None and seen.rung not in Rung.values:
        raise InvalidInput(_("Choose one of the rungs from 0 to 5."))


@transaction.atomic
def record_evidence(
    *, viewer: Viewer, seen: Sequence[Seen], comment: str = "", kind: str = ChangeKind.EDIT
) -> ChangeSet:
    """Add pieces of evidence as one change set."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    today = timezone.localdate()
    for one in seen:
        _check(one, viewer, today)
    change_set = open_change_set(viewer=viewer, kind=kind, comment=comment)
    Evidence.objects.bulk_create(
        [
            Evidence(
                tie=one.tie,
                kind=one.kind,
                date=one.on,
                rung=one.rung,
                note=one.note[:300],
                reporter_id=viewer.account_id,
                visibility=one.tie.visibility,
                created_in=change_set,
            )
            for one in seen
        ],
        batch_size=2000,
    )
    refresh_ties({one.tie.pk for one in seen})
    return close_change_set(change_set, {"evidence_new": len(seen)})
