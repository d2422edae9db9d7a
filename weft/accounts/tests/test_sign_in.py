"""Signing up and in by a code that comes by mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account


def code_in_last_mail() -> str:
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


@pytest.mark.django_db
def test_a_newcomer_makes_an_account_and_is_signed_in(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "Newcomer@Example.org"})
    assert mail.outbox[-1].to == ["newcomer@example.org"]
    answer = client.post(
        reverse("account_email_verification_sent"), {"code": code_in_last_mail()}, follow=True
    )
    assert answer.status_code == 200
    assert answer.wsgi_request.user == Account.objects.get(email="newcomer@example.org")


@pytest.mark.django_db
def test_a_member_signs_in_with_a_code(client: Client) -> None:
    account = Account.objects.create_user("member@example.org")
    answer = client.post(reverse("account_login"), {"email": "member@example.org"}, follow=True)
    assert b"Enter the code" in answer.content
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.django_db
def test_a_wrong_code_does_not_sign_in(client: Client) -> None:
    Account.objects.create_user("member@example.org")
    client.post(reverse("account_login"), {"email": "member@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_an_unknown_address_looks_the_same_as_a_known_one(client: Client) -> None:
    Account.objects.create_user("member@example.org")
    known = client.post(reverse("account_login"), {"email": "member@example.org"})
    stranger = Client().post(reverse("account_login"), {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (stranger.status_code, stranger["Location"])


@pytest.mark.django_db
def test_signing_up_does_not_tell_who_has_an_account(client: Client) -> None:
    Account.objects.create_user("member@example.org")
    known = client.post(reverse("account_signup"), {"email": "Member@Example.org"})
    assert mail.outbox[-1].subject.strip().endswith("You have an account already")
    assert reverse("account_login") in str(mail.outbox[-1].body)
    other = Client()
    new = other.post(reverse("account_signup"), {"email": "new@example.org"})
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    confirm = reverse("account_email_verification_sent")
    assert client.get(confirm).status_code == other.get(confirm).status_code == 200
    wrong = {"code": "AAAA-AAAA"}
    answers = [one.post(confirm, wrong).status_code for one in (client, other)]
    assert answers[0] == answers[1]


@pytest.mark.django_db
def test_a_mail_to_someone_without_an_account_says_so(client: Client) -> None:
    client.post(reverse("account_login"), {"email": "nobody@example.org"})
    assert reverse("account_signup") in str(mail.outbox[-1].body)


@pytest.mark.django_db
def test_the_demo_lets_people_look_around(client: Client) -> None:
    Account.objects.create_user("convenor@demo.invalid")
    client.post(reverse("demo_enter"), {"role": "convenor"})
    assert "_auth_user_id" in client.session
    assert "This one" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("demo_enter"), {"role": "visitor"})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_name_can_be_changed(client: Client) -> None:
    account = Account.objects.create_user("member@example.org")
    client.force_login(account)
    client.post(reverse("account_detail"), {"name": "  A. Member "})
    account.refresh_from_db()
    assert account.name == "A. Member"
