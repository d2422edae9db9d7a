"""Which networks a person sees on the front page."""

from __future__ import annotations

from django.db.models import QuerySet

from weft.networks.models import Network


def networks_for(account_id: int | None) -> tuple[QuerySet[Network], QuerySet[Network]]:
    """The account's own networks, and the public ones that it does not belong to."""
    visible = Network.objects.visible_to_account(account_id).order_by("name")
    if account_id is None:
        return Network.objects.none(), visible
    mine = Network.objects.of_account(account_id).order_by("name")
    return mine, visible.exclude(pk__in=mine.values("pk"))
