"""The front of the installation, and the home page of a network: where the features meet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from weft.analysis.queries import counts_of, is_worked_out, what_the_map_says
from weft.common.small_things import small_things
from weft.common.visibility import Viewer
from weft.graph.owning import as_oneself
from weft.graph.telling import recent_change_sets
from weft.groups.queries import invitations_to, own_groups
from weft.home.queries import networks_for
from weft.joining.permissions import gate_of
from weft.joining.queries import applications_seen, first_page_of
from weft.joining.voice_queries import voice_asks_waiting
from weft.keeping.questions import questions_for
from weft.mapping.views.map import map_context
from weft.moderating.desk import waiting_for
from weft.networks.models import Network
from weft.networks.queries import parent_seen, parts_seen, standing_of
from weft.networks.viewers import account_id_of, in_network
from weft.workshop.views import join_address, qr_code, visible_workshop, wall_viewer

_MOST_GROUPS = 6


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """My networks, and those that anyone may visit."""
    mine, public = networks_for(account_id_of(request))
    return render(request, "home/front.html", {"mine": mine, "public": public})


@in_network
@require_GET
def workshop_wall(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    """The map on the wall of a workshop, with what the room says as it says it."""
    workshop = visible_workshop(viewer, workshop_id)
    seen = wall_viewer(viewer, workshop)
    urls: dict[str, object] = {
        name: reverse(f"workshop_{name}", args=[network.slug, workshop.pk])
        for name in ("room", "live")
    }
    context = map_context(network, seen, audience=workshop.audience, overlay=urls)
    more = {
        "workshop": workshop,
        "qr_code": qr_code(workshop),
        "address": join_address(workshop).split(workshop.code)[0],
    }
    return render(request, "home/workshop_wall.html", {**context, **more})


@in_network
@require_GET
def network_home(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    groups = list(own_groups(viewer))
    context = {
        "counts": counts_of(viewer, network),
        "sentences": what_the_map_says(viewer, network)[:3],
        "is_working": not is_worked_out(viewer, network),
        "to_confirm": len(questions_for(as_oneself(viewer), network))
        if viewer.is_member and not viewer.is_paused
        else 0,
        "change_sets": recent_change_sets(viewer, limit=5),
        "own_groups": [group for group in groups if not group.is_hidden][:_MOST_GROUPS],
        "secret_groups": [group for group in groups if group.is_hidden],
        "standing": None if viewer.is_member else standing_of(network, viewer),
        "parent": parent_seen(network, viewer.account_id),
        "parts": parts_seen(network, viewer.account_id),
        "may_join": not viewer.is_member and gate_of(network).is_open,
        "things": small_things(as_oneself(viewer), network.slug)[:2] if viewer.is_member else [],
        "first_page": first_page_of(viewer, network),
        "invitations": invitations_to(viewer)[:_MOST_GROUPS],
        "waiting": applications_seen(viewer).filter(state="waiting").count(),
        "voice_asks": voice_asks_waiting(viewer, network),
        "to_moderate": waiting_for(viewer).count,
    }
    return render(request, "home/network_home.html", context)
