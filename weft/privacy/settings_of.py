"""Saying who answers for a network's personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.privacy.models import Controller

CONTROLLER_CHANGED = deed(
    "controller_changed",
    gettext_lazy("{by} changed who answers for personal data."),
    kind=DeedKind.PRIVACY,
)


@transaction.atomic
def save_controller(*, viewer: Viewer, network: Network, values: Mapping[str, Any]) -> Controller:
    if not can_manage_network(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    before = Controller.objects.filter(network=network).first()
    if before is not None and all(getattr(before, key) == told for key, told in values.items()):
        return before
    kept, _is_new = Controller.objects.update_or_create(network=network, defaults=dict(values))
    record(CONTROLLER_CHANGED, network_id=network.pk, whom=Whom(by=viewer.account_id))
    return kept
