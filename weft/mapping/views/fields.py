"""Who may see which field, and how kinds and types are drawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import KindLook, TypeLook, set_field_audiences, set_looks
from weft.graph.permissions import can_edit_map
from weft.graph.queries import field_definitions, kinds_and_types
from weft.mapping.appearance import colours_for
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.viewers import in_network

_SHAPE_NAMES = {
    "circle": _lazy("Circle"),
    "square": _lazy("Square"),
    "diamond": _lazy("Diamond"),
    "triangle": _lazy("Triangle"),
    "hexagon": _lazy("Hexagon"),
    "star": _lazy("Star"),
}


@in_network
@require_http_methods(["GET", "POST"])
def kind_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """How kinds of actor and types of tie are drawn, and which kinds people take part in."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    kinds, types = kinds_and_types(viewer)
    if request.method == "POST":
        looks = {
            kind.pk: KindLook(
                _colour(request, kind.pk),
                request.POST.get(f"shape-{kind.pk}", ""),
                is_activity=f"activity-{kind.pk}" in request.POST,
                holds_power=f"power-{kind.pk}" in request.POST,
            )
            for kind in kinds
        }
        of_types = {
            tie_type.pk: TypeLook(
                _colour(request, f"t{tie_type.pk}"), f"influence-{tie_type.pk}" in request.POST
            )
            for tie_type in types
        }
        set_looks(viewer=viewer, kinds=looks, types=of_types)
        messages.success(request, _("Saved. The map is drawn anew."))
        return redirect("kind_settings", network.slug)
    usual = [list(colours_for([row.name for row in rows]).values()) for rows in (kinds, types)]
    context = {
        "kinds": list(zip(kinds, usual[0], strict=True)),
        "types": list(zip(types, usual[1], strict=True)),
        "shapes": list(_SHAPE_NAMES.items()),
    }
    return render(request, "mapping/kind_settings.html", context)


def _colour(request: HttpRequest, key: object) -> str:
    """Its own colour, if that is ticked: a field for colours always sends one."""
    return request.POST.get(f"colour-{key}", "") if f"own-{key}" in request.POST else ""


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
