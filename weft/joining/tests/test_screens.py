"""The screens of the profile: what is needed, going back, and the mails around sending it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.joining.models import (
    Application,
    EqualityQuestion,
    Gate,
    InviteLink,
    JoinAnswer,
    JoinQuestion,
    Profile,
)
from weft.joining.tests.test_applying import begin, fill_in
from weft.networks.models import Network
from weft.privacy.models import Consent

Links = Callable[[str], list[str]]


def screen(network: Network, key: str) -> str:
    return reverse("join_step", args=[network.slug, key])


def test_what_is_needed_is_marked_and_the_rest_can_be_skipped(
    client: Client, network: Network
) -> None:
    begin(client, network)
    place = client.get(screen(network, "place")).content.decode()
    assert place.count("(needed)") == 1
    assert "Where does most of your work happen? <span" in place
    assert "Only what is marked “needed” has to be answered." in place
    topics = client.get(screen(network, "topics")).content.decode()
    assert "(needed)" not in topics
    assert "You can skip this" in topics


def test_going_back_keeps_what_was_typed(client: Client, network: Network) -> None:
    begin(client, network)
    told = {"topics": "Housing", "back": "1"}
    assert client.post(screen(network, "topics"), told)["Location"] == screen(network, "size")
    assert Profile.objects.get().topics == ["Housing"]
    assert Profile.objects.get().steps_done == ["topics"]


def test_going_back_from_an_empty_screen_asks_for_nothing(client: Client, network: Network) -> None:
    begin(client, network)
    for key, before in (("place", "groups"), ("time", "offers"), ("seen", "access")):
        answer = client.post(screen(network, key), {"back": "1"})
        assert answer["Location"] == screen(network, before)
    # What was only passed by is not looked at yet.
    assert Profile.objects.get().steps_done == []


def test_going_back_with_something_wrong_says_so_and_offers_a_way(
    client: Client, network: Network
) -> None:
    begin(client, network)
    told = {"topics": "a, b, c, d, e, f", "back": "1"}
    page = client.post(screen(network, "topics"), told).content.decode()
    assert "Five topics at most" in page
    assert "a, b, c, d, e, f" in page
    assert f'<a href="{screen(network, "size")}">Back, without keeping' in page


def test_going_back_does_not_give_the_answers_that_are_given_once(
    client: Client, network: Network
) -> None:
    question = EqualityQuestion.objects.create(network=network, words="Age?", options=["a", "b"])
    begin(client, network)
    told = {f"q{question.pk}": "a", "back": "1"}
    assert client.post(screen(network, "equality"), told)["Location"] == screen(network, "seen")
    assert not question.answers.exists()
    assert not Profile.objects.get().has_told_equality


def test_going_back_from_the_last_page_keeps_the_answers_given_so_far(
    client: Client, network: Network
) -> None:
    first, _second = (
        JoinQuestion.objects.create(network=network, words=words) for words in ("How?", "Why?")
    )
    begin(client, network)
    finish = reverse("join_finish", args=[network.slug])
    answer = client.post(finish, {f"q{first.pk}": "By train", "back": "1"})
    assert answer["Location"] == screen(network, "seen")
    assert JoinAnswer.objects.get().words == "By train"
    assert "By train" in client.get(finish).content.decode()


@pytest.mark.parametrize("key", ["needs", "offers"])
def test_a_kind_without_words_is_asked_for_them(client: Client, network: Network, key: str) -> None:
    begin(client, network)
    page = client.post(screen(network, key), {"kind2": "skill", "line2": " "}).content.decode()
    assert "Say in a few words what it is." in page
    assert getattr(Profile.objects.get(), key) == []
    assert (
        client.post(screen(network, key), {"kind2": "skill", "line2": "Baking"}).status_code == 302
    )


def sent_off(client: Client, network: Network, links: Links) -> str:
    """Fill it all in; the link in the mail that proves the address."""
    begin(client, network)
    fill_in(client, network)
    client.post(reverse("join_finish", args=[network.slug]), {})
    return links("ann@example.org")[0]


def test_who_agreed_in_this_browser_is_not_asked_again(
    client: Client, network: Network, links: Links
) -> None:
    back = sent_off(client, network, links)
    agreed = Consent.objects.get(purpose="membership").wording[:60]
    here = client.get(back).content.decode()
    assert agreed not in here
    assert "I agree" not in here
    elsewhere = Client().get(back).content.decode()
    assert agreed in elsewhere
    assert "It was me, send it" in elsewhere
    # To other words they have not agreed yet.
    Consent.objects.update(version="before")
    assert "I agree, send it" in client.get(back).content.decode()
    client.post(back)
    assert Consent.objects.filter(purpose="membership").count() == 2


def test_a_mail_says_that_it_arrived_and_leads_to_it_once(
    client: Client, network: Network, links: Links
) -> None:
    Gate.objects.update(remind_days=7)
    back = sent_off(client, network, links)
    assert "We have your application" not in [one.subject for one in mail.outbox]
    for _time in range(2):
        client.post(back)
        links("ann@example.org")
    (letter,) = [one for one in mail.outbox if "We have your application" in one.subject]
    assert letter.to == ["ann@example.org"]
    day = timezone.localdate() + timedelta(days=7)
    assert f"If nobody has answered by {day:%-d %b %Y}, they are reminded." in letter.body
    assert "People who look after members read it" in letter.body
    other, link = Client(), links("ann@example.org")[-1]
    page = other.get(link).content.decode()
    assert "Your application is sent and waits for an answer." in page
    assert "agree" not in page[page.index("<main") :]
    page = other.post(link).content.decode()
    assert "A hall on Mondays" in page
    other.post(reverse("join_withdraw", args=[network.slug]))
    assert not Application.objects.exists()


def test_who_is_not_let_in_at_once_after_all_hears_that_it_arrived(
    client: Client, network: Network, links: Links
) -> None:
    begin(client, network)
    # Came by a link that is gone.
    Application.objects.update(is_vouched=True, via="link", proven_at=timezone.now())
    fill_in(client, network)
    finish = reverse("join_finish", args=[network.slug])
    client.post(finish, {})
    links("ann@example.org")
    (letter,) = [one for one in mail.outbox if "We have your application" in one.subject]
    assert letter.to == ["ann@example.org"]
    page = client.get(finish).content.decode()
    assert "you are a member" not in page
    assert "Take it back" in page


def test_who_is_let_in_at_once_is_not_asked_to_take_it_back(
    client: Client, network: Network, convenor: Account, links: Links
) -> None:
    begin(client, network)
    link = InviteLink.objects.create(
        network=network, code="c", until=timezone.localdate(), is_trusted=True, made_by=convenor
    )
    told = {"is_vouched": True, "via": "link", "link": link, "proven_at": timezone.now()}
    Application.objects.update(**told)
    fill_in(client, network)
    page = client.post(reverse("join_finish", args=[network.slug]), {}).content.decode()
    assert "you are a member" in page
    assert "Take it back" not in page
    links("ann@example.org")
    assert not [one for one in mail.outbox if "We have your application" in one.subject]
