"""Nothing that the provider, or somebody in between, could send wrongly lets anybody in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from testkit.fake_provider import (
    CLIENT,
    OTHER_KEY,
    OWN_KEY,
    FakeProvider,
    come_back,
    go,
    is_in,
    sign_in_there,
)
from weft.accounts.models import Account


def assert_shut(client: Client, answer: Any) -> None:
    assert answer.status_code == 401, answer
    assert not is_in(client)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"}, {"aud": [CLIENT, "another"]}, {"aud": None},
        {"aud": [CLIENT, "another"], "azp": "another"}, {"azp": "another"},
        {"nonce": "made-up"}, {"nonce": None}, {"nonce": ""},
        {"iss": "https://elsewhere.example"}, {"iss": None},
        {"sub": None}, {"sub": ""},
        {"exp": 1}, {"exp": None}, {"iat": None}, {"nbf": 4_000_000_000},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_says_something_wrong(
    client: Client, provider: FakeProvider, claims: dict[str, Any]
) -> None:
    assert_shut(client, sign_in_there(client, provider, **claims))


def test_the_right_one_of_two_parties(client: Client, provider: FakeProvider) -> None:
    sign_in_there(client, provider, aud=[CLIENT, "another"], azp=CLIENT)
    assert is_in(client)


@pytest.mark.parametrize(
    "signing",
    [
        (OTHER_KEY, "RS256", "own"), (OTHER_KEY, "RS256", "other"), (None, "none", "own"),
        ("a secret of both, which is long enough", "HS256", "own"),
    ],
)  # fmt: skip
def test_a_token_that_is_not_signed_by_the_provider(
    client: Client, provider: FakeProvider, signing: Any
) -> None:
    assert_shut(client, sign_in_there(client, provider, signing=signing))


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "RS512"])
def test_other_signatures_that_count(
    client: Client, provider: FakeProvider, algorithm: str
) -> None:
    sign_in_there(client, provider, signing=(OWN_KEY, algorithm, "own"))
    assert is_in(client)


def test_a_key_that_was_renewed(client: Client, provider: FakeProvider) -> None:
    provider.keys = [provider.public_key(OTHER_KEY, "new"), *provider.keys]
    sign_in_there(client, provider, signing=(OTHER_KEY, "RS256", "new"))
    assert is_in(client)


def test_a_key_for_something_else(client: Client, provider: FakeProvider) -> None:
    provider.keys[0]["use"] = "enc"
    assert_shut(client, sign_in_there(client, provider))


def _no_token(provider: FakeProvider) -> None:
    provider.id_token_left_out = True


def _no_keys(provider: FakeProvider) -> None:
    provider.config["jwks_uri"] = ""


def _other_issuer(provider: FakeProvider) -> None:
    provider.config["issuer"] = provider.issuer + "/"


@pytest.mark.parametrize("lie", [_no_token, _no_keys, _other_issuer])
def test_a_provider_that_changes_on_the_way(
    client: Client, provider: FakeProvider, lie: Callable[[FakeProvider], None]
) -> None:
    asked = go(client)
    code = provider.agree(asked)
    lie(provider)
    assert_shut(client, come_back(client, asked, code))


def test_a_token_of_another_sign_in(client: Client, provider: FakeProvider) -> None:
    first, second = go(client), go(client)
    code = provider.agree(second | {"code_challenge": first["code_challenge"]})
    assert_shut(client, come_back(client, first, code))


def test_the_state_is_random_and_works_once(client: Client, provider: FakeProvider) -> None:
    asked = go(client)
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32
    assert asked["code_challenge_method"] == "S256"
    assert_shut(client, come_back(client, asked | {"state": "made-up"}, provider.agree(asked)))
    answer = come_back(client, asked, provider.agree(asked))
    assert answer.status_code == 302
    assert come_back(client, asked, provider.agree(asked)).status_code == 401


def test_a_code_that_was_stolen_lacks_its_verifier(provider: FakeProvider) -> None:
    mine, theirs = Client(), Client()
    asked = go(theirs)
    code = provider.agree(asked)
    own = go(mine)
    assert_shut(mine, come_back(mine, own, code))


def test_an_answer_in_the_name_of_another(client: Client, provider: FakeProvider) -> None:
    asked = go(client)
    code = provider.agree(asked)
    assert_shut(client, come_back(client, asked, code, iss="https://elsewhere.example"))


@pytest.mark.parametrize("query", [{}, {"error": "access_denied"}, {"code": "x", "state": "x"},
                                   {"state": "\0", "code": "\0"}])  # fmt: skip
def test_coming_back_with_nothing(
    client: Client, provider: FakeProvider, query: dict[str, str]
) -> None:
    assert_shut(client, client.get(reverse("provider_callback"), query))


def test_turning_back_there(client: Client, provider: FakeProvider) -> None:
    asked = go(client)
    answer = client.get(
        reverse("provider_callback"), {"state": asked["state"], "error": "access_denied"}
    )
    assert_shut(client, answer)
    assert "you turned back" in answer.content.decode()


def test_what_is_asked_of_the_provider_is_not_the_visitors_to_choose(
    client: Client, provider: FakeProvider
) -> None:
    page = client.post(reverse("provider_login") + "?scope=admin&auth_params=prompt%3Dnone")
    assert "admin" not in page.context["address"]
    assert "prompt" not in page.context["address"]
