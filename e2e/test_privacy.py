"""Privacy as a member meets it: no violations, and it works without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage
from e2e.mailbox import link_in

PAGES = (
    "privacy/", "privacy/notice/", "privacy/record/", "privacy/held/", "privacy/settings/",
    "privacy/assessment/", "privacy/complain/", "privacy/complaints/", "privacy/named/",
    "privacy/leave/",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_have_no_violations(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    for path in (*(DEMO + path for path in PAGES), "/account/", "/account/delete/"):
        page.goto(path)
        name = path.replace(DEMO, "").strip("/").replace("/", "-")
        page.screenshot(path=SHOTS / f"p-{name}-{width}-{scheme}.png", full_page=True)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_someone_who_was_named_says_no_without_an_account(new_page: NewPage) -> None:
    member = new_page(role="member", java_script_enabled=False)
    member.goto(f"{DEMO}privacy/named/")
    member.get_by_label("Their name").fill("Una Named")
    member.get_by_label("Their e-mail address").fill("una@demo.invalid")
    member.get_by_role("button", name="Name them").click()
    expect(member.get_by_text("Was told, has not answered")).to_be_visible()
    stranger, mailbox = new_page(java_script_enabled=False), new_page()
    stranger.goto(link_in(mailbox, "una@demo.invalid", "/privacy/named/"))
    expect(stranger.locator("h1")).to_have_text("Somebody named you")
    stranger.get_by_role("button", name="Delete me").click()
    expect(stranger.get_by_text("Everything about you is deleted")).to_be_visible()
    member.reload()
    expect(member.get_by_text("Una Named")).to_have_count(0)


def test_a_complaint_reaches_the_convenor_and_is_answered(new_page: NewPage) -> None:
    visitor = new_page(width=360, java_script_enabled=False)
    visitor.goto(f"{DEMO}privacy/complain/")
    visitor.get_by_label("What happened?").fill("My name was read out.")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.locator("h1")).to_have_text("It arrived")
    convenor = new_page(role="convenor", java_script_enabled=False)
    convenor.goto(f"{DEMO}privacy/complaints/")
    card = convenor.locator("article", has_text="My name was read out.")
    card.get_by_label("What came of it").fill("We are sorry.")
    card.get_by_role("button", name="Answer").click()
    expect(convenor.locator("article", has_text="We are sorry.")).to_contain_text("Answered")


def test_my_data_come_as_a_file(new_page: NewPage) -> None:
    page = new_page(role="member", java_script_enabled=False)
    page.goto(f"{DEMO}privacy/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Get my data").click()
    assert waiting.value.suggested_filename.endswith(".zip")
