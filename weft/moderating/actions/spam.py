"""Removing accounts that were made for spam, many at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.moderating.deeds import SPAM_REMOVED
from weft.moderating.permissions import must_moderate
from weft.moderating.queries import newcomers
from weft.networks.actions import end_membership
from weft.networks.models import Membership, Network
from weft.privacy.leaving import forget_in_network, remove_account

MOST_AT_ONCE = 200


@transaction.atomic
def remove_spammers(*, viewer: Viewer, network: Network, memberships: Collection[int]) -> int:
    """End the memberships of newcomers and delete all that they left here. An account that
    belongs to no other network is deleted. Nobody gets a mail: that is what spammers wait for."""
    must_moderate(viewer)
    if network.pk != viewer.network_id or not memberships:
        raise InvalidInput(_("Choose at least one account."))
    if len(memberships) > MOST_AT_ONCE:
        raise InvalidInput(_("Choose 200 accounts at most."))
    # Held until the end, so that nobody is given a responsibility in the meantime.
    rows = Membership.objects.select_for_update(of=("self",)).select_related("account")
    removed = list(rows.filter(network=network, pk__in=memberships).order_by("pk"))
    known = {one.membership_id for one in newcomers(viewer)}
    if set(memberships) - known:
        raise InvalidInput(
            _("Only newcomers who have taken nothing on can be removed as spam. Choose again.")
        )
    for membership in removed:
        end_membership(membership=membership, by=viewer.account_id)
        _forget(network, membership.account)
    record(
        SPAM_REMOVED,
        network_id=network.pk,
        whom=Whom(by=viewer.account_id),
        details={"count": len(removed)},
    )
    return len(removed)


def _forget(network: Network, account: Account) -> None:
    """All that is here, and the account where it belongs nowhere else. What other networks keep
    under its address is theirs: whoever moderates here has no say there."""
    forget_in_network(network=network, account=account)
    memberships = Membership.objects.filter(account=account)
    memberships.filter(network=network).delete()
    if not memberships.exists():
        remove_account(account)
