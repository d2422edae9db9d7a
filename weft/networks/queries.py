"""Reads that the pages of a network need."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.networks.models import HOLDING, Membership, Network, Role, Standing


def memberships_of(network: Network) -> QuerySet[Membership]:
    """The members with what they have taken on, for pages that only their stewards see."""
    return (
        Membership.objects.holding()
        .filter(network=network)
        .select_related("account", "kind")
        .prefetch_related("responsibilities")
        .order_by(Lower(Coalesce(NullIf("account__name", Value("")), "account__email")), "pk")
    )


def accounts_of_members(network: Network) -> QuerySet[Account]:
    """Those who are members today, by name, for whoever may choose among all of them."""
    return Account.objects.filter(
        memberships__network=network, memberships__state__in=HOLDING
    ).order_by("name", "email")


def is_member(network: Network, address: str) -> bool:
    """Whether somebody with this address, as accounts have it, is a member today."""
    return Membership.objects.holding().filter(network=network, account__email=address).exists()


def in_term() -> Q:
    """Responsibilities that are held today; a convenor's does not end by itself."""
    today = timezone.localdate()
    return Q(until__isnull=True) | Q(until__gte=today) | Q(role=Role.CONVENOR)


def parts_seen(network: Network, account_id: int | None) -> QuerySet[Network]:
    """The networks that are a part of this one, as far as the account may know of them."""
    seen = Network.objects.visible_to_account(account_id)
    return seen.filter(parent=network).order_by("name")


def parent_seen(network: Network, account_id: int | None) -> Network | None:
    """The network that this one is a part of, if the account may know of it."""
    seen = Network.objects.visible_to_account(account_id)
    return seen.filter(pk=network.parent_id or 0).first()


def possible_parents(network: Network, account_id: int | None) -> QuerySet[Network]:
    """The networks that this account convenes too, without those that are parts of this one."""
    if account_id is None:
        return Network.objects.none()
    own = Membership.objects.holding().filter(
        account_id=account_id, responsibilities__role=Role.CONVENOR
    )
    below = {network.pk, *ids_below(network)}
    return (
        Network.objects.filter(pk__in=own.values("network")).exclude(pk__in=below).order_by("name")
    )


def ids_below(network: Network) -> set[int]:
    """The parts of a network, their parts, and so on."""
    below: set[int] = set()
    level = {network.pk}
    while level:
        rows = Network.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(rows) - below - {network.pk}
        below |= level
    return below


def convenors_of(network: Network) -> QuerySet[Account]:
    """Those who convene a network and can be written to now."""
    return Account.objects.filter(
        memberships__network=network,
        memberships__state=Standing.ACTIVE,
        memberships__responsibilities__role=Role.CONVENOR,
    ).distinct()


def standing_of(network: Network, viewer: Viewer) -> Membership | None:
    """The membership of whoever looks, also one that is over."""
    return Membership.objects.filter(network=network, account_id=viewer.account_id or 0).first()


def principles_of(network: Network) -> list[str]:
    """What members hold to: one on each line, without what people put before lists."""
    lines = (line.strip(" -*•\t") for line in network.principles.splitlines())
    return [line for line in lines if line]
