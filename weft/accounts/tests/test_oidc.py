"""Signing in at the provider: who gets in, into which account, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client
from django.urls import reverse

from testkit.fake_provider import (
    FakeProvider,
    come_back,
    go,
    is_in,
    running,
    sign_in_there,
    use,
)
from testkit.signing_in import signed_in
from weft.accounts.models import Account
from weft.accounts.tests.test_doors import names_with
from weft.accounts.tests.test_second_step import code_now, set_up

DOORS = {"provider_login", "provider_callback", "provider_remove"}


def test_without_a_provider_there_are_no_doors(tmp_path: Any) -> None:
    assert not names_with(tmp_path) & DOORS
    there = {"WEFT_OIDC_SERVER_URL": "https://id.example.org", "WEFT_OIDC_CLIENT_ID": "a",
             "WEFT_OIDC_CLIENT_SECRET": "b"}  # fmt: skip
    names = names_with(tmp_path, **there)
    assert names >= DOORS
    assert not any(name.startswith("socialaccount") for name in names)


def test_a_newcomer_with_a_confirmed_address_gets_an_account(
    client: Client, provider: FakeProvider
) -> None:
    assert "Sign in with the Federation" in client.get(reverse("account_login")).content.decode()
    answer = sign_in_there(client, provider, email="Ann@Example.org")
    assert answer.status_code == 302
    assert is_in(client)
    account = Account.objects.get()
    assert (account.email, account.name) == ("ann@example.org", "Ann")
    assert not account.has_usable_password()
    assert EmailAddress.objects.get(user=account).verified
    # The next time it is the same account, also where the address has changed.
    other = Client()
    sign_in_there(other, provider, email="ann@elsewhere.example")
    assert is_in(other)
    assert Account.objects.get().email == "ann@example.org"


def test_who_it_is_is_kept_and_nothing_else(client: Client, provider: FakeProvider) -> None:
    sign_in_there(client, provider)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("person-1", {})
    assert not SocialToken.objects.exists()
    assert "canaryaccesstoken" not in str(dict(client.session))


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": None},
                                    {"email_verified": "false"}, {"email": None}])  # fmt: skip
def test_an_address_that_was_not_confirmed_opens_nothing(
    client: Client, provider: FakeProvider, claims: dict[str, Any]
) -> None:
    answer = sign_in_there(client, provider, **claims)
    assert answer.status_code == 401
    assert "Sign in with a code from your mail first" in answer.content.decode()
    assert not is_in(client)
    assert not Account.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("address", ["ann@example.org", "ANN@Example.ORG"])
def test_an_account_with_the_same_address_is_not_entered(
    client: Client, provider: FakeProvider, address: str
) -> None:
    account = Account.objects.create_user("ann@example.org")
    assert sign_in_there(client, provider, email=address).status_code == 401
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    # Who proves it with a code first can connect it, and come in that way from then on.
    signed_in(account, client)
    assert sign_in_there(client, provider, email=address).status_code == 302
    assert SocialAccount.objects.get().user == account
    other = Client()
    sign_in_there(other, provider)
    assert other.session["_auth_user_id"] == str(account.pk)


def test_connecting_asks_for_fresh_proof(client: Client, provider: FakeProvider) -> None:
    client.force_login(Account.objects.create_user("ann@example.org"))
    answer = client.post(reverse("provider_login"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not provider.asked


def test_one_person_there_is_one_account_here(provider: FakeProvider) -> None:
    first, second = (Account.objects.create_user(f"{name}@example.org") for name in ("a", "b"))
    sign_in_there(signed_in(first), provider)
    sign_in_there(signed_in(second), provider)
    assert SocialAccount.objects.get().user == first


def test_people_of_another_provider_are_others(
    client: Client, provider: FakeProvider, settings: Any
) -> None:
    sign_in_there(client, provider)
    with running() as second:
        use(settings, second)
        other = Client()
        assert sign_in_there(other, second, email="eve@example.org").status_code == 302
        assert other.session["_auth_user_id"] != client.session["_auth_user_id"]
        # The same subject with the first one's address gets no further.
        assert sign_in_there(Client(), second, sub="x").status_code == 401


def test_the_second_step_is_asked_for_all_the_same(provider: FakeProvider) -> None:
    account = Account.objects.create_user("ann@example.org")
    sign_in_there(signed_in(account), provider)
    secret = set_up(account)
    client = Client()
    # Whatever the provider says of how strongly it proved who it is.
    answer = sign_in_there(client, provider, amr=["mfa"], acr="high")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert is_in(client)


def test_signing_in_there_is_no_fresh_proof(client: Client, provider: FakeProvider) -> None:
    sign_in_there(client, provider)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize(("subject", "gets_in"), [("person-1", True), ("person-2", False)])
def test_an_address_that_stands_in_the_profile_alone(
    client: Client, provider: FakeProvider, subject: str, gets_in: bool
) -> None:
    provider.config["userinfo_endpoint"] = f"{provider.issuer}/userinfo"
    provider.userinfo = {"sub": subject, "email": "ann@example.org", "email_verified": True}
    sign_in_there(client, provider, email=None, email_verified=None)
    assert is_in(client) == gets_in
    assert Account.objects.exists() == gets_in


def test_closed_doors_stay_closed(client: Client, provider: FakeProvider, settings: Any) -> None:
    settings.WEFT_OPEN_SIGN_UP = False
    assert sign_in_there(client, provider).status_code == 401
    assert not Account.objects.exists()


def test_a_session_begins_with_a_press_alone(client: Client, provider: FakeProvider) -> None:
    assert client.get(reverse("provider_login")).status_code == 405
    asked = go(client)
    # Somebody else's browser did not ask for it.
    assert come_back(Client(), asked, provider.agree(asked)).status_code == 401


def test_a_connection_is_taken_away(client: Client, provider: FakeProvider) -> None:
    account = Account.objects.create_user("ann@example.org")
    signed_in(account, client)
    sign_in_there(client, provider)
    assert "Stop signing in" in client.get(reverse("account_detail")).content.decode()
    client.post(reverse("provider_remove"))
    assert not SocialAccount.objects.exists()
    assert sign_in_there(Client(), provider).status_code == 401


def test_a_provider_that_does_not_answer_is_said(client: Client, provider: FakeProvider) -> None:
    provider.config["issuer"] = "http://127.0.0.1:9/other"
    answer = client.post(reverse("provider_login"))
    assert answer.status_code == 401
    assert "did not answer as it should" in answer.content.decode()
