"""The way in for those who have no account: the public page, and the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from weft.common.throttle import Throttle
from weft.joining.actions import (
    Applicant,
    answer_questions,
    begin,
    decline_invitation,
    finish,
    follow_invitation,
    follow_link,
    prove,
    withdraw,
)
from weft.joining.actions.applying import is_new
from weft.joining.actions.enrolling import is_as_enrolled, leave_enrolled
from weft.joining.actions.inviting import link_called
from weft.joining.forms.gate import JoinForm, QuestionsForm
from weft.joining.mails import application_of, invitation_of
from weft.joining.models import Application, ApplicationState, Invitation, InviteLink
from weft.joining.permissions import gate_of, may_vouch
from weft.joining.queries import (
    about,
    answers_so_far,
    has_agreed,
    network_for_joining,
    open_application,
)
from weft.joining.steps import missing, steps_for
from weft.joining.views.screens import show_screen
from weft.joining.wording import lines_for_stewards, lines_of
from weft.networks.knowing import remember
from weft.networks.models import Network
from weft.networks.queries import principles_of
from weft.networks.viewers import account_id_of, viewer_of
from weft.privacy.purposes import MEMBERSHIP, wording_of

P = ParamSpec("P")
ApplicationView = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]
BEGUN = Throttle(
    "joining-begun",
    30,
    3600,
    _("Too many applications came from your network. Wait an hour, then try again."),
)
_SESSION = "joining"


def page(request: HttpRequest, network: Network, template: str, **more: Any) -> HttpResponse:
    """A page for joining. The network's own navigation is for those who may see the network."""
    account_id = account_id_of(request)
    may_see = viewer_of(network, account_id).clearance >= 0
    remember(request, network)
    context = {
        "network": network if may_see else None,
        "of_network": network,
        "principles": principles_of(network),
        **more,
    }
    return render(request, f"joining/{template}.html", context)


def _remember(request: HttpRequest, application: Application) -> None:
    """Whoever has this browser may go on with the application."""
    request.session.cycle_key()
    mine = request.session.get(_SESSION, {})
    held = [application.pk, application.hand]
    request.session[_SESSION] = {**mine, str(application.network_id): held}


def _holds(request: HttpRequest, application: Application) -> bool:
    """Whether it was begun in this browser, or gone on with here."""
    pk, hand = request.session.get(_SESSION, {}).get(str(application.network_id), (0, ""))
    return bool(pk == application.pk and constant_time_compare(application.hand, hand))


def _in_hand(request: HttpRequest, network_slug: str) -> Application:
    """The application that this browser may go on with."""
    for pk, hand in request.session.get(_SESSION, {}).values():
        found = open_application(pk)
        is_here = found is not None and found.network.slug == network_slug
        if found is not None and is_here and constant_time_compare(found.hand, hand):
            return found
    raise Http404


def with_application(
    view: Callable[Concatenate[HttpRequest, Application, P], HttpResponseBase],
) -> ApplicationView[P]:
    """Give a view the application that this browser may go on with."""

    @wraps(view)
    def with_it(
        request: HttpRequest, network_slug: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        return view(request, _in_hand(request, network_slug), *args, **kwargs)

    return cast("ApplicationView[P]", never_cache(with_it))


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, network_slug: str) -> HttpResponse:
    """What the network is, what it asks and gives; and the beginning of an application."""
    network = network_for_joining(network_slug, account_id_of(request))
    if network is None:
        raise Http404
    gate = gate_of(network)
    if viewer_of(network, account_id_of(request)).is_member:
        return page(request, network, "join", gate=gate, about=about(network, gate), is_member=True)
    if not gate.is_open:
        if request.method == "POST":
            raise Http404
        return page(request, network, "join", gate=gate, about=about(network, gate))
    form = _form(request, network, {})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        applicant = Applicant(told["name"], told["email"], told.get("kind"))
        BEGUN.check(request)
        BEGUN.count(request)
        return _begun(request, begin(network=network, applicant=applicant, agrees=told["agrees"]))
    return page(request, network, "join", gate=gate, about=about(network, gate), form=form)


def _form(request: HttpRequest, network: Network, offers: dict[str, Any]) -> JoinForm:
    wording = wording_of(MEMBERSHIP, network).text
    initial = {"name": offers.get("name", "")}
    return JoinForm(
        request.POST or None, network=network, wording=wording, offers=offers, initial=initial
    )


def _begun(
    request: HttpRequest, application: Application, *, has_mail: bool = False
) -> HttpResponse:
    """On to the profile; but what somebody filled in before is only for who has the mail."""
    if is_new(application) or (has_mail and application.state == ApplicationState.DRAFT):
        _remember(request, application)
        return redirect("join_profile", application.network.slug)
    return page(request, application.network, "join_mail_sent", email=application.email)


@require_http_methods(["GET", "POST"])
@never_cache
def join_by_link(request: HttpRequest, network_slug: str, code: str) -> HttpResponse:
    """The same page for those who have an invitation link."""
    link: InviteLink | None = link_called(network_slug, code)
    if link is None:
        raise Http404
    form = _form(request, link.network, {"kind": link.kind})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        BEGUN.check(request)
        BEGUN.count(request)
        application = follow_link(
            link=link, name=told["name"], email=told["email"], kind=told.get("kind"),
            agrees=told["agrees"],
        )  # fmt: skip
        return _begun(request, application)
    gate = gate_of(link.network)
    vouched = link.is_trusted and may_vouch(link.network, link.made_by_id)
    context = {"gate": gate, "about": about(link.network, gate), "form": form}
    return page(request, link.network, "join", is_vouched=vouched, **context)


