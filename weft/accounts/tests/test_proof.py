"""Fresh proof before it is changed how somebody signs in, also where there is no second step."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.accounts.tests.test_second_step import code_now, set_up, sign_in

AGAIN = "account_reauthenticate"


def code_in_last_mail() -> str:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found.group()


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("ann@example.org", name="Ann")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets ten minutes pass."""
    now = time.time
    return lambda: monkeypatch.setattr("time.time", lambda: now() + 600)


def test_who_has_just_signed_in_needs_no_more(client: Client, account: Account) -> None:
    sign_in(client, account)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.parametrize("name", [
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes",
])  # fmt: skip
def test_later_a_code_from_the_mail_is_asked_for(
    client: Client, account: Account, name: str
) -> None:
    client.force_login(account)
    answer = client.get(reverse(name))
    assert answer["Location"].startswith(reverse(AGAIN))
    page = client.get(answer["Location"]).content.decode()
    assert "Send me a code" in page
    client.post(answer["Location"])
    done = client.post(answer["Location"], {"code": code_in_last_mail()})
    assert done["Location"] == reverse(name)
    # Recovery codes stand in for a second step, so without one there are none.
    assert client.get(reverse(name)).status_code in (200, 302)


def test_a_sign_in_of_ten_minutes_ago_is_not_enough(
    client: Client, account: Account, later: Callable[[], None]
) -> None:
    sign_in(client, account)
    later()
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_a_proof_gives_the_session_another_key(client: Client, account: Account) -> None:
    sign_in(client, account)
    before = client.session.session_key
    UserSession.objects.get(session_key=before)
    client.post(reverse(AGAIN))
    client.post(reverse(AGAIN), {"code": code_in_last_mail()})
    assert client.session.session_key != before
    assert UserSession.objects.get().session_key == client.session.session_key


def test_three_wrong_codes_end_the_proof(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post(reverse(AGAIN))
    right = code_in_last_mail()
    for _try in range(3):
        assert client.post(reverse(AGAIN), {"code": "AAAA-AAAA"}).status_code == 200
    assert client.post(reverse(AGAIN), {"code": right}).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_a_code_works_once_and_in_its_own_session(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post(reverse(AGAIN))
    code, other = code_in_last_mail(), Client()
    other.force_login(account)
    assert other.post(reverse(AGAIN), {"code": code}).status_code == 200
    assert client.post(reverse(AGAIN), {"code": code}).status_code == 302
    assert client.post(reverse(AGAIN), {"code": code}).status_code == 200


def test_codes_are_not_sent_without_end(client: Client, account: Account) -> None:
    client.force_login(account)
    answers = [client.post(reverse(AGAIN)).status_code for _try in range(6)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_mail_does_not_stand_in_for_a_second_step(client: Client, account: Account) -> None:
    secret = set_up(account)
    client.force_login(account)
    away = client.get(reverse("mfa_deactivate_totp"))
    assert away["Location"].startswith(reverse("mfa_reauthenticate"))
    # The page of codes leads on to the second step, too.
    assert client.get(reverse(AGAIN))["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.post(reverse(AGAIN))["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(away["Location"], {"code": code_now(secret)})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=account).exists()


def test_signing_in_with_the_mail_alone_removes_no_second_step(
    client: Client, account: Account, later: Callable[[], None]
) -> None:
    secret = set_up(account)
    sign_in(client, account)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    later()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=account).exists()


def test_a_code_of_before_is_nothing_once_there_is_a_second_step(
    client: Client, account: Account
) -> None:
    sign_in(client, account)
    # It was set up elsewhere since.
    set_up(account)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_who_adds_a_second_step_has_shown_it(client: Client, account: Account) -> None:
    sign_in(client, account)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert found
    client.post(reverse("mfa_activate_totp"), {"code": code_now(found[1])})
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_signing_out_elsewhere_is_asked_for_once_more(client: Client, account: Account) -> None:
    sign_in(Client(), account)
    client.force_login(account)
    other = UserSession.objects.exclude(session_key=client.session.session_key).get()
    answer = client.post(reverse("session_end", args=[other.pk]))
    assert answer["Location"].startswith(reverse(AGAIN))
    client.post(answer["Location"])
    client.post(answer["Location"], {"code": code_in_last_mail()})
    # What was asked for before is done now.
    assert not UserSession.objects.filter(pk=other.pk).exists()


def test_what_happens_is_logged_without_an_address(
    client: Client, account: Account, caplog: Any
) -> None:
    caplog.set_level("INFO", logger="weft")
    sign_in(client, account)
    client.post(reverse(AGAIN))
    Client().post(reverse("account_login"), {"email": account.email})
    assert f"Account {account.pk} signed in by code" in caplog.text
    assert "ann@" not in caplog.text
