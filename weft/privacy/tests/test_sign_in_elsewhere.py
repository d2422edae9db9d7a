"""How somebody signs in is told to them, and forgotten with them."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from testkit.fake_provider import FakeProvider, sign_in_there
from weft.accounts.models import Account
from weft.privacy.leaving import delete_account
from weft.privacy.my_data import data_of


def test_it_is_told_and_forgotten(client: Client, provider: FakeProvider) -> None:
    sign_in_there(client, provider)
    account = Account.objects.get()
    assert data_of(account)["where_i_sign_in_elsewhere"][0]["known_there_as"] == "person-1"
    delete_account(account=account, wishes={})
    assert not SocialAccount.objects.exists()
