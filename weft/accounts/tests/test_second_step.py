"""Second steps: set up, asked for when signing in, and required of those with power."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def set_up(account: Account) -> str:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(account, secret)
    return secret


def sign_in(client: Client, account: Account) -> Any:
    """With the code from the mail; what comes next."""
    client.post(reverse("account_login"), {"email": account.email})
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return client.post(reverse("account_confirm_login_code"), {"code": found.group()})


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("ann@example.org", name="Ann")


def test_an_app_is_set_up_and_asked_for(client: Client, account: Account) -> None:
    sign_in(client, account)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert found
    client.post(reverse("mfa_activate_totp"), {"code": code_now(found[1])})
    assert Authenticator.objects.filter(user=account, type="totp").exists()
    # The secret itself is not in the database.
    assert found[1] not in str(list(Authenticator.objects.values_list("data", flat=True)))

    other = Client()
    answer = sign_in(other, account)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("account_detail")).status_code == 302
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert "That is not the code" in wrong.content.decode()


def test_a_recovery_code_works_once(account: Account) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415

    set_up(account)
    [code, *_rest] = RecoveryCodes.activate(account).get_unused_codes()
    for place in ("account_detail", None):
        client = Client()
        sign_in(client, account)
        client.post(reverse("mfa_authenticate"), {"code": code})
        is_in = client.get(reverse("account_detail")).status_code == 200
        assert is_in == (place is not None)


def test_changing_how_one_signs_in_asks_again(client: Client, account: Account) -> None:
    set_up(account)
    client.force_login(account)
    answer = client.get(reverse("mfa_deactivate_totp"))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("name", [
    "mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "usersessions_list",
])  # fmt: skip
def test_pages_are_for_who_is_signed_in(client: Client, account: Account, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
    sign_in(client, account)
    assert client.get(reverse(name)).status_code == 200


def test_sessions_are_listed_without_an_address_and_ended(account: Account) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, account)
    kept = list(UserSession.objects.filter(user=account))
    assert len(kept) == 2
    assert all(one.ip.startswith("fd") for one in kept)
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("session_end", args=[other.pk]))
    assert there.get(reverse("account_detail")).status_code == 302
    assert here.get(reverse("account_detail")).status_code == 200


def test_sessions_of_others_do_not_exist(client: Client, account: Account) -> None:
    sign_in(Client(), account)
    sign_in(client, Account.objects.create_user("eve@example.org"))
    other = UserSession.objects.get(user=account)
    assert client.post(reverse("session_end", args=[other.pk])).status_code == 404
    assert UserSession.objects.filter(pk=other.pk).exists()


def test_three_wrong_codes_end_the_try(client: Client, account: Account) -> None:
    client.post(reverse("account_login"), {"email": account.email})
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    client.post(reverse("account_confirm_login_code"), {"code": found.group()})
    assert client.get(reverse("account_detail")).status_code == 302
