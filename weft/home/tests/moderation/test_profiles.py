"""What newcomers write of themselves: links wait, and nothing else does."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput
from weft.common.visibility import Visibility
from weft.home.tests.moderation.conftest import Town
from weft.joining.actions.profiles import own_profile, save_step
from weft.joining.models import Profile
from weft.joining.steps import BY_KEY
from weft.moderating.actions import release
from weft.moderating.models import Held
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Standing


def save(town: Town, key: str, **told: object) -> Profile:
    profile = own_profile(viewer=town.viewer("new"), network=town.network)
    step = BY_KEY[key]
    form = step.form(told, profile=profile)
    return save_step(profile=profile, step=step, form=form)


def test_what_moderators_do_not_read_is_kept_at_once(town: Town) -> None:
    told = {"contact_by": "phone", "phone": "0114 496 0000"}
    with pytest.raises(InvalidInput):
        save(town, "name", name="New at loans.biz", **told)
    kept = save(town, "name", name="Newt", **told)
    assert (kept.name, kept.phone) == ("Newt", "0114 496 0000")
    assert not Held.objects.exists()


def test_what_waits_is_for_those_whom_the_profile_is_for(town: Town) -> None:
    save(town, "success", success="See loans.biz")
    assert Held.objects.get().visibility == Visibility.STEWARDS
    assert not Held.objects.visible_to(town.viewer("mia")).exists()
    assert Held.objects.visible_to(town.viewer("con")).exists()


def test_what_is_written_anew_takes_the_place_of_what_waits(town: Town) -> None:
    save(town, "success", success="See loans.biz")
    save(town, "success", success="See houses.biz")
    assert "houses.biz" in Held.objects.get().words
    assert save(town, "success", success="A hall for all").success == "A hall for all"
    assert not Held.objects.exists()


def test_another_screen_changes_nothing_of_it(town: Town) -> None:
    save(town, "success", success="See loans.biz")
    save(town, "place", works_in="place", works_place="Sheffield", based="Leeds")
    release(viewer=town.viewer("con"), held=Held.objects.get())
    profile = Profile.objects.get()
    assert (profile.success, profile.based) == ("See loans.biz", "Leeds")


def test_of_who_has_left_nothing_is_let_through(town: Town) -> None:
    save(town, "success", success="See loans.biz")
    one = Membership.objects.get(network=town.network, account=town.accounts["new"])
    change_standing(viewer=town.viewer("con"), membership=one, state=Standing.ENDED)
    page = town.client("con").post(
        town.url("held_detail", Held.objects.get().pk), {"release": "1"}, follow=True
    )
    assert "may not do it any more" in page.content.decode()
    assert not Profile.objects.get().success
