"""Keeps ties that come from elsewhere as fresh as they are there.

What a followed file still says is evidence again from time to time, and what was seen since on
another map is seen here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from weft.common.db import in_batches
from weft.common.visibility import Viewer
from weft.graph.actions import Seen, record_evidence
from weft.graph.models import ChangeKind, Evidence, EvidenceKind, Tie
from weft.mapping.models import Source, SourceRow, WhenGone
from weft.sna.io import TieRecord

#: A tie gets evidence of a file anew when its newest is so old.
RENEWED_AFTER = timedelta(days=90)


def renew(source: Source, viewer: Viewer) -> int:
    """Say of the source's own ties that they are still in its file; how many were meant.

    Only where nobody has said anything themselves: then their word holds.
    """
    if not source.address or not source.is_accepted or source.when_gone != WhenGone.END:
        return 0
    today = timezone.localdate()
    seen = [
        Seen(tie, EvidenceKind.IMPORTED, today, tie.rung)
        for tie in _fading(source, viewer).iterator(chunk_size=2000)
    ]
    if seen:
        record_evidence(viewer=viewer, seen=seen, comment=source.name, kind=ChangeKind.SOURCE)
    return len(seen)


def take_over_newer(
    source: Source, viewer: Viewer, records: Sequence[TieRecord], tie_ids: Sequence[int]
) -> int:
    """Ties of a layer are as fresh here as where they come from; how many became fresher."""
    seen_there = {
        pk: (date.fromisoformat(record.seen), record.rung)
        for record, pk in zip(records, tie_ids, strict=True)
        if pk and record.seen
    }
    seen = []
    for batch in in_batches(list(seen_there)):
        own = Tie.objects.visible_to(viewer).filter(pk__in=batch, layer=source.layer_id)
        for tie in own.select_related("source", "target"):
            day, rung = seen_there[tie.pk]
            if tie.evidence_date is None or day > tie.evidence_date:
                seen.append(Seen(tie, EvidenceKind.IMPORTED, day, rung))
    if seen:
        record_evidence(viewer=viewer, seen=seen, comment=source.name, kind=ChangeKind.SOURCE)
    return len(seen)


def _fading(source: Source, viewer: Viewer) -> QuerySet[Tie]:
    old = timezone.localdate() - RENEWED_AFTER
    rows = SourceRow.objects.filter(source=source, is_own=True, tie=OuterRef("pk"))
    # Evidence that was undone counts here: what someone took back is not said again at once.
    newer = Evidence.objects.filter(tie=OuterRef("pk"), date__gt=old)
    others = Evidence.objects.filter(tie=OuterRef("pk")).exclude(kind=EvidenceKind.IMPORTED)
    return (
        Tie.objects.visible_to(viewer)
        .select_related("source", "target")
        .filter(Exists(rows), ~Exists(newer), ~Exists(others), evidence_date__lte=old, end="")
        .order_by("pk")
    )
