"""Joining a group, asking to, being invited, leaving, and being removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.retention import deleted_after
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.groups.actions.holding import (
    drop_invitations_of,
    held_part,
    must_go_on,
    must_steward,
    touch,
)
from weft.groups.deeds import INVITED, LET_IN, REMOVED, TURNED_DOWN, UNINVITED, write_down
from weft.groups.mails import write_to
from weft.groups.models import (
    Group,
    GroupInvitation,
    GroupMember,
    GroupRequest,
    RequestState,
    ShownTo,
)
from weft.groups.on_map import hide_member, show_member
from weft.groups.permissions import Part, was_removed
from weft.groups.queries import stewards_of
from weft.moderating.holding import refuse_links_of_newcomers
from weft.networks.models import Membership, Standing

_MOST_INVITED = 100


def _shown(group: Group, shown_to: str) -> str:
    """How one may be shown: what is kept secret is shown to nobody else."""
    if shown_to not in ShownTo.values:
        raise InvalidInput(_("Choose who may know that you are in it."))
    if group.is_hidden:
        return ShownTo.GROUP
    if shown_to == ShownTo.EVERYONE and group.visibility > Visibility.PUBLIC:
        return ShownTo.MEMBERS
    return shown_to


def _let_in(group: Group, account_id: int, shown_to: str) -> GroupMember:
    """Make an account a member of the group; whoever calls this has checked that it may be."""
    member, is_new = GroupMember.objects.get_or_create(
        group=group, account_id=account_id, defaults={"shown_to": _shown(group, shown_to)}
    )
    GroupInvitation.objects.filter(group=group, account_id=account_id).delete()
    group.requests.filter(account_id=account_id, state=RequestState.WAITING).update(
        state=RequestState.ACCEPTED, answered_at=timezone.now()
    )
    if was_removed(group, account_id):
        # An invitation lets in again whoever was removed: the open door holds for them, too.
        group.requests.create(
            account_id=account_id, state=RequestState.ACCEPTED, answered_at=timezone.now()
        )
    if is_new:
        touch(group)
        show_member(group, member)
    return member


@transaction.atomic
def join_group(*, viewer: Viewer, group: Group, shown_to: str = ShownTo.GROUP) -> GroupMember:
    """Be in at once: an open group, or one that one was invited to."""
    part = held_part(viewer, group)
    must_go_on(part)
    if part.member is not None:
        return part.member
    if not part.may_join:
        raise NotAllowed(_("This group is not open to you. Ask its stewards."))
    return _let_in(part.group, _own_id(part), shown_to)


def _own_id(part: Part) -> int:
    if part.viewer.account_id is None:
        raise NotAllowed
    return part.viewer.account_id


@transaction.atomic
def accept_invitation(
    *, viewer: Viewer, group: Group, shown_to: str = ShownTo.GROUP
) -> GroupMember:
    """Come into a group that one was invited to."""
    part = held_part(viewer, group)
    if part.invitation is None and part.member is None:
        raise InvalidInput(_("This invitation was taken back."))
    return join_group(viewer=viewer, group=group, shown_to=shown_to)


@transaction.atomic
def decline_invitation(*, viewer: Viewer, group: Group) -> None:
    """Say no; nothing of the invitation is kept."""
    part = held_part(viewer, group)
    if part.invitation is not None:
        part.invitation.delete()


@transaction.atomic
def ask_to_join(
    *, viewer: Viewer, group: Group, text: str = "", shown_to: str = ShownTo.GROUP
) -> GroupRequest:
    """Ask the stewards of a closed group."""
    part = held_part(viewer, group)
    must_go_on(part)
    if not part.may_ask:
        raise NotAllowed(_("You cannot ask to join this group."))
    if not stewards_of(part.group):
        raise InvalidInput(
            _("Nobody looks after this group at the moment, so nobody could answer.")
        )
    told = kept_text(text, 2000)
    refuse_links_of_newcomers(viewer, [told])
    if part.group.question and not told:
        raise InvalidInput(_("Please answer the question of the group."))
    request, is_new = GroupRequest.objects.get_or_create(
        group=part.group,
        account_id=_own_id(part),
        state=RequestState.WAITING,
        defaults={"words": told, "shown_to": _shown(part.group, shown_to)},
    )
    if is_new:
        stewards = [member.account_id for member in stewards_of(part.group)]
        write_to(part.group, stewards, "asked", about=request.pk)
    return request


@transaction.atomic
def withdraw_request(*, viewer: Viewer, group: Group) -> None:
    """Take back what one asked; nothing of it is kept."""
    part = held_part(viewer, group)
    part.group.requests.filter(account_id=_own_id(part), state=RequestState.WAITING).delete()


@transaction.atomic
def answer_request(
    *, viewer: Viewer, request: GroupRequest, lets_in: bool, answer: str = "", reason: str = ""
) -> GroupRequest:
    """Let somebody in, or not: then they get words, and the reason is kept for the stewards."""
    part = held_part(viewer, request.group)
    must_steward(part)
    must_go_on(part)
    kept = GroupRequest.objects.select_for_update().filter(pk=request.pk).first()
    if kept is None or kept.state != RequestState.WAITING:
        raise InvalidInput(_("Somebody has answered this already, or it was taken back."))
    kept.answer, kept.reason = kept_text(answer, 2000), kept_text(reason, 2000)
    refuse_links_of_newcomers(viewer, [kept.answer])
    if not lets_in and not kept.answer:
        raise InvalidInput(_("Write them a few words: it is hard to be turned away without any."))
    if not lets_in and not kept.reason:
        raise InvalidInput(_("Write down why, so that the other stewards can follow it."))
    if lets_in and not _may_be_let_in(part.group, kept.account_id):
        raise InvalidInput(_("They are no longer a member who may join groups."))
    kept.state = RequestState.ACCEPTED if lets_in else RequestState.DECLINED
    kept.answered_by_id, kept.answered_at = viewer.account_id, timezone.now()
    kept.save()
    if lets_in:
        _let_in(part.group, kept.account_id, kept.shown_to)
    done = LET_IN if lets_in else TURNED_DOWN
    write_down(done, part.group, by=viewer.account_id, about=kept.account_id)
    write_to(part.group, [kept.account_id], "answered", about=kept.pk)
    return kept


def _may_be_let_in(group: Group, account_id: int) -> bool:
    """Whether their membership of the network is running, and of a kind that may join groups."""
    rows = Membership.objects.filter(
        network_id=group.network_id, account_id=account_id, state=Standing.ACTIVE
    )
    return any(
        allowed is not False for allowed in rows.values_list("kind__may_join_groups", flat=True)
    )


@transaction.atomic
def invite_member(*, viewer: Viewer, group: Group, email: str, text: str = "") -> None:
    """Invite a member of the network by their address.

    It tells nobody whether this is a member's address, or who is in a group already.
    """
    part = held_part(viewer, group)
    must_steward(part)
    must_go_on(part)
    refuse_links_of_newcomers(viewer, [text])
    if part.group.invitations.count() >= _MOST_INVITED:
        raise InvalidInput(_("So many invitations wait for an answer that no more can be sent."))
    found = Membership.objects.filter(
        network_id=part.group.network_id, account__email=plain_address(email)
    ).first()
    write_down(INVITED, part.group, by=viewer.account_id)
    if found is None or not _may_be_let_in(part.group, found.account_id):
        return
    if part.group.members.filter(account_id=found.account_id).exists():
        return
    made, is_new = GroupInvitation.objects.get_or_create(
        group=part.group,
        account_id=found.account_id,
        defaults={"invited_by_id": viewer.account_id, "words": kept_text(text, 1000)},
    )
    if is_new:
        write_to(part.group, [found.account_id], "invited", about=made.pk)


@transaction.atomic
def take_back_invitations(*, viewer: Viewer, group: Group, email: str = "") -> None:
    """Take back the invitation of this address, or all that nobody has answered. As with inviting,
    it tells nobody whether there was one: that would tell whose address is a member's."""
    part = held_part(viewer, group)
    must_steward(part)
    rows = part.group.invitations.all()
    if email.strip():
        rows = rows.filter(account__email=plain_address(email))
    rows.delete()
    write_down(UNINVITED, part.group, by=viewer.account_id)


