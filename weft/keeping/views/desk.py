"""The map manager's desk: what needs a look, and what can be done about many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from weft.common.counting import MOST_COUNTED
from weft.common.desk import desk_notes
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.headers import PICTURE_POLICY
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor, Tie
from weft.graph.permissions import can_edit_map
from weft.keeping.bulk import DONE, ask_ends, do
from weft.keeping.concerns import CONCERNS, chosen
from weft.keeping.models import Suspect
from weft.keeping.over_time import chart, freshness_by_month
from weft.keeping.people import asked_lately, ends_of
from weft.keeping.questions import agreement
from weft.keeping.reaching import addresses_of
from weft.networks.models import Network
from weft.networks.viewers import in_network

PAGE = 50


def _must_keep(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("The desk is for convenors and map managers."))


@in_network
@require_GET
def keep(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Everything that needs a look, how much of it there is, and how fresh the map is."""
    _must_keep(viewer)
    lists = [
        (concern, len(concern.rows(viewer).order_by().values_list("pk")[: MOST_COUNTED + 1]))
        for concern in CONCERNS.values()
    ]
    months = freshness_by_month(viewer, network)
    context = {
        "has_actors": Actor.objects.visible_to(viewer).exists(),
        "lists": lists,
        "pairs": len(Suspect.objects.visible_to(viewer).values_list("pk")[: MOST_COUNTED + 1]),
        "months": months,
        "now": months[-1] if months else None,
        "agreement": agreement(network),
        "notes": desk_notes(viewer, network.slug),
    }
    return render(request, "keeping/keep.html", context)


@in_network
@require_GET
def keep_freshness(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_keep(viewer)
    months = freshness_by_month(viewer, network)
    drawing = chart(months, is_dark=request.GET.get("theme") == "dark")
    response = HttpResponse(drawing, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=60"
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


@in_network
@require_http_methods(["GET", "POST"])
def keep_list(
    request: HttpRequest, network: Network, viewer: Viewer, concern_key: str
) -> HttpResponse:
    """One list, and what to do with the chosen rows."""
    _must_keep(viewer)
    concern = CONCERNS.get(concern_key)
    if concern is None:
        raise Http404
    problem, ids = "", []
    if request.method == "POST":
        ids = [pk for pk in map(whole_number, request.POST.getlist("row")) if pk is not None]
        rows = chosen(concern, viewer, ids)
        try:
            _do(request, network, viewer, rows)
            return redirect(request.get_full_path())
        except InvalidInput as error:
            problem = str(error)
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    start = (page - 1) * PAGE
    related = ("source", "target", "type") if concern.of_ties else ("kind",)
    found = list(concern.rows(viewer).select_related(*related)[start : start + PAGE + 1])
    who = _who(found[:PAGE])
    context = {
        "concern": concern,
        "rows": [(row, who.get(row.pk, [])) for row in found[:PAGE]],
        "asked": asked_lately(network.pk, _ids(found)),
        "page": page,
        "has_next": len(found) > PAGE,
        "problem": problem,
        "ticked": ids,
        "value": request.POST.get("value", ""),
    }
    return render(request, "keeping/keep_list.html", context, status=422 if problem else 200)


def _do(request: HttpRequest, network: Network, viewer: Viewer, rows: list[Any]) -> None:
    """What was chosen for the ticked rows."""
    what = request.POST.get("do", "")
    if what == "ask":
        _tell_asked(request, len(ask_ends(viewer, network, rows)))
        return
    change_set = do(viewer, what, rows, request.POST.get("value", ""))
    _tell_done(request, network, what, change_set.pk if change_set else None)


def _ids(rows: list[object]) -> set[int]:
    actors = {row.pk for row in rows if isinstance(row, Actor)}
    return actors | ends_of(row for row in rows if not isinstance(row, Actor))  # type: ignore[misc]  # then a tie


def _who(rows: list[Any]) -> dict[int, list[Actor]]:
    """Those who could say whether a tie still holds, by tie: its ends that can be written to."""
    ties = [row for row in rows if isinstance(row, Tie)]
    reached = addresses_of(end for tie in ties for end in (tie.source, tie.target))
    return {tie.pk: [end for end in (tie.source, tie.target) if end.pk in reached] for tie in ties}


def _tell_asked(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext(
            "%(n)s person gets a mail with their questions.",
            "%(n)s people get a mail with their questions.",
            count,
        )
        messages.success(request, words % {"n": count})
    else:
        messages.warning(
            request,
            _(
                "Nobody could be asked. They need an e-mail address, may see the tie, were not "
                "asked this month, and did not say that they do not want to be asked."
            ),
        )


def _tell_done(request: HttpRequest, network: Network, what: str, change_set: int | None) -> None:
    if change_set is None:
        messages.success(request, _("It was so already: nothing changed."))
        return
    link = reverse("change_set_detail", args=[network.slug, change_set])
    undo = format_html('<a href="{}">{}</a>', link, _("Look at it and undo it"))
    messages.success(request, format_html("{} {}.", DONE[what], undo))
