"""Applications, for those who admit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.joining.actions import admit_as, decline, give_opinion
from weft.joining.forms.gate import AdmitForm, DeclineForm, OpinionForm
from weft.joining.models import Application, ApplicationState, Gate
from weft.joining.permissions import (
    gate_of,
    has_a_say,
    may_admit,
    may_decide_alone,
    may_give_opinion,
    may_read_profile,
)
from weft.joining.queries import applications_seen, next_application, still_waits
from weft.joining.voice_queries import voice_asks_to_answer
from weft.joining.wording import lines_for_stewards, lines_of
from weft.networks.models import Network
from weft.networks.viewers import in_network

_A_PAGE = 50


def _must_be_asked(viewer: Viewer, gate: Gate) -> None:
    asked = may_admit(viewer) or (gate.admitted_by == "members" and has_a_say(viewer))
    if not asked:
        raise NotAllowed(_("Only those who admit members can see applications."))


@in_network
@require_GET
def applications(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Those that wait first."""
    gate = gate_of(network)
    _must_be_asked(viewer, gate)
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    context = {
        "page": Paginator(applications_seen(viewer), _A_PAGE).get_page(number),
        "gate": gate,
        "may_admit": may_admit(viewer),
        "voice_asks": voice_asks_to_answer(viewer)[:_A_PAGE],
    }
    return render(request, "joining/applications.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def application_detail(
    request: HttpRequest, network: Network, viewer: Viewer, application_id: int
) -> HttpResponse:
    """One application with what others think of it, and the answer."""
    gate = gate_of(network)
    _must_be_asked(viewer, gate)
    application = get_object_or_404(applications_seen(viewer), pk=application_id)
    admission = AdmitForm(network=network, initial={"kind": application.kind_id})
    forms: dict[str, OpinionForm | AdmitForm | DeclineForm]
    forms = {"opinion": OpinionForm(), "admit": admission, "decline": DeclineForm()}
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in forms:
            raise InvalidInput(_("Choose what to do."))
        if application.state != ApplicationState.WAITING:
            # Its forms are not on the page any more.
            raise InvalidInput(_("Somebody has answered this already."))
        told = forms[do] = _told(request, network, do)
        if is_done(told, lambda: _answer(request, viewer, application, do, told.cleaned_data)):
            return _onwards(request, network, viewer, application)
    profile = getattr(application, "profile", None)
    context: dict[str, Any] = {
        "application": application,
        "lines": lines_of(profile) if profile and may_read_profile(viewer, profile) else [],
        "is_for_stewards": profile is not None and not may_read_profile(viewer, profile),
        "steward_lines": lines_for_stewards(profile) if profile and may_admit(viewer) else [],
        "gate": gate,
        "may_admit": may_admit(viewer),
        "may_say": may_give_opinion(viewer, application, gate),
        "may_decide": application.state == "waiting" and may_decide_alone(viewer, gate),
        "may_decline": application.state == "waiting"
        and (may_decide_alone(viewer, gate) or _is_outvoted(viewer, application, gate)),
        "forms": forms,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "joining/application_detail.html", context, status=status)


def _told(request: HttpRequest, network: Network, do: str) -> OpinionForm | AdmitForm | DeclineForm:
    if do == "admit":
        return AdmitForm(request.POST, network=network)
    return OpinionForm(request.POST) if do == "opinion" else DeclineForm(request.POST)


def _onwards(
    request: HttpRequest, network: Network, viewer: Viewer, answered: Application
) -> HttpResponse:
    """To the next application that waits, or to the list; those that still wait stay open."""
    if still_waits(viewer, answered):
        return redirect("application_detail", network.slug, answered.pk)
    following = next_application(viewer, answered)
    if following is None:
        return redirect("applications", network.slug)
    messages.info(request, _("This is the next application that waits."))
    return redirect("application_detail", network.slug, following.pk)


def _is_outvoted(viewer: Viewer, application: Application, gate: Gate) -> bool:
    nos = [one for one in application.opinions.all() if not one.is_yes]
    return may_admit(viewer) and len(nos) >= gate.needed


def _answer(
    request: HttpRequest, viewer: Viewer, application: Application, do: str, told: dict[str, Any]
) -> None:
    if do == "opinion":
        give_opinion(
            viewer=viewer,
            application=application,
            is_yes=told["says"] == "yes",
            reason=told["reason"],
        )
        messages.success(request, _("Thank you, it is noted."))
    elif do == "admit":
        admit_as(
            viewer=viewer,
            application=application,
            kind=told.get("kind"),
            reason=told["reason"],
        )
        messages.success(request, _("They are a member now, and get a mail."))
    else:
        decline(viewer=viewer, application=application, reason=told["reason"], words=told["words"])
        messages.success(request, _("They get your words by mail."))
