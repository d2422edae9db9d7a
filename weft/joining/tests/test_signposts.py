"""The first page for those of whom little is known: what is open to all, with honest reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.graph.actions import add_actor
from weft.groups.actions import Draft, start_group
from weft.groups.models import Group, GroupMember, Openness
from weft.joining.signposts import event_for, groups_for, people_for
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.test_welcoming import member, viewer
from weft.networks.actions import add_membership
from weft.networks.models import Membership, Network


def group(network: Network, convenor: Account, name: str, people: int, **draft: object) -> Group:
    """A group of the convenor's with so many people in it, who joined lately."""
    Membership.objects.update(since=timezone.now() - timedelta(days=400))
    told = Draft(name, **draft)  # type: ignore[arg-type]  # the fields of a draft
    made = start_group(viewer=viewer_of(network, convenor.pk), network=network, draft=told)
    assert isinstance(made, Group)
    for number in range(people - 1):
        account = Account.objects.create_user(f"{made.slug}-{number}@example.org")
        add_membership(network=network, account=account)
        GroupMember.objects.create(group=made, account=account)
    return made


def test_who_has_no_topics_finds_the_open_groups(network: Network, convenor: Account) -> None:
    group(network, convenor, "Few", 4)
    group(network, convenor, "Many", 6)
    group(network, convenor, "Closed", 7, openness=Openness.CLOSED)
    group(network, convenor, "Secret", 7, openness=Openness.SECRET)
    group(network, convenor, "Asleep", 7)
    Group.objects.filter(name="Asleep").update(state="asleep")
    new = member(network, "new")
    found = groups_for(viewer(new), new)
    assert [one.name for one in found] == ["Many", "Few"]
    assert "6 people joined it in the last three months." in found[0].reasons
    assert found[0].reasons[0] == "It is open to all members, whatever they work on."
    # Fewer than five are not told.
    assert not [one for one in found[1].reasons if any(mark.isdigit() for mark in one)]


def test_what_fits_comes_without_what_is_open_to_all(network: Network, convenor: Account) -> None:
    group(network, convenor, "Many", 6)
    group(network, convenor, "Tenants", 2, topics=["Housing"])
    new = member(network, "new", topics=["Housing"])
    assert [one.name for one in groups_for(viewer(new), new)] == ["Tenants"]


def test_who_has_no_topics_finds_those_who_like_to_be_introduced(network: Network) -> None:
    new = member(network, "new")
    member(network, "friendly", topics=["Housing"])
    member(network, "shy", may_introduce=False)
    member(network, "busy", introductions=0)
    (found,) = people_for(viewer(new), new)
    assert (found.name, found.reasons) == (
        "friendly",
        ["They said that introductions are welcome."],
    )


@pytest.mark.parametrize(
    ("start", "told"), [("2999-04-01", "1 Apr 2999"), ("2999-04", "2999-04"), ("2999", "2999")]
)
def test_the_day_of_an_event_is_written_as_everywhere(
    network: Network, convenor: Account, start: str, told: str
) -> None:
    values = {"name": "Meeting", "kind": "Event", "visibility": 1, "start": start}
    steward = viewer_of(network, convenor.pk)
    add_actor(viewer=steward, values=values)
    network.actor_kinds.filter(name="Event").update(is_activity=True)
    found = event_for(steward, network)
    assert found is not None
    assert found.reasons == [f"It is the next one: {told}."]


def test_headings_promise_no_number(network: Network, client: Client) -> None:
    new = member(network, "new")
    assert new.account is not None
    client.force_login(new.account)
    page = client.get(reverse("welcome", args=[network.slug])).content.decode()
    for heading in ("People", "Groups", "An event", "A small thing to do"):
        assert f">{heading}</h2>" in page
    assert "Add topics" in page
