"""A network with a few people, who start groups and come into them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer
from weft.groups.actions import Draft, accept_invitation, appoint, invite_member, start_group
from weft.groups.models import Group, GroupMember, Openness
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.models import Membership, Network, Role
from weft.networks.viewers import viewer_of

#: Con convenes the network and Mo keeps its map; Anna starts groups; the others are members.
PEOPLE = ("con", "mo", "anna", "ben", "cleo", "dan")


class Here:
    """The network, its people by name, and what they do."""

    def __init__(self) -> None:
        self.accounts = {
            name: Account.objects.create_user(f"{name}@example.org", name=name.title())
            for name in PEOPLE
        }
        self.network: Network = create_network(
            account=self.accounts["con"], name="Here", visibility=0
        )
        for name in PEOPLE[1:]:
            membership = add_membership(network=self.network, account=self.accounts[name])
            if name == "mo":
                add_responsibility(membership=membership, role=Role.MAP_MANAGER)

    def viewer(self, name: str) -> Viewer:
        """The viewer of this name; of none, a visitor."""
        account = self.accounts.get(name)
        return viewer_of(self.network, account.pk if account is not None else None)

    def client(self, name: str) -> Client:
        client, account = Client(), self.accounts.get(name)
        if account is not None:
            client.force_login(account)
        return client

    def membership(self, name: str) -> Membership:
        return Membership.objects.get(network=self.network, account=self.accounts[name])

    def start(self, name: str = "Readers", *, by: str = "anna", **draft: object) -> Group:
        told = Draft(name, **draft)  # type: ignore[arg-type]  # the fields of a draft
        return start_group(viewer=self.viewer(by), network=self.network, draft=told)

    def bring(self, group: Group, *names: str, by: str = "anna") -> None:
        """Have people come in by invitation, which every group allows."""
        for name in names:
            address = self.accounts[name].email
            invite_member(viewer=self.viewer(by), group=group, email=address)
            accept_invitation(viewer=self.viewer(name), group=group)

    def make_steward(self, group: Group, name: str, *, by: str = "anna") -> None:
        appoint(viewer=self.viewer(by), group=group, member_id=self.member(group, name).pk)

    def member(self, group: Group, name: str) -> GroupMember:
        return group.members.get(account=self.accounts[name])

    def is_in(self, group: Group, name: str) -> bool:
        return group.members.filter(account=self.accounts[name]).exists()

    def url(self, name: str, group: Group | None = None, *more: object) -> str:
        slugs = [self.network.slug, *([group.slug] if group is not None else [])]
        return reverse(name, args=[*slugs, *more])

    def status(self, who: str, name: str, group: Group) -> int:
        return self.client(who).get(self.url(name, group)).status_code

    def page(self, who: str, name: str, group: Group | None = None) -> str:
        answer = self.client(who).get(self.url(name, group))
        return b"".join(answer).decode()

    def mails(self, name: str) -> list[str]:
        """Does the jobs that wait; then the subjects of all mails to someone, oldest first."""
        run_until_idle()
        address = self.accounts[name].email
        return [str(one.subject) for one in mail.outbox if address in one.to]

    def secret(self, name: str = "Whisper", *, by: str = "anna") -> Group:
        return self.start(name, by=by, openness=Openness.SECRET, purpose="Hush.")


@pytest.fixture
def here(db: None) -> Here:
    return Here()
