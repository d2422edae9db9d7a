"""The map in time: on a day, between two days, days with a name, and the story of one tie."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.comparing import Between, between
from weft.graph.models import FieldTarget
from weft.graph.past import Clock
from weft.graph.queries import change_values, tie_story
from weft.graph.values import visible_fields
from weft.mapping.actions import forget_snapshot, name_moment
from weft.mapping.map_data import map_json
from weft.mapping.models import Snapshot
from weft.mapping.then import ALL_LISTED, LISTED, Moment, in_words, then
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network


@in_network
@require_GET
def map_time(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The net with what is there no more, and when each was there: what the timeline plays."""
    seen = as_asked(request, viewer)
    data = map_json(seen, network, is_over_time=True)
    response = HttpResponse(data, content_type="application/json")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@in_network
@require_GET
def time_page(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The map on one day, as figures, a picture and a table."""
    moment = Moment.from_query(request.GET)
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    q = request.GET.get("q", "").strip()[:200]
    found = then(viewer, network, moment, q=q, page=page)
    context = {
        "then": found,
        "q": q,
        "clocks": Clock.choices,
        "snapshots": Snapshot.objects.visible_to(viewer).order_by("-day", "-pk"),
        "audiences": Visibility.choices,
    }
    return render(request, "mapping/time_page.html", context)


def _compared(request: HttpRequest, network: Network, viewer: Viewer) -> Between:
    """The two days of the address, the earlier one first; without any the last year."""
    last = Moment.from_query(request.GET, "to")
    first = Moment.from_query(request.GET, "from")
    if not request.GET.get("from"):
        first = Moment(
            last.day.replace(year=last.day.year - 1, day=min(last.day.day, 28)), last.clock
        )
    days = sorted((first.day, last.day))
    return between(viewer, network, days[0], days[1], last.clock)


@in_network
@require_GET
def time_compare(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What became different between two days."""
    found = _compared(request, network, viewer)
    most = ALL_LISTED if "all" in request.GET else LISTED
    context = {
        "found": in_words(viewer, found, most),
        "between": found,
        "clocks": Clock.choices,
        "most": most,
        "shows_all": most == ALL_LISTED,
        "snapshots": Snapshot.objects.visible_to(viewer).order_by("-day", "-pk"),
    }
    return render(request, "mapping/time_compare.html", context)


@in_network
@require_GET
def time_compare_data(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The same as ids, for the map."""
    found = _compared(request, network, as_asked(request, viewer))
    return JsonResponse(
        {
            "actors": {"added": found.actors_added, "ended": found.actors_ended},
            "ties": {
                "added": found.ties_added,
                "ended": found.ties_ended,
                "faded": found.ties_faded,
                "stronger": [pk for pk, _before, _after in found.stronger],
                "weaker": [pk for pk, _before, _after in found.weaker],
            },
        }
    )


@in_network
@require_POST
def snapshot_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    moment = Moment.from_query(request.POST)
    visibility = whole_number(request.POST.get("visibility"), most=9)
    snapshot = name_moment(
        viewer=viewer,
        name=request.POST.get("name", ""),
        moment=moment,
        visibility=Visibility.MEMBERS if visibility is None else visibility,
    )
    messages.success(request, _("The day has a name now."))
    query = urlencode({"on": snapshot.day.isoformat(), "clock": snapshot.clock})
    return redirect(f"{reverse('time_page', args=[network.slug])}?{query}")


@in_network
@require_POST
def snapshot_remove(
    request: HttpRequest, network: Network, viewer: Viewer, snapshot_id: int
) -> HttpResponse:
    snapshot = get_object_or_404(Snapshot.objects.visible_to(viewer), pk=snapshot_id)
    forget_snapshot(viewer=viewer, snapshot=snapshot)
    messages.success(request, _("The name is gone; the map of that day is as it was."))
    return redirect("time_page", network.slug)


@in_network
@require_GET
def tie_detail(request: HttpRequest, network: Network, viewer: Viewer, tie_id: int) -> HttpResponse:
    """Why a tie is believed, and what became of it."""
    story = tie_story(viewer, tie_id)
    if story is None:
        raise Http404
    seen = visible_fields(viewer, FieldTarget.TIE)
    changes = [(change, change_values(change, seen)) for change in story.changes]
    return render(request, "mapping/tie_detail.html", {"story": story, "changes": changes})
