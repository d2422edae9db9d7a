"""Invitations that are not to be sent: to members, to those who want no mail, and to those whom
somebody else has asked already."""

from __future__ import annotations

from weft.joining.models import Invitation, InvitationState
from weft.networks.queries import is_member
from weft.privacy.consenting import is_suppressed


def is_in_vain(invitation: Invitation) -> bool:
    """Ask this right before writing: people join by other ways, and change their minds."""
    network, address = invitation.network, invitation.email
    return (
        is_suppressed(network, address)
        or is_member(network, address)
        or _was_asked_before(invitation)
    )


def _was_asked_before(invitation: Invitation) -> bool:
    before = Invitation.objects.filter(
        network=invitation.network_id,
        email=invitation.email,
        state__in=(InvitationState.PLANNED, InvitationState.SENT),
        pk__lt=invitation.pk,
    )
    return before.exists()
