"""Joining a group, asking to, leaving it, and choosing who may know."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from weft.common.again import is_done
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.groups.actions import (
    ask_to_join,
    choose_shown,
    decline_invitation,
    join_group,
    leave_group,
    withdraw_request,
)
from weft.groups.forms import AskForm, ShownForm
from weft.groups.models import Group, ShownTo
from weft.groups.views.detail import show_group
from weft.groups.views.finding import part_at
from weft.networks.models import Network
from weft.networks.viewers import in_network


def _back(network: Network, group: Group) -> HttpResponse:
    return redirect("group_detail", network.slug, group.slug)


def _narrowest(request: HttpRequest) -> QueryDict:
    """What was sent; where nothing was chosen, nobody else may know that one is in the group."""
    told = request.POST.copy()
    told.setdefault("shown_to", ShownTo.GROUP)
    return told


@in_network
@require_POST
def group_join(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    form = ShownForm(_narrowest(request), group=group)
    shown = form.chosen() if form.is_valid() else ShownTo.GROUP
    join_group(viewer=viewer, group=group, shown_to=shown)
    messages.success(request, _("You are in."))
    return _back(network, group)


@in_network
@require_POST
def group_ask(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    if not part.may_ask:
        raise NotAllowed(_("You cannot ask to join this group."))
    group, form = part.group, AskForm(_narrowest(request), group=part.group)

    def ask() -> object:
        text, shown = form.cleaned_data["text"], form.chosen()
        return ask_to_join(viewer=viewer, group=group, text=text, shown_to=shown)

    if not is_done(form, ask):
        return show_group(request, part, ask_form=form)
    messages.success(request, _("Your words are with the stewards. They answer by mail."))
    return _back(network, group)


@in_network
@require_POST
def group_withdraw(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    withdraw_request(viewer=viewer, group=group)
    messages.success(request, _("You have taken it back. Nothing of it is kept."))
    return _back(network, group)


@in_network
@require_POST
def group_no_thanks(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    """Say no to an invitation."""
    group = part_at(viewer, network, group_slug).group
    decline_invitation(viewer=viewer, group=group)
    messages.success(request, _("You have said no. Nothing of the invitation is kept."))
    return redirect("groups", network.slug)


@in_network
@require_POST
def group_leave(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    leave_group(viewer=viewer, group=group)
    messages.success(request, _("You have left the group."))
    return redirect("groups", network.slug)


@in_network
@require_POST
def group_shown(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    group = part_at(viewer, network, group_slug).group
    form = ShownForm(_narrowest(request), group=group)
    shown = form.chosen() if form.is_valid() else ShownTo.GROUP
    choose_shown(viewer=viewer, group=group, shown_to=shown)
    messages.success(request, _("It is as you chose now."))
    return _back(network, group)
