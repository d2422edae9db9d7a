"""Reads that the pages of a network need."""

from __future__ import annotations

from django.db.models import QuerySet

from weft.networks.models import Membership, Network


def memberships_of(network: Network) -> QuerySet[Membership]:
    """Who has which role, for the settings page that only convenors see."""
    return (
        Membership.objects.filter(network=network)
        .select_related("account")
        .order_by("role", "account__email")
    )
