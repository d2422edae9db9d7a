"""Every write to accounts."""

from __future__ import annotations

import logging

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.errors import InvalidInput
from weft.common.links import refuse_address_in_name

logger = logging.getLogger(__name__)


def rename_account(*, account: Account, name: str) -> None:
    """Set the name that members of one's networks read beside one's changes."""
    given = name.strip()[:120]
    if given != account.name:
        refuse_address_in_name(given)
        account.name, account.named_at = given, timezone.now()
        account.save(update_fields=["name", "named_at"])


def _account_of(email: str) -> Account:
    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise InvalidInput(_("There is no account with this address."))
    return account


def forget_second_steps(*, email: str) -> None:
    """Take away all second steps of somebody who lost them, and proved otherwise who they are."""
    account = _account_of(email)
    Authenticator.objects.filter(user=account).delete()
    logger.warning("The second steps of account %s were taken away by command", account.pk)


@transaction.atomic
def end_sessions_of(*, email: str) -> int:
    """Sign an account out everywhere; how many sessions that were."""
    account = _account_of(email)
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


def disconnect(*, account: Account) -> None:
    """Forget how an account is known at the provider."""
    SocialAccount.objects.filter(user=account).delete()


def choose_language(*, account: Account, language: str) -> None:
    """Set the language of one's pages and mails; none is that of the browser."""
    if language and language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("Choose one of the languages that are offered."))
    account.language = language
    account.save(update_fields=["language"])
