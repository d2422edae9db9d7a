"""Tells open maps that the net, or what was worked out of it, has changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from weft.analysis.models import ALL_TIES, Result
from weft.common.streams import Fact, event_stream
from weft.common.visibility import Viewer
from weft.networks.models import Network
from weft.networks.viewers import in_network


@in_network
@require_GET
def map_live(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponseBase:
    """The version of the net, and of the results that this audience sees, whenever they change."""
    network_id, audience = network.pk, viewer.clearance

    def look() -> Fact | None:
        version = Network.objects.filter(pk=network_id).values_list("graph_version", flat=True)
        if not (found := list(version)):
            return None
        results = Result.objects.filter(
            network_id=network_id, audience=audience, least_rung=ALL_TIES
        )
        newest = results.values_list("graph_version", flat=True).first()
        return {"version": found[0], "workedOut": newest}

    return event_stream(f"map:{network_id}:{audience}", look)
