"""Who is named as having changed the map: what somebody did would name them otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from weft.accounts.models import Account
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import UNNAMED, Actor, Voice, VoiceKind
from weft.networks.models import Membership, Responsibility
from weft.networks.queries import in_term


def account_label(account: Account | None, viewer: Viewer) -> str:
    """Who did something: addresses are for stewards only, names for members only."""
    if account is None or viewer.clearance < Visibility.MEMBERS:
        return ""
    return account.name or (account.email if viewer.can_edit_map else "")


def named_to(viewer: Viewer, accounts: Iterable[int | None]) -> set[int]:
    """Those of the accounts that may be named to the viewer as having done something: oneself,
    members who have taken something on, and members whom the map shows to the viewer by name.
    Who has left, wants no name on the map, or is seen by stewards alone is named to nobody else
    but to those who look after the map."""
    asked = {account for account in accounts if account is not None}
    if viewer.clearance < Visibility.MEMBERS:
        return set()
    if viewer.can_edit_map:
        return asked
    members = Membership.objects.holding().filter(network=viewer.network_id, account__in=asked)
    on_duty = Responsibility.objects.filter(in_term(), membership__in=members)
    selves = Voice.objects.filter(
        kind=VoiceKind.SELF,
        account__in=members.values("account"),
        actor__network=viewer.network_id,
    )
    dots = Q(actor__search_name=UNNAMED.lower())
    shown = selves.filter(actor__in=Actor.objects.visible_to(viewer))
    named = set(on_duty.values_list("membership__account", flat=True))
    named |= set(shown.values_list("account", flat=True))
    # What put a dot on the map would name it, whatever else its person has taken on.
    named -= set(selves.filter(dots).values_list("account", flat=True))
    return named | (asked & {viewer.account_id or 0})
