"""Every write to accounts."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.errors import InvalidInput


def rename_account(*, account: Account, name: str) -> None:
    """Set the name that members of one's networks read beside one's changes."""
    account.name = name.strip()[:120]
    account.save(update_fields=["name"])


@transaction.atomic
def end_sessions_of(*, email: str) -> int:
    """Sign an account out everywhere; how many sessions that were."""
    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise InvalidInput(_("There is no account with this address."))
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(account.pk)
    ]
    UserSession.objects.filter(user=account).delete()
    ended, _by_model = Session.objects.filter(session_key__in=keys).delete()
    return ended


@transaction.atomic
def end_all_sessions() -> int:
    """Sign everyone out; how many sessions that were."""
    UserSession.objects.all().delete()
    ended, _by_model = Session.objects.all().delete()
    return ended
