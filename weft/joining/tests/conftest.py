"""A network with an open gate, and a way to read its mails."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.joining.models import Application, Gate, Profile
from weft.joining.steps import REQUIRED
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

SITE = "http://localhost:8000"


@pytest.fixture
def convenor(db: None) -> Account:
    return Account.objects.create_user("convenor@example.org", name="Con Venor")


@pytest.fixture
def network(convenor: Account) -> Network:
    network = create_network(account=convenor, name="Open Gate", purpose="To meet.", visibility=0)
    Gate.objects.create(network=network, is_open=True, welcomer=convenor)
    return network


@pytest.fixture
def links(network: Network) -> Callable[[str], list[str]]:
    """Does the jobs that wait; then the links in all mails to this address, oldest first."""

    def find(address: str) -> list[str]:
        run_until_idle()
        texts = [str(one.body) for one in mail.outbox if address in one.to]
        return [link for text in texts for link in re.findall(rf"{SITE}(/\S+)", text)]

    return find


def kind_in(network: Network, name: str = "Individual") -> int:
    """A kind of membership, as the page for joining sends it."""
    return network.membership_kinds.get(name=name).pk


def waiting(network: Network, email: str = "ann@example.org", **values: object) -> Application:
    """An application that is sent, with a profile that is filled in as far as it has to be."""
    now = timezone.now()
    application = Application.objects.create(
        network=network, name="Ann", email=email, state="waiting", made_at=now, sent_at=now,
        finished_at=now, proven_at=now,
    )  # fmt: skip
    told = {"steps_done": list(REQUIRED), "seen_by": 1, "shown": "named", **values}
    Profile.objects.create(
        network=network, application=application, name="Ann", changed_at=now, **told
    )
    return application


__all__ = ["viewer_of", "waiting"]
