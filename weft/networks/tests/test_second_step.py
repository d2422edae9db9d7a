"""Those with power over a network need a second step, after some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.networks.models import Responsibility


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "days", "is_led_away"),
    [
        ("convenor", 8, True), ("map_manager", 8, True), ("steward", 8, True),
        ("convenor", 6, False), ("moderator", 8, False), ("member", 8, False),
    ],
)  # fmt: skip
def test_power_needs_a_second_step_after_some_days(
    cast: Cast, settings: Any, role: str, days: int, is_led_away: bool
) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    Responsibility.objects.update(since=timezone.now() - timedelta(days=days))
    client, slug = Client(), cast.open.network.slug
    client.force_login(cast.account(role))  # type: ignore[arg-type]  # there is one
    answer = client.get(reverse("directory", args=[slug]))
    assert answer.status_code == (302 if is_led_away else 200)
    api = client.get(reverse("api:network", args=[slug]))
    assert api.status_code == (403 if is_led_away else 200)
    if is_led_away:
        assert answer["Location"] == f"{reverse('mfa_index')}?needed=1"
        assert "Set up a second step" in client.get(answer["Location"]).content.decode()
        TOTP.activate(cast.account(role), "JBSWY3DPEHPK3PXP")
        assert client.get(reverse("directory", args=[slug])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_told"), [
    ("convenor", True), ("map_manager", True), ("steward", True), ("moderator", False),
    ("member", False), ("former", False), ("anonymous", False),
])  # fmt: skip
def test_in_the_days_before_every_page_says_by_when(
    cast: Cast, settings: Any, role: str, is_told: bool
) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    given = timezone.now() - timedelta(days=2)
    Responsibility.objects.update(since=given)
    client, account = Client(), cast.account(role)
    if account is not None:
        client.force_login(account)
    day = timezone.localtime(given + timedelta(days=7))
    told = f"By {day.day} {day:%B %Y} you need a second step"
    slug = cast.open.network.slug
    pages = [reverse(name, args=[slug]) for name in ("directory", "map_page")]
    for url in [reverse("front"), *pages]:
        assert (told in client.get(url).content.decode()) == is_told, url
    if is_told:
        assert account is not None
        TOTP.activate(account, "JBSWY3DPEHPK3PXP")
        assert told not in client.get(reverse("front")).content.decode()


@pytest.mark.django_db
def test_a_term_that_is_over_asks_for_nothing(cast: Cast, settings: Any) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    yesterday = timezone.localdate() - timedelta(days=1)
    Responsibility.objects.filter(role="steward").update(until=yesterday)
    client = Client()
    client.force_login(cast.account("steward"))  # type: ignore[arg-type]  # there is one
    assert "you need a second step" not in client.get(reverse("front")).content.decode()
