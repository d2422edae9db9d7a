"""The projection as a table: who took part together, and how often."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.mapping.filters import PAGE
from weft.mapping.map_data import kept_map_data
from weft.mapping.projecting import asked_projection
from weft.networks.models import Network
from weft.networks.viewers import in_network


@in_network
@require_GET
def map_together(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Pairs that shared activities, those that shared most first."""
    least = asked_projection(request.GET) or 1
    data = kept_map_data(viewer, network, projection=least)
    ties, actors = data["ties"], data["actors"]
    rows = sorted(
        zip(ties["weight"], ties["source"], ties["target"], strict=True),
        key=lambda row: (-row[0], actors["name"][row[1]], actors["name"][row[2]]),
    )
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    shown = rows[(page - 1) * PAGE : page * PAGE]
    context = {
        "least": least,
        "offered": range(1, 6),
        "total": len(rows),
        "pairs": [
            ((actors["id"][a], actors["name"][a]), (actors["id"][b], actors["name"][b]), shared)
            for shared, a, b in shown
        ],
        "page": page,
        "has_next": page * PAGE < len(rows),
    }
    return render(request, "mapping/map_together.html", context)
