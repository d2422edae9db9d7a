"""Making members stewards of a group, and laying that down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.groups.actions.belonging import refuse_without_steward
from weft.groups.actions.holding import (
    drop_invitations_of,
    held_part,
    must_go_on,
    must_steward,
    touch,
)
from weft.groups.deeds import APPOINTED, ASKED, LOOKS_AFTER, STOOD_DOWN, write_down
from weft.groups.mails import write_to
from weft.groups.models import Group, GroupMember
from weft.groups.permissions import Part
from weft.groups.queries import LEAST_STEWARDS, stewards_of
from weft.networks.powers import Power, can


@transaction.atomic
def appoint(*, viewer: Viewer, group: Group, member_id: int) -> GroupMember:
    """Make a member of the group a steward. Who runs the network and is not in the group cannot:
    they would read the name of whomever they made one."""
    part = held_part(viewer, group)
    must_steward(part)
    must_go_on(part)
    member = GroupMember.objects.taking_part().filter(group=part.group, pk=member_id).first()
    if member is None:
        raise InvalidInput(_("They are not in the group any more, or take a break."))
    if not member.is_steward:
        _make_steward(member)
        write_down(APPOINTED, part.group, by=viewer.account_id, about=member.account_id)
        write_to(part.group, [member.account_id], "appointed", about=member.pk)
        touch(part.group)
    return member


def _make_steward(member: GroupMember, *, is_unnamed: bool = False) -> None:
    member.is_steward, member.steward_since = True, timezone.now()
    member.is_unnamed, member.asked_at = is_unnamed, None
    member.save(update_fields=["is_steward", "steward_since", "is_unnamed", "asked_at"])


@transaction.atomic
def rescue(*, viewer: Viewer, group: Group) -> int:
    """Where nobody looks after a group any more, a convenor has its longest members asked if they
    would, without learning who is in it; how many were asked."""
    part = held_part(viewer, group)
    if not can(viewer, Power.MANAGE):
        raise NotAllowed
    must_go_on(part)
    if stewards_of(part.group):
        raise InvalidInput(_("This group has stewards. Write to them."))
    rows = GroupMember.objects.taking_part().filter(group=part.group).order_by("since", "pk")
    chosen = [member for member in rows if not member.is_asked][:LEAST_STEWARDS]
    if not chosen and rows:
        raise InvalidInput(_("All its members were asked already. Wait, or end it."))
    for member in chosen:
        member.asked_at = timezone.now()
        member.save(update_fields=["asked_at"])
    if chosen:
        write_down(ASKED, part.group, by=viewer.account_id)
        write_to(part.group, [member.account_id for member in chosen], "needed")
    return len(chosen)


@transaction.atomic
def look_after(*, viewer: Viewer, group: Group) -> GroupMember:
    """Say yes to looking after a group. Of a secret one, whoever could pause its stewards would
    otherwise read two names after the other."""
    part = held_part(viewer, group)
    must_go_on(part)
    if not may_look_after(part):
        raise NotAllowed(_("You were not asked, or others look after it by now."))
    assert part.member is not None
    _make_steward(part.member, is_unnamed=part.group.is_hidden)
    write_down(LOOKS_AFTER, part.group, by=viewer.account_id, about=viewer.account_id)
    touch(part.group)
    return part.member


def may_look_after(part: Part) -> bool:
    """Whether they were asked to look after the group, and it still wants stewards."""
    if part.member is None or not part.may_take_part or not part.member.is_asked:
        return False
    return len(stewards_of(part.group)) < LEAST_STEWARDS


@transaction.atomic
def stand_down(*, viewer: Viewer, group: Group, member_id: int) -> None:
    """Lay down being a steward, or take it from another as the network's convenor."""
    part = held_part(viewer, group)
    member = part.group.members.filter(pk=member_id, is_steward=True).first()
    if member is None:
        return
    is_own = member.account_id == viewer.account_id
    if not is_own and not can(viewer, Power.MANAGE):
        raise NotAllowed(_("Only they themselves can, or a convenor of the network."))
    if not part.group.has_ended:
        refuse_without_steward(member)
    member.is_steward, member.steward_since, member.is_unnamed = False, None, False
    member.save(update_fields=["is_steward", "steward_since", "is_unnamed"])
    if part.group.is_hidden:
        drop_invitations_of(member.account_id, part.group)
    write_down(STOOD_DOWN, part.group, by=viewer.account_id, about=member.account_id)
