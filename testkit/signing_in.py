"""Someone who has just signed in, as if with a code from their mail."""

from __future__ import annotations

import time

from allauth.account.internal.flows import login
from django.test import Client

from weft.accounts.models import Account


def signed_in(account: Account, client: Client | None = None) -> Client:
    """Who may do what asks for fresh proof, unlike after `force_login`."""
    client = client or Client()
    client.force_login(account)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client
