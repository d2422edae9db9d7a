"""Groups in which nothing happens are found and asked; groups end well, and are woken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from weft.common.desk import desk_notes
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress, run_until_idle
from weft.groups.actions import (
    Resource,
    add_resource,
    ask_to_join,
    change_group,
    end_group,
    find_sleeping,
    invite_member,
    join_group,
    say_pulse,
    set_months,
    wake_group,
)
from weft.groups.actions.starting import Draft
from weft.groups.models import Group, GroupInvitation, GroupRequest, Openness, Pulse
from weft.groups.on_map import actor_of
from weft.groups.queries import groups_seen
from weft.groups.tests.conftest import Here


def quiet(group: Group, days: int) -> Group:
    """Nothing has happened in it for so many days; then night falls."""
    Group.objects.filter(pk=group.pk).update(active_at=timezone.now() - timedelta(days=days))
    find_sleeping({}, Progress())
    group.refresh_from_db()
    return group


@pytest.mark.parametrize(("days", "state"), [(170, Pulse.AWAKE), (190, Pulse.ASLEEP)])
def test_a_group_falls_asleep_after_six_months(here: Here, days: int, state: str) -> None:
    assert quiet(here.start(), days).state == state


def test_a_network_chooses_after_how_long(here: Here) -> None:
    set_months(viewer=here.viewer("con"), network=here.network, months=12)
    assert quiet(here.start(), 190).state == Pulse.AWAKE
    set_months(viewer=here.viewer("con"), network=here.network, months=1)
    assert quiet(here.start("Writers"), 40).state == Pulse.ASLEEP


@pytest.mark.parametrize("who", ["anna", "mo", "ben"])
def test_only_a_convenor_chooses_that(here: Here, who: str) -> None:
    with pytest.raises(NotAllowed):
        set_months(viewer=here.viewer(who), network=here.network, months=3)


def test_stewards_are_asked_once_and_again_after_two_months(here: Here) -> None:
    group = quiet(here.start(), 190)
    quiet(group, 190)
    question = "Is Readers still alive?"
    assert here.mails("anna") == [question]
    Group.objects.update(asked_at=timezone.now() - timedelta(days=61))
    quiet(group, 190)
    assert here.mails("anna") == [question, question]


def test_what_sleeps_is_on_the_desk_and_says_so_on_its_page(here: Here) -> None:
    group = quiet(here.start(), 190)
    words = [note.words for note in desk_notes(here.viewer("con"), here.network.slug)]
    assert "“Readers” is asleep: its stewards were asked by mail." in words
    assert "Is this group still alive?" in here.page("anna", "group_detail", group)
    page = here.page("ben", "group_detail", group)
    assert "Its stewards were asked if it is alive." in page
    assert "It takes a break" not in page


def link_to(here: Here, name: str) -> str:
    run_until_idle()
    texts = [str(one.body) for one in mail.outbox if here.accounts[name].email in one.to]
    found = re.findall(r"https?://[^/\s]+(/\S*/alive/\S+)", texts[-1])
    return str(found[0])


@pytest.mark.parametrize(
    ("answer", "state", "wants"),
    [("alive", Pulse.AWAKE, False), ("pause", Pulse.PAUSED, False), ("end", Pulse.ASLEEP, True)],
)
def test_a_steward_answers_by_the_link_without_an_account(
    here: Here, answer: str, state: str, wants: bool
) -> None:
    group = quiet(here.start(), 190)
    link, client = link_to(here, "anna"), Client()
    assert client.get(link).status_code == 200
    group.refresh_from_db()
    assert group.state == Pulse.ASLEEP, "looking at the page answers nothing"
    assert client.post(link, {"answer": answer}).status_code == 200
    group.refresh_from_db()
    assert (group.state, group.wants_to_end) == (state, wants)


@pytest.mark.parametrize(
    ("answer", "words", "left"),
    [
        ("alive", "It has been awake since", ["pause", "end"]),
        ("pause", "It has been taking a break since", ["alive", "end"]),
        ("end", "would like a hand with ending", ["alive", "pause"]),
    ],
)
def test_the_link_says_what_was_answered_and_lets_it_be_changed(
    here: Here, answer: str, words: str, left: list[str]
) -> None:
    group, client = quiet(here.start(), 190), Client()
    link = link_to(here, "anna")
    client.post(link, {"answer": answer})
    page = client.get(link).content.decode()
    assert "Nothing has happened" not in page
    assert words in page
    if answer != "end":
        assert f"{words} {timezone.localdate():%-d %b %Y}." in page
    assert re.findall(r'name="answer" value="(\w+)"', page) == left
    client.post(link, {"answer": left[0]})
    group.refresh_from_db()
    assert group.state == (Pulse.AWAKE if left[0] == "alive" else Pulse.PAUSED)


def test_the_link_of_a_group_that_has_ended_asks_nothing(here: Here) -> None:
    group = quiet(here.start(), 190)
    link = link_to(here, "anna")
    end(here, group)
    page = Client().get(link).content.decode()
    assert "Ended on" in page
    assert 'name="answer"' not in page


def test_the_link_of_who_is_no_steward_any_more_leads_nowhere(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    here.make_steward(group, "ben")
    quiet(group, 190)
    link = link_to(here, "ben")
    group.members.filter(account=here.accounts["ben"]).update(is_steward=False)
    assert Client().get(link).status_code == 404


def test_a_secret_group_is_asked_behind_the_sign_in(here: Here) -> None:
    quiet(here.secret(), 190)
    assert here.mails("anna") == ["News from Here"]
    assert "/alive/" not in str(mail.outbox[-1].body)


def test_a_group_on_a_break_is_asked_nothing_and_goes_on_when_its_steward_says_so(
    here: Here,
) -> None:
    group, anna = here.start(), here.viewer("anna")
    say_pulse(viewer=anna, group=group, answer="pause")
    assert quiet(group, 400).state == Pulse.PAUSED
    assert here.mails("anna") == []
    assert say_pulse(viewer=anna, group=group, answer="alive").state == Pulse.AWAKE


def test_whatever_happens_in_it_wakes_a_sleeping_group(here: Here) -> None:
    group = quiet(here.start(), 190)
    join_group(viewer=here.viewer("ben"), group=group)
    group.refresh_from_db()
    assert group.state == Pulse.AWAKE


@pytest.mark.parametrize("who", ["ben", "mo"])
def test_others_answer_nothing(here: Here, who: str) -> None:
    group = quiet(here.start(), 190)
    with pytest.raises(NotAllowed):
        say_pulse(viewer=here.viewer(who), group=group, answer="alive")


def end(here: Here, group: Group, by: str = "anna") -> Group:
    return end_group(viewer=here.viewer(by), group=group, closing_note="It is printed.",
                     thanks="Thanks to the choir.", handover="The folder is with Ben.")  # fmt: skip


def test_a_group_ends_with_a_note_and_thanks_that_stay_to_be_read(here: Here) -> None:
    group = here.start(visibility=0)
    assert actor_of(group) is not None
    ended = end(here, group)
    assert actor_of(ended) is None
    page = here.page("", "group_detail", group)
    for words in ("It is printed.", "Thanks to the choir.", "The folder is with Ben."):
        assert words in page
    assert [one.name for one in groups_seen(here.viewer(""))] == ["Readers"]


def test_its_members_get_the_note_and_the_thanks(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    end(here, group)
    assert here.mails("ben")[-1] == "Readers has ended"
    assert "It is printed." in str(mail.outbox[-1].body) + str(mail.outbox[-2].body)


def test_nobody_waits_at_a_door_that_has_closed(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    invite_member(viewer=here.viewer("anna"), group=group, email="cleo@example.org")
    ask_to_join(viewer=here.viewer("ben"), group=group)
    end(here, group)
    assert not GroupRequest.objects.exists()
    assert not GroupInvitation.objects.exists()


def test_nothing_happens_in_a_group_that_has_ended(here: Here) -> None:
    group, anna, ben = here.start(), here.viewer("anna"), here.viewer("ben")
    end(here, group)
    with pytest.raises(InvalidInput):
        join_group(viewer=ben, group=group)
    with pytest.raises(InvalidInput):
        change_group(viewer=anna, group=group, draft=Draft("Other"))
    with pytest.raises(InvalidInput):
        add_resource(viewer=anna, group=group, resource=Resource("Pad", "https://pad.example.org"))
    with pytest.raises(InvalidInput):
        end(here, group)


@pytest.mark.parametrize("who", ["ben", "mo", "dan"])
def test_only_stewards_and_convenors_end_a_group(here: Here, who: str) -> None:
    group = here.start()
    here.bring(group, "ben")
    with pytest.raises(NotAllowed):
        end(here, group, by=who)


@pytest.mark.parametrize(("days", "wakes"), [(89, True), (91, False)])
def test_an_ended_group_is_woken_within_ninety_days(here: Here, days: int, wakes: bool) -> None:
    group = here.start()
    end(here, group)
    Group.objects.update(state_since=timezone.now() - timedelta(days=days))
    assert ("Let it go on" in here.page("anna", "group_detail", group)) == wakes
    if wakes:
        woken = wake_group(viewer=here.viewer("anna"), group=group)
        assert woken.state == Pulse.AWAKE
        assert actor_of(woken) is not None
    else:
        with pytest.raises(InvalidInput):
            wake_group(viewer=here.viewer("anna"), group=group)


def test_ended_woken_and_ended_again_never_sends_the_same_mail_twice(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    for _time in range(2):
        end(here, group)
        wake_group(viewer=here.viewer("anna"), group=group)
    assert here.mails("ben") == ["Readers has ended", "Readers goes on"] * 2
    ids = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len(set(ids)) == len(ids)
