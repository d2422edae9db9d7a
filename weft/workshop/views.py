"""The host's pages, and the page on each phone."""

from __future__ import annotations

import csv
import secrets

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.errors import InvalidInput, NotAllowed, WeftError
from weft.common.numbers import whole_number
from weft.common.streams import event_stream
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import ChangeSet, Rung
from weft.graph.permissions import can_edit_map
from weft.graph.queries import change_set_lines, change_sets_seen
from weft.networks.models import Network
from weft.networks.viewers import in_network
from weft.sna.io.own_tables import neutralise
from weft.workshop.actions import (
    MOST_TIES,
    Entry,
    change_entry,
    decide,
    delete_left_out,
    discard_workshop,
    join,
    open_workshop,
    participant_of,
    set_open,
    token_of,
    withdraw,
)
from weft.workshop.doors import JOINS, WRONG_CODES, news_of, suggested_names, workshop_called
from weft.workshop.doubts import doubts, say_who_is_meant
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Participant, State, Workshop
from weft.workshop.room import overlay

_ROWS = 6
_AUDIENCES = [choice for choice in Visibility.choices if choice[0] != Visibility.STEWARDS]


def _must_host(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can host a workshop."))


def visible_workshop(viewer: Viewer, workshop_id: int) -> Workshop:
    _must_host(viewer)
    return get_object_or_404(Workshop.objects.visible_to(viewer), pk=workshop_id)


def join_address(workshop: Workshop) -> str:
    return settings.SITE_URL + reverse("workshop_join", args=[workshop.code])


def qr_code(workshop: Workshop) -> str:
    """The join address as an SVG that stands in the page."""
    drawn: str = segno.make(join_address(workshop), error="m").svg_inline(
        scale=8, border=2, light="#ffffff", dark="#000000", omitsize=True, title=workshop.title
    )
    return drawn


@in_network
@require_http_methods(["GET", "POST"])
def workshops(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """All workshops, and the start of a new one."""
    _must_host(viewer)
    if request.method == "POST":
        audience = whole_number(request.POST.get("audience"), most=9)
        workshop = open_workshop(
            viewer=viewer,
            title=request.POST.get("title", ""),
            audience=Visibility.PUBLIC if audience is None else audience,
        )
        return redirect("workshop_host", network.slug, workshop.pk)
    rows = Workshop.objects.visible_to(viewer).order_by("-opened_at", "-pk")[:100]
    context = {"workshops": rows, "audiences": _AUDIENCES}
    return render(request, "workshop/workshops.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def workshop_host(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    """The host's desk: who came, what they said, and what of it is accepted."""
    workshop = visible_workshop(viewer, workshop_id)
    if request.method == "POST":
        _host_does(request, viewer, workshop)
        return redirect("workshop_host", network.slug, workshop.pk)
    people = workshop.participants.prefetch_related("said").order_by("pk")
    context = {
        "workshop": workshop,
        "people": people,
        "waiting": [one.version for one in people if one.decision == Decision.WAITING],
        "accepted": sum(1 for one in people if one.decision == Decision.ACCEPTED),
        "doubts": doubts(viewer, workshop) if workshop.state != State.DONE else [],
        "is_undone": workshop.change_set is not None and _is_undone(viewer, workshop.change_set),
        "left_out": any(one.decision == Decision.REFUSED for one in people),
        "address": join_address(workshop),
        "qr_code": qr_code(workshop),
    }
    return render(request, "workshop/workshop_host.html", context)


def _is_undone(viewer: Viewer, change_set: ChangeSet) -> bool:
    rows = change_sets_seen(viewer).filter(pk=change_set.pk)
    return any(line.is_undone for line in change_set_lines(viewer, rows))


def _host_does(request: HttpRequest, viewer: Viewer, workshop: Workshop) -> None:
    what = request.POST.get("do", "")
    if what in ("open", "close"):
        set_open(viewer=viewer, workshop=workshop, is_open=what == "open")
        return
    if what == "meant":
        actor_id = whole_number(request.POST.get("actor")) or 0
        said = request.POST.get("said", "")
        say_who_is_meant(viewer=viewer, workshop=workshop, said=said, actor_id=actor_id)
        return
    if what not in ("accept", "refuse", "accept_all", "delete"):
        raise InvalidInput(_("Choose what to do."))
    # All who waited when the page was opened stand in one field: a form may not have thousands.
    is_all = what == "accept_all"
    shown = request.POST.get("waiting", "").split() if is_all else request.POST.getlist("person")
    if what == "delete":
        changed = delete_left_out(viewer=viewer, workshop=workshop, shown=shown)
    else:
        decision = Decision.REFUSED if what == "refuse" else Decision.ACCEPTED
        changed = decide(viewer=viewer, workshop=workshop, shown=shown, decision=decision)
    if changed:
        words = ngettext(
            "%(n)d person has changed or deleted what they said since you opened this page. "
            "Look at it again.",
            "%(n)d people have changed or deleted what they said since you opened this page. "
            "Look at it again.",
            changed,
        )
        messages.warning(request, words % {"n": changed})


@in_network
@require_POST
def workshop_end(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    workshop = visible_workshop(viewer, workshop_id)
    change_set = put_on_map(viewer=viewer, workshop=workshop)
    link = reverse("change_set_detail", args=[network.slug, change_set.pk])
    undo = format_html('<a href="{}">{}</a>', link, _("Look at it and undo it"))
    messages.success(request, format_html("{} {}.", _("The workshop is on the map."), undo))
    return redirect("workshop_host", network.slug, workshop.pk)


@in_network
@require_POST
def workshop_discard(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    discard_workshop(viewer=viewer, workshop=visible_workshop(viewer, workshop_id))
    messages.success(request, _("The workshop is deleted, with all that was said and not used."))
    return redirect("workshops", network.slug)


@in_network
@require_GET
def workshop_export(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    """All that was said, one row for each tie, for a spreadsheet."""
    workshop = visible_workshop(viewer, workshop_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{network.slug}-workshop-{workshop.pk}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "group", "on the map", "accepted", "works with", "rung"])
    for one in workshop.participants.prefetch_related("said").order_by("pk"):
        person = [one.name, one.group, one.agreement, one.decision]
        for said in one.said.all() or [None]:
            other = ["", ""] if said is None else [said.name, said.rung]
            writer.writerow(
                [neutralise(str(v)) if v is not None else "" for v in (*person, *other)]
            )
    return response


def wall_viewer(viewer: Viewer, workshop: Workshop) -> Viewer:
    """What the room may see: no more than the host chose, whoever is signed in."""
    return viewer.seen_as(workshop.audience)


@in_network
@require_GET
def workshop_room(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponse:
    """The room's net, for the wall."""
    workshop = visible_workshop(viewer, workshop_id)
    return JsonResponse(overlay(wall_viewer(viewer, workshop), workshop))


@in_network
@require_GET
def workshop_live(
    request: HttpRequest, network: Network, viewer: Viewer, workshop_id: int
) -> HttpResponseBase:
    """Tells the wall when someone has said something."""
    pk = visible_workshop(viewer, workshop_id).pk

    return event_stream(f"workshop:{pk}", lambda: news_of(pk))


@require_http_methods(["GET", "POST"])
@never_cache
def workshop_join(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone opens: join, without an account."""
    WRONG_CODES.check(request)
    workshop = workshop_called(code)
    if workshop is None:
        WRONG_CODES.count(request)
        raise Http404
    problem = ""
    if request.method == "POST":
        JOINS.check(request)
        try:
            form = request.POST.get("form", "")
            participant = join(workshop=workshop, entry=_entry(request), form=form)
        except WeftError as error:
            problem = str(error)
        else:
            JOINS.count(request)
            return redirect("workshop_mine", workshop.code, token_of(participant))
    return _phone(request, workshop, problem)


@require_http_methods(["GET", "POST"])
@never_cache
def workshop_mine(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """What one said, to look at, change or delete."""
    participant = participant_of(code.upper(), token)
    if participant is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "withdraw":
                withdraw(participant=participant)
                return render(request, "workshop/gone.html", {"workshop": participant.workshop})
            change_entry(participant=participant, entry=_entry(request))
        except WeftError as error:
            problem = str(error)
        else:
            return redirect("workshop_mine", code, token)
    return _phone(request, participant.workshop, problem, participant)


def _entry(request: HttpRequest) -> Entry:
    rows = [
        (request.POST.get(f"with-{n}", ""), whole_number(request.POST.get(f"rung-{n}"), most=9))
        for n in range(MOST_TIES)
    ]
    return Entry(
        name=request.POST.get("name", ""),
        group=request.POST.get("group", ""),
        agreement=request.POST.get("agreement", ""),
        ties=rows,
    )


def _phone(
    request: HttpRequest,
    workshop: Workshop,
    problem: str,
    participant: Participant | None = None,
) -> HttpResponse:
    if request.method == "POST":
        given = _entry(request)
        shown = {"name": given.name, "group": given.group, "agreement": given.agreement}
        ties = [tie for tie in given.ties if tie[0]]
    elif participant is not None:
        names = ("name", "group", "agreement")
        shown = {name: getattr(participant, name) for name in names}
        ties = [(said.name, said.rung) for said in participant.said.order_by("pk")]
    else:
        shown, ties = {"name": "", "group": "", "agreement": ""}, []
    rows = [*ties, *[("", None)] * max(1, _ROWS - len(ties))][:MOST_TIES]
    context = {
        "workshop": workshop,
        "problem": problem,
        "shown": shown,
        "rows": list(enumerate(rows)),
        "rungs": [choice for choice in Rung.choices if choice[0]],
        "agreements": Agreement.choices,
        "names": suggested_names(workshop),
        "participant": participant,
        "form": secrets.token_urlsafe(12),
        "is_open": workshop.state == State.OPEN,
    }
    status = 422 if problem else 200
    return render(request, "workshop/join.html", context, status=status)
