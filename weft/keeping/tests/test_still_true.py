"""Asking people whether their ties still hold: whom, how often, by which link, and what follows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast, Stage
from weft.common.errors import NotAllowed
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Ends,
    Seen,
    add_actor,
    edit_actor,
    record_evidence,
    undo_change_set,
)
from weft.graph.freshness import Limits
from weft.graph.models import Actor, ChangeSet, Tie
from weft.graph.owning import own_actors
from weft.keeping import questions
from weft.keeping.actions import ask_all, ask_no_more, ask_people, send_ask, token_of
from weft.keeping.models import Answer, Ask, NoAsks
from weft.networks.models import Network
from weft.privacy.consenting import suppress

pytestmark = pytest.mark.django_db
IS_BLIND = questions.is_blind


class Room:
    """A person with three old ties, in an open network where they are a member."""

    def __init__(self, cast: Cast, stage: Stage, visibility: int = 0) -> None:
        self.network = stage.network
        self.viewer = stage.viewer(cast.account("convenor"))
        member = cast.account("member")
        assert member is not None
        self.me = self.add("Amy", visibility, email=member.email.upper())
        old = Limits.of(self.network).fading
        self.ties = [
            self.tie(self.add(name, visibility), old - timedelta(days=number), visibility)
            for number, name in enumerate(("Ben", "Cat", "Dan"))
        ]

    def add(self, name: str, visibility: int, **values: object) -> Actor:
        given = {"name": name, "visibility": visibility, **values}
        return add_actor(viewer=self.viewer, values=given)

    def tie(self, other: Actor, day: Any, visibility: int) -> Tie:
        ends = Ends(self.me, other, "knows", visibility=visibility)
        record_evidence(viewer=self.viewer, seen=[Seen(ends, "imported", day, 3)])
        return Tie.objects.get(target=other)

    def ask(self) -> list[Ask]:
        people = Actor.objects.filter(pk=self.me.pk)
        return ask_people(viewer=self.viewer, network=self.network, actors=people)


@pytest.fixture(autouse=True)
def _shows_old_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "is_blind", lambda *_: False)


@pytest.fixture
def room(cast: Cast) -> Room:
    return Room(cast, cast.open)


def link_in(message: Any, *, stop: bool = False) -> str:
    found = re.findall(r"http://localhost:8000(/\S+)", message.body)
    return str(found[1 if stop else 0])


def test_a_mail_leads_to_a_page_where_answers_become_evidence(room: Room, client: Client) -> None:
    room.ask()
    run_until_idle()
    (message,) = mail.outbox
    assert message.subject.startswith("Is this still true? 3 questions from")
    page = client.get(link_in(message))
    assert b"Pass on news and favours" in page.content
    assert b"checked" not in page.content
    before = ChangeSet.objects.count()
    assert before == ChangeSet.objects.count(), "opening the page changes nothing"
    same, none, unsure = (f"tie-{tie.pk}" for tie in room.ties)
    client.post(link_in(message), {same: "more", none: "none", unsure: "unsure"})
    room.ties[0].refresh_from_db()
    room.ties[1].refresh_from_db()
    room.ties[2].refresh_from_db()
    assert [tie.rung for tie in room.ties] == [4, 0, 3]
    assert room.ties[0].evidence_date == timezone.localdate()
    assert room.ties[2].evidence_date != timezone.localdate()
    made = ChangeSet.objects.latest("pk")
    assert (made.kind, made.made_by) == ("confirm", None)
    assert Answer.objects.count() == 3
    assert b"Thank you" in client.get(link_in(message)).content
    undo_change_set(viewer=room.viewer, change_set=made)
    room.ties[1].refresh_from_db()
    assert room.ties[1].rung == 3


def test_nobody_is_asked_twice_in_a_month(room: Room) -> None:
    assert len(room.ask()) == 1
    assert room.ask() == []
    # Nor at the same address under another name.
    room.me.pk, room.me.email = None, ""
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=31))
    assert len(Ask.objects.all()) == 1
    amy = Actor.objects.get(name="Amy")
    people = Actor.objects.filter(pk=amy.pk)
    assert len(ask_people(viewer=room.viewer, network=room.network, actors=people)) == 1


def test_who_does_not_want_to_be_asked_is_not(room: Room, client: Client) -> None:
    room.ask()
    run_until_idle()
    stop = link_in(mail.outbox[0], stop=True)
    client.get(stop)
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=40))
    assert len(room.ask()) == 1, "opening the page alone ends nothing"
    Ask.objects.update(asked_at=timezone.now() - timedelta(days=40))
    assert b"will not ask you" in client.post(stop).content
    assert room.ask() == []


def test_a_link_shows_no_more_than_its_reader_may_see(cast: Cast, client: Client) -> None:
    """The person is a member, so ties for members show and those for stewards do not."""
    room = Room(cast, cast.closed, visibility=1)
    hidden = room.add("Zoe the hidden", 2)
    room.tie(hidden, Limits.of(room.network).fading, 2)
    (ask,) = room.ask()
    url = reverse("still_true_by_mail", args=[room.network.slug, token_of(ask)])
    page = client.get(url).content
    assert b"Ben" in page
    assert b"Zoe" not in page
    other = reverse("still_true_by_mail", args=[cast.open.network.slug, token_of(ask)])
    assert client.get(other).status_code == 404


def test_whoever_may_not_see_a_closed_network_cannot_be_asked(cast: Cast) -> None:
    room = Room(cast, cast.closed, visibility=1)
    Actor.objects.filter(pk=room.me.pk).update(email="nobody@example.org")
    assert room.ask() == []


def test_an_answer_is_one_of_those_offered(room: Room, client: Client) -> None:
    (ask,) = room.ask()
    url = reverse("still_true_by_mail", args=[room.network.slug, token_of(ask)])
    first = f"tie-{room.ties[0].pk}"
    for sent in ({}, {first: "5"}, {first: "rung"}, {first: "x"}, {"tie-²": "same"}):
        assert client.post(url, sent).status_code == 422, sent
    assert not Answer.objects.exists()


def test_a_blind_row_tells_nothing_of_the_old_answer(
    room: Room, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "is_blind", lambda *_: True)
    (ask,) = room.ask()
    url = reverse("still_true_by_mail", args=[room.network.slug, token_of(ask)])
    page = client.get(url).content.decode()
    assert "And now?" not in page
    assert page.count("checked") == 0
    client.post(url, {f"tie-{room.ties[0].pk}": "3", f"tie-{room.ties[1].pk}": "1"})
    found = questions.agreement(room.network)
    assert (found.shown, found.blind, found.blind_same) == (0, 2, 1)
    assert not found.is_telling


def test_about_one_row_in_ten_is_blind() -> None:
    assert 140 < sum(IS_BLIND(1, Tie(pk=number)) for number in range(2000)) < 260


def test_a_member_answers_without_a_mail(cast: Cast, room: Room, client: Client) -> None:
    member = cast.account("member")
    assert member is not None
    client.force_login(member)
    url = reverse("still_true", args=[room.network.slug])
    assert b"Ben" in client.get(url).content
    client.post(url, {f"tie-{room.ties[0].pk}": "same"})
    made = ChangeSet.objects.latest("pk")
    assert made.made_by == member
    # What one did oneself one can take back oneself.
    undo = reverse("change_set_undo", args=[room.network.slug, made.pk])
    assert client.post(undo).status_code == 302
    room.ties[0].refresh_from_db()
    assert room.ties[0].evidence_date != timezone.localdate()


def test_the_night_asks_where_the_network_wants_it(room: Room) -> None:
    assert ask_all({}, None) == {"asked": 0}  # type: ignore[arg-type]  # it tells no progress
    Network.objects.filter(pk=room.network.pk).update(asks_by_mail=True)
    assert ask_all({}, None) == {"asked": 1}  # type: ignore[arg-type]
    assert ask_all({}, None) == {"asked": 0}  # type: ignore[arg-type]


def test_a_mail_is_sent_once_however_often_its_job_runs(room: Room) -> None:
    (ask,) = room.ask()
    run_until_idle()
    send_ask({"ask": ask.pk}, None)  # type: ignore[arg-type]
    assert len(mail.outbox) == 1


def test_who_is_never_to_be_written_to_is_not_asked(room: Room) -> None:
    suppress(network=room.network, address=room.me.email.lower())
    assert not room.ask()
    assert ask_all({}, None) == {"asked": 0}  # type: ignore[arg-type]


def test_nor_is_who_said_so_before_the_mail_went_out(room: Room) -> None:
    room.ask()
    suppress(network=room.network, address=room.me.email)
    run_until_idle()
    assert not mail.outbox


def test_others_cannot_ask(cast: Cast, room: Room) -> None:
    member: Viewer = cast.open.viewer(cast.account("member"))
    with pytest.raises(NotAllowed):
        ask_people(viewer=member, network=room.network, actors=Actor.objects.all())


def test_a_link_ends_with_the_address_that_it_went_to(cast: Cast, client: Client) -> None:
    room = Room(cast, cast.closed, visibility=1)
    room.ask()
    run_until_idle()
    link = link_in(mail.outbox[0])
    assert client.get(link).status_code == 200
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "other@example.org"})
    assert client.get(link).status_code == 404
    assert client.post(link_in(mail.outbox[0], stop=True)).status_code == 404
    assert not NoAsks.objects.exists()


def test_a_link_shows_nothing_for_an_account_that_was_closed(cast: Cast, client: Client) -> None:
    room = Room(cast, cast.closed, visibility=1)
    room.ask()
    run_until_idle()
    assert b"Ben" in client.get(link_in(mail.outbox[0])).content
    member = cast.account("member")
    assert member is not None
    member.is_active = False
    member.save()
    assert b"Ben" not in client.get(link_in(mail.outbox[0])).content


def test_what_changed_between_asking_and_sending_counts(room: Room) -> None:
    room.ask()
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "quiet@example.org"})
    room.me.refresh_from_db()
    ask_no_more(network=room.network, actor=room.me)
    run_until_idle()
    assert mail.outbox == []


def test_letters_of_other_alphabets_are_not_the_same(cast: Cast) -> None:
    room = Room(cast, cast.open)
    account = cast.account("member")
    assert account is not None
    account.email = "m\u0131ke@example.org"
    account.save()
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "mike@example.org"})
    assert room.me not in own_actors(cast.open.viewer(account))
