"""Whoever runs the server can sign people out."""

from __future__ import annotations

import pytest
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
