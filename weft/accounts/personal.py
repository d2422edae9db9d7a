"""What is kept of how somebody signs in, for those who ask for their data."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from weft.accounts.models import Account
from weft.common.personal import KnownAs, Person, Row, knows_names, tells


@knows_names
def name_of_account(person: Person) -> Iterable[KnownAs]:
    for account in Account.objects.filter(pk=person.account_id or 0):
        yield KnownAs(account.name, None, account.named_at)


@tells
def tell_sign_in(person: Person) -> Iterable[tuple[str, list[Row]]]:
    if person.account_id is None:
        return
    own = {"user_id": person.account_id}
    yield (
        "where_i_am_signed_in",
        [
            {"since": one.created_at, "browser": one.user_agent}
            for one in UserSession.objects.filter(**own)
        ],
    )
    yield (
        "my_second_steps",
        [
            {"kind": one.type, "made": one.created_at, "used": one.last_used_at}
            for one in Authenticator.objects.filter(**own)
        ],
    )
    yield (
        "where_i_sign_in_elsewhere",
        [
            {"known_there_as": one.uid, "since": one.date_joined}
            for one in SocialAccount.objects.filter(**own)
        ],
    )
