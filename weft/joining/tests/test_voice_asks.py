"""Asking to speak for an organisation: who may, who answers, and what becomes of what was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.models import AuditEntry
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Actor, Voice, VoiceKind
from weft.joining.actions import answer_voice_ask, ask_for_voice, take_back_voice_ask
from weft.joining.actions.voices import give_voice
from weft.joining.models import AskState, VoiceAsk
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.speaking import WISH, WORDS, account_of, actor_of, mails_to, person, url_of
from weft.joining.voice_queries import voice_asks_to_answer
from weft.networks.models import Membership, Network, Standing

Enter = Callable[[str], Client]


@pytest.fixture
def con(network: Network, convenor: Account) -> Viewer:
    return viewer_of(network, convenor.pk)


@pytest.fixture
def forum(network: Network, convenor: Account) -> Actor:
    return actor_of(network, convenor)


@pytest.fixture
def ann(network: Network) -> Viewer:
    return person(network, "Ann")


@pytest.fixture
def sam(network: Network, con: Viewer, forum: Actor) -> Viewer:
    """Who speaks for it first-hand."""
    found = person(network, "Sam")
    give_voice(viewer=con, actor=forum, email="sam@example.org", is_deputy=False)
    return found


@pytest.fixture
def enter(db: None) -> Enter:
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(email=f"{name}@example.org"))
        return client

    return sign_in


def test_asked_on_the_page_and_answered_with_yes(
    network: Network, forum: Actor, ann: Viewer, sam: Viewer, enter: Enter
) -> None:
    url, asks, answers = url_of(network, forum), enter("ann"), enter("sam")
    assert "I speak for it" in asks.get(url).content.decode()
    told = {"do": "ask", "kind": "deputy", "part": "trustee", "words": WORDS}
    assert asks.post(url, told).status_code == 302
    page = asks.get(url).content.decode()
    assert "You have asked to speak for it, on" in page
    assert "Ask to speak for it" not in page
    assert not Voice.objects.filter(account=account_of(ann)).exists()
    [letter] = mails_to("sam")
    assert "Ann asks to speak for Forum" in letter
    assert WORDS not in letter
    assert not mails_to("convenor")
    page = answers.get(url).content.decode()
    assert WORDS in page
    assert "Trustee or committee" in page
    ask = VoiceAsk.objects.get()
    done = {"do": "yes", "ask": str(ask.pk), f"ask{ask.pk}-words": "Glad you do."}
    assert answers.post(url, done).status_code == 302
    voice = Voice.objects.get(account=account_of(ann))
    assert (voice.kind, voice.part, voice.actor) == (VoiceKind.DEPUTY, "trustee", forum)
    entry = AuditEntry.objects.filter(action="voice_given").latest("number")
    assert (entry.by_id, entry.about_id) == (sam.account_id, ann.account_id)
    [letter] = mails_to("ann")
    assert "The answer is yes" in letter
    assert "Glad you do." in letter
    # Once the mail is sent, nothing of it is kept.
    assert not VoiceAsk.objects.exists()


def test_answered_with_no(network: Network, forum: Actor, ann: Viewer, con: Viewer) -> None:
    ask = ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    # Nobody speaks for it, so those who admit hear of it.
    assert "Ann asks to speak for Forum" in mails_to("convenor")[0]
    answer_voice_ask(viewer=con, ask=ask, says_yes=False, words="Ask me in May.")
    assert not VoiceAsk.objects.visible_to(ann).exists()
    [letter] = mails_to("ann")
    assert "The answer is no." in letter
    assert "Ask me in May." in letter
    assert not VoiceAsk.objects.exists()
    assert not Voice.objects.exists()
    entry = AuditEntry.objects.get(action="voice_refused")
    assert (entry.by_id, entry.about_id) == (con.account_id, None)
    with pytest.raises(InvalidInput, match="answered this already"):
        answer_voice_ask(viewer=con, ask=ask, says_yes=True)


def test_a_second_one_is_refused_beside_the_form(
    network: Network, forum: Actor, ann: Viewer, enter: Enter
) -> None:
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    again = {"do": "ask", "kind": "speaks", "words": "Please."}
    answer = enter("ann").post(url_of(network, forum), again)
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("You have asked already.", "Please.", "You have asked to speak for it, on"):
        assert words in page
    assert VoiceAsk.objects.get().words == WORDS
    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceAsk.objects.create(
            network=network, actor=forum, account=account_of(ann), kind="speaks",
            made_at=timezone.now(),
        )  # fmt: skip


def test_what_was_typed_stays_where_something_is_not_in_order(
    network: Network, forum: Actor, ann: Viewer, sam: Viewer, enter: Enter
) -> None:
    url, link = url_of(network, forum), "See https://example.org/me"
    for told, why in (
        ({"kind": "speaks", "words": link, "part": "paid"}, "cannot have a link yet"),
        ({"words": link, "part": "paid"}, "This field is required."),
    ):
        answer = enter("ann").post(url, {"do": "ask", **told})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert why in page
        assert link in page
        assert '<option value="paid" selected>' in page
    assert not VoiceAsk.objects.exists()
    ask = ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    answer = enter("sam").post(url, {"do": "no", "ask": ask.pk, f"ask{ask.pk}-words": link})
    assert answer.status_code == 422
    assert link in answer.content.decode()
    assert VoiceAsk.objects.get().state == AskState.WAITING


def test_taken_back_also_while_the_membership_takes_a_break(
    network: Network, forum: Actor, ann: Viewer, con: Viewer, enter: Enter
) -> None:
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    # Others take back nothing of it.
    take_back_voice_ask(viewer=con, actor=forum)
    assert VoiceAsk.objects.exists()
    Membership.objects.filter(account=account_of(ann)).update(state=Standing.PAUSED)
    url, client = url_of(network, forum), enter("ann")
    assert "You have asked to speak for it" in client.get(url).content.decode()
    assert client.post(url_of(network, forum, "voice_ask_take_back")).status_code == 302
    assert not VoiceAsk.objects.exists()
    assert mails_to("convenor") == []
    # And asks for nothing meanwhile.
    assert "I speak for it" not in client.get(url).content.decode()
    assert client.post(url, {"do": "ask", "kind": "speaks"}).status_code == 403
    with pytest.raises(NotAllowed):
        ask_for_voice(viewer=viewer_of(network, ann.account_id), actor=forum, wish=WISH)


def test_who_cannot_ask(
    network: Network, convenor: Account, forum: Actor, con: Viewer, sam: Viewer, enter: Enter
) -> None:
    body, friend = (
        actor_of(network, convenor, name="Jo Doe", kind="Person"),
        person(network, "Fred", "Friend"),
    )
    hidden = actor_of(network, convenor, name="Hidden", visibility=Visibility.STEWARDS)
    ann, stranger = person(network, "Ann"), Account.objects.create_user("eve@example.org")
    url = url_of(network, body)
    assert "I speak for it" not in enter("ann").get(url).content.decode()
    for viewer, actor in (
        (ann, body), (ann, hidden), (con, forum), (sam, forum), (friend, forum),
        (viewer_of(network, stranger.pk), forum), (viewer_of(network, None), forum),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            ask_for_voice(viewer=viewer, actor=actor, wish=WISH)
    told = {"do": "ask", "kind": "speaks"}
    assert enter("ann").post(url, told).status_code == 403
    assert enter("ann").post(url_of(network, hidden), told).status_code == 404
    assert enter("eve").post(url_of(network, forum), told).status_code == 404
    assert not VoiceAsk.objects.exists()


def test_who_sees_and_answers(
    network: Network, forum: Actor, ann: Viewer, con: Viewer, sam: Viewer, enter: Enter
) -> None:
    bob, dee = person(network, "Bob"), person(network, "Dee")
    give_voice(viewer=con, actor=forum, email="dee@example.org", is_deputy=True)
    ask = ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    told = {"do": "yes", "ask": str(ask.pk)}
    for name, viewer in (("bob", bob), ("dee", dee)):
        assert not VoiceAsk.objects.visible_to(viewer).exists()
        assert WORDS not in enter(name).get(url_of(network, forum)).content.decode()
        assert enter(name).post(url_of(network, forum), told).status_code == 403
        with pytest.raises(NotAllowed):
            answer_voice_ask(viewer=viewer, ask=ask, says_yes=True)
    with pytest.raises(NotAllowed):
        answer_voice_ask(viewer=ann, ask=ask, says_yes=True)
    assert VoiceAsk.objects.visible_to(ann).get() == ask
    for viewer in (con, sam):
        assert voice_asks_to_answer(viewer).get() == ask
    assert not voice_asks_to_answer(ann).exists()
    # Who speaks for it and does not see it any more is neither asked nor told.
    Actor.objects.filter(pk=forum.pk).update(visibility=Visibility.STEWARDS)
    assert not VoiceAsk.objects.visible_to(sam).exists()
    assert mails_to("sam") == []
    assert len(mails_to("convenor")) == 1


def test_it_is_counted_where_those_look_who_answer(
    network: Network, forum: Actor, ann: Viewer, sam: Viewer, enter: Enter
) -> None:
    home, members, waiting = (
        reverse(name, args=[network.slug]) for name in ("network_home", "members", "applications")
    )
    said = "1 member asks to speak for an organisation."
    assert said not in enter("convenor").get(home).content.decode()
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    for name, there in (("convenor", f"{waiting}#voice-asks"), ("sam", url_of(network, forum))):
        for page in (home, members):
            shown = enter(name).get(page).content.decode()
            assert f'<a href="{there}">{said}</a>' in shown
    assert said not in enter("ann").get(home).content.decode()
    page = enter("convenor").get(waiting).content.decode()
    assert "Asked to speak for an organisation" in page
    assert url_of(network, forum) in page
