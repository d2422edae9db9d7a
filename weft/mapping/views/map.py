"""The map page, its data, its panel and its table twin."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from weft.analysis.queries import is_worked_out, reading, what_the_map_says
from weft.common.visibility import Viewer, Visibility
from weft.graph.layers import OWN_LAYER, layers_seen
from weft.graph.models import Rung
from weft.graph.queries import actor_page, kinds_seen, tie_types_seen
from weft.mapping.filters import page_of, read_filters
from weft.mapping.map_data import column, map_json
from weft.mapping.map_texts import map_config
from weft.mapping.measure_names import MEASURE_NAMES
from weft.mapping.projecting import asked_projection
from weft.mapping.tiles.store import is_tiled
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

#: The measures that the table twin shows beside each actor.
TABLE_MEASURES = ("degree", "betweenness")


def map_context(
    network: Network,
    viewer: Viewer,
    *,
    is_embedded: bool = False,
    audience: int | None = None,
    **more: dict[str, object],
) -> dict[str, object]:
    """What the map page needs, with a `lens` or a `story` that it starts with.

    An audience narrows what the page fetches; an `overlay` (its addresses) is drawn over the map.
    """
    is_public = network.visibility == Visibility.PUBLIC
    tiled = is_tiled(viewer if audience is None else viewer.seen_as(audience), network)
    embed = settings.SITE_URL + reverse("map_embed", args=[network.slug])
    return {
        "network": network,
        "viewer": viewer,
        "sentences": what_the_map_says(viewer, network),
        "is_working": not is_worked_out(viewer, network),
        "map_config": {
            **map_config(network, is_embedded=is_embedded, is_tiled=tiled, audience=audience),
            **{name: more.get(name) for name in ("lens", "story", "overlay")},
        },
        "is_tiled": tiled,
        "may_save": viewer.is_member and not is_embedded and "overlay" not in more,
        "audiences": [
            choice
            for choice in Visibility.choices
            if choice[0] <= viewer.clearance and (choice[0] or viewer.can_edit_map)
        ],
        "is_embedded": is_embedded,
        "embed_url": embed if is_public else "",
    }


@in_network
@require_GET
def map_page(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    return render(request, "mapping/map_page.html", map_context(network, viewer))


@require_GET
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # django-csp's types miss arguments
def map_embed(request: HttpRequest, network_slug: str) -> HttpResponse:
    """The public map for other sites. Whoever is signed in, only public things are shown."""
    network = Network.objects.visible_to_account(None).filter(slug=network_slug).first()
    if network is None:
        raise Http404
    viewer = Viewer(network.pk, Visibility.PUBLIC)
    context = map_context(network, viewer, is_embedded=True)
    return render(request, "mapping/map_embed.html", context)


@in_network
@require_GET
def map_data(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The net in columns. `?public` shows no more than a visitor sees."""
    seen = as_asked(request, viewer)
    data = map_json(seen, network, projection=asked_projection(request.GET))
    response = HttpResponse(data, content_type="application/json")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@in_network
@require_GET
def map_column(request: HttpRequest, network: Network, viewer: Viewer, key: str) -> HttpResponse:
    """A measure or custom field of every actor, fetched when someone chooses it."""
    seen = as_asked(request, viewer)
    values = column(seen, network, key)
    if values is None:
        raise Http404
    return JsonResponse(values)


@in_network
@require_GET
def map_panel(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    """What the side panel shows of the selected actor."""
    seen = as_asked(request, viewer)
    page = actor_page(seen, actor_id, most=60)
    if page is None:
        raise Http404
    return render(request, "mapping/_actor_panel.html", {"page": page})


@in_network
@require_GET
def map_sentences(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """“What the map says” alone, for the page that waits while it is worked out."""
    seen = as_asked(request, viewer)
    is_current = is_worked_out(seen, network)
    context = {"sentences": what_the_map_says(seen, network), "is_working": not is_current}
    response = render(request, "mapping/_sentences.html", context)
    response.headers["X-Weft-Current"] = "yes" if is_current else "no"
    return response


@in_network
@require_GET
def map_table(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The map as a table: the same filters and actions, without JavaScript."""
    wanted = read_filters(request.GET)
    found = reading(viewer, network)
    context = {
        "wanted": wanted,
        "page": page_of(viewer, wanted, found, TABLE_MEASURES),
        "columns": [
            (key, MEASURE_NAMES[key][0], found.is_estimated(key)) for key in TABLE_MEASURES
        ],
        "has_measures": found.is_current,
        **choices(viewer, found.facets, [str(c["name"]) for c in found.clusters]),
    }
    return render(request, "mapping/map_table.html", context)


def choices(
    viewer: Viewer, facets: dict[str, list[tuple[str, int]]], clusters: list[str]
) -> dict[str, object]:
    """What the filters offer."""
    return {
        "kinds": kinds_seen(viewer),
        "tie_types": tie_types_seen(viewer),
        "regions": [name for name, _count in facets.get("regions", [])],
        "topics": [name for name, _count in facets.get("topics", [])],
        "clusters": clusters,
        "layers": layers_seen(viewer),
        "own_layer": OWN_LAYER,
        "rungs": Rung.choices,
    }
