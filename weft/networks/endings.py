"""What others have to do when a membership ends or lapses: each adds a function."""

from __future__ import annotations

from collections.abc import Callable

from weft.networks.models import Membership

#: Runs in the transaction that ends the membership. It must not refuse: people may always leave.
#: One that lapsed can be renewed; what hung on it does not come back by itself.
Leaver = Callable[[Membership], None]
_leavers: list[Leaver] = []


def when_membership_ends(leaver: Leaver) -> Leaver:
    """Names a function as one that is called when a membership has ended or lapsed."""
    _leavers.append(leaver)
    return leaver


def membership_ended(membership: Membership) -> None:
    for leaver in _leavers:
        leaver(membership)
