"""What would break if somebody left, and handing it over step by step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.breaking import Break, breaks
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.governing import actions
from weft.governing.forms import KnownSuccessorForm, StepForm, SuccessorForm
from weft.governing.models import Handover, HandoverStep
from weft.governing.permissions import may_hand_over
from weft.governing.queries import (
    handovers_of,
    membership_called,
    step_button,
    step_words,
)
from weft.groups.known import members_known
from weft.networks.models import Membership, Network
from weft.networks.permissions import can_manage_network
from weft.networks.queries import accounts_of_members
from weft.networks.viewers import in_network


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
    begun: list[Handover] = []

    def begin() -> None:
        successor = form.cleaned_data["successor"]
        begun.append(
            actions.start_handover(
                viewer=viewer, network=network, leaving=leaving, successor=successor
            )
        )

    if request.method == "POST" and is_done(form, begin):
        return redirect("handover_detail", network.slug, begun[0].pk)
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
    return render(request, "governing/exit_page.html", context, status=422 if form.errors else 200)


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
    if request.method == "GET":
        return _steps_page(request, viewer, handover)
    pk = whole_number(request.POST.get("step"), most=2**62) or 0
    step = get_object_or_404(handover.steps.select_related("handover__network"), pk=pk)
    form = StepForm(request.POST, step=step)

    def tick() -> object:
        return actions.tick_step(viewer=viewer, step=step, is_done="done" in request.POST)

    if not is_done(form, tick):
        return _steps_page(request, viewer, handover, (step, form))
    return redirect("handover_detail", network.slug, handover.pk)


def _steps_page(
    request: HttpRequest,
    viewer: Viewer,
    handover: Handover,
    told: tuple[HandoverStep, StepForm] | None = None,
) -> HttpResponse:
    """The page of a handover; with the step that was told, where it was not in order."""
    forms = {told[0].pk: told[1]} if told else {}
    steps = sorted(handover.steps.all(), key=lambda step: step.position)
    context: dict[str, Any] = {
        "handover": handover,
        "steps": [
            (
                step,
                step_words(step, viewer),
                step_button(step, handover),
                forms.get(step.pk) or StepForm(step=step),
            )
            for step in steps
        ],
        "left": sum(1 for step in steps if step.done_at is None),
        "may_manage": can_manage_network(viewer),
    }
    status = 422 if told else 200
    return render(request, "governing/handover_detail.html", context, status=status)


@in_network
@require_POST
def handover_finish(
    request: HttpRequest, network: Network, viewer: Viewer, handover_id: int
) -> HttpResponse:
    handover = _handover(network, viewer, handover_id)
    actions.finish_handover(viewer=viewer, handover=handover, lay_down="lay_down" in request.POST)
    messages.success(request, _("It is handed over. Thank you, both."))
    return redirect("who_can", network.slug)


@in_network
@require_POST
def handover_stop(
    request: HttpRequest, network: Network, viewer: Viewer, handover_id: int
) -> HttpResponse:
    handover = _handover(network, viewer, handover_id)
    actions.stop_handover(viewer=viewer, handover=handover)
    messages.success(request, _("The handover is stopped. What was handed over stays so."))
    return redirect("who_can", network.slug)
