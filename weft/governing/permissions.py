"""Who may write for a circle, and hand over."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from weft.common.visibility import Viewer
from weft.governing.models import Circle, Seat
from weft.networks.models import Membership
from weft.networks.permissions import can_manage_network


def may_write_for(viewer: Viewer, circle: Circle) -> bool:
    """Those who sit in it today, and convenors."""
    if circle.network_id != viewer.network_id or not viewer.is_member:
        return False
    if can_manage_network(viewer):
        return True
    seats = Seat.objects.filter(circle=circle, account_id=viewer.account_id or 0)
    today = timezone.localdate()
    return seats.filter(Q(until__isnull=True) | Q(until__gte=today)).exists()


def may_hand_over(viewer: Viewer, leaving: Membership) -> bool:
    """Oneself; and a convenor for anybody, since people leave without a word."""
    is_own = leaving.account_id == viewer.account_id
    return leaving.network_id == viewer.network_id and (is_own or can_manage_network(viewer))
