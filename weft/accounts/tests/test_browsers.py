"""Browsers are told apart in a few words, and what they say of themselves is not stored."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from weft.accounts.browsers import browser_words
from weft.accounts.models import Account
from weft.accounts.tests.test_second_step import sign_in

_SAYS = "Mozilla/5.0 "
AGENTS = {
    "(Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0": "Firefox on Android",
    "(X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Safari/537.36":
        "Chrome on Linux",
    "(Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0":
        "Edge on Windows",
    "(iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit Version/17.5 Safari/604.1":
        "Safari on iPhone",
    "(iPad; CPU OS 17_5 like Mac OS X) AppleWebKit CriOS/128.0 Safari/604.1": "Chrome on iPad",
    "(Macintosh; Intel Mac OS X 10_15) AppleWebKit Version/17.5 Safari/605": "Safari on Mac",
    "(Linux; Android 14) AppleWebKit SamsungBrowser/25.0 Chrome/121.0 Safari/537.36":
        "Samsung Internet on Android",
    "(X11; CrOS x86_64) AppleWebKit Chrome/128.0 Safari/537.36": "Chrome on ChromeOS",
}  # fmt: skip


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_browser_in_a_few_words(agent: str, words: str) -> None:
    assert browser_words(_SAYS + agent) == words
    assert browser_words(words) == words


@pytest.mark.parametrize("agent", ["", "curl/8.5", "<script>alert(1)</script>"])
def test_others_are_others(agent: str) -> None:
    assert browser_words(agent) == "other"


def test_all_words_come_out_as_they_are() -> None:
    for system in ("iPhone", "iPad", "Android", "ChromeOS", "Windows", "Mac", "Linux"):
        for browser in ("Edge", "Opera", "Firefox", "Chrome", "Safari", "other"):
            assert browser_words(f"{browser} on {system}") == f"{browser} on {system}"


@pytest.mark.django_db
def test_the_list_of_sessions_shows_and_keeps_no_more() -> None:
    account = Account.objects.create_user("ann@example.org")
    agent = _SAYS + next(iter(AGENTS))
    client = Client(headers={"user-agent": agent})
    sign_in(client, account)
    assert UserSession.objects.get().user_agent == "Firefox on Android"
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox on Android" in page
    assert "Gecko" not in page


@pytest.mark.django_db
def test_the_session_that_looks_is_listed_first() -> None:
    account = Account.objects.create_user("ann@example.org")
    clients = [Client(), Client(), Client()]
    for one in clients:
        sign_in(one, account)
    page = clients[0].get(reverse("usersessions_list")).content.decode()
    rows = page.split("<tr>")[2:]
    assert ["This one" in row for row in rows] == [True, False, False]
