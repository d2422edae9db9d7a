"""A network with somebody new, two moderators and a convenor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.models import AuditEntry, Job
from weft.common.visibility import Viewer
from weft.groups.actions import Draft, start_group
from weft.groups.models import Domain, Group
from weft.moderating.models import Held
from weft.networks.actions import (
    add_membership,
    add_responsibility,
    change_network,
    create_network,
)
from weft.networks.models import Membership, Role
from weft.networks.viewers import viewer_of

PRINCIPLES = "We listen.\n- We share credit.\n\nWe sell nothing."


class Town:
    """Con convenes; Mia and Max moderate; Old has been there for long; New and Nell have not."""

    def __init__(self) -> None:
        self.accounts = {
            name: Account.objects.create_user(f"{name}@example.org", name=name.title())
            for name in ("con", "mia", "max", "old", "new", "nell")
        }
        self.network = create_network(account=self.accounts["con"], name="Town", visibility=0)
        for name, account in list(self.accounts.items())[1:]:
            membership = add_membership(network=self.network, account=account)
            if name in ("mia", "max"):
                add_responsibility(membership=membership, role=Role.MODERATOR)
        long_ago = timezone.now() - timedelta(days=400)
        rows = Membership.objects.filter(network=self.network)
        rows.exclude(account__name__in=("New", "Nell")).update(since=long_ago)
        change_network(viewer=self.viewer("con"), network=self.network, principles=PRINCIPLES)
        self.network.refresh_from_db()

    def viewer(self, name: str) -> Viewer:
        return viewer_of(self.network, self.accounts[name].pk)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.accounts[name])
        return client

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.network.slug, *args])

    def start(self, who: str, name: str = "Readers", purpose: str = "") -> Group | Held:
        draft = Draft(name, Domain.COMMUNITY, purpose=purpose)
        return start_group(viewer=self.viewer(who), network=self.network, draft=draft)

    def group(self, who: str, name: str = "Readers", purpose: str = "") -> Group:
        made = self.start(who, name, purpose)
        assert isinstance(made, Group)
        return made

    def held(self, who: str, name: str = "Readers", purpose: str = "") -> Held:
        made = self.start(who, name, purpose)
        assert isinstance(made, Held)
        return made

    def mails(self, name: str) -> list[str]:
        """Does the jobs that are written, also those of the next minutes; then what they sent."""
        Job.objects.filter(state="queued").update(run_after=timezone.now())
        run_until_idle()
        address = f"{name}@example.org"
        return [f"{one.subject}\n{one.body}" for one in mail.outbox if address in one.to]

    def deeds(self) -> list[str]:
        rows = AuditEntry.objects.filter(network_id=self.network.pk).order_by("number")
        return list(rows.values_list("action", flat=True))


@pytest.fixture
def town(db: None) -> Town:
    return Town()
