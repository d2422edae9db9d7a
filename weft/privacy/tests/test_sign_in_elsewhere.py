"""How somebody signs in is told to them, and forgotten with them."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from testkit.fake_provider import FakeProvider, is_in, sign_in_there
from weft.accounts.models import Account
from weft.privacy.leaving import delete_account
from weft.privacy.my_data import data_of


def test_it_is_told_and_forgotten(client: Client, provider: FakeProvider) -> None:
    sign_in_there(client, provider)
    account = Account.objects.get()
    assert data_of(account)["where_i_sign_in_elsewhere"][0]["known_there_as"] == "person-1"
    delete_account(account=account, wishes={})
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
def test_sessions_end_with_the_account() -> None:
    ann, bob = (Account.objects.create_user(f"{name}@example.org") for name in ("ann", "bob"))
    deleted, shut = Client(), Client()
    deleted.force_login(ann)
    shut.force_login(bob)
    assert is_in(deleted)
    delete_account(account=ann, wishes={})
    assert not is_in(deleted)
    bob.is_active = False
    bob.save()
    assert not is_in(shut)
