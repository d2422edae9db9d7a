"""What a group's stewards do: its people, requests, invitations, and what it uses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.taking_part import needs_of
from weft.common.visibility import Viewer
from weft.groups.actions import (
    Resource,
    add_resource,
    answer_request,
    appoint,
    invite_member,
    look_after,
    remove_member,
    remove_resource,
    rescue,
    stand_down,
    take_back_invitations,
)
from weft.groups.forms import AnswerForm, InviteForm, ReasonForm, ResourceForm, TakeBackForm
from weft.groups.models import Group, GroupMember, RequestState
from weft.groups.permissions import Part
from weft.groups.queries import members_seen, requests_answered, requests_waiting, stewards_of
from weft.groups.views.detail import show_group
from weft.groups.views.finding import part_at, steward_at
from weft.moderating.holding import it_waits
from weft.moderating.models import Held
from weft.networks.models import Network
from weft.networks.powers import Power, can
from weft.networks.viewers import in_network


def _people(network: Network, group: Group) -> HttpResponse:
    return redirect("group_people", network.slug, group.slug)


@in_network
@require_GET
def group_people(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    """Who is in the group, who waits for an answer, and inviting."""
    return _show_people(request, steward_at(viewer, network, group_slug))


def _show_people(
    request: HttpRequest,
    part: Part,
    *,
    invite_form: InviteForm | None = None,
    take_back_form: TakeBackForm | None = None,
    answer: tuple[int, AnswerForm] | None = None,
    removal: tuple[int, ReasonForm] | None = None,
) -> HttpResponse:
    """The page; a form that was not in order comes with the id of what it is about."""
    answers, removals = dict([answer] if answer else []), dict([removal] if removal else [])
    people, stewards = members_seen(part), len(stewards_of(part.group))
    needs = needs_of(part.group.network_id, [one.account_id for one in people])
    context = {
        "group": part.group,
        "part": part,
        "members": [
            (
                one,
                removals.get(one.pk) or _reason_form(one.pk),
                needs.get(one.account_id, []),
                _what_can_be_done(part, one, is_last=stewards == 1),
            )
            for one in people
        ],
        "removing": set(removals),
        "waiting": [
            (one, answers.get(one.pk) or _answer_form(one.pk)) for one in requests_waiting(part)
        ],
        "answered": requests_answered(part)[:50],
        "invite_form": invite_form or InviteForm(),
        "take_back_form": take_back_form or TakeBackForm(),
    }
    return render(request, "groups/group_people.html", context)


def _what_can_be_done(part: Part, member: GroupMember, *, is_last: bool) -> str:
    """Making somebody a steward, or ending it: one's own, and as a convenor that of others."""
    if part.group.has_ended:
        return ""
    if not member.is_steward:
        return "appoint"
    is_own = member.account_id == part.viewer.account_id
    may_end = not is_last if is_own else can(part.viewer, Power.MANAGE)
    return "stand_down" if may_end else ""


