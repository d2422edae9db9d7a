"""The setting of a provider at which one can sign in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from weft.project.environment import provider as provider_setting


@pytest.mark.parametrize(
    ("issuer", "secret"),
    [("http://id.example.org", "s"), ("id.example.org", "s"), ("https://id.example.org", "")],
)
def test_a_wrong_setting_is_refused(issuer: str, secret: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WEFT_OIDC_SERVER_URL"):
        provider_setting(issuer, "x", "client", secret)


def test_no_provider_is_no_setting() -> None:
    assert provider_setting("", "x", "", "") == {}
