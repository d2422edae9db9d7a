"""How one joins, for convenors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.joining.actions import settings as actions
from weft.joining.forms.settings import EqualityQuestionForm, GateForm, KindForm, QuestionForm
from weft.joining.models import EqualityQuestion, JoinQuestion
from weft.joining.permissions import gate_of
from weft.joining.queries import equality_questions, equality_tallies
from weft.networks.models import MembershipKind, Network
from weft.networks.permissions import can_manage_network
from weft.networks.viewers import in_network


def _must_manage(viewer: Viewer) -> None:
    if not can_manage_network(viewer):
        raise NotAllowed(_("Only a convenor can change how one joins."))


@in_network
@require_http_methods(["GET", "POST"])
def joining_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The public page, who admits, kinds of membership and questions."""
    _must_manage(viewer)
    if request.method == "GET":
        return _page(request, network)
    form = GateForm(request.POST, instance=gate_of(network), network=network)

    def change() -> object:
        return actions.change_gate(viewer=viewer, network=network, values=form.cleaned_data)

    if not is_done(form, change):
        return _page(request, network, form)
    messages.success(request, _("The settings are saved."))
    return redirect("joining_settings", network.slug)


def _page(
    request: HttpRequest,
    network: Network,
    told: GateForm | QuestionForm | EqualityQuestionForm | None = None,
) -> HttpResponse:
    """The page of settings; with what was told, where that was not in order."""
    gate_form = told if isinstance(told, GateForm) else GateForm(
        instance=gate_of(network), network=network
    )  # fmt: skip
    context = {
        "form": gate_form,
        "kinds": network.membership_kinds.order_by("position", "pk"),
        "questions": network.join_questions.order_by("position", "pk"),
        "question_form": told if isinstance(told, QuestionForm) else QuestionForm(),
        "equality_questions": equality_questions(network),
        "equality_form": told if isinstance(told, EqualityQuestionForm) else EqualityQuestionForm(),
        "tallies": equality_tallies(network),
    }
    status = 422 if told else 200
    return render(request, "joining/joining_settings.html", context, status=status)


@in_network
@require_http_methods(["GET", "POST"])
def kind_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_manage(viewer)
    return _kind(request, network, viewer, None)


@in_network
@require_http_methods(["GET", "POST"])
def kind_edit(request: HttpRequest, network: Network, viewer: Viewer, kind_id: int) -> HttpResponse:
    _must_manage(viewer)
    kind = get_object_or_404(MembershipKind, network=network, pk=kind_id)
    return _kind(request, network, viewer, kind)


def _kind(
    request: HttpRequest, network: Network, viewer: Viewer, kind: MembershipKind | None
) -> HttpResponse:
    form = KindForm(request.POST or None, instance=kind)

    def save() -> object:
        values = form.cleaned_data
        return actions.save_kind(viewer=viewer, network=network, kind=kind, values=values)

    if request.method == "POST" and is_done(form, save):
        messages.success(request, _("The kind of membership is saved."))
        return redirect("joining_settings", network.slug)
    context = {"form": form, "kind": kind}
    return render(request, "joining/kind_edit.html", context, status=422 if form.errors else 200)


@in_network
@require_POST
def kind_remove(
    request: HttpRequest, network: Network, viewer: Viewer, kind_id: int
) -> HttpResponse:
    _must_manage(viewer)
    kind = get_object_or_404(MembershipKind, network=network, pk=kind_id)
    actions.remove_kind(viewer=viewer, network=network, kind=kind)
    messages.success(request, _("The kind of membership is gone."))
    return redirect("joining_settings", network.slug)


@in_network
@require_POST
def question_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_manage(viewer)
    form = QuestionForm(request.POST)

    def add() -> object:
        return actions.add_question(viewer=viewer, network=network, **form.cleaned_data)

    if not is_done(form, add):
        return _page(request, network, form)
    messages.success(request, _("The question is added."))
    return redirect("joining_settings", network.slug)


@in_network
@require_POST
def question_remove(
    request: HttpRequest, network: Network, viewer: Viewer, question_id: int
) -> HttpResponse:
    _must_manage(viewer)
    question = get_object_or_404(JoinQuestion, network=network, pk=question_id)
    actions.remove_question(viewer=viewer, network=network, question=question)
    messages.success(request, _("The question is gone, with the answers to it."))
    return redirect("joining_settings", network.slug)


@in_network
@require_POST
def equality_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_manage(viewer)
    form = EqualityQuestionForm(request.POST)

    def add() -> object:
        told = form.cleaned_data
        return actions.add_equality_question(viewer=viewer, network=network, **told)

    if not is_done(form, add):
        return _page(request, network, form)
    messages.success(request, _("The question is added."))
    return redirect("joining_settings", network.slug)


@in_network
@require_POST
def equality_remove(
    request: HttpRequest, network: Network, viewer: Viewer, question_id: int
) -> HttpResponse:
    _must_manage(viewer)
    question = get_object_or_404(EqualityQuestion, network=network, pk=question_id)
    actions.remove_equality_question(viewer=viewer, network=network, question=question)
    messages.success(request, _("The question is gone, with the answers to it."))
    return redirect("joining_settings", network.slug)
