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
from weft.networks import second_step
from weft.networks.actions import change_network, give_role, take_role
from weft.networks.models import Membership, Network, Responsibility
from weft.networks.second_step import powerful
from weft.networks.viewers import viewer_of


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "days", "is_led_away"),
    [
        ("convenor", 8, True), ("map_manager", 8, True), ("steward", 8, True),
        ("moderator", 8, True), ("convenor", 6, False), ("member", 8, False),
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
    assert client.post(reverse("account_data")).status_code == answer.status_code
    if is_led_away:
        assert answer["Location"] == f"{reverse('mfa_index')}?needed=1"
        assert "Here you need a second step" in client.get(answer["Location"]).content.decode()
        TOTP.activate(cast.account(role), "JBSWY3DPEHPK3PXP")
        assert client.get(reverse("directory", args=[slug])).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_told"), [
    ("convenor", True), ("map_manager", True), ("steward", True), ("moderator", True),
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


@pytest.mark.django_db
def test_a_role_given_anew_does_not_begin_the_week_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, account = cast.open.network, cast.account("steward")
    assert account is not None
    convenor = viewer_of(network, cast.accounts["convenor"].pk)  # type: ignore[union-attr]  # there is one
    held = Responsibility.objects.filter(membership__account=account, membership__network=network)
    first = held.get()
    take_role(viewer=convenor, network=network, responsibility_id=first.pk)
    give_role(viewer=convenor, network=network, email=account.email, role="map_manager")
    again = held.get()
    [need] = [one for one in powerful(account.pk) if one.network_id == network.pk]
    assert abs(need.since - first.since) < abs(again.since - need.since)
    # What was given long ago does not count any more.
    monkeypatch.setattr(second_step, "_LOOKS_BACK_DAYS", 0)
    assert again.since in {one.since for one in powerful(account.pk)}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["convenor", "moderator", "member"])
def test_a_network_may_ask_it_of_every_member(cast: Cast, settings: Any, role: str) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    network = cast.open.network
    convenor = viewer_of(network, cast.accounts["convenor"].pk)  # type: ignore[union-attr]  # there is one
    change_network(viewer=convenor, network=network, all_need_second_step=True)
    client = Client()
    client.force_login(cast.account(role))  # type: ignore[arg-type]  # there is one
    url = reverse("directory", args=[network.slug])
    page = client.get(url).content.decode()
    assert "you need a second step for signing in" in page
    week_ago = timezone.now() - timedelta(days=8)
    Network.objects.filter(pk=network.pk).update(second_step_since=week_ago)
    # Whoever joined today has a week from today.
    Membership.objects.filter(account=cast.account(role)).update(since=timezone.now())
    assert client.get(url).status_code == 200
    Membership.objects.update(since=timezone.now() - timedelta(days=30))
    assert client.get(url)["Location"] == f"{reverse('mfa_index')}?needed=1"
    assert client.get(reverse("api:network", args=[network.slug])).status_code == 403
    other = client.get(reverse("directory", args=[cast.closed.network.slug]))
    assert other.status_code == 200
    change_network(viewer=convenor, network=network, all_need_second_step=False)
    assert client.get(url).status_code == 200


@pytest.mark.django_db
def test_who_is_no_member_is_never_asked(cast: Cast, settings: Any) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    Network.objects.update(second_step_since=timezone.now() - timedelta(days=90))
    Membership.objects.update(since=timezone.now() - timedelta(days=90))
    url = reverse("directory", args=[cast.open.network.slug])
    for role in ("anonymous", "stranger", "former"):
        client = Client()
        if (account := cast.account(role)) is not None:
            client.force_login(account)
        assert client.get(url).status_code == 200, role


@pytest.mark.django_db
def test_it_is_switched_on_in_the_settings_and_said_where_one_joins(
    cast: Cast, settings: Any
) -> None:
    network = cast.open.network
    client = Client()
    client.force_login(cast.account("convenor"))  # type: ignore[arg-type]  # there is one
    url = reverse("network_settings", args=[network.slug])
    assert "all_need_second_step" not in client.get(url).content.decode()
    settings.WEFT_REQUIRE_SECOND_STEP = True
    Responsibility.objects.update(since=timezone.now())
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    given = {
        name: value for name, value in data.items() if value is not None and value is not False
    }
    answer = client.post(url, {**given, "all_need_second_step": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    network.refresh_from_db()
    since = network.second_step_since
    assert since is not None
    # Saving once more does not begin the week anew.
    client.post(url, {**given, "name": "Another name", "all_need_second_step": "on"})
    network.refresh_from_db()
    assert (network.name, network.second_step_since) == ("Another name", since)
    words = "You sign in with a second step"
    assert words in Client().get(reverse("join", args=[network.slug])).content.decode()
    client.post(url, given)
    network.refresh_from_db()
    assert network.second_step_since is None
    assert words not in Client().get(reverse("join", args=[network.slug])).content.decode()
