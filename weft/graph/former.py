"""What actors were called on an earlier day, as far as the viewer may see the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from weft.common.visibility import Viewer
from weft.graph.models import Change


def end_of(day: date) -> datetime:
    """The moment at which a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def former_values(
    viewer: Viewer, actor_ids: Iterable[int], day: date, column: str
) -> dict[int, object]:
    """The value of a column at the end of a day, for those actors that have another one today."""
    changes = Change.objects.visible_to(viewer).filter(
        actor__in=list(actor_ids), change_set__made_at__gte=end_of(day), before__has_key=column
    )
    # Of several changes the first one after that day knows what was before.
    rows = changes.order_by("-change_set__made_at", "-pk").values_list("actor", "before")
    return {actor: before[column] for actor, before in rows if actor is not None}
