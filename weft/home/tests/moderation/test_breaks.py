"""Whoever was paused stays paused; until then all that they took on rests, and they only read."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import add_actor
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import Ruling, release, report, settle
from weft.moderating.models import Outcome, Report
from weft.networks.actions import add_membership, add_responsibility, change_standing
from weft.networks.models import Membership, Role, Standing
from weft.networks.powers import Power, can
from weft.privacy.models import Placeholder


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


@pytest.mark.parametrize("role", [Role.MAP_MANAGER, Role.STEWARD, Role.LIBRARIAN])
def test_what_was_taken_on_rests_during_a_break(town: Town, role: Role) -> None:
    one = membership(town, "old")
    add_responsibility(membership=one, role=role)
    change_standing(viewer=town.viewer("con"), membership=one, state=Standing.PAUSED)
    old = town.viewer("old")
    assert (old.roles, old.clearance, old.is_paused) == (frozenset({"member"}), 1, True)
    with pytest.raises(NotAllowed):
        change_standing(viewer=old, membership=membership(town, "nell"), state=Standing.ENDED)
    with pytest.raises(NotAllowed):
        add_actor(viewer=old, values={"name": "Vandal"})
    change_standing(viewer=town.viewer("con"), membership=one, state=Standing.ACTIVE)
    assert role in town.viewer("old").roles


def test_a_network_is_never_without_a_convenor(town: Town) -> None:
    change_standing(viewer=town.viewer("con"), membership=membership(town, "con"),
                    state=Standing.PAUSED)  # fmt: skip
    assert can(town.viewer("con"), Power.MANAGE)
    add_responsibility(membership=membership(town, "old"), role=Role.CONVENOR)
    assert not can(town.viewer("con"), Power.MANAGE)
    change_standing(viewer=town.viewer("old"), membership=membership(town, "old"),
                    state=Standing.ENDED)  # fmt: skip
    assert can(town.viewer("con"), Power.MANAGE)


@pytest.mark.parametrize("by_others", [True, False])
def test_during_a_break_one_reads_and_protects_oneself(town: Town, *, by_others: bool) -> None:
    town.group("con", "Readers")
    one = membership(town, "old")
    by = "con" if by_others else "old"
    change_standing(viewer=town.viewer(by), membership=one, state=Standing.PAUSED)
    client = town.client("old")
    named = {"name": "V", "address": "v@example.org"}
    assert client.post(town.url("placeholders"), named).status_code == 403
    assert not Placeholder.objects.exists()
    assert client.post(town.url("group_join", "readers")).status_code == 403
    api = client.post(town.url("api:actors"), {"name": "V"}, content_type="application/json")
    assert api.status_code == 403
    profile = client.post(town.url("own_profile_step", "success"), {"success": "You fools"})
    assert (profile.status_code == 403) == by_others
    who_sees = client.post(town.url("own_profile_step", "seen"), {"seen_by": "2"})
    assert who_sees.status_code in (200, 302)
    for name in ("directory", "map_page", "own_profile", "privacy", "groups"):
        assert client.get(town.url(name)).status_code == 200
    group = town.group("con", "Shouters")
    answer = client.post(town.url("report", "group", group.pk), {"principle": 1, "words": "x"})
    assert answer.status_code == 302
    assert Report.objects.count() == 1


def test_what_waits_is_not_let_through_during_a_break(town: Town) -> None:
    held = town.held("new", "Weavers")
    change_standing(viewer=town.viewer("con"), membership=membership(town, "new"),
                    state=Standing.PAUSED)  # fmt: skip
    with pytest.raises(InvalidInput):
        release(viewer=town.viewer("max"), held=held)
