"""Access needs are asked once, and seen only by the organisers of what one joins."""

from __future__ import annotations

import pytest
from django.utils import timezone

from weft.groups.models import Group, GroupMember
from weft.home.tests.moderation.conftest import Town
from weft.joining.models import Profile
from weft.privacy.consenting import give_consent, withdraw_consent
from weft.privacy.purposes import ACCESS_NEEDS

NOTE = "Somebody to mind two children"


@pytest.fixture
def group(db: None) -> tuple[Town, Group]:
    """Old looks after a group that Nell and Max are in; Nell has said what she needs."""
    town = Town()
    Profile.objects.create(network=town.network, account=town.accounts["nell"], name="Nell",
                           access_note=NOTE, changed_at=timezone.now(), seen_by=1)  # fmt: skip
    consent = give_consent(network=town.network, address="nell@example.org", purpose=ACCESS_NEEDS)
    consent.account = town.accounts["nell"]
    consent.save(update_fields=["account"])
    made = town.group("old")
    for name in ("nell", "max"):
        GroupMember.objects.create(group=made, account=town.accounts[name])
    return town, made


def pages_with_it(town: Town, made: Group, who: str) -> set[str]:
    """The pages on which somebody reads of it."""
    profile = Profile.objects.get(network=town.network)
    urls = {
        "people": town.url("group_people", made.slug),
        "group": town.url("group_detail", made.slug),
        "profile": town.url("profile_detail", profile.pk),
        "members": town.url("members"),
    }
    client = town.client(who)
    return {name for name, url in urls.items() if NOTE in client.get(url).content.decode()}


def test_stewards_of_the_group_see_it(group: tuple[Town, Group]) -> None:
    assert pages_with_it(*group, "old") == {"people"}


@pytest.mark.parametrize("who", ["max", "mia", "con", "new", "nell"])
def test_nobody_else_does(group: tuple[Town, Group], who: str) -> None:
    assert pages_with_it(*group, who) == set()


def test_who_left_is_seen_no_more(group: tuple[Town, Group]) -> None:
    town, made = group
    GroupMember.objects.filter(account=town.accounts["nell"]).delete()
    assert pages_with_it(town, made, "old") == set()


def test_without_agreement_nobody_sees_it(group: tuple[Town, Group]) -> None:
    town, made = group
    withdraw_consent(network=town.network, address="nell@example.org", purpose=ACCESS_NEEDS)
    assert pages_with_it(town, made, "old") == set()
