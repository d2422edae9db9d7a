"""The secret key can be changed: what was signed or encrypted before still counts."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.core.signing import BadSignature, TimestampSigner

from weft.accounts.adapter import SecondStepAdapter
from weft.accounts.models import Account
from weft.accounts.second_step import renew_secrets
from weft.accounts.tests.test_second_step import code_now


def test_second_steps_open_with_the_key_of_before(settings: Any) -> None:
    settings.SECRET_KEY = "the first key"
    kept = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert SecondStepAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    # What is encrypted now needs the new key alone.
    renewed = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = []
    assert SecondStepAdapter().decrypt(renewed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(InvalidToken):
        SecondStepAdapter().decrypt(kept)


def test_links_are_read_with_the_key_of_before(settings: Any) -> None:
    settings.SECRET_KEY = "the first key"
    link = TimestampSigner(salt="weft.tests").sign("7")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert TimestampSigner(salt="weft.tests").unsign(link) == "7"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadSignature):
        TimestampSigner(salt="weft.tests").unsign(link)


@pytest.mark.django_db
def test_setting_up_anew_renews_what_is_stored(settings: Any) -> None:
    settings.SECRET_KEY = "the first key"
    account = Account.objects.create_user("ann@example.org")
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    [code, *_rest] = RecoveryCodes.activate(account).get_unused_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    assert renew_secrets() == 2
    settings.SECRET_KEY_FALLBACKS = []
    app, codes = Authenticator.objects.order_by("pk")
    assert app.wrap().validate_code(code_now("JBSWY3DPEHPK3PXP"))
    assert codes.wrap().validate_code(code)
