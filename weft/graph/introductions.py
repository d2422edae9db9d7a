"""Who brought whom together: ties for which an introduction is evidence."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from weft.common.visibility import Viewer
from weft.graph.models import Evidence, EvidenceKind, EvidenceQuerySet


def introductions(viewer: Viewer) -> EvidenceQuerySet:
    """The introductions that this viewer may know of."""
    return Evidence.objects.visible_to(viewer).filter(
        kind=EvidenceKind.INTRODUCTION, reporter__isnull=False
    )


def brokered_ties(viewer: Viewer, account_id: int) -> list[list[int]]:
    """The ties for which an introduction noted by this account is evidence."""
    rows = introductions(viewer).filter(Q(reporter=account_id))
    pairs = rows.values_list("tie__source_id", "tie__target_id").distinct()
    return sorted([source, target] for source, target in pairs)


def held_by_one_alone(viewer: Viewer, account_id: int) -> EvidenceQuerySet:
    """Introductions by this account for ties that nobody else has seen anything of."""
    others = Evidence.objects.visible_to(viewer).filter(tie=OuterRef("tie"))
    others = others.exclude(reporter_id=account_id)
    mine = introductions(viewer).filter(Q(reporter=account_id))
    return mine.exclude(Exists(others)).select_related("tie__source", "tie__target")
