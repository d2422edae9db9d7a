"""Nobody who looks after something, or speaks for it, reads or answers reports of it."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import add_actor
from weft.graph.kinds import person_kind
from weft.graph.models import Voice, VoiceKind
from weft.graph.owning import as_oneself
from weft.groups.actions import Draft, start_group
from weft.groups.models import Domain, Group, GroupMember, Openness
from weft.home.tests.moderation.conftest import Town
from weft.mapping.models import Asset
from weft.mapping.sharing import Offer, add_asset
from weft.moderating.actions import Ruling, release, report, settle
from weft.moderating.models import Held, Outcome, Report
from weft.moderating.queries import newcomers, open_reports
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Standing
from weft.privacy.leaving import forget_in_network


def steward(town: Town, group: Group, name: str) -> None:
    GroupMember.objects.create(group=group, account=town.accounts[name], is_steward=True)


def reported(town: Town, kind: str, subject: int, by: str = "nell") -> Report:
    return report(viewer=town.viewer(by), network=town.network, kind=kind, subject=subject,
                  principle=1, words="They shout at us.")  # fmt: skip


def nothing_for(town: Town, who: str, one: Report) -> None:
    assert not open_reports(town.viewer(who)).exists()
    assert town.client(who).get(town.url("report_detail", one.pk)).status_code == 404
    assert "shout" not in town.client(who).get(town.url("moderation")).content.decode()
    assert not any(row.reports for row in newcomers(town.viewer(who)))
    with pytest.raises(NotAllowed):
        settle(viewer=town.viewer(who), report=one, ruling=Ruling(Outcome.NOTHING))


def test_a_second_steward_reads_no_report_of_the_group(town: Town) -> None:
    group = town.group("old")
    steward(town, group, "mia")
    one = reported(town, "group", group.pk)
    nothing_for(town, "mia", one)
    settle(viewer=town.viewer("max"), report=one, ruling=Ruling(Outcome.NOTHING))


def test_a_steward_of_a_secret_group_reads_no_report_of_it(town: Town) -> None:
    draft = Draft("Cell", Domain.COMMUNITY, openness=Openness.SECRET)
    group = start_group(viewer=town.viewer("mia"), network=town.network, draft=draft)
    assert isinstance(group, Group)
    GroupMember.objects.create(group=group, account=town.accounts["nell"])
    one = reported(town, "group", group.pk)
    nothing_for(town, "mia", one)
    page = town.client("max").get(town.url("report_detail", one.pk)).content.decode()
    assert "shout" in page
    assert "Cell" not in page
    # They have not read it, and nobody would be told to appeal.
    with pytest.raises(InvalidInput):
        settle(viewer=town.viewer("max"), report=one, ruling=Ruling(Outcome.TAKEN_DOWN, "No."))
    group.refresh_from_db()
    assert group.name == "Cell"


def test_who_speaks_for_somebody_reads_no_report_of_them(town: Town) -> None:
    kind = person_kind(town.network.pk)
    actor = add_actor(viewer=town.viewer("con"), values={"name": "Guild", "kind": kind})
    Voice.objects.create(actor=actor, account=town.accounts["max"], kind=VoiceKind.SPEAKS)
    nothing_for(town, "max", reported(town, "actor", actor.pk))


def test_who_is_forgotten_is_involved_in_nothing(town: Town) -> None:
    group = town.group("old")
    steward(town, group, "mia")
    one = reported(town, "group", group.pk)
    forget_in_network(network=town.network, account=town.accounts["mia"])
    assert list(one.involved.all()) == [town.accounts["old"]]


def test_nothing_is_put_on_the_map_for_who_has_left(town: Town) -> None:
    kind = person_kind(town.network.pk)
    actor = add_actor(
        viewer=town.viewer("con"), values={"name": "New", "kind": kind, "visibility": 0}
    )
    Voice.objects.create(actor=actor, account=town.accounts["new"], kind=VoiceKind.SELF)
    offer = Offer("space", "Hall", visibility=0)
    held = add_asset(viewer=as_oneself(town.viewer("new")), actor=actor, offer=offer)
    assert isinstance(held, Held)
    one = Membership.objects.get(network=town.network, account=town.accounts["new"])
    change_standing(viewer=town.viewer("con"), membership=one, state=Standing.ENDED)
    with pytest.raises(InvalidInput):
        release(viewer=town.viewer("con"), held=held)
    assert not Asset.objects.exists()
