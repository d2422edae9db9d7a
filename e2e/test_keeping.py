"""Keeping the map: two that are one are found, compared, merged, and taken apart again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage

DUPLICATES = f"{DEMO}keep/duplicates/"


def look(page: Page) -> None:
    """Have the demo searched, and wait for what is found."""
    page.goto(DUPLICATES)
    button = page.get_by_role("button", name=re.compile("Look (again|now)"))
    if button.count():
        button.click()
    expect(page.locator(".lead")).to_contain_text("one and the same", timeout=20_000)
    expect(page.get_by_role("status")).to_have_count(0, timeout=20_000)


@pytest.mark.parametrize("java_script", [True, False])
def test_two_that_are_one_are_merged_and_taken_apart(
    new_page: NewPage, *, java_script: bool
) -> None:
    page = new_page(role="convenor", java_script_enabled=java_script)
    look(page)
    pair = page.locator(".tie-list > li", has_text="Meeting House CIO")
    expect(pair).to_contain_text("the same name but for words such as “Ltd” or “the”")
    pair.get_by_role("link", name="Compare and merge").click()
    expect(page.locator("h1")).to_have_text("Are these the same?")
    page.get_by_role("radio", name="Meeting House CIO").check()
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator("h1")).to_contain_text("Merging")
    page.goto(f"{DEMO}directory/?q=meeting+house")
    expect(page.locator(".tie-list > li")).to_have_count(1)
    page.get_by_role("link", name="Meeting House CIO").click()
    page.get_by_role("link", name=re.compile(r"^\d+ \w+ \d{4}$")).first.click()
    page.get_by_role("button", name="Undo this change").click()
    page.goto(f"{DEMO}directory/?q=meeting+house")
    expect(page.locator(".tie-list > li")).to_have_count(2)


def test_not_the_same_is_remembered(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    look(page)
    pair = page.locator(".tie-list > li", has_text="City Council")
    # By keyboard alone: the button after the link.
    pair.get_by_role("link", name="Compare and merge").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted: they are not the same")).to_be_visible()
    expect(page.locator(".tie-list > li", has_text="City Council")).to_have_count(0)
    page.get_by_role("link", name="Not the same", exact=True).click()
    page.get_by_role("button", name=re.compile("Take this back")).click()
    look(page)
    expect(page.locator(".tie-list > li", has_text="City Council")).to_have_count(1)


def test_any_two_by_search(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    page.goto(f"{DEMO}directory/?q=meeting+house")
    page.get_by_role("link", name="The Meeting House").click()
    page.get_by_role("link", name="Merge with …").click()
    page.get_by_label("Name, or a part of it").fill("council")
    page.keyboard.press("Enter")
    page.locator("main .tie-list a").first.click()
    expect(page.locator("h1")).to_have_text("Are these the same?")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_the_pages_are_for_everyone(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    look(page)
    SHOTS.mkdir(exist_ok=True)
    pair = page.get_by_role("link", name="Compare and merge").first.get_attribute("href")
    assert pair
    first = pair.split("/")[-3]
    for name, path in (("duplicates", DUPLICATES), ("pair", pair),
                       ("apart", f"{DUPLICATES}not-the-same/"),
                       ("with", f"{DUPLICATES}with/{first}/?q=council")):  # fmt: skip
        page.goto(path)
        page.screenshot(path=str(SHOTS / f"keeping-{name}-{width}-{scheme}.png"), full_page=True)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
