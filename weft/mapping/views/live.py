"""Tells open maps that the net, or what was worked out of it, has changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from weft.common.streams import event_stream
from weft.common.visibility import Viewer
from weft.mapping.news import news_of
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network


@in_network
@require_GET
def map_live(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponseBase:
    """The version of the net, and of the results that this audience sees, whenever they change."""
    network_id, audience = network.pk, as_asked(request, viewer).clearance

    return event_stream(f"map:{network_id}:{audience}", lambda: news_of(network_id, audience))