def _reason_form(member_id: int, told: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(told, auto_id=f"id_%s_{member_id}")


def _answer_form(request_id: int, told: QueryDict | None = None) -> AnswerForm:
    return AnswerForm(told, auto_id=f"id_%s_asked_{request_id}")


@in_network
@require_POST
def group_invite(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = steward_at(viewer, network, group_slug)
    form = InviteForm(request.POST)

    def invite() -> None:
        invite_member(viewer=viewer, group=part.group, **form.cleaned_data)

    if not is_done(form, invite):
        return _show_people(request, part, invite_form=form)
    words = _("If this is the address of a member who may join groups, they get a mail now.")
    messages.success(request, words)
    return _people(network, part.group)


@in_network
@require_POST
def group_uninvite(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    """Take back invitations that nobody has answered."""
    part, form = steward_at(viewer, network, group_slug), TakeBackForm(request.POST)

    def take_back() -> None:
        told = form.cleaned_data
        email = "" if told["all_of_them"] else told["email"]
        take_back_invitations(viewer=viewer, group=part.group, email=email)

    if not is_done(form, take_back):
        return _show_people(request, part, take_back_form=form)
    messages.success(request, _("If there was an invitation, it is taken back."))
    return _people(network, part.group)


@in_network
@require_POST
def group_member(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str, member_id: int
) -> HttpResponse:
    """Make a member a steward, lay that down, or remove them."""
    part = part_at(viewer, network, group_slug)
    if not part.may_keep:
        raise NotAllowed(_("Only the group's stewards can do this."))
    group, what = part.group, request.POST.get("do", "")
    if what == "appoint":
        appoint(viewer=viewer, group=group, member_id=member_id)
        messages.success(request, _("They are a steward now, and get a mail that says so."))
    elif what == "stand_down":
        stand_down(viewer=viewer, group=group, member_id=member_id)
        messages.success(request, _("That is laid down."))
    elif what == "remove":
        return _remove(request, network, steward_at(viewer, network, group_slug), member_id)
    else:
        raise InvalidInput(_("Choose what to do with them."))
    # Whoever has laid it down sees that page no more.
    page = "group_people" if part_at(viewer, network, group_slug).is_steward else "group_detail"
    return redirect(page, network.slug, group.slug)


def _remove(request: HttpRequest, network: Network, part: Part, member_id: int) -> HttpResponse:
    form = _reason_form(member_id, request.POST)

    def remove() -> None:
        why = form.cleaned_data["reason"]
        remove_member(viewer=part.viewer, group=part.group, member_id=member_id, reason=why)

    if not is_done(form, remove):
        return _show_people(request, part, removal=(member_id, form))
    messages.success(request, _("They are no longer in the group."))
    return _people(network, part.group)


@in_network
@require_POST
def group_request(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str, request_id: int
) -> HttpResponse:
    """Answer somebody who asked to join."""
    part = steward_at(viewer, network, group_slug)
    asked = get_object_or_404(part.group.requests.select_related("group"), pk=request_id)
    form, lets_in = _answer_form(asked.pk, request.POST), request.POST.get("do") == "yes"

    def answer() -> object:
        return answer_request(viewer=viewer, request=asked, lets_in=lets_in, **form.cleaned_data)

    if asked.state != RequestState.WAITING:
        # Its form is not on the page any more.
        raise InvalidInput(_("Somebody has answered this already, or it was taken back."))
    if not is_done(form, answer):
        return _show_people(request, part, answer=(asked.pk, form))
    messages.success(request, _("They get your answer by mail."))
    return _people(network, part.group)


@in_network
@require_POST
def group_rescue(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    """Have the longest members of a group that nobody looks after asked if they would."""
    group = part_at(viewer, network, group_slug).group
    count = rescue(viewer=viewer, group=group)
    words = ngettext(
        "%(n)s member of the group was asked by mail. Once they say yes, they look after it.",
        "%(n)s members of the group were asked by mail. Once they say yes, they look after it.",
        count,
    )
    if count:
        messages.success(request, words % {"n": count})
    else:
        messages.warning(request, _("Nobody is in it any more. You can end it."))
    return redirect("group_detail", network.slug, group.slug)


@in_network
@require_POST
def group_look_after(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    """Say yes to looking after a group, as one who was asked."""
    group = part_at(viewer, network, group_slug).group
    look_after(viewer=viewer, group=group)
    messages.success(request, _("Thank you. You are its steward now."))
    return redirect("group_detail", network.slug, group.slug)


@in_network
@require_POST
def resource_add(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    if not part.is_member:
        raise NotAllowed(_("Only members of the group can do this."))
    form, waits = ResourceForm(request.POST), []

    def add() -> object:
        made = add_resource(viewer=viewer, group=part.group, resource=Resource(**form.cleaned_data))
        waits.append(isinstance(made, Held))
        return made

    if not is_done(form, add):
        return show_group(request, part, resource_form=form)
    messages.success(request, it_waits() if any(waits) else _("It is in the list."))
    return redirect("group_detail", network.slug, part.group.slug)


@in_network
@require_POST
def resource_remove(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str, resource_id: int
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    if not part.is_member and not part.may_keep:
        raise NotAllowed(_("Only members of the group can do this."))
    remove_resource(viewer=viewer, group=part.group, resource_id=resource_id)
    messages.success(request, _("It is gone from the list."))
    return redirect("group_detail", network.slug, part.group.slug)
