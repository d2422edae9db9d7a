"""Signing in at a provider and showing again who one is, in a real browser with its policies."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage, serving
from testkit.fake_provider import CLIENT, SECRET, running


@pytest.fixture(scope="module")
def guarded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with a provider, and with second steps for those with power."""
    with (
        running() as provider,
        serving(
            tmp_path_factory.mktemp("guarded"),
            ["weft.project.cli", "demo"],
            WEFT_REQUIRE_SECOND_STEP="yes",
            WEFT_OIDC_SERVER_URL=provider.issuer,
            WEFT_OIDC_CLIENT_ID=CLIENT,
            WEFT_OIDC_CLIENT_SECRET=SECRET,
            WEFT_OIDC_NAME="the Federation",
        ) as url,
    ):
        yield url


@pytest.mark.parametrize("script", [True, False])
def test_there_and_back(new_page: NewPage, guarded_site: str, *, script: bool) -> None:
    page = new_page(base_url=guarded_site, java_script_enabled=script)
    page.goto("/account/sign-in/")
    page.screenshot(path=SHOTS / f"sign-in-{script}.png")
    page.get_by_role("button", name="Sign in with the Federation").click()
    page.wait_for_url(f"{guarded_site}/")
    page.goto("/account/")
    expect(page.get_by_text("You sign in as ann@example.org.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop signing in with the Federation")).to_be_visible()
    page.screenshot(path=SHOTS / f"account-{script}.png", full_page=True)
    page.goto("/account/sessions/")
    expect(page.get_by_text("Chrome on Linux").first).to_be_visible()
    page.screenshot(path=SHOTS / f"sessions-{script}.png")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_code_by_mail_comes_before_a_second_step(
    new_page: NewPage, guarded_site: str, width: int
) -> None:
    page = new_page(base_url=guarded_site, width=width, bypass_csp=True)
    page.goto("/")
    page.click(".demo-bar button[value=convenor]")
    for name, path in {
        "front": "/",
        "map": f"{DEMO}map/",
        "directory": f"{DEMO}directory/",
    }.items():
        page.goto(path)
        told = page.get_by_text(re.compile(r"By .* you need a second step"))
        expect(told).to_be_visible()
        page.screenshot(path=SHOTS / f"second-step-{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if AXE.exists():
            assert violations(page) == [], path
    page.get_by_role("link", name="Set it up now").click()
    page.get_by_role("link", name="Set it up", exact=True).click()
    expect(page.get_by_role("heading", name="Before you go on")).to_be_visible()
    page.get_by_role("button", name="Send me a code").click()
    code = page.get_by_label("Code")
    expect(code).to_be_visible()
    page.screenshot(path=SHOTS / f"is-it-you-{width}.png")
    if AXE.exists():
        assert violations(page) == []
    mails = new_page(base_url=guarded_site)
    mails.goto("/mail/")
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mails.inner_text("main"))
    assert found
    code.fill(found.group())
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/account/second-step/app/"))
