"""Invitations that are not to be sent: to members, and to those who want no mail."""

from __future__ import annotations

from weft.joining.models import Invitation
from weft.networks.models import Membership, Network
from weft.privacy.consenting import is_suppressed


def is_member(network: Network, address: str) -> bool:
    return Membership.objects.holding().filter(network=network, account__email=address).exists()


def is_in_vain(invitation: Invitation) -> bool:
    """Ask this right before writing: people join by other ways, and change their minds."""
    network, address = invitation.network, invitation.email
    return is_suppressed(network, address) or is_member(network, address)
