"""Whether a group is alive, ending it, and waking it.

A link in a mail only opens a page: programs that check mails follow links, and must not answer.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.groups.actions import (
    Answer,
    end_group,
    say_pulse,
    say_pulse_by_mail,
    wake_group,
)
from weft.groups.forms import EndForm
from weft.groups.mails import asked_of
from weft.groups.models import Group, Pulse
from weft.groups.views.finding import part_at
from weft.networks.models import Network
from weft.networks.viewers import in_network


@require_http_methods(["GET", "POST"])
@never_cache
def group_alive(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """The question to a steward who was sent this link; they need no account for it."""
    steward = asked_of(token)
    if steward is None or steward.group.network.slug != network_slug or steward.group.is_hidden:
        raise Http404
    said = _said(steward.group)
    context: dict[str, object] = {
        "group": steward.group,
        "of_network": steward.group.network,
        "said": said,
        "answers": [one for one in Answer.choices if said not in (one[0], Pulse.ENDED)],
        # A link in a mail opens its own page, not the network around it.
        "network": None,
    }
    if request.method == "POST":
        context["group"] = say_pulse_by_mail(steward=steward, answer=request.POST.get("answer", ""))
        context["answered"] = request.POST.get("answer")
    return render(request, "groups/group_alive.html", context)


def _said(group: Group) -> str:
    """What was answered already; nothing while the group is asleep and somebody is to say it."""
    if group.has_ended:
        return Pulse.ENDED
    if group.wants_to_end:
        return Answer.END
    return {Pulse.AWAKE.value: Answer.ALIVE.value, Pulse.PAUSED.value: Answer.PAUSE.value}.get(
        group.state, ""
    )


@in_network
@require_POST
def group_pulse(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    say_pulse(viewer=viewer, group=group, answer=request.POST.get("answer", ""))
    messages.success(request, _("Thank you. It is noted."))
    return redirect("group_detail", network.slug, group.slug)


@in_network
@require_http_methods(["GET", "POST"])
def group_end(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    if not part.may_keep:
        raise NotAllowed(_("Only the group's stewards can do this."))
    if part.group.has_ended:
        raise InvalidInput(_("This group has ended already."))
    form = EndForm(request.POST or None)

    def end() -> object:
        return end_group(viewer=viewer, group=part.group, **form.cleaned_data)

    if request.method == "POST" and is_done(form, end):
        messages.success(request, _("The group has ended. Its members get a mail."))
        return redirect("group_detail", network.slug, part.group.slug)
    return render(request, "groups/group_end.html", {"form": form, "group": part.group})


@in_network
@require_POST
def group_wake(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    wake_group(viewer=viewer, group=group)
    messages.success(request, _("The group goes on. Its members get a mail."))
    return redirect("group_detail", network.slug, group.slug)
