"""The map of a large network: its overview, its tiles, and what is asked for by name."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.mapping.filters import read_filters
from weft.mapping.tiles.around import MOST_ACTORS, around
from weft.mapping.tiles.part import part
from weft.mapping.tiles.searching import search
from weft.mapping.tiles.store import VIEWS, current_cut, place_of, seen_in, stamp_of, tile_bytes
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

#: A tile's address names the audience and the version: what it holds never changes.
_FOR_A_DAY = "private, max-age=86400, immutable"
#: What is not for everyone is not shown again by a browser before we have looked who asks.
_ASK_FIRST = "private, no-cache"


def _gzipped(request: HttpRequest, data: bytes, cache: str) -> HttpResponseBase:
    """The data, or only that it is still the same."""
    response = HttpResponse(data, content_type="application/json")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = cache
    response.headers["ETag"] = etag = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


@in_network
@require_GET
def map_overview(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponseBase:
    """What the map says before its tiles, with the first of them."""
    return _gzipped(request, current_cut(as_asked(request, viewer), network).overview, _ASK_FIRST)


@in_network
@require_GET
def map_tile(
    request: HttpRequest,
    network: Network,
    viewer: Viewer,
    stamp: str,
    view: str,
    tile: str,
) -> HttpResponseBase:
    """One tile of the net as it is now, for the audience that its address names."""
    seen = seen_in(stamp, viewer)
    place = place_of(tile)
    if place is None or view not in VIEWS or stamp != stamp_of(seen, network):
        raise Http404
    data = tile_bytes(seen, current_cut(seen, network), view, place)
    return _gzipped(request, data, _ASK_FIRST if seen.clearance else _FOR_A_DAY)


@in_network
@require_GET
def map_around(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """An actor with its strongest ties, or several actors with the ties between them."""
    seen = as_asked(request, viewer)
    asked = [whole_number(part) for part in request.GET.get("ids", "").split(",")[:MOST_ACTORS]]
    view = request.GET.get("view", "network")
    ids = [pk for pk in asked if pk]
    found = around(seen, current_cut(seen, network), view, ids) if view in VIEWS else None
    if found is None:
        raise Http404
    return JsonResponse(found)


@in_network
@require_GET
def map_part(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The whole net of those who match the filters, or how many they are."""
    seen = as_asked(request, viewer)
    cut = current_cut(seen, network)
    return JsonResponse(part(seen, network, cut, read_filters(request.GET)))


@in_network
@require_GET
def map_search(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Actors by name, as one types."""
    seen = as_asked(request, viewer)
    view = current_cut(seen, network).views["network"]
    return JsonResponse({"found": search(seen, view, request.GET.get("q", "")[:200])})
