"""The map as a picture (SVG, PNG, PDF), and the shortest way between two actors."""

from __future__ import annotations

import vl_convert
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from weft.common.errors import InvalidInput
from weft.common.headers import PICTURE_POLICY
from weft.common.numbers import whole_number
from weft.common.throttle import held_back
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.mapping.limits import PICTURES
from weft.mapping.models import Lens
from weft.mapping.near import near_data
from weft.mapping.path import shortest_way
from weft.mapping.picture import Look, draw
from weft.mapping.view_picture import picture_of
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@held_back(PICTURES)
@in_network
@require_GET
def map_picture(
    request: HttpRequest, network: Network, viewer: Viewer, ending: str
) -> HttpResponse:
    """The same view as on the page, drawn here from the same positions."""
    if ending not in _TYPES:
        raise Http404
    seen = as_asked(request, viewer)
    lens_id = whole_number(request.GET.get("lens"))
    lens = Lens.objects.visible_to(seen).filter(pk=lens_id).first() if lens_id is not None else None
    if lens_id is not None and lens is None:
        raise Http404
    look = Look.from_query(request.GET, title=network.name)
    svg = picture_of(seen, network, request.GET, look, lens)
    response = HttpResponse(_convert(svg, ending), content_type=_TYPES[ending])
    if "download" in request.GET:
        name = f"{network.slug}-map.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, max-age=60"
    # A picture holds names that people have written: nothing in it may run. Browsers show no PDF
    # in a sandbox; ours has no scripts.
    response.headers["Content-Security-Policy"] = (
        PICTURE_POLICY.removesuffix("; sandbox") if ending == "pdf" else PICTURE_POLICY
    )
    return response


def _convert(svg: str, ending: str) -> bytes:
    if ending == "png":
        return bytes(vl_convert.svg_to_png(svg, scale=2))
    if ending == "pdf":
        return bytes(vl_convert.svg_to_pdf(svg))
    return svg.encode()


@in_network
@require_GET
def map_path(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The shortest way between two actors along visible ties."""
    start, goal = (whole_number(request.GET.get(name)) for name in ("from", "to"))
    if start is None or goal is None:
        raise InvalidInput(_("Choose two actors."))
    seen = as_asked(request, viewer)
    visible = Actor.objects.visible_to(seen).filter(pk__in={start, goal}).count()
    if visible != len({start, goal}):
        raise Http404
    return JsonResponse({"actors": shortest_way(seen, start, goal)})


@in_network
@require_GET
def actor_near(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    """A small picture of an actor and those it is tied to."""
    data = near_data(viewer, actor_id)
    if data is None:
        raise Http404
    look = Look(
        width=480,
        height=360,
        title=data["actors"]["name"][0],
        dark=request.GET.get("theme") == "dark",
        has_legend=False,
    )
    response = HttpResponse(draw(data, look), content_type=_TYPES["svg"])
    response.headers["Cache-Control"] = "private, max-age=60"
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response
