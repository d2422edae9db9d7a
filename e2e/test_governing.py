"""Who can do what, and a handover, as people meet them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage

PAGES = ("who-can/", "who-can/log/?check=1", "who-can/circles/", "who-can/held/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_have_no_violations(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    for number, path in enumerate((*(DEMO + path for path in PAGES), "/account/second-step/",
                                   "/account/second-step/app/", "/account/sessions/")):  # fmt: skip
        page.goto(path)
        page.screenshot(path=SHOTS / f"g-{number}-{width}-{scheme}.png", full_page=True)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{DEMO}who-can/")
    for link in ("Steering group", "If I left"):
        page.goto(f"{DEMO}who-can/")
        page.get_by_role("link", name=link).first.click()
        page.screenshot(path=SHOTS / f"g-{link[:3]}-{width}-{scheme}.png", full_page=True)
        assert violations(page) == [], link


def test_someone_hands_over_step_by_step(new_page: NewPage) -> None:
    page = new_page(role="convenor", java_script_enabled=False)
    page.goto(f"{DEMO}who-can/")
    page.get_by_role("link", name="If I left").click()
    expect(page.get_by_text("Nobody else is convenor.")).to_be_visible()
    page.get_by_label("To whom is it handed over?").fill("member@demo.invalid")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text(re.compile("steps are left"))).to_be_visible()
    for _step in range(20):
        ready = page.locator("button[name=done]")
        if not ready.count():
            break
        # What makes somebody a convenor asks whether one is sure.
        for sure in ready.first.locator("xpath=ancestor::form//input[@type='checkbox']").all():
            sure.check()
        # Counted anew on the next page, not on the one that is leaving.
        with page.expect_navigation():
            ready.first.click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("It is handed over")).to_be_visible()
    page.goto(f"{DEMO}who-can/log/")
    expect(
        page.get_by_text("Demo convenor finished a handover. Demo member looks after it now.")
    ).to_be_visible()
    # Given back, for those who come after.
    page.goto(f"{DEMO}settings/")
    page.get_by_role("button", name=re.compile("Take away.*Convenor: Demo member")).click()
