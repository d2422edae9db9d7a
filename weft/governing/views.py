"""Who can do what, what was done with it, circles and decisions, and handing over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.audit import broken_links
from weft.common.breaking import Break, breaks
from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.governing import actions
from weft.governing.forms import (
    CircleForm,
    DecisionForm,
    HoldingForm,
    KnownSuccessorForm,
    SeatForm,
    SuccessorForm,
)
from weft.governing.models import Circle, Handover
from weft.governing.permissions import may_hand_over, may_write_for
from weft.governing.power_log import kinds_in, log_lines, people_in, power_log
from weft.governing.queries import (
    circles_seen,
    decisions_seen,
    handovers_of,
    holdings_of,
    membership_called,
    own_membership,
    role_lines,
    step_words,
)
from weft.governing.spread import spread_of
from weft.groups.known import members_known
from weft.networks.models import Membership, Network
from weft.networks.permissions import can_manage_network
from weft.networks.queries import accounts_of_members
from weft.networks.viewers import in_network

_A_PAGE = 100


def _must_manage(viewer: Viewer) -> None:
    if not can_manage_network(viewer):
        raise NotAllowed(_("Only a convenor can do this."))


@in_network
@require_GET
def who_can(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who can do what: the same table that decides it. Names are for members."""
    own = own_membership(network, viewer)
    lines = role_lines(network.pk)
    shows_names = viewer.clearance >= Visibility.MEMBERS
    context = {
        "lines": lines,
        "shows_names": shows_names,
        "spread": spread_of(viewer, lines) if shows_names else None,
        "circles": circles_seen(viewer),
        "decisions": decisions_seen(viewer)[:5],
        "may_manage": can_manage_network(viewer),
        "own": own,
    }
    return render(request, "governing/who_can.html", context)


