"""Who speaks for an organisation, and who asks to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.groups.known import members_known
from weft.joining.actions import answer_voice_ask, ask_for_voice, take_back_voice_ask
from weft.joining.actions.voice_asks import DAYS_KEPT, VoiceWish, may_ask_for_voice
from weft.joining.actions.voices import give_voice, may_give_voice, take_voice
from weft.joining.forms.gate import KnownVoiceForm, VoiceAnswerForm, VoiceAskForm, VoiceForm
from weft.joining.permissions import may_admit
from weft.joining.voice_queries import own_voice_ask, voice_asks_to_answer, voices_of
from weft.networks.models import Network
from weft.networks.viewers import in_network

#: The forms of the page that were sent and are not in order: "give", "ask", or the id of an ask.
_Sent = dict[str | int, forms.Form]


def _actor(viewer: Viewer, actor_id: int) -> Actor:
    actor = get_object_or_404(Actor.objects.visible_to(viewer), pk=actor_id)
    if not viewer.is_member or viewer.clearance < 1:
        raise NotAllowed(_("Only members see who speaks for an organisation."))
    return actor


@in_network
@require_http_methods(["GET", "POST"])
def voices(request: HttpRequest, network: Network, viewer: Viewer, actor_id: int) -> HttpResponse:
    """The people who speak for an organisation; members see who they are, and can ask to."""
    actor = _actor(viewer, actor_id)
    sent: _Sent = {}
    if request.method == "POST":
        done = _do(request, viewer, actor, sent)
        if done:
            messages.success(request, done)
            return redirect("voices", network.slug, actor.pk)
    may_give = may_give_voice(viewer, actor) and not viewer.is_paused
    own_ask = own_voice_ask(viewer, actor)
    asks = voice_asks_to_answer(viewer).filter(actor=actor) if may_give else []
    context: dict[str, Any] = {
        "actor": actor,
        "voices": voices_of(actor),
        "may_give": may_give,
        "form": sent.get("give") or (_give_form(viewer, actor) if may_give else None),
        "asks": [(ask, sent.get(ask.pk) or VoiceAnswerForm(ask_id=ask.pk)) for ask in asks],
        "own_ask": own_ask,
        "may_ask": "ask" in sent or (own_ask is None and may_ask_for_voice(viewer, actor)),
        "ask_form": sent.get("ask", VoiceAskForm()),
        "days": DAYS_KEPT,
    }
    return render(request, "joining/voices.html", context, status=422 if sent else 200)


def _do(request: HttpRequest, viewer: Viewer, actor: Actor, sent: _Sent) -> str:
    """Do what was sent, and say so; what is not in order is left in `sent`."""
    do = request.POST.get("do", "")
    if "take" in request.POST:
        pk = whole_number(request.POST["take"], most=2**62) or 0
        take_voice(viewer=viewer, voice=get_object_or_404(voices_of(actor), pk=pk))
        return _("They no longer speak for it.")
    if do == "ask":
        return _ask(request, viewer, actor, sent)
    if not may_give_voice(viewer, actor):
        raise NotAllowed(_("Only those who speak for it can name others who do."))
    if do in ("yes", "no"):
        return _answer(request, viewer, actor, sent)
    form = sent["give"] = _give_form(viewer, actor, request.POST)
    if is_done(form, lambda: give_voice(viewer=viewer, actor=actor, **form.cleaned_data)):
        return _("They speak for it now.")
    return ""


def _give_form(viewer: Viewer, actor: Actor, told: QueryDict | None = None) -> forms.Form:
    if may_admit(viewer):
        return VoiceForm(told)
    return KnownVoiceForm(told, known=members_known(viewer, actor.network))


def _ask(request: HttpRequest, viewer: Viewer, actor: Actor, sent: _Sent) -> str:
    form = sent["ask"] = VoiceAskForm(request.POST)

    def ask() -> object:
        return ask_for_voice(viewer=viewer, actor=actor, wish=VoiceWish(**form.cleaned_data))

    return _("You have asked. You get a mail with the answer.") if is_done(form, ask) else ""


def _answer(request: HttpRequest, viewer: Viewer, actor: Actor, sent: _Sent) -> str:
    pk = whole_number(request.POST.get("ask", ""), most=2**62) or 0
    ask = voice_asks_to_answer(viewer).filter(actor=actor, pk=pk).first()
    if ask is None:
        # It is not on the page any more, so there is no form to say it beside.
        raise InvalidInput(_("Somebody has answered this already, or it was taken back."))
    says_yes = request.POST["do"] == "yes"
    form = sent[ask.pk] = VoiceAnswerForm(request.POST, ask_id=ask.pk)

    def answer() -> None:
        words = form.cleaned_data["words"]
        answer_voice_ask(viewer=viewer, ask=ask, says_yes=says_yes, words=words)

    if not is_done(form, answer):
        return ""
    return _("They speak for it now, and get a mail.") if says_yes else _("They get a mail.")


@in_network
@require_POST
def voice_ask_take_back(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    """Take back that one asked."""
    actor = _actor(viewer, actor_id)
    take_back_voice_ask(viewer=viewer, actor=actor)
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect("voices", network.slug, actor.pk)
