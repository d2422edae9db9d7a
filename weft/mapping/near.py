"""An actor and those around it, laid out in a ring: for the small picture on its page."""

from __future__ import annotations

import math
from typing import Any

from django.db.models import Exists, OuterRef, Q

from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.graph.models import Actor, ActorKind
from weft.mapping.map_data import drawn_kinds

_MOST_AROUND = 40


def near_data(viewer: Viewer, actor_id: int) -> dict[str, Any] | None:
    """Map data of the actor in the middle, its neighbours around it, and the ties between."""
    visible = counting_ties(viewer)
    centre = Actor.objects.visible_to(viewer).filter(pk=actor_id).first()
    if centre is None:
        return None
    ends = visible.filter(Q(source=centre) | Q(target=centre)).order_by("-rung", "pk")
    around: dict[int, None] = {}
    for source, target in ends.values_list("source_id", "target_id")[: 4 * _MOST_AROUND]:
        around.setdefault(target if source == actor_id else source)
    around.pop(actor_id, None)
    ids = [actor_id, *list(around)[:_MOST_AROUND]]
    rows = {a.pk: a for a in Actor.objects.visible_to(viewer).filter(pk__in=ids)}
    ids = [pk for pk in ids if pk in rows]
    number = {pk: position for position, pk in enumerate(ids)}
    ties = visible.filter(source__in=ids, target__in=ids).values_list("source_id", "target_id")
    pairs = [(number[source], number[target]) for source, target in ties]
    seen = Actor.objects.visible_to(viewer).filter(kind=OuterRef("pk"))
    kinds = ActorKind.objects.filter(Exists(seen), network_id=viewer.network_id).order_by("pk")
    kind_numbers = {kind.pk: position for position, kind in enumerate(kinds)}
    places = [(0.0, 0.0)] + [_around(i, len(ids) - 1) for i in range(len(ids) - 1)]
    return {
        "actors": {
            "id": ids,
            "name": [rows[pk].name for pk in ids],
            "kind": [kind_numbers[rows[pk].kind_id] for pk in ids],
            "x": [x for x, _y in places],
            "y": [y for _x, y in places],
        },
        "ties": {"source": [s for s, _t in pairs], "target": [t for _s, t in pairs]},
        "kinds": drawn_kinds(list(kinds)),
    }


def _around(position: int, count: int) -> tuple[float, float]:
    """Neighbours on one ring, or on two when there are many."""
    angle = 2 * math.pi * position / max(count, 1)
    reach = 1.0 if count <= 16 or position % 2 else 0.62
    return reach * math.cos(angle), 0.75 * reach * math.sin(angle)
