"""Who may start, join and look after groups."""

from __future__ import annotations

from dataclasses import dataclass

from weft.common.visibility import Viewer
from weft.groups.models import Group, GroupInvitation, GroupMember, Openness, Pulse
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
        if self.group.state == Pulse.ENDED or self.is_member or not self.may_take_part:
            return False
        return self.group.openness == Openness.OPEN or self.invitation is not None

    @property
    def may_ask(self) -> bool:
        if self.group.state == Pulse.ENDED or self.is_member or not self.may_take_part:
            return False
        return self.group.openness == Openness.CLOSED and self.invitation is None


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
