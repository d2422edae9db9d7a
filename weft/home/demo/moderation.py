"""What the demo's moderators find: a newcomer's first words, a link for sale, and a report."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from weft.accounts.models import Account
from weft.groups.actions import Draft, start_group
from weft.groups.models import Domain
from weft.joining.models import Profile
from weft.moderating.actions import report
from weft.networks.actions import add_membership
from weft.networks.models import Membership, Network
from weft.networks.viewers import viewer_of

_DAYS_HERE = 200
_NEW = ("Sam Newcomer", "Bright Loans Now")


def add_moderation(network: Network) -> None:
    since = timezone.now() - timedelta(days=_DAYS_HERE)
    Membership.objects.filter(network=network).update(since=since)
    kind = network.membership_kinds.order_by("position").first()
    drafts = (
        Draft("Repair café on Sundays", Domain.TEAM, purpose="We mend kettles and bicycles."),
        Draft("Money today", Domain.OPEN_NETWORK, purpose="Loans at https://loans.invalid/now"),
    )
    for number, (name, draft) in enumerate(zip(_NEW, drafts, strict=True)):
        account = Account.objects.create_user(f"new{number}@demo.invalid", name=name)
        add_membership(network=network, account=account, kind=kind)
        start_group(viewer=viewer_of(network, account.pk), network=network, draft=draft)
    _report(network)


def _report(network: Network) -> None:
    """A member thinks that somebody advertises in their profile."""
    by = Account.objects.get(email="member5@demo.invalid")
    profile = Profile.objects.get(network=network, account__email="member8@demo.invalid")
    report(
        viewer=viewer_of(network, by.pk),
        network=network,
        kind="profile",
        subject=profile.pk,
        principle=5,
        words="This reads like an advertisement to me. Could you ask them?",
    )
