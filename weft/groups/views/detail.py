"""A group's page, which is also shown again where one of its forms was not in order."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weft.groups.actions import Answer, can_be_woken, may_look_after
from weft.groups.forms import AskForm, ResourceForm, ShownForm
from weft.groups.models import Domain
from weft.groups.permissions import Part
from weft.groups.queries import (
    LEAST_STEWARDS,
    lines_of,
    members_seen,
    nested_in,
    own_request,
    path_to,
    requests_waiting,
    resources_seen,
    stewards_of,
)
from weft.groups.wording import DOMAINS, OPENNESS
from weft.networks.powers import Power, can


def show_group(request: HttpRequest, part: Part, **again: forms.Form) -> HttpResponse:
    """The page, with forms to be shown again by the names that the templates know them by."""
    group, viewer = part.group, part.viewer
    stewards = stewards_of(group)
    shown = part.member.shown_to if part.member is not None else ""
    may_manage = can(viewer, Power.MANAGE)
    nested = lines_of(viewer, nested_in(viewer, group))
    context: dict[str, object] = {
        "group": group,
        "part": part,
        "line": lines_of(viewer, [group])[0],
        "domain_words": DOMAINS[Domain(group.domain)],
        "openness_words": OPENNESS[group.openness],  # type: ignore[index]  # one of its values
        "above": path_to(viewer, group),
        # On the page of a secret group, all that lies in it is as secret as the page.
        "nested": [one for one in nested if group.is_hidden or not one.group.is_hidden],
        "secret": [one for one in nested if one.group.is_hidden and not group.is_hidden],
        "resources": resources_seen(part),
        "members": members_seen(part),
        "lacks_stewards": not group.has_ended and len(stewards) < LEAST_STEWARDS,
        "has_no_stewards": not group.has_ended and not stewards,
        "is_last_steward": part.is_steward and not group.has_ended and len(stewards) == 1,
        "may_rescue": may_manage,
        "may_look_after": may_look_after(part),
        # Who runs the network may take it from one of several.
        "stewards_to_take": [one for one in stewards if not one.is_unnamed]
        if may_manage and not part.is_steward and len(stewards) > 1 and not group.has_ended
        else [],
        "waiting": requests_waiting(part).count(),
        "own_request": own_request(part),
        "can_be_woken": can_be_woken(group) and part.may_keep,
        "answers": Answer.choices,
        "join_form": ShownForm(group=group),
        "ask_form": AskForm(group=group),
        "shown_form": ShownForm(group=group, initial={"shown_to": shown}),
        "resource_form": ResourceForm(),
        **again,
    }
    return render(request, "groups/group_detail.html", context)
