"""Who may do what to a network."""

from __future__ import annotations

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.networks.powers import Power, can


def can_create_network(account: Account) -> bool:
    return account.is_active


def can_manage_network(viewer: Viewer) -> bool:
    return can(viewer, Power.MANAGE)
