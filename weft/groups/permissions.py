"""Who may start, join and look after groups."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from weft.common.visibility import Viewer
from weft.groups.models import (
    Group,
    GroupInvitation,
    GroupMember,
    GroupRequest,
    Openness,
    Pulse,
    RequestState,
)
from weft.networks.models import Membership, Standing
from weft.networks.powers import Power, can


@dataclass(frozen=True, slots=True)
class Part:
    """What a viewer is in one group."""

    viewer: Viewer
    group: Group
    member: GroupMember | None
    invitation: GroupInvitation | None
    #: Whether their membership of the network is running and of a kind that may join groups.
    may_take_part: bool

    @property
    def is_member(self) -> bool:
        return self.member is not None

    @property
    def is_steward(self) -> bool:
        return self.member is not None and self.member.is_steward and self.may_take_part

    @property
    def may_keep(self) -> bool:
        """Edit the group, end and wake it: also who runs the network."""
        return self.is_steward or can(self.viewer, Power.MANAGE)

    @property
    def sees_members(self) -> bool:
        return self.is_member

    @property
    def may_join(self) -> bool:
        """Be in at once: an open group, or one that they were invited to."""
        if not self._could_come_in:
            return False
        return self.invitation is not None or self._is_open_to_them

    @property
    def may_ask(self) -> bool:
        if not self._could_come_in or self.invitation is not None:
            return False
        return self.group.openness != Openness.SECRET and not self._is_open_to_them

    @property
    def _could_come_in(self) -> bool:
        return self.group.state != Pulse.ENDED and not self.is_member and self.may_take_part

    @property
    def _is_open_to_them(self) -> bool:
        """Whether an open group's door is open to this one: to all but those whom its stewards
        removed, and of what lies in a secret group to those who are in that group. One that was
        secret until now opens its door once its members had time to hear of it."""
        group, account_id = self.group, self.viewer.account_id or 0
        if group.openness != Openness.OPEN or group.is_newly_known:
            return False
        return not was_removed(group, account_id) and _is_inside(group, account_id)


def was_removed(group: Group, account_id: int) -> bool:
    """Whether stewards removed somebody from a group and have not let them in again since."""
    known = GroupRequest.objects.filter(
        group=group,
        account_id=account_id,
        state__in=(RequestState.REMOVED, RequestState.ACCEPTED),
    )
    last = known.order_by("answered_at", "pk").last()
    return last is not None and last.state == RequestState.REMOVED


def _is_inside(group: Group, account_id: int) -> bool:
    """Whether somebody is in the secret group that hides this one, and in the group around it."""
    if not group.is_hidden:
        return True
    around = {group.hidden_by_id, group.parent_id} - {None}
    return GroupMember.objects.filter(group__in=around, account_id=account_id).count() == len(
        around
    )


def may_take_part(viewer: Viewer) -> bool:
    """Whether someone may join groups, and start one: by the kind of their membership."""
    if viewer.account_id is None or not viewer.is_member:
        return False
    own = Membership.objects.filter(
        network_id=viewer.network_id, account_id=viewer.account_id, state=Standing.ACTIVE
    )
    allowed = list(own.values_list("kind__may_join_groups", flat=True))
    # A membership of no kind is one of before there were kinds: it allows what they all did.
    return bool(allowed) and allowed[0] is not False


def why_not_to_start(viewer: Viewer) -> str:
    """What somebody is told who may not start a group."""
    if viewer.is_paused:
        return _("Your membership takes a break. Once it is over, you can start groups again.")
    return _("Your kind of membership does not allow you to start groups.")


def part_in(viewer: Viewer, group: Group) -> Part:
    """What this viewer is in this group."""
    if viewer.account_id is None or not viewer.is_member or group.network_id != viewer.network_id:
        return Part(viewer, group, None, None, may_take_part=False)
    own = {"group": group, "account_id": viewer.account_id}
    return Part(
        viewer,
        group,
        GroupMember.objects.filter(**own).first(),
        GroupInvitation.objects.select_related("invited_by").filter(**own).first(),
        may_take_part(viewer),
    )
