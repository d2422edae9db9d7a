"""A tie's rung and freshness, as its evidence has them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from weft.common.db import in_batches
from weft.graph.models import Evidence, Tie


def refresh_ties(tie_ids: Iterable[int]) -> None:
    """Derive the rung and the newest date of ties from the evidence that counts."""
    for batch in in_batches(sorted(tie_ids)):
        ties = Tie.objects.filter(pk__in=batch).in_bulk()
        rows = (
            Evidence.objects.filter(tie__in=batch, ended_in__isnull=True)
            .values_list("tie")
            .annotate(rung=Max("rung"), day=Max("date"))
        )
        for tie_id, rung, day in rows:
            ties[tie_id].rung, ties[tie_id].evidence_date = rung, day
        Tie.objects.bulk_update(ties.values(), ["rung", "evidence_date"], batch_size=500)
