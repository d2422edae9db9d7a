"""Reports name a principle, decisions can be appealed, and nobody judges themselves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.models import AuditEntry
from weft.groups.actions import Draft, Resource, add_resource, invite_member, start_group
from weft.groups.models import Domain, Group, Openness
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import Ruling, appeal, hear_appeal, refuse, report, settle
from weft.moderating.mails import token_of
from weft.moderating.models import Measure, Outcome, Report
from weft.moderating.queries import open_reports
from weft.networks.models import Membership, Standing


def made(town: Town, by: str = "nell", about: str = "old", principle: int | None = 2) -> Report:
    """A report of a group that somebody started."""
    group = Group.objects.first() or town.group(about, "Readers", "We read all the books first.")
    return report(viewer=town.viewer(by), network=town.network, kind="group", subject=group.pk,
                  principle=principle, words="They took our idea.")  # fmt: skip


def settled(town: Town, outcome: str, by: str = "mia", **ruling: str) -> Measure | None:
    told = {"words": "Please name who began it.", "answer": "Thank you.", **ruling}
    settle(viewer=town.viewer(by), report=made(town), ruling=Ruling(outcome, **told))
    return Measure.objects.first()


def test_a_report_keeps_what_stood_there(town: Town) -> None:
    one = made(town)
    assert (one.title, one.principle) == ("Readers", "We share credit.")
    assert "all the books" in one.copied
    assert one.about == town.accounts["old"]


@pytest.mark.parametrize("principle", [None, 0, 4])
def test_a_report_names_a_principle_that_is_there(town: Town, principle: int | None) -> None:
    with pytest.raises(InvalidInput):
        made(town, principle=principle)


def test_one_does_not_report_oneself_nor_twice(town: Town) -> None:
    with pytest.raises(InvalidInput):
        made(town, by="old")
    made(town)
    with pytest.raises(InvalidInput):
        made(town)


def test_nobody_answers_their_own_report_where_there_is_another(town: Town) -> None:
    one = made(town, by="mia")
    with pytest.raises(NotAllowed):
        settle(viewer=town.viewer("mia"), report=one, ruling=Ruling(Outcome.NOTHING))
    Membership.objects.filter(account__name__in=("Max", "Con")).update(state=Standing.ENDED)
    settle(viewer=town.viewer("mia"), report=one, ruling=Ruling(Outcome.NOTHING))


def test_who_made_a_report_stands_in_no_log_and_no_mail(town: Town) -> None:
    made(town)
    settle(viewer=town.viewer("mia"), report=Report.objects.get(),
           ruling=Ruling(Outcome.ASKED, "Please name them."))  # fmt: skip
    log = town.client("old").get(town.url("power_log")).content.decode()
    assert "Somebody reported something" in log
    assert "Nell" not in log
    assert not [text for text in town.mails("old") if "Nell" in text]


@pytest.mark.parametrize("outcome", [Outcome.NOTHING, Outcome.ASKED])
def test_a_report_that_comes_to_nothing_is_no_affair_of_whom_it_was_about(
    town: Town, outcome: Outcome
) -> None:
    one = made(town)
    settle(viewer=town.viewer("mia"), report=one, ruling=Ruling(outcome, "Please name them."))
    [entry] = AuditEntry.objects.filter(action="report_settled")
    assert (entry.about_id is None) == (outcome == Outcome.NOTHING)


def test_nobody_reads_a_report_about_themselves(town: Town) -> None:
    group = town.group("mia")
    one = report(viewer=town.viewer("old"), network=town.network, kind="group", subject=group.pk,
                 principle=1, words="")  # fmt: skip
    assert list(open_reports(town.viewer("max"))) == [one]
    assert not open_reports(town.viewer("mia")).exists()
    assert town.client("mia").get(town.url("report_detail", one.pk)).status_code == 404
    with pytest.raises(NotAllowed):
        settle(viewer=town.viewer("mia"), report=one, ruling=Ruling(Outcome.NOTHING))


def test_without_anybody_else_to_look_it_says_so(town: Town) -> None:
    Membership.objects.filter(account__name__in=("Mia", "Max")).delete()
    group = town.group("con")
    with pytest.raises(InvalidInput, match="Nobody else"):
        report(viewer=town.viewer("old"), network=town.network, kind="group", subject=group.pk,
               principle=1, words="")  # fmt: skip


@pytest.mark.parametrize("who", ["old", "new", "nell"])
def test_only_moderators_settle(town: Town, who: str) -> None:
    one = made(town)
    with pytest.raises(NotAllowed):
        settle(viewer=town.viewer(who), report=one, ruling=Ruling(Outcome.NOTHING))


def test_both_sides_hear_of_it(town: Town) -> None:
    settled(town, Outcome.ASKED)
    assert "Please name who began it." in town.mails("old")[-1]
    assert "Thank you." in town.mails("nell")[-1]
    assert "name who began it" not in town.mails("nell")[-1]


def test_what_is_taken_down_can_be_put_back(town: Town) -> None:
    measure = settled(town, Outcome.TAKEN_DOWN)
    assert measure is not None
    group = Group.objects.get()
    assert "book" not in group.purpose
    assert group.name != "Readers"
    appeal(measure=measure, words="We named them on page two.")
    hear_appeal(viewer=town.viewer("max"), measure=measure, outcome="turned", answer="So you did.")
    group.refresh_from_db()
    assert (group.name, group.purpose) == ("Readers", "We read all the books first.")
    assert "So you did." in town.mails("old")[-1]
    assert town.deeds()[-3:] == ["report_settled", "appealed", "appeal_heard"]


def test_a_link_that_was_taken_down_comes_back(town: Town) -> None:
    group = town.group("old")
    pad = Resource("Pad", "https://pad.invalid/", is_for_all=True)
    one = add_resource(viewer=town.viewer("old"), group=group, resource=pad)
    told = report(viewer=town.viewer("nell"), network=town.network, kind="group_resource",
                  subject=one.pk, principle=3, words="")  # fmt: skip
    settle(viewer=town.viewer("mia"), report=told, ruling=Ruling(Outcome.TAKEN_DOWN, "No ads."))
    assert not group.resources.exists()
    appeal(measure=Measure.objects.get(), words="It is our pad.")
    hear_appeal(viewer=town.viewer("max"), measure=Measure.objects.get(), outcome="turned",
                answer="Yes.")  # fmt: skip
    assert group.resources.get().address == "https://pad.invalid/"


@pytest.mark.parametrize(
    ("outcome", "state"), [(Outcome.PAUSED, Standing.PAUSED), (Outcome.ENDED, Standing.ENDED)]
)
def test_memberships_are_for_those_who_look_after_members(
    town: Town, outcome: str, state: str
) -> None:
    with pytest.raises(NotAllowed):
        settled(town, outcome, by="mia")
    assert Report.objects.filter(settled_at=None).count() == 1
    Report.objects.all().delete()
    measure = settled(town, outcome, by="con")
    assert measure is not None
    membership = Membership.objects.get(account=town.accounts["old"])
    assert membership.state == state
    appeal(measure=measure, words="I was ill.")
    # A moderator cannot give back what only those who look after members give.
    with pytest.raises(NotAllowed):
        hear_appeal(viewer=town.viewer("max"), measure=measure, outcome="turned", answer="Yes.")


def test_whoever_decided_does_not_hear_the_appeal(town: Town) -> None:
    measure = settled(town, Outcome.ASKED)
    assert measure is not None
    appeal(measure=measure, words="No.")
    with pytest.raises(NotAllowed):
        hear_appeal(viewer=town.viewer("mia"), measure=measure, outcome="upheld", answer="Yes.")
    # Where there is nobody else, they do.
    Membership.objects.filter(account__name__in=("Max", "Con")).update(state=Standing.ENDED)
    hear_appeal(viewer=town.viewer("mia"), measure=measure, outcome="upheld", answer="Yes.")
    assert "It stays as it is" in town.mails("old")[-1]


def test_an_appeal_needs_words_and_comes_in_time_and_once(town: Town) -> None:
    measure = settled(town, Outcome.ASKED)
    assert measure is not None
    with pytest.raises(InvalidInput):
        appeal(measure=measure, words=" ")
    Measure.objects.update(at=timezone.now() - timedelta(days=29))
    with pytest.raises(InvalidInput):
        appeal(measure=measure, words="Late.")
    Measure.objects.update(at=timezone.now())
    appeal(measure=measure, words="In time.")
    with pytest.raises(InvalidInput):
        appeal(measure=measure, words="Again.")


def test_the_link_in_the_mail_is_enough_to_appeal(town: Town) -> None:
    held = town.held("new", "Loans", "https://a.invalid")
    measure = refuse(viewer=town.viewer("mia"), held=held, principle=3, words="No ads.")
    told = re.search(r"/town/moderation/appeal/\S+", town.mails("new")[-1])
    assert told is not None
    url, nobody = told[0], Client()
    assert Client().get(town.url("appeal", token_of(measure))).status_code == 200
    assert b"No ads." in nobody.get(url).content
    nobody.post(url, {"words": "It is a credit union."})
    hear_appeal(viewer=town.viewer("max"), measure=measure, outcome="turned", answer="It is.")
    assert Group.objects.get().purpose == "https://a.invalid"
    assert b"It is." in nobody.get(url).content


def test_what_is_secret_is_not_shown_to_moderators(town: Town) -> None:
    draft = Draft("Whisper", Domain.TEAM, Openness.SECRET, purpose="Hush.")
    group = start_group(viewer=town.viewer("old"), network=town.network, draft=draft)
    assert isinstance(group, Group)
    invite_member(viewer=town.viewer("old"), group=group, email="nell@example.org")
    made(town)
    page = town.client("mia").get(town.url("report_detail", Report.objects.get().pk))
    assert b"Whisper" not in page.content
    assert b"Hush" not in page.content
    stranger = town.client("new").get(town.url("report", "group", group.pk))
    assert stranger.status_code == 404
