"""Members are asked at the address that they sign in with, also where none stands on the map."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.graph.actions import edit_actor
from weft.graph.models import Actor, Voice, VoiceKind
from weft.keeping import questions
from weft.keeping.actions import ask_all, ask_no_more
from weft.keeping.models import Ask, NoAsks
from weft.keeping.people import may_be_asked
from weft.keeping.reaching import address_of, addresses_of, reachable
from weft.keeping.tests.test_still_true import Room, link_in
from weft.networks.models import Membership, Network, Standing
from weft.privacy.consenting import suppress

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shows_old_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "is_blind", lambda *_: False)


@pytest.fixture
def member(cast: Cast) -> Account:
    account = cast.account("member")
    assert account is not None
    return account


@pytest.fixture
def room(cast: Cast, member: Account) -> Room:
    """Amy is the member, and no address of hers stands on the map of a closed network."""
    room = Room(cast, cast.closed, visibility=1)
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": ""})
    Voice.objects.create(actor=room.me, account=member, kind=VoiceKind.SELF)
    return room


def standing(room: Room, member: Account, state: Standing) -> None:
    Membership.objects.filter(network=room.network, account=member).update(state=state)


def test_the_mail_goes_to_the_member_and_opens_their_own_ties(
    room: Room, member: Account, client: Client
) -> None:
    Network.objects.filter(pk=room.network.pk).update(asks_by_mail=True)
    assert ask_all({}, None) == {"asked": 1}  # type: ignore[arg-type]
    run_until_idle()
    (message,) = mail.outbox
    assert message.to == [member.email]
    page = client.get(link_in(message))
    assert b"Ben" in page.content
    same = f"tie-{room.ties[0].pk}"
    client.post(link_in(message), {same: "same"})
    room.ties[0].refresh_from_db()
    assert room.ties[0].evidence_date != room.ties[1].evidence_date


@pytest.mark.parametrize("state", [Standing.PAUSED, Standing.ENDED])
def test_not_during_a_break_nor_afterwards(
    room: Room, member: Account, client: Client, state: Standing
) -> None:
    room.ask()
    run_until_idle()
    standing(room, member, state)
    assert client.get(link_in(mail.outbox[0])).status_code == 404
    Ask.objects.all().delete()
    assert not room.ask()
    assert not address_of(room.me)


def test_not_during_a_break_at_what_stands_on_the_map_either(room: Room, member: Account) -> None:
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "old@example.org"})
    standing(room, member, Standing.PAUSED)
    assert not address_of(room.me)
    assert room.me not in Actor.objects.filter(reachable())


def test_whoever_wants_no_more_of_them_is_not_asked_again(
    room: Room, member: Account, client: Client
) -> None:
    room.ask()
    run_until_idle()
    client.post(link_in(mail.outbox[0], stop=True))
    assert NoAsks.objects.count() == 1
    Ask.objects.all().delete()
    assert not room.ask()


@pytest.mark.parametrize("says", ["no more of these", "never again"])
def test_what_somebody_said_at_an_older_address_counts(
    room: Room, member: Account, says: str
) -> None:
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "Old@example.org"})
    Voice.objects.all().delete()
    if says == "never again":
        suppress(network=room.network, address="old@example.org")
    else:
        ask_no_more(network=room.network, actor=room.me)
    Voice.objects.create(actor=room.me, account=member, kind=VoiceKind.SELF)
    assert not may_be_asked(room.me)
    assert not room.ask()


def test_what_members_sign_in_with_comes_before_what_stands_on_the_map(
    room: Room, member: Account
) -> None:
    edit_actor(viewer=room.viewer, actor=room.me, values={"email": "old@example.org"})
    assert addresses_of([room.me]) == {room.me.pk: member.email}


def test_whom_one_was_merged_into_is_asked(room: Room, member: Account) -> None:
    other = room.add("Amy B", 1)
    Actor.objects.filter(pk=room.me.pk).update(merged_into=other)
    assert address_of(other) == member.email
    assert other in Actor.objects.filter(reachable())


def test_the_desk_names_who_could_confirm_without_a_question_for_each(
    room: Room, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    convenor = cast.account("convenor")
    assert convenor is not None
    client.force_login(convenor)
    url = reverse("keep_list", args=[room.network.slug, "unconfirmed"])
    with django_assert_max_num_queries(40) as asked:
        page = client.get(url).content.decode()
    assert page.count("<td>Amy</td>") == 3
    about_voices = [one for one in asked if "graph_voice" in one["sql"]]
    assert len(about_voices) <= 3
