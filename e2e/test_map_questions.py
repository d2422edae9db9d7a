"""Asking on the map itself: who is gone, who could share, and who holds power."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.conftest import DEMO, NewPage
from e2e.map_page import address, find, open_map, rest

HUB = "The Meeting House"


def in_mind_gone(page: Page, name: str) -> None:
    find(page, name)
    page.get_by_role("button", name="What if it were gone?").press("Enter")
    expect(page.locator("#map-gone-answer")).to_contain_text("Without", timeout=15_000)
    rest(page)


def test_the_network_parts_before_ones_eyes(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    actors, ties = page.evaluate("[weftMap.map.shown.actorCount, weftMap.map.shown.tieCount]")
    in_mind_gone(page, HUB)
    assert page.evaluate("weftMap.map.shown.actorCount") == actors - 1
    assert page.evaluate("weftMap.map.shown.tieCount") < ties - 20
    expect(page.locator("#map-gone-names")).to_contain_text(HUB)
    assert len(address(page)["without"]) == 1
    # The address alone brings it all back.
    page.reload()
    expect(page.locator("#map-gone-answer")).to_contain_text("Without", timeout=15_000)
    rest(page)
    assert page.evaluate("weftMap.map.shown.actorCount") == actors - 1
    page.get_by_role("button", name="Put back").press("Enter")
    rest(page)
    assert page.evaluate("weftMap.map.shown.actorCount") == actors
    assert "without" not in address(page)


def test_who_is_cut_off_is_lit_up(new_page: NewPage) -> None:
    page = new_page(width=360)
    open_map(page)
    in_mind_gone(page, HUB)
    apart = page.locator("#map-gone-answer [data-apart]").first.get_attribute("data-apart") or ""
    lit = page.evaluate("[...weftMap.map.scene.focus.actors].map((i) => weftMap.map.net.ids[i])")
    assert sorted(map(str, lit)) == sorted(apart.split(","))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_could_share_with_whom_nearby(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page, "?view=place")
    page.get_by_role("button", name="Sharing").press("Enter")
    told = page.locator("#map-sharing-count")
    expect(told).to_contain_text("to share")
    rest(page)
    layer = page.evaluate(
        "[weftMap.map.scene.layer.ringed.length, weftMap.map.scene.layer.pairs.length]"
    )
    assert layer[0] > 10
    assert layer[1] == int(re.findall(r"(\d+) pairs?", told.inner_text())[0])
    page.locator("#map-sharing-list button").first.click()
    expect(page.locator("#panel-name")).to_be_visible()
    page.goto(f"{DEMO}assets/?km=10")
    assert page.locator("main table tbody tr, main li").count() > 10


def test_who_holds_power(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{DEMO}insights/")
    page.get_by_role("link", name="Power", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("power")
    expect(page.locator("main")).to_contain_text("Councillor for")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_these_pages_are_accessible(new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    for path in ("insights/power/", "assets/", "keep/duplicates/", "workshops/"):
        page.goto(f"{DEMO}{path}")
        assert page.locator("h1").count() == 1, path
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_poster_can_show_what_everyone_sees(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page)
    page.get_by_role("button", name="Share").click()
    poster = page.locator("[data-poster='a3']")
    assert "public" not in (poster.get_attribute("href") or "")
    page.get_by_label("Only what everyone may see").check()
    href = poster.get_attribute("href") or ""
    assert "public" in href
    answer = page.request.get(href)
    assert answer.headers["content-type"] == "application/pdf"
