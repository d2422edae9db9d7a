"""Whoever was paused stays paused, and moderates nothing in the meantime."""

from __future__ import annotations

import pytest

from weft.common.errors import NotAllowed
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import Ruling, release, report, settle
from weft.moderating.models import Outcome, Report
from weft.networks.actions import add_membership, add_responsibility, change_standing
from weft.networks.models import Membership, Role, Standing


def membership(town: Town, name: str) -> Membership:
    return Membership.objects.get(network=town.network, account=town.accounts[name])


def paused(town: Town, name: str) -> Membership:
    made = report(viewer=town.viewer("nell"), network=town.network, kind="group",
                  subject=town.group(name).pk, principle=1, words="")  # fmt: skip
    ruling = Ruling(Outcome.PAUSED, "Please take a month.")
    settle(viewer=town.viewer("con"), report=made, ruling=ruling)
    return membership(town, name)


@pytest.mark.parametrize("state", [Standing.ACTIVE, Standing.PAUSED])
@pytest.mark.parametrize("who", ["old", "max"])
def test_nobody_ends_a_pause_that_others_began(town: Town, who: str, state: str) -> None:
    add_responsibility(membership=membership(town, "max"), role=Role.STEWARD)
    one = paused(town, who)
    page = town.client(who).post(town.url("member_standing", one.pk), {"state": state})
    assert page.status_code == 403
    one.refresh_from_db()
    assert one.state == Standing.PAUSED
    change_standing(viewer=town.viewer("con"), membership=one, state=Standing.ACTIVE)
    assert membership(town, who).state == Standing.ACTIVE


def test_ones_own_break_ends_as_one_likes(town: Town) -> None:
    one = membership(town, "old")
    for state in (Standing.PAUSED, Standing.ACTIVE):
        change_standing(viewer=town.viewer("old"), membership=one, state=state)
    assert membership(town, "old").state == Standing.ACTIVE


def test_one_leaves_also_while_paused(town: Town) -> None:
    one = paused(town, "old")
    change_standing(viewer=town.viewer("old"), membership=one, state=Standing.ENDED)
    assert membership(town, "old").state == Standing.ENDED


def test_a_moderator_on_a_break_moderates_nothing(town: Town) -> None:
    held = town.held("new", "Weavers")
    paused(town, "mia")
    assert town.client("mia").get(town.url("moderation")).status_code == 403
    assert town.client("mia").get(
        town.url("report_detail", Report.objects.get().pk)
    ).status_code in (403, 404)
    with pytest.raises(NotAllowed):
        release(viewer=town.viewer("mia"), held=held)
    assert "Weavers" not in town.client("mia").get(town.url("own_moderation")).content.decode()
    add_membership(network=town.network, account=town.accounts["mia"])
    assert town.client("mia").get(town.url("moderation")).status_code == 200
