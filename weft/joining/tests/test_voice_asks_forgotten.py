"""What was asked of an organisation goes with time, with who asked, and with the organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import Progress, run_until_idle
from weft.common.retention import calendar, delete_old
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import end_actor, merge_actors
from weft.graph.models import Actor, Voice
from weft.joining.actions import answer_voice_ask, ask_for_voice
from weft.joining.actions.voice_asks import VoiceWish
from weft.joining.actions.voices import give_voice
from weft.joining.models import Profile, VoiceAsk
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.speaking import WISH, WORDS, account_of, actor_of, mails_to, person, url_of
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Network
from weft.privacy.leaving import delete_account, leave_network
from weft.privacy.my_data import data_of

EVERYTHING = {"map": "delete", "said": "delete", "wrote": "delete"}


@pytest.fixture
def con(network: Network, convenor: Account) -> Viewer:
    return viewer_of(network, convenor.pk)


@pytest.fixture
def forum(network: Network, convenor: Account) -> Actor:
    return actor_of(network, convenor)


@pytest.fixture
def ann(network: Network) -> Viewer:
    return person(network, "Ann")


def the_night() -> None:
    delete_old({}, Progress())


def test_after_sixty_days_without_an_answer(forum: Actor, ann: Viewer) -> None:
    ask = ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    VoiceAsk.objects.update(made_at=timezone.now() - timedelta(days=59))
    the_night()
    assert VoiceAsk.objects.get() == ask
    VoiceAsk.objects.update(made_at=timezone.now() - timedelta(days=61))
    the_night()
    assert not VoiceAsk.objects.exists()
    assert ("joining.voice_asks", 60) in [(one.code, one.days) for one in calendar()]


def test_with_an_organisation_that_leaves_the_map(
    network: Network, convenor: Account, forum: Actor, ann: Viewer, con: Viewer
) -> None:
    choir, band = (actor_of(network, convenor, name=name) for name in ("Choir", "Band"))
    ask, *_gone = (
        ask_for_voice(viewer=ann, actor=actor, wish=WISH) for actor in (forum, choir, band)
    )
    merge_actors(viewer=con, kept=forum, merged=choir, values={})
    end_actor(viewer=con, actor=band)
    # Nobody sees it from then on, or hears of it; the night deletes it.
    assert VoiceAsk.objects.visible_to(con).get() == ask
    assert len(mails_to("convenor")) == 1
    the_night()
    assert VoiceAsk.objects.get() == ask


@pytest.mark.parametrize("state", ["ended", "lapsed"])
def test_with_a_membership(
    network: Network, forum: Actor, ann: Viewer, con: Viewer, state: str
) -> None:
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    membership = Membership.objects.get(account=account_of(ann))
    change_standing(viewer=con, membership=membership, state=state)
    assert not VoiceAsk.objects.exists()


def test_with_who_leaves_or_is_forgotten(network: Network, forum: Actor, ann: Viewer) -> None:
    bob = person(network, "Bob")
    for viewer in (ann, bob):
        ask_for_voice(viewer=viewer, actor=forum, wish=WISH)
    leave_network(viewer=ann, network=network, wishes=EVERYTHING)
    assert VoiceAsk.objects.get().account_id == bob.account_id
    delete_account(account=account_of(bob), wishes=EVERYTHING)
    assert not VoiceAsk.objects.exists()


def test_a_name_in_somebody_elses_words_goes(
    network: Network, forum: Actor, ann: Viewer, con: Viewer
) -> None:
    since = timezone.now() - timedelta(days=30)
    account = Account.objects.create_user("q@example.org", name="Quill Penfold", named_at=since)
    viewer = person(network, "Bob")
    ask_for_voice(viewer=viewer, actor=forum, wish=VoiceWish("speaks", "", "As Quill Penfold did"))
    membership = Membership.objects.create(network=network, account=account, since=since)
    leave_network(
        viewer=viewer_of(network, membership.account_id), network=network, wishes=EVERYTHING
    )
    assert "Penfold" not in VoiceAsk.objects.get().words


def test_my_data_tells_it_but_not_what_one_no_longer_sees(
    network: Network, forum: Actor, ann: Viewer
) -> None:
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    account = account_of(ann)
    [row] = data_of(account, network)["asked_to_speak_for"]
    assert (row["organisation"], row["words"]) == ("Forum", WORDS)
    Actor.objects.filter(pk=forum.pk).update(visibility=Visibility.STEWARDS)
    [row] = data_of(account, network)["asked_to_speak_for"]
    assert (row["organisation"], row["words"]) == ("", WORDS)


def test_an_answer_is_not_mailed_to_who_no_longer_sees_it(
    forum: Actor, ann: Viewer, con: Viewer
) -> None:
    ask = ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    answer_voice_ask(viewer=con, ask=ask, says_yes=False)
    Actor.objects.filter(pk=forum.pk).update(visibility=Visibility.STEWARDS)
    run_until_idle()
    assert not [one for one in mail.outbox if one.to == ["ann@example.org"]]
    assert not VoiceAsk.objects.exists()


def test_who_is_named_by_others_has_nothing_left_to_ask(
    forum: Actor, ann: Viewer, con: Viewer
) -> None:
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    give_voice(viewer=con, actor=forum, email="ann@example.org", is_deputy=False)
    assert not VoiceAsk.objects.exists()
    assert Voice.objects.get().kind == "speaks"


def test_the_first_page_leads_there_from_an_organisation_of_the_profile(
    network: Network, forum: Actor, ann: Viewer, client: Client
) -> None:
    Profile.objects.create(
        network=network, account=account_of(ann), name="Ann", changed_at=timezone.now(),
        groups=[{"name": "forum", "part": "paid"}, {"name": "Elsewhere", "part": "paid"}],
    )  # fmt: skip
    client.force_login(account_of(ann))
    welcome = reverse("welcome", args=[network.slug])
    page = client.get(welcome).content.decode()
    assert page.count("Do you speak for") == page.count("Do you speak for Forum?") == 1
    assert url_of(network, forum) in page
    ask_for_voice(viewer=ann, actor=forum, wish=WISH)
    assert "Do you speak for" not in client.get(welcome).content.decode()
