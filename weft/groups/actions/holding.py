"""Holding a group while something is decided in it, and noting that something happened."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.groups.models import Group, Pulse
from weft.groups.permissions import Part, part_in
from weft.networks.models import Network


def held_part(viewer: Viewer, group: Group) -> Part:
    """The group as it is now, held until the end, and what the viewer is in it.

    The network's row comes first, as in every change of the map, so that nobody waits in a circle.
    """
    Network.objects.select_for_update().get(pk=viewer.network_id)
    held = Group.objects.select_for_update().visible_to(viewer).filter(pk=group.pk).first()
    if held is None:
        raise NotAllowed
    held.network = Network.objects.get(pk=held.network_id)
    return part_in(viewer, held)


def must_go_on(part: Part) -> None:
    if part.group.has_ended:
        raise InvalidInput(_("This group has ended. Its stewards can wake it for a while."))


def must_steward(part: Part) -> None:
    if not part.is_steward:
        raise NotAllowed(_("Only the group's stewards can do this."))


def must_keep(part: Part) -> None:
    if not part.may_keep:
        raise NotAllowed(_("Only the group's stewards can do this."))


def drop_invitations_of(account_id: int, group: Group) -> None:
    """Whoever does not look after a group any more brings nobody into it either."""
    group.invitations.filter(invited_by_id=account_id).delete()


def touch(group: Group) -> None:
    """Something happened, so the group is awake; a break goes on until a steward ends it."""
    now = timezone.now()
    group.active_at = now
    changed = ["active_at"]
    if group.state == Pulse.ASLEEP:
        group.state, group.state_since, group.wants_to_end = Pulse.AWAKE, now, False
        changed += ["state", "state_since", "wants_to_end"]
    group.save(update_fields=changed)
