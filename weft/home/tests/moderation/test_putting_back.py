"""Turning a decision around brings back what was there, but undoes nothing that came later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from weft.common.errors import InvalidInput
from weft.common.visibility import Visibility
from weft.groups.actions import change_group
from weft.groups.actions.starting import Draft
from weft.groups.models import Domain, Group
from weft.home.tests.moderation.conftest import Town
from weft.joining.models import Profile, Shown
from weft.moderating.actions import Ruling, appeal, hear_appeal, report, settle
from weft.moderating.keeping import delete_taken_down
from weft.moderating.mails import token_of
from weft.moderating.models import AppealOutcome, Measure, Outcome
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Standing
from weft.privacy.consenting import give_consent, withdraw_consent
from weft.privacy.purposes import PUBLISHING


def decided(town: Town, kind: str, subject: int, outcome: str, by: str = "nell") -> Measure:
    made = report(viewer=town.viewer(by), network=town.network, kind=kind, subject=subject,
                  principle=1, words="")  # fmt: skip
    settle(viewer=town.viewer("con"), report=made, ruling=Ruling(outcome, "Please change it."))
    return Measure.objects.latest("pk")


def turn(town: Town, measure: Measure, by: str = "mia") -> None:
    if measure.appealed_at is None:
        appeal(measure=measure, words="I see it differently.")
    hear_appeal(viewer=town.viewer(by), measure=measure, outcome=AppealOutcome.TURNED,
                answer="You are right.")  # fmt: skip


def test_words_written_since_stay(town: Town) -> None:
    group = town.group("old", "Readers", "We read.")
    measure = decided(town, "group", group.pk, Outcome.TAKEN_DOWN)
    draft = Draft("Readers of Town", Domain.COMMUNITY)
    change_group(viewer=town.viewer("old"), group=Group.objects.get(), draft=draft)
    turn(town, measure)
    group.refresh_from_db()
    assert (group.name, group.purpose) == ("Readers of Town", "We read.")


def test_the_second_of_two_decisions_takes_nothing_away(town: Town) -> None:
    group = town.group("old", "Readers", "We read.")
    first = decided(town, "group", group.pk, Outcome.TAKEN_DOWN)
    second = decided(town, "group", group.pk, Outcome.TAKEN_DOWN, by="new")
    turn(town, first)
    turn(town, second)
    group.refresh_from_db()
    assert (group.name, group.purpose) == ("Readers", "We read.")


def profile_of_old(town: Town) -> Profile:
    give_consent(network=town.network, address="old@example.org", purpose=PUBLISHING)
    return Profile.objects.create(
        network=town.network, account=town.accounts["old"], name="Old", shown=Shown.NAMED,
        seen_by=Visibility.PUBLIC, changed_at=timezone.now(),
    )  # fmt: skip


def test_a_profile_is_put_back_as_it_was(town: Town) -> None:
    profile = profile_of_old(town)
    turn(town, decided(town, "profile", profile.pk, Outcome.TAKEN_DOWN))
    profile.refresh_from_db()
    assert (profile.seen_by, profile.shown) == (Visibility.PUBLIC, Shown.NAMED)


def test_nobody_is_published_who_has_taken_that_back(town: Town) -> None:
    profile = profile_of_old(town)
    measure = decided(town, "profile", profile.pk, Outcome.TAKEN_DOWN)
    withdraw_consent(network=town.network, address="old@example.org", purpose=PUBLISHING)
    turn(town, measure)
    profile.refresh_from_db()
    assert profile.seen_by == Visibility.MEMBERS


def test_a_profile_whose_owner_chose_anew_stays_so(town: Town) -> None:
    profile = profile_of_old(town)
    measure = decided(town, "profile", profile.pk, Outcome.TAKEN_DOWN)
    Profile.objects.update(changed_at=timezone.now())
    turn(town, measure)
    profile.refresh_from_db()
    assert (profile.seen_by, profile.shown) == (Visibility.STEWARDS, Shown.HIDDEN)


def test_the_only_one_who_can_turn_it_around_hears_the_appeal(town: Town) -> None:
    measure = decided(town, "group", town.group("old").pk, Outcome.ENDED)
    turn(town, measure, by="con")
    membership = Membership.objects.get(network=town.network, account=town.accounts["old"])
    assert membership.state == Standing.ACTIVE


def test_who_has_left_since_does_not_become_a_member_again(town: Town) -> None:
    measure = decided(town, "group", town.group("old").pk, Outcome.PAUSED)
    membership = Membership.objects.get(network=town.network, account=town.accounts["old"])
    change_standing(viewer=town.viewer("old"), membership=membership, state=Standing.ENDED)
    appeal(measure=measure, words="I see it differently.")
    with pytest.raises(InvalidInput):
        turn(town, measure, by="con")


def test_what_was_taken_down_is_forgotten_with_the_time_for_appeals(town: Town) -> None:
    town.group("old", "Readers", "We read.")
    first = decided(town, "group", Group.objects.get().pk, Outcome.TAKEN_DOWN)
    second = decided(town, "group", Group.objects.get().pk, Outcome.TAKEN_DOWN, by="new")
    appeal(measure=second, words="I see it differently.")
    long_ago = timezone.now() - timedelta(days=29)
    Measure.objects.update(at=long_ago)
    delete_taken_down(timezone.now() - timedelta(days=28))
    for one in (first, second):
        one.refresh_from_db()
    assert (bool(first.kept), bool(second.kept)) == (False, True)


def test_no_browser_keeps_the_page_of_an_appeal(town: Town) -> None:
    measure = decided(town, "group", town.group("old").pk, Outcome.TAKEN_DOWN)
    page = Client().get(town.url("appeal", token_of(measure)))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
