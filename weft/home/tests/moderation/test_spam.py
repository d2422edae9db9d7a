"""Removing accounts of spammers, many at once, and nobody else's."""

from __future__ import annotations

import pytest

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import add_actor
from weft.groups.models import Group
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import release, remove_spammers
from weft.moderating.models import Held
from weft.moderating.queries import newcomers
from weft.networks.actions import add_membership, create_network
from weft.networks.models import Membership
from weft.networks.viewers import viewer_of


def numbers(town: Town, *names: str) -> list[int]:
    rows = Membership.objects.filter(network=town.network, account__name__in=names)
    return list(rows.values_list("pk", flat=True))


def remove(town: Town, *names: str, by: str = "mia") -> int:
    return remove_spammers(
        viewer=town.viewer(by), network=town.network, memberships=numbers(town, *names)
    )


def test_newcomers_with_links_come_first(town: Town) -> None:
    town.held("new", "Loans", "https://a.invalid")
    rows = newcomers(town.viewer("mia"))
    assert [(one.name, one.held, one.links) for one in rows] == [("New", 1, 1), ("Nell", 0, 0)]


def test_only_what_waits_counts_as_held(town: Town) -> None:
    held = town.held("new", "Loans", "https://a.invalid")
    assert held.title == "Loans"
    Held.objects.update(state="refused")
    [row, _nell] = newcomers(town.viewer("mia"))
    assert (row.name, row.held, row.links) == ("New", 0, 1)


def test_all_that_they_left_is_gone(town: Town) -> None:
    release(viewer=town.viewer("mia"), held=town.held("new", "Loans"))
    town.held("new", "More loans", "https://a.invalid")
    assert remove(town, "New", "Nell") == 2
    assert not Account.objects.filter(name__in=("New", "Nell")).exists()
    assert not Held.objects.exists()
    assert not Group.objects.get().members.exists()
    assert town.deeds()[-1] == "spam_removed"
    assert not town.mails("new")


def test_what_other_networks_keep_under_their_address_is_not_touched(town: Town) -> None:
    anna = Account.objects.create_user("anna@example.org", name="Anna")
    other = create_network(account=anna, name="Elsewhere")
    viewer = viewer_of(other, anna.pk)
    told: dict[str, object] = {
        "name": "New Name",
        "kind": "Person",
        "email": town.accounts["new"].email,
    }
    there = add_actor(viewer=viewer, values=told)
    note: dict[str, object] = {
        "name": "Org",
        "description": f"Write to {town.accounts['new'].email}.",
    }
    org = add_actor(viewer=viewer, values=note)
    remove(town, "New")
    assert not Account.objects.filter(name="New").exists()
    there.refresh_from_db()
    org.refresh_from_db()
    assert there.email == told["email"]
    assert org.description == note["description"]


def test_who_belongs_elsewhere_keeps_their_account(town: Town) -> None:
    other = create_network(account=None, name="Elsewhere")
    add_membership(network=other, account=town.accounts["new"])
    remove(town, "New")
    account = Account.objects.get(name="New")
    assert list(account.memberships.values_list("network", flat=True)) == [other.pk]


@pytest.mark.parametrize("name", ["Old", "Max", "Con", "Mia"])
def test_only_newcomers_can_be_removed(town: Town, name: str) -> None:
    with pytest.raises(InvalidInput):
        remove(town, "New", name)
    assert Account.objects.filter(name="New").exists()


@pytest.mark.parametrize("who", ["old", "new"])
def test_only_moderators_remove(town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        remove(town, "Nell", by=who)


def test_the_page_asks_before_it_removes(town: Town) -> None:
    client, url = town.client("mia"), town.url("newcomers")
    chosen = {"chosen": numbers(town, "New")}
    asked = client.post(url, chosen)
    assert b"cannot be undone" in asked.content
    assert Account.objects.filter(name="New").exists()
    client.post(url, {**chosen, "remove": "1"})
    assert not Account.objects.filter(name="New").exists()
    assert b"Choose at least one" in client.post(url, {}).content
