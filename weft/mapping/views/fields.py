"""Who may see which field."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import set_field_audiences
from weft.graph.queries import field_definitions
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.viewers import in_network


@in_network
@require_http_methods(["GET", "POST"])
def field_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    if not can_manage_network(viewer):
        raise NotAllowed
    definitions = field_definitions(viewer)
    if request.method == "POST":
        wanted = {
            definition.pk: value
            for definition in definitions
            if (value := whole_number(request.POST.get(f"audience-{definition.pk}"))) is not None
        }
        set_field_audiences(viewer=viewer, audiences=wanted)
        messages.success(request, _("Saved. The map is drawn anew for each audience."))
        return redirect("field_settings", network.slug)
    context = {"definitions": definitions, "audiences": Visibility.choices}
    return render(request, "mapping/field_settings.html", context)
