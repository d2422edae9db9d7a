"""Who can do what, what was done with it, circles and decisions, and handing over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.audit import broken_links
from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.governing import actions
from weft.governing.forms import (
    CircleForm,
    DecisionForm,
    HoldingForm,
    SeatForm,
)
from weft.governing.models import Circle, Holding
from weft.governing.permissions import may_write_for
from weft.governing.power_log import kinds_in, log_lines, people_in, power_log
from weft.governing.queries import (
    circles_seen,
    decisions_seen,
    handovers_told,
    holdings_of,
    own_membership,
    role_lines,
)
from weft.governing.spread import spread_of
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.viewers import in_network

_A_PAGE = 100


def _status(form: forms.BaseForm) -> int:
    return 422 if form.errors else 200


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
        "handovers": handovers_told(network, viewer),
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
    return _circle_page(request, network, viewer, circle)


def _circle_page(
    request: HttpRequest,
    network: Network,
    viewer: Viewer,
    circle: Circle,
    told: SeatForm | DecisionForm | None = None,
) -> HttpResponse:
    """The page of a circle; with what was told, where that was not in order."""
    seat_form = told if isinstance(told, SeatForm) else SeatForm(network=network)
    decision_form = (
        told
        if isinstance(told, DecisionForm)
        else DecisionForm(initial={"decided_on": timezone.localdate()})
    )
    context = {
        "circle": circle,
        "decisions": decisions_seen(viewer, circle),
        "shows_names": viewer.clearance >= Visibility.MEMBERS,
        "may_manage": can_manage_network(viewer),
        "may_write": may_write_for(viewer, circle),
        "seat_form": seat_form if can_manage_network(viewer) else None,
        "decision_form": decision_form,
    }
    return render(request, "governing/circle_detail.html", context, status=422 if told else 200)


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
    kept: list[Circle] = []

    def save() -> None:
        kept.append(
            actions.save_circle(
                viewer=viewer, network=network, circle=circle, values=form.cleaned_data
            )
        )

    if request.method == "POST" and is_done(form, save):
        messages.success(request, _("It is saved."))
        return redirect("circle_detail", network.slug, kept[0].pk)
    context = {"form": form, "circle": circle}
    return render(request, "governing/circle_edit.html", context, status=_status(form))


@in_network
@require_POST
def seat_give(
    request: HttpRequest, network: Network, viewer: Viewer, circle_id: int
) -> HttpResponse:
    circle = get_object_or_404(circles_seen(viewer), pk=circle_id)
    _must_manage(viewer)
    form = SeatForm(request.POST, network=network)

    def give() -> object:
        return actions.give_seat(viewer=viewer, circle=circle, **form.cleaned_data)

    if not is_done(form, give):
        return _circle_page(request, network, viewer, circle, form)
    messages.success(request, _("They have a seat now."))
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

    def publish() -> object:
        return actions.publish_decision(viewer=viewer, circle=circle, values=form.cleaned_data)

    if not is_done(form, publish):
        return _circle_page(request, network, viewer, circle, form)
    messages.success(request, _("The decision is published."))
    return redirect("circle_detail", network.slug, circle.pk)


@in_network
@require_http_methods(["GET", "POST"])
def holdings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Keys, subscriptions and accounts, and who holds them: for convenors."""
    _must_manage(viewer)
    form = HoldingForm(request.POST or None, network=network)
    if request.method == "POST" and _is_kept(form, viewer, network, None):
        messages.success(request, _("It is saved."))
        return redirect("holdings", network.slug)
    context = {"form": form, "holdings": holdings_of(network)}
    return render(request, "governing/holdings.html", context, status=_status(form))


def _is_kept(form: HoldingForm, viewer: Viewer, network: Network, holding: Holding | None) -> bool:
    return is_done(
        form,
        lambda: actions.save_holding(
            viewer=viewer, network=network, holding=holding, values=form.cleaned_data
        ),
    )


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
    if request.method == "POST" and _is_kept(form, viewer, network, holding):
        messages.success(request, _("It is saved."))
        return redirect("holdings", network.slug)
    context = {"form": form, "holding": holding}
    return render(request, "governing/holding_edit.html", context, status=_status(form))
