"""Headers of pages, of the API, of embedded maps and of static files."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["front", "account_login", "directory", "api:network"])
def test_pages_keep_to_themselves(cast: Cast, client: Client, name: str) -> None:
    slug = cast.open.network.slug
    url = reverse(name, args=[slug]) if name in ("directory", "api:network") else reverse(name)
    headers = client.get(url).headers
    parts = [part.split() for part in headers["Content-Security-Policy"].split(";")]
    policy = {words[0]: " ".join(words[1:]) for words in parts}
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "*" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_what_is_made_to_be_embedded_can_be(cast: Cast, client: Client) -> None:
    headers = client.get(reverse("map_embed", args=[cast.open.network.slug])).headers
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_what_is_signed_in_for_is_not_stored(cast: Cast, client: Client) -> None:
    client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    answer = client.get(reverse("members", args=[cast.open.network.slug]))
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_nor_what_somebody_began_or_came_to_by_a_link(cast: Cast, client: Client) -> None:
    slug = cast.open.network.slug
    page = client.get(reverse("front"))
    assert "Cache-Control" not in page.headers
    link = client.get(reverse("join_invited", args=[slug, "1:made-up:link"]))
    assert link.headers["Cache-Control"] == "no-store"
    session = client.session
    session["begun"] = "a profile"
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert client.get(reverse("join", args=[slug])).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["common/weft.css", "common/icon.svg", "mfa/js/webauthn.js"])
def test_scripts_and_styles_carry_them_too(client: Client, file: str) -> None:
    answer = client.get(f"/static/{file}")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # reads a file
    headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_pictures_of_what_people_wrote_can_run_nothing(
    cast: Cast, client: Client, ending: str
) -> None:
    policy = client.get(reverse("map_picture", args=[cast.open.network.slug, ending])).headers[
        "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert ("sandbox" in policy) == (ending != "pdf")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "mfa_add_webauthn", "mfa_index"])
def test_no_script_or_style_stands_in_a_page(cast: Cast, name: str) -> None:
    """Also not in pages that a library brings: the policy would refuse them."""
    client = Client()
    if name != "account_login":
        client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    page = client.get(reverse(name)).content.decode()
    for script in re.findall(r"<script[^>]*>", page):
        assert "src=" in script or "application/json" in script, script
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
