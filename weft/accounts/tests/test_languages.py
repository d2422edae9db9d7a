"""Pages and mails in the language that somebody chose."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account

pytestmark = pytest.mark.django_db
SIGN_IN = "account_login"


def language_of(client: Client, **headers: str) -> str:
    page = client.get(reverse(SIGN_IN), headers=headers).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


@pytest.fixture
def anna() -> Account:
    return Account.objects.create_user("anna@example.org")


def test_the_browser_asks_for_a_language() -> None:
    assert language_of(Client()) == "en-gb"
    assert language_of(Client(), accept_language="cy,en;q=0.5") == "cy"
    assert language_of(Client(), accept_language="fr") == "en-gb"


def test_a_visitor_chooses_by_a_cookie() -> None:
    client = Client()
    answer = client.post(reverse("language"), {"language": "cy", "next": "/account/sign-in/"})
    assert answer["Location"] == "/account/sign-in/"
    assert language_of(client) == "cy"
    assert language_of(client, accept_language="en") == "cy"


def test_what_is_chosen_in_the_account_holds_in_every_browser(anna: Account) -> None:
    client = Client()
    client.force_login(anna)
    client.post(reverse("language"), {"language": "cy"})
    anna.refresh_from_db()
    assert anna.language == "cy"
    another = Client(headers={"accept-language": "en"})
    another.force_login(anna)
    page = another.get(reverse("account_detail")).content.decode()
    assert '<html lang="cy"' in page
    another.post(reverse("account_detail"), {"name": "Anna", "language": ""})
    anna.refresh_from_db()
    assert (anna.name, anna.language) == ("Anna", "")


@pytest.mark.parametrize("language", ["xx", "", "../en"])
def test_a_language_that_is_not_offered_changes_nothing(anna: Account, language: str) -> None:
    client = Client()
    client.force_login(anna)
    client.post(reverse("language"), {"language": language})
    anna.refresh_from_db()
    assert anna.language == ""
    assert "django_language" not in client.cookies


def test_one_is_not_sent_elsewhere() -> None:
    told = {"language": "cy", "next": "https://elsewhere.example/"}
    assert Client().post(reverse("language"), told)["Location"] == "/"


@pytest.mark.parametrize(
    ("asked", "comes"),
    [("//evil.example", "/"), ("\\\\evil.example", "/"), ("/\\evil.example", "/"),
     ("https:evil.example", "/"), ("///evil.example", "/"), ("javascript:alert(1)", "/"),
     (" //evil.example", "/"), ("language", "language"), ("nowhere", "nowhere"),
     ("/a\nb", "/a%0Ab")],
)  # fmt: skip
def test_one_comes_back_to_a_path_of_this_site(asked: str, comes: str) -> None:
    told = {"language": "cy", "next": asked}
    assert Client().post(reverse("language"), told)["Location"] == comes
