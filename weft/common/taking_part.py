"""What makes it easier for people to take part, for those alone who organise what they joined.

Whoever calls `needs_of` has checked that the viewer organises something that these people joined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

#: From the ids of accounts to what each of them needs, in words.
Teller = Callable[[int, Collection[int]], Mapping[int, list[str]]]
_tellers: list[Teller] = []


def tells_organisers(teller: Teller) -> Teller:
    """Names a function that knows what members of a network need."""
    _tellers.append(teller)
    return teller


def needs_of(network_id: int, account_ids: Collection[int]) -> dict[int, list[str]]:
    """By account: what makes it easier for them. Those who need nothing are left out."""
    found: dict[int, list[str]] = {}
    for teller in _tellers:
        for account_id, needs in teller(network_id, account_ids).items():
            found.setdefault(account_id, []).extend(needs)
    return {account_id: needs for account_id, needs in found.items() if needs}
