"""What waits for moderators, reports and appeals, as people meet them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage

PAGES = ("moderation/", "moderation/mine/", "moderation/newcomers/", "moderation/settings/",
         "moderation/held/1/", "moderation/reports/1/", "report/actor/5/")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_have_no_violations(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    for number, path in enumerate(PAGES):
        page.goto(DEMO + path)
        page.screenshot(path=SHOTS / f"mod-{number}-{width}-{scheme}.png", full_page=True)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_member_reports_something_and_hears_of_it(new_page: NewPage) -> None:
    member = new_page(role="member", java_script_enabled=False)
    member.goto(f"{DEMO}groups/")
    member.get_by_role("link", name="Charter writers").first.click()
    member.get_by_role("link", name="Report this", exact=True).click()
    member.get_by_role("button", name="Report it").click()
    expect(member.get_by_role("heading", name="Report something")).to_be_visible()
    member.get_by_label("We share credit.").check()
    member.get_by_label("What happened?").fill("We wrote half of it.")
    member.get_by_role("button", name="Report it").click()
    expect(member.get_by_text("A moderator looks at it")).to_be_visible()
    expect(member.get_by_text("Waits", exact=True)).to_be_visible()


def test_a_moderator_lets_through_refuses_and_removes(new_page: NewPage) -> None:
    page = new_page(role="convenor", java_script_enabled=False)
    page.goto(f"{DEMO}moderation/")
    page.get_by_role("link", name=re.compile("Repair café")).click()
    page.get_by_role("button", name="Let it through", exact=True).click()
    expect(page.get_by_text("It is there now")).to_be_visible()
    # A decision leads to what waits next.
    expect(page.get_by_role("heading", name=re.compile("Money today"))).to_be_visible()
    page.get_by_label("We sell nothing to each other").check()
    page.get_by_label("Words to whoever wrote it").fill("This is an advertisement.")
    page.get_by_role("button", name="Do not let it through").click()
    expect(page.get_by_text("They are told why, by mail.")).to_be_visible()
    page.goto(f"{DEMO}groups/")
    expect(page.get_by_role("link", name="Repair café on Sundays")).to_be_visible()
    page.goto(f"{DEMO}moderation/newcomers/")
    page.get_by_label("Bright Loans Now").check()
    page.get_by_role("button", name="Look at the chosen ones").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Remove as spam").click()
    expect(page.get_by_text("1 account is removed.")).to_be_visible()
    expect(page.get_by_text("Bright Loans Now")).to_have_count(0)
    page.goto(f"{DEMO}who-can/log/")
    expect(page.get_by_text("Demo convenor removed accounts as spam: 1.")).to_be_visible()
