"""Claim: with 5,000 members and 300 groups beside a map of 120,000 actors and 600,000 ties, pages
about members open in less than 300 ms, one's data are put together in less than a second, and being
forgotten, which reads every text there is, takes less than three.

Beside each: one query that counts the members.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.networks import TOPICS, TOWNS, load, made
from bench.table import Line, interleaved, seconds
from weft.accounts.models import Account
from weft.common.audit import Whom, record
from weft.groups.deeds import LET_IN
from weft.groups.models import Domain, Group, GroupMember
from weft.joining.models import Application, Gate, Profile
from weft.networks.actions import add_membership, add_responsibility
from weft.networks.models import Membership, Network, Role
from weft.privacy.leaving import delete_account

ACTORS, TIES = 120_000, 600_000
_MEMBERS, _GROUPS, _IN_A_GROUP, _DEEDS, _WAITING = 5_000, 300, 40, 5_000, 200
_PAGES = (
    ("members", "members", "", 0.3),
    ("members, the last page", "members", "?page=250", 0.3),
    ("members, looked for by topic and town", "members", "?q=housing+Leeds", 0.3),
    ("groups", "groups", "", 0.3),
    ("who can do what", "who_can", "", 0.3),
    ("the log", "power_log", "", 0.3),
    ("looking after members", "members_keep", "", 0.3),
    ("applications", "applications", "", 0.3),
    ("where to go first", "welcome", "", 0.3),
    ("privacy", "privacy", "", 0.3),
)


def _people(network: Network) -> list[Account]:
    accounts = Account.objects.bulk_create(
        Account(email=f"m{n}@example.org", name=f"Member {n} Surname{n}") for n in range(_MEMBERS)
    )
    since = timezone.now() - timedelta(days=400)
    Account.objects.update(named_at=since)
    Membership.objects.bulk_create(
        Membership(network=network, account=account, since=since) for account in accounts
    )
    Profile.objects.bulk_create(
        Profile(
            network=network, account=account, name=account.name, seen_by=1, shown="hidden",
            topics=[TOPICS[n % len(TOPICS)], TOPICS[n * 7 % len(TOPICS)]],
            based=TOWNS[n % len(TOWNS)], success="Everyone would have a say.",
            needs=[{"kind": "skill", "line": "Making posters", "when": "now"}],
            may_introduce=n % 3 == 0, steps_done=["seen"], changed_at=since,
        )
        for n, account in enumerate(accounts)
    )  # fmt: skip
    return accounts


def _groups(network: Network, accounts: list[Account]) -> None:
    groups = Group.objects.bulk_create(
        Group(network=network, slug=f"group-{n}", name=f"Group {n}", domain=Domain.COMMUNITY,
              purpose=f"We meet about {TOPICS[n % len(TOPICS)]}.", topics=[TOPICS[n % len(TOPICS)]])
        for n in range(_GROUPS)
    )  # fmt: skip
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group, account=accounts[(n * 17 + m * 29) % _MEMBERS], is_steward=m < 2,
            shown_to="group",
        )
        for n, group in enumerate(groups)
        for m in range(_IN_A_GROUP)
    )  # fmt: skip
    for n in range(_DEEDS):
        by, about = accounts[n % 50].pk, accounts[n].pk
        subject = f"groups.Group:{groups[n % _GROUPS].pk}"
        record(LET_IN, network_id=network.pk, whom=Whom(by=by, about=about), subject=subject)


def _waiting(network: Network) -> None:
    now = timezone.now()
    Gate.objects.create(network=network, is_open=True)
    for n in range(_WAITING):
        application = Application.objects.create(
            network=network, name=f"Applicant {n}", email=f"a{n}@example.org", state="waiting",
            made_at=now, sent_at=now,
        )  # fmt: skip
        Profile.objects.create(
            network=network, application=application, name=application.name, changed_at=now
        )


def _filled() -> tuple[Network, list[Account], Client]:
    network = load("Peopled", made(ACTORS, TIES))
    accounts = _people(network)
    _groups(network, accounts)
    _waiting(network)
    convenor = Account.objects.create_user("bench@example.org", name="Con Venor")
    add_responsibility(
        membership=add_membership(network=network, account=convenor), role=Role.CONVENOR
    )
    Profile.objects.create(
        network=network, account=convenor, name=convenor.name, topics=["housing"],
        changed_at=timezone.now(),
    )  # fmt: skip
    client = Client()
    client.force_login(convenor)
    return network, accounts, client


def lines() -> list[Line]:
    """Each page as a convenor gets it through the whole of Django."""
    network, accounts, client = _filled()

    def bare() -> None:
        assert Membership.objects.holding().filter(network=network).count()

    found = []
    for name, view, query, aim in _PAGES:
        address = reverse(view, args=[network.slug]) + query
        mine, limit = interleaved((partial(_get, client, address), bare), 5)
        found.append(_line(name, mine, limit, aim))
    limit = interleaved((bare,), 5)[0]
    own = Client()
    own.force_login(accounts[1])
    url = reverse("my_data", args=[network.slug])
    found.append(_line("one's data as a ZIP", _timed(partial(own.post, url)), limit, 1.0))
    gone = _timed(partial(delete_account, account=accounts[1], wishes={}))
    assert "Surname1 " not in str(list(Profile.objects.values_list("name", flat=True)))
    found.append(_line("being forgotten", gone, limit, 3.0))
    return found


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _line(name: str, mine: float, limit: float, aim: float) -> Line:
    return Line(
        f"{_MEMBERS:,} members, {ACTORS:,} actors: {name}", seconds(mine),
        f"counting the members {seconds(limit)}", f"{mine / limit:.1f}", f"< {seconds(aim)}",
        mine < aim,
    )  # fmt: skip


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
