"""“Is this still true?”: a person's own ties, signed in or by a link in a mail.

A link in a mail only opens a page: programs that check mails follow links, and must not answer.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.models import Rung
from weft.graph.owning import as_oneself
from weft.keeping.actions import answer_questions, ask_no_more, ask_of
from weft.keeping.models import Ask, Reply
from weft.keeping.people import seen_by_actor
from weft.keeping.questions import questions_for
from weft.networks.models import Network
from weft.networks.viewers import in_network

_REPLIES = [(reply.value, reply.label) for reply in Reply if reply != Reply.RUNG]


@in_network
@require_http_methods(["GET", "POST"])
def still_true(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The questions of whoever is signed in."""
    if not viewer.is_member:
        raise NotAllowed(_("Sign in as a member of this network to look at your own ties."))
    oneself = as_oneself(viewer)
    context: dict[str, object] = {"is_known": bool(oneself.actors)}
    if request.method == "POST":
        context["problem"] = _answer(request, network, oneself)
        if not context["problem"]:
            return redirect("still_true", network.slug)
    return _page(request, network, oneself, context)


@require_http_methods(["GET", "POST"])
@never_cache
def by_mail(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """The questions of whoever was sent this link."""
    ask = _asked(network_slug, token)
    viewer = seen_by_actor(ask.network, ask.actor)
    context: dict[str, object] = {
        "is_known": True, "ask": ask, "token": token, "is_answered": ask.answered_at,
    }  # fmt: skip
    if request.method == "POST":
        context["problem"] = _answer(request, ask.network, viewer, ask)
        if not context["problem"]:
            return redirect("still_true_by_mail", network_slug, token)
    return _page(request, ask.network, viewer, context)


@require_http_methods(["GET", "POST"])
@never_cache
def no_more(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """Not to be asked again: one button, and no account."""
    ask = _asked(network_slug, token)
    if request.method == "POST":
        ask_no_more(network=ask.network, actor=ask.actor)
    context = {"ask": ask, "is_done": request.method == "POST", "network": ask.network}
    return render(request, "keeping/no_more.html", context)


def _asked(network_slug: str, token: str) -> Ask:
    ask = ask_of(token)
    if ask is None or ask.network.slug != network_slug:
        raise Http404
    return ask


def _page(
    request: HttpRequest, network: Network, viewer: Viewer, more: dict[str, object]
) -> HttpResponse:
    context = {
        "questions": questions_for(viewer, network),
        "replies": _REPLIES,
        "rungs": Rung.choices,
        # A link in a mail opens its own page, not the network around it.
        "network": network if more.get("ask") is None else None,
        "of_network": network,
        **more,
    }
    status = 422 if more.get("problem") else 200
    return render(request, "keeping/still_true.html", context, status=status)


def _answer(request: HttpRequest, network: Network, viewer: Viewer, ask: Ask | None = None) -> str:
    """Take what was chosen, and say thank you; or what is not in order, in a sentence."""
    replies = {
        int(name.removeprefix("tie-")): value
        for name, value in request.POST.items()
        if name.startswith("tie-") and name.removeprefix("tie-").isascii()
        and name.removeprefix("tie-").isdecimal() and isinstance(value, str)
    }  # fmt: skip
    try:
        answer_questions(viewer=viewer, network=network, replies=replies, ask=ask)
    except InvalidInput as error:
        return str(error)
    words = ngettext(
        "Thank you. The map has your answer.", "Thank you. The map has your answers.", len(replies)
    )
    messages.success(request, words)
    return ""
