"""Layers: the maps that came from elsewhere, and bringing in another."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.visibility import Viewer
from weft.graph.models import Layer
from weft.mapping.forms import LayerForm
from weft.mapping.models import Source
from weft.mapping.sources.actions import decide_matches, must_follow
from weft.mapping.sources.layer_actions import bring_file, bring_network
from weft.mapping.views.sources import answered, visible_source
from weft.networks.models import Network
from weft.networks.queries import parts_seen
from weft.networks.viewers import in_network


@in_network
@require_http_methods(["GET", "POST"])
def layers(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The layers of the map, and a form that brings in another map."""
    must_follow(viewer)
    form = LayerForm(request.POST or None, request.FILES or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        return redirect("source_detail", network.slug, _brought(viewer, form).pk)
    here = Q(actors__ended_in__isnull=True, actors__visibility__lte=viewer.clearance)
    rows = Layer.objects.visible_to(viewer).annotate(count=Count("actors", filter=here))
    sources = Source.objects.visible_to(viewer).filter(layer__isnull=False)
    brought = set(sources.values_list("from_network", flat=True))
    context = {
        "form": form,
        "layers": rows.order_by("name"),
        "source_of": {source.layer_id: source for source in sources},
        "parts": [p for p in parts_seen(network, viewer.account_id) if p.pk not in brought],
    }
    return render(request, "mapping/layers.html", context)


def _brought(viewer: Viewer, form: LayerForm) -> Source:
    given = form.cleaned_data
    audience, name = given["visibility"], given["name"]
    if given["upload"]:
        return bring_file(viewer=viewer, uploads=given["upload"], name=name, visibility=audience)
    return bring_network(viewer=viewer, there=given["there"], name=name, visibility=audience)


@in_network
@require_POST
def source_match(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    """Who is the same as someone on the map: one by one, or all at once."""
    source = visible_source(viewer, source_id)
    same, apart = answered(request, source)
    decide_matches(viewer=viewer, source=source, same=same, apart=apart)
    messages.success(request, _("Noted. This is what it would change now."))
    return redirect("source_detail", network.slug, source.pk)
