"""The map as a picture (SVG, PNG, PDF), and the shortest way between two actors."""

from __future__ import annotations

import vl_convert
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from weft.common.errors import InvalidInput
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.mapping.map_data import column, kept_map_data
from weft.mapping.near import near_data
from weft.mapping.path import shortest_way
from weft.mapping.picture import Look, draw
from weft.mapping.picture_filter import Shown, shown_by
from weft.mapping.then import Moment, marks_on
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
#: A drawing of more actors would take the server longer than a reader waits.
MOST_DRAWN = 40_000


@in_network
@require_GET
def map_picture(
    request: HttpRequest, network: Network, viewer: Viewer, ending: str
) -> HttpResponse:
    """The same view as on the page, drawn here from the same positions."""
    if ending not in _TYPES:
        raise Http404
    seen = as_asked(request, viewer)
    moment = Moment.from_query(request.GET) if "on" in request.GET else None
    data = kept_map_data(seen, network, is_over_time=moment is not None)
    if len(data["actors"]["id"]) > MOST_DRAWN:
        raise InvalidInput(_("This map is too large for one picture. Choose a filter first."))
    look = Look.from_query(request.GET, title=network.name)
    # Columns of measures are of those who are here today, not of those over time.
    colour, size = (
        column(seen, network, key) if ":" in key and moment is None else None
        for key in (look.colour, look.size)
    )
    values = colour["values"] if colour is not None else None
    shown = shown_by(data, request.GET, values)
    if moment is not None:
        actors, ties = marks_on(data, moment)
        shown = Shown(shown.actors & actors, shown.ties & ties)
    svg = draw(data, look, shown, (colour, size))
    response = HttpResponse(_convert(svg, ending), content_type=_TYPES[ending])
    if "download" in request.GET:
        name = f"{network.slug}-map.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, max-age=60"
    # A picture holds names that people have written: nothing in it may run.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
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
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
