"""Asking the map: what if they were gone, how do I reach them, whom should they meet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.conftest import DEMO, NewPage

HUB, START, END = "The Meeting House", "Edinburgh Jury Network", "Hull Town Hall Group"


@pytest.mark.parametrize("java_script", [True, False])
def test_taking_the_hub_away_with_the_keyboard(new_page: NewPage, *, java_script: bool) -> None:
    page = new_page(java_script_enabled=java_script)
    page.goto(DEMO)
    page.get_by_role("link", name="Insights").press("Enter")
    expect(page.get_by_role("heading", name="The network in figures")).to_be_visible()
    page.get_by_role("link", name="What if?").press("Enter")
    page.get_by_label("Without", exact=True).fill(HUB)
    page.get_by_label("Without", exact=True).press("Enter")
    said = page.locator(".sentences li")
    expect(said.first).to_contain_text(f"Without {HUB} the map is in")
    expect(page.get_by_role("heading", name="Left without any tie")).to_be_visible()
    page.locator(".tag").first.press("Enter")
    expect(page.get_by_role("link", name="Whom to meet")).to_be_visible()


def test_finding_ways_to_someone_on_a_phone(new_page: NewPage) -> None:
    page = new_page(width=360)
    page.goto(f"{DEMO}insights/reach/")
    page.get_by_label("From").fill(START)
    page.get_by_label("To").fill("Hull Town")
    page.get_by_role("button", name="Find the ways").click()
    expect(page.locator(".errorlist")).to_contain_text("Did you mean")
    page.get_by_label("To").fill(END)
    page.get_by_role("button", name="Find the ways").click()
    ways = page.locator(".routes li")
    expect(ways.first).to_contain_text(START)
    expect(ways.first).to_contain_text(END)
    assert ways.count() == 10


def test_from_a_gap_to_someone_who_could_close_it(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{DEMO}insights/gaps/")
    gap = page.locator(".gap").first
    expect(gap).to_contain_text("chance would give about")
    gap.locator("a[href*='/actors/']").first.click()
    page.get_by_role("link", name="Whom to meet").click()
    expect(page.locator("h1")).to_contain_text("should meet")
    assert page.locator(".routes li h2").count() == 10


def test_a_map_manager_stops_the_work_and_starts_it_again(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    page.goto(f"{DEMO}insights/")
    page.get_by_text("Count stronger ties only").click()
    page.get_by_role("button", name="Work out: In touch, or closer").click()
    expect(page.locator("main")).to_contain_text("It is being worked out")
    for _look in range(60):
        page.goto(f"{DEMO}insights/?lens=2")
        if page.get_by_label("Which ties count").count():
            break
        page.wait_for_timeout(500)
    expect(page.get_by_label("Which ties count")).to_have_value("2")