@transaction.atomic
def choose_shown(*, viewer: Viewer, group: Group, shown_to: str) -> GroupMember:
    """Change who may know that one is in the group. What was shown is forgotten, not only ended."""
    part = held_part(viewer, group)
    if part.member is None:
        raise NotAllowed(_("Only members of the group can do this."))
    part.member.shown_to = _shown(part.group, shown_to)
    part.member.save(update_fields=["shown_to"])
    hide_member(part.group, part.member.account_id, for_good=True)
    show_member(part.group, part.member)
    return part.member


@transaction.atomic
def leave_group(*, viewer: Viewer, group: Group) -> None:
    """Leave; the last steward gives the group to somebody else first, or ends it."""
    part = held_part(viewer, group)
    if part.member is None:
        return
    if not part.group.has_ended:
        refuse_without_steward(part.member)
    hide_member(part.group, part.member.account_id, for_good=False)
    drop_invitations_of(part.member.account_id, part.group)
    part.member.delete()


def refuse_without_steward(member: GroupMember) -> None:
    """Say no where nobody would look after the group any more."""
    if not member.is_steward:
        return
    others = GroupMember.objects.taking_part().filter(group=member.group_id, is_steward=True)
    if not others.exclude(pk=member.pk).exists():
        raise InvalidInput(
            _("You are the last steward. Make somebody else one first, or end the group.")
        )


@transaction.atomic
def remove_member(*, viewer: Viewer, group: Group, member_id: int, reason: str) -> None:
    """End somebody's being in the group, with a reason that the stewards can read."""
    part = held_part(viewer, group)
    must_steward(part)
    why = kept_text(reason, 2000)
    if not why:
        raise InvalidInput(_("Write down why, so that the other stewards can follow it."))
    member = part.group.members.filter(pk=member_id).first()
    if member is None:
        return
    if member.is_steward:
        raise InvalidInput(_("A steward lays that down first, or the network's convenor takes it."))
    hide_member(part.group, member.account_id, for_good=False)
    GroupRequest.objects.create(
        group=part.group,
        account_id=member.account_id,
        state=RequestState.REMOVED,
        reason=why,
        answered_by_id=viewer.account_id,
        answered_at=timezone.now(),
    )
    drop_invitations_of(member.account_id, part.group)
    member.delete()
    write_down(REMOVED, part.group, by=viewer.account_id, about=member.account_id)
    if not part.group.is_hidden:
        write_to(part.group, [member.account_id], "removed")


@deleted_after(
    "groups.requests",
    365,
    what=gettext_lazy("Who asked to join a group, and the answer with its reason"),
    why=gettext_lazy("So that stewards can follow each other's answers"),
)
def delete_requests(before: datetime) -> int:
    rows = GroupRequest.objects.exclude(state=RequestState.WAITING).filter(answered_at__lt=before)
    return rows.delete()[0]


@deleted_after(
    "groups.invitations",
    90,
    what=gettext_lazy("Invitations into groups that nobody answered"),
    why=gettext_lazy("So that there is time to answer"),
)
def delete_invitations(before: datetime) -> int:
    return GroupInvitation.objects.filter(made_at__lt=before).delete()[0]
