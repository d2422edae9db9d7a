"""What a followed file still says is evidence again from time to time, so that its ties do not fade
while they are published every night."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from weft.common.visibility import Viewer
from weft.graph.actions import Seen, record_evidence
from weft.graph.models import ChangeKind, Evidence, EvidenceKind, Tie
from weft.mapping.models import Source, SourceRow, WhenGone

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