@in_network
@require_GET
def log(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Each use of power, for members to read."""
    if viewer.clearance < Visibility.MEMBERS:
        raise NotAllowed(_("Only members can read what was done with power."))
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    kinds, people = kinds_in(viewer), people_in(viewer)
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    person = whole_number(request.GET.get("person"), most=2**62)
    person = person if person in dict(people) else None
    rows = power_log(viewer, kind=kind, person=person)
    page = Paginator(rows, _A_PAGE).get_page(number)
    context: dict[str, Any] = {
        "page": page,
        "entries": log_lines(viewer, list(page)),
        "kinds": kinds,
        "people": people,
        "kind": kind,
        "person": person,
    }
    if "check" in request.GET:
        context["broken"] = list(broken_links(network.pk))
    return render(request, "governing/power_log.html", context)


@in_network
@require_GET
def circle_detail(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int
) -> HttpResponse:
    """A circle: who sits in it, and what it decided."""
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    context = {
        "circle": circle,
        "decisions": decisions_seen(viewer, circle),
        "shows_names": viewer.clearance >= Visibility.MEMBERS,
        "may_manage": can_manage_network(viewer),
        "may_write": may_write_for(viewer, circle),
        "seat_form": SeatForm(network=network) if can_manage_network(viewer) else None,
        "decision_form": DecisionForm(initial={"decided_on": timezone.localdate()}),
    }
    return render(request, "governing/circle_detail.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def circle_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_manage(viewer)
    return _circle(request, network, viewer, None)


@in_network
@require_http_methods(["GET", "POST"])
def circle_edit(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int
) -> HttpResponse:
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    _must_manage(viewer)
    return _circle(request, network, viewer, circle)


def _circle(
    request: HttpRequest, network: Network, viewer: Viewer, circle: Circle | None
) -> HttpResponse:
    form = CircleForm(request.POST or None, instance=circle)
    if request.method == "POST" and form.is_valid():
        kept = actions.save_circle(
            viewer=viewer, network=network, circle=circle, values=form.cleaned_data
        )
        messages.success(request, _("It is saved."))
        return redirect("circle_detail", network.slug, kept.pk)
    return render(request, "governing/circle_edit.html", {"form": form, "circle": circle})


@in_network
@require_POST
def seat_give(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int
) -> HttpResponse:
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    _must_manage(viewer)
    form = SeatForm(request.POST, network=network)
    if form.is_valid():
        actions.give_seat(viewer=viewer, circle=circle, **form.cleaned_data)
        messages.success(request, _("They have a seat now."))
    else:
        messages.error(request, _("Choose a member."))
    return redirect("circle_detail", network.slug, circle.pk)


@in_network
@require_POST
def seat_take(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int, seat_id: int
) -> HttpResponse:
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    seat = get_object_or_404(circle.seats.select_related("circle"), pk=seat_id)
    actions.take_seat(viewer=viewer, seat=seat)
    messages.success(request, _("The seat is free."))
    return redirect("circle_detail", network.slug, circle.pk)


@in_network
@require_POST
def decision_add(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int
) -> HttpResponse:
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    if not may_write_for(viewer, circle):
        raise NotAllowed(_("Only those who sit in it can write down what it decides."))
    form = DecisionForm(request.POST)
    if form.is_valid():
        actions.publish_decision(viewer=viewer, circle=circle, values=form.cleaned_data)
        messages.success(request, _("The decision is published."))
    else:
        messages.error(request, _("Write what was decided, and when."))
    return redirect("circle_detail", network.slug, circle.pk)


@in_network
@require_http_methods(["GET", "POST"])
def holdings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Keys, subscriptions and accounts, and who holds them: for convenors."""
    _must_manage(viewer)
    form = HoldingForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        actions.save_holding(viewer=viewer, network=network, holding=None, values=form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect("holdings", network.slug)
    context = {"form": form, "holdings": holdings_of(network)}
    return render(request, "governing/holdings.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def holding_edit(
    request: HttpRequest, network: Network, viewer: Viewer, holding_id: int
) -> HttpResponse:
    _must_manage(viewer)
    holding = get_object_or_404(holdings_of(network), pk=holding_id)
    form = HoldingForm(request.POST or None, instance=holding, network=network)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_holding(viewer=viewer, holding=holding)
        messages.success(request, _("It is taken from the list."))
        return redirect("holdings", network.slug)
    if request.method == "POST" and form.is_valid():
        actions.save_holding(
            viewer=viewer, network=network, holding=holding, values=form.cleaned_data
        )
        messages.success(request, _("It is saved."))
        return redirect("holdings", network.slug)
    return render(request, "governing/holding_edit.html", {"form": form, "holding": holding})


def _leaving(network: Network, viewer: Viewer, membership_id: int) -> Membership:
    membership = membership_called(network, membership_id)
    # Not “you may not”: that would tell visitors how many members there are.
    if membership is None or not may_hand_over(viewer, membership):
        raise Http404
    return membership


@in_network
@require_http_methods(["GET", "POST"])
def exit_page(
    request: HttpRequest, network: Network, viewer: Viewer, membership_id: int
) -> HttpResponse:
    """What would break if this person left, and starting to hand it over."""
    leaving = _leaving(network, viewer, membership_id)
    form = _successor_form(request, network, viewer)
    if request.method == "POST" and form.is_valid():
        handover = actions.start_handover(
            viewer=viewer, network=network, leaving=leaving,
            successor=form.cleaned_data["successor"],
        )  # fmt: skip
        return redirect("handover_detail", network.slug, handover.pk)
    by_heading: dict[str, list[Break]] = {}
    for one in breaks(viewer, network.slug, leaving.account_id):
        by_heading.setdefault(one.about, []).append(one)
    context = {
        "leaving": leaving,
        "breaks": list(by_heading.items()),
        "form": form,
        "known": accounts_of_members(network) if can_manage_network(viewer) else [],
        "under_way": handovers_of(network)
        .filter(from_account=leaving.account, finished_at=None)
        .first(),
    }
    return render(request, "governing/exit_page.html", context)


def _successor_form(
    request: HttpRequest, network: Network, viewer: Viewer
) -> SuccessorForm | KnownSuccessorForm:
    """Who is a member, and at which address, is for those who may see it anyway."""
    if can_manage_network(viewer):
        return SuccessorForm(request.POST or None)
    return KnownSuccessorForm(request.POST or None, known=members_known(viewer, network))


def _handover(network: Network, viewer: Viewer, handover_id: int) -> Handover:
    handover = get_object_or_404(handovers_of(network), pk=handover_id)
    if not actions.may_go_on(viewer, handover):
        raise Http404
    return handover


@in_network
@require_http_methods(["GET", "POST"])
def handover_detail(
    request: HttpRequest, network: Network, viewer: Viewer, handover_id: int
) -> HttpResponse:
    """The steps of a handover, to be ticked one by one."""
    handover = _handover(network, viewer, handover_id)
    if request.method == "POST":
        pk = whole_number(request.POST.get("step"), most=2**62) or 0
        step = get_object_or_404(handover.steps.select_related("handover__network"), pk=pk)
        actions.tick_step(viewer=viewer, step=step, is_done="done" in request.POST)
        return redirect("handover_detail", network.slug, handover.pk)
    steps = sorted(handover.steps.all(), key=lambda step: step.position)
    context = {
        "handover": handover,
        "steps": [(step, step_words(step, viewer)) for step in steps],
        "left": sum(1 for step in steps if step.done_at is None),
        "may_manage": can_manage_network(viewer),
    }
    return render(request, "governing/handover_detail.html", context)


@in_network
@require_POST
def handover_finish(
    request: HttpRequest, network: Network, viewer: Viewer, handover_id: int
) -> HttpResponse:
    handover = _handover(network, viewer, handover_id)
    actions.finish_handover(viewer=viewer, handover=handover, lay_down="lay_down" in request.POST)
    messages.success(request, _("It is handed over. Thank you, both."))
    return redirect("who_can", network.slug)
