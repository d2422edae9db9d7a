"""Taking back an agreement on the page of one's data ends what rested on it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from weft.common.visibility import Visibility
from weft.graph.models import Actor
from weft.home.tests.moderation.conftest import Town
from weft.joining.models import Profile, Shown
from weft.joining.on_map import put_on_map
from weft.privacy.consenting import give_consent
from weft.privacy.models import Consent
from weft.privacy.purposes import ACCESS_NEEDS, INTRODUCTIONS, PUBLISHING


@pytest.fixture
def town(db: None) -> Town:
    made = Town()
    profile = Profile.objects.create(
        network=made.network, account=made.accounts["nell"], name="Nell Byrne",
        access_note="A ramp", seen_by=Visibility.PUBLIC, shown=Shown.NAMED, may_introduce=True,
        steps_done=["seen"], changed_at=timezone.now(),
    )  # fmt: skip
    for purpose in (ACCESS_NEEDS, INTRODUCTIONS, PUBLISHING):
        consent = give_consent(network=made.network, address="nell@example.org", purpose=purpose)
        consent.account = made.accounts["nell"]
        consent.save(update_fields=["account"])
    put_on_map(profile)
    return made


def take_back(town: Town, purpose: str, who: str = "nell") -> int:
    consent = Consent.objects.get(purpose=purpose)
    url = town.url("consent_withdraw", consent.pk)
    status = town.client(who).post(url).status_code
    town.mails("nell")
    return status


def test_who_takes_back_being_published_is_seen_by_members_alone(town: Town) -> None:
    profile = Profile.objects.get()
    url = town.url("profile_detail", profile.pk)
    assert Client().get(url).status_code == 200
    assert Actor.objects.get(name="Nell Byrne").visibility == Visibility.PUBLIC
    take_back(town, "publishing")
    assert Client().get(url).status_code == 404
    assert Actor.objects.get(name="Nell Byrne").visibility == Visibility.MEMBERS


def test_what_one_needs_is_deleted(town: Town) -> None:
    take_back(town, "access_needs")
    profile = Profile.objects.get()
    assert (profile.access, profile.access_note) == ([], "")
    assert (profile.may_introduce, profile.seen_by) == (True, Visibility.PUBLIC)


def test_one_is_introduced_no_more(town: Town) -> None:
    take_back(town, "introductions")
    assert not Profile.objects.get().may_introduce


def test_nobody_takes_it_back_for_others(town: Town) -> None:
    assert take_back(town, "publishing", who="con") == 404
    assert Profile.objects.get().seen_by == Visibility.PUBLIC
