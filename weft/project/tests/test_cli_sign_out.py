"""Whoever runs the server can sign people out."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.project.cli import main


def visitor(address: str) -> Client:
    client = Client()
    client.force_login(Account.objects.create_user(address))
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account_detail")).status_code == 200


@pytest.mark.django_db
def test_one_account_is_signed_out_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    ann, bob = visitor("ann@example.org"), visitor("bob@example.org")
    assert main(["sign-out", "Ann@example.org"]) == 0
    assert "Ended 1 sessions." in capsys.readouterr().out
    assert not is_in(ann)
    assert is_in(bob)
    assert main(["sign-out", "nobody@example.org"]) == 2


@pytest.mark.django_db
def test_everyone_is_signed_out() -> None:
    ann, bob = visitor("ann@example.org"), visitor("bob@example.org")
    assert main(["sign-out", "--all"]) == 0
    assert not is_in(ann)
    assert not is_in(bob)


@pytest.mark.django_db
def test_a_second_step_that_was_lost_is_taken_away() -> None:
    visitor("ann@example.org")
    ann, bob = (Account.objects.get_or_create(email=f"{name}@example.org")[0]
                for name in ("ann", "bob"))  # fmt: skip
    for account in (ann, bob):
        TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    assert main(["sign-out", "ann@example.org", "--forget-second-step"]) == 0
    assert Authenticator.objects.get().user == bob
    assert main(["sign-out", "--all", "--forget-second-step"]) == 2
