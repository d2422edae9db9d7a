"""Assets, spaces and skills: the list, the layer on the map, and who nearby could share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Actor
from weft.graph.owning import as_oneself
from weft.mapping.filters import PAGE
from weft.mapping.models import Asset, AssetSort
from weft.mapping.sharing import (
    DISTANCES,
    Offer,
    add_asset,
    can_add_asset,
    could_share,
    remove_asset,
)
from weft.moderating.holding import it_waits
from weft.moderating.models import Held
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

_USUAL_KM = 5


def _asked(request: HttpRequest) -> tuple[int, str]:
    """How near, and what sort."""
    km = whole_number(request.GET.get("km"), most=20_000) or _USUAL_KM
    sort = request.GET.get("sort", "")
    return km, sort if sort in AssetSort.values else ""


@in_network
@require_GET
def assets(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who has what, and who nearby could share it and does not."""
    km, sort = _asked(request)
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    rows = Asset.objects.visible_to(viewer)
    if sort:
        rows = rows.filter(sort=sort)
    start = (page - 1) * PAGE
    ordered = rows.select_related("actor").order_by("name", "actor__search_name", "pk")
    found = list(ordered[start : start + PAGE + 1])
    context = {
        "assets": found[:PAGE],
        "page": page,
        "has_next": len(found) > PAGE,
        "near": could_share(viewer, within_km=km, sort=sort)[:100],
        "km": km,
        "sort": sort,
        "distances": DISTANCES,
        "sorts": AssetSort.choices,
    }
    return render(request, "mapping/assets.html", context)


@in_network
@require_GET
def map_sharing(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The same for the map of places."""
    seen = as_asked(request, viewer)
    km, sort = _asked(request)
    rows = Asset.objects.visible_to(seen)
    if sort:
        rows = rows.filter(sort=sort)
    held: dict[int, list[str]] = {}
    for actor, name in rows.order_by("pk").values_list("actor", "name")[:5000]:
        held.setdefault(actor, []).append(name)
    near = could_share(seen, within_km=km, sort=sort)
    return JsonResponse(
        {
            "assets": [{"actor": pk, "names": names} for pk, names in held.items()],
            "near": [
                {
                    "actor": one.asset.actor_id,
                    "other": one.other.pk,
                    "what": one.asset.name,
                    "km": round(one.km, 1),
                }
                for one in near
            ],
        }
    )


def _visible_actor(viewer: Viewer, actor_id: int) -> Actor:
    return get_object_or_404(Actor.objects.visible_to(viewer), pk=actor_id)


@in_network
@require_POST
def asset_add(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    actor = _visible_actor(viewer, actor_id)
    audience = whole_number(request.POST.get("visibility"), most=9)
    offer = Offer(
        sort=request.POST.get("sort", ""),
        name=request.POST.get("name", ""),
        note=request.POST.get("note", ""),
        visibility=Visibility.MEMBERS if audience is None else audience,
    )
    made = add_asset(viewer=as_oneself(viewer), actor=actor, offer=offer)
    there = _("It is noted. Others nearby can find it now.")
    messages.success(request, it_waits() if isinstance(made, Held) else there)
    return redirect("actor_detail", network.slug, actor.pk)


@in_network
@require_POST
def asset_remove(
    request: HttpRequest, network: Network, viewer: Viewer, asset_id: int
) -> HttpResponse:
    asset = get_object_or_404(Asset.objects.visible_to(viewer).select_related("actor"), pk=asset_id)
    remove_asset(viewer=as_oneself(viewer), asset=asset)
    messages.success(request, _("It is removed."))
    return redirect("actor_detail", network.slug, asset.actor_id)


def assets_of(viewer: Viewer, actor: Actor) -> dict[str, object]:
    """What an actor's page says of its assets."""
    return {
        "assets": Asset.objects.visible_to(viewer).filter(actor=actor).order_by("sort", "name"),
        "may_add_asset": can_add_asset(as_oneself(viewer), actor),
        "asset_sorts": AssetSort.choices,
        "asset_audiences": [c for c in Visibility.choices if c[0] <= viewer.clearance],
    }