def _invited(network_slug: str, token: str) -> Invitation:
    invitation = invitation_of(token)
    if invitation is None or invitation.network.slug != network_slug:
        raise Http404
    return invitation


@require_http_methods(["GET", "POST"])
@never_cache
def join_invited(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """The page for somebody who was invited by name."""
    invitation = _invited(network_slug, token)
    network = invitation.network
    if invitation.state != "sent":
        return page(request, network, "invitation_over", invitation=invitation)
    offers = {"email": invitation.email, "kind": invitation.kind, "name": invitation.name}
    form = _form(request, network, offers)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        application = follow_invitation(
            invitation=invitation, name=told["name"], kind=told.get("kind"), agrees=told["agrees"]
        )
        return _begun(request, application, has_mail=True)
    gate = gate_of(network)
    vouched = invitation.is_vouched and may_vouch(network, invitation.invited_by_id)
    context = {"gate": gate, "about": about(network, gate), "form": form, "is_vouched": vouched}
    return page(request, network, "join", invitation=invitation, token=token, **context)


# The button of mail programs comes without a cookie or a token of ours; all it can do is say no.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def invitation_decline(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """No, thank you: one press, and no account."""
    invitation = _invited(network_slug, token)
    is_done = request.method == "POST"
    if is_done:
        decline_invitation(invitation=invitation, for_good="for_good" in request.POST)
    return page(
        request, invitation.network, "invitation_decline", invitation=invitation, is_done=is_done
    )


@require_http_methods(["GET", "POST"])
@never_cache
def join_resume(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """Back to one's application with the link from the mail, which proves the address."""
    application = application_of(token)
    if application is None or application.network.slug != network_slug:
        raise Http404
    network = application.network
    if application.state not in (ApplicationState.DRAFT, ApplicationState.WAITING):
        return _sent(request, application)
    if request.method == "GET":
        context = {
            "wording": wording_of(MEMBERSHIP, network).text,
            # Whoever agreed to these words in this browser is not asked again.
            "has_agreed": has_agreed(application),
            "is_here": _holds(request, application),
            "is_ready": application.finished_at is not None,
        }
        return page(request, network, "join_back", application=application, **context)
    application = prove(application=application)
    _remember(request, application)
    if application.state == ApplicationState.DRAFT:
        return redirect("join_profile", network_slug)
    return _sent(request, application)


def _sent(request: HttpRequest, application: Application) -> HttpResponse:
    """How it stands; while it waits, with what they wrote."""
    told: dict[str, Any] = {}
    if application.state == ApplicationState.WAITING:
        profile = application.profile
        answers = application.answers.select_related("question").order_by("question__position")
        told = {"lines": [*lines_of(profile), *lines_for_stewards(profile)], "answers": answers}
    return page(request, application.network, "join_sent", application=application, **told)


@require_GET
@with_application
def join_profile(request: HttpRequest, application: Application) -> HttpResponse:
    """To the first screen that was not looked at, or to the end."""
    profile = application.profile
    left = [step for step in steps_for(profile) if step.key not in profile.steps_done]
    if left and application.state == ApplicationState.DRAFT:
        return redirect("join_step", application.network.slug, left[0].key)
    return redirect("join_finish", application.network.slug)


@require_http_methods(["GET", "POST"])
@with_application
def join_step(request: HttpRequest, application: Application, step_key: str) -> HttpResponse:
    """One screen of the profile."""
    if application.state != ApplicationState.DRAFT:
        return redirect("join_finish", application.network.slug)
    return show_screen(request, application.profile, step_key, application)


@require_http_methods(["GET", "POST"])
@with_application
def join_finish(request: HttpRequest, application: Application) -> HttpResponse:
    """The network's own questions, and “send”."""
    network = application.network
    if application.state != ApplicationState.DRAFT:
        return _sent(request, application)
    questions = list(network.join_questions.order_by("position", "pk"))
    form = QuestionsForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        initial=answers_so_far(application),
    )
    left = missing(application.profile)
    if "back" in request.POST:
        form.is_valid()
        answer_questions(application=application, answers=form.answers(), is_all=False)
        return redirect("join_step", network.slug, steps_for(application.profile)[-1].key)
    if request.method == "POST" and form.is_valid():
        answer_questions(application=application, answers=form.answers())
        return _sent(request, finish(application=application))
    return page(
        request, network, "join_finish", application=application, form=form, left=left,
        questions=questions,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@with_application
def join_withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Take it back: everything that was written is deleted."""
    network = application.network
    if request.method == "POST":
        withdraw(application=application)
        mine = request.session.get(_SESSION, {})
        request.session[_SESSION] = {k: v for k, v in mine.items() if v[0] != application.pk}
        messages.success(request, _("It is taken back, and what you wrote is deleted."))
        return page(request, network, "join_withdraw", is_done=True)
    return page(request, network, "join_withdraw", application=application)


@require_http_methods(["GET", "POST"])
@never_cache
def join_not_me(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """For those whom somebody else made a member: one press, and they are out."""
    application = application_of(token)
    if application is None or application.network.slug != network_slug:
        raise Http404
    if not is_as_enrolled(application):
        return page(request, application.network, "join_not_me", is_over=True)
    is_done = request.method == "POST"
    if is_done:
        leave_enrolled(application=application)
    return page(request, application.network, "join_not_me", is_done=is_done)
