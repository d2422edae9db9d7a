"""The map of a large network comes in tiles, and everything on it works as on a small one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import AXE, violations
from e2e.conftest import LARGE_ACTORS as ACTORS
from e2e.conftest import NewPage
from e2e.map_page import address, find, in_view, open_map, rest, status, zoom

MAP = "/large/map/"
ALL = f"{ACTORS:,}"


@pytest.fixture
def large(new_page: NewPage, large_site: str) -> Page:
    return new_page(base_url=large_site)


def net_size(page: Page) -> int:
    size: int = page.evaluate("weftMap.map.net.count")
    return size


def zoom_in(page: Page, times: int) -> None:
    for _time in range(times):
        page.click("[data-zoom=in]")
        rest(page)


def test_opens_with_the_highest_ranked(large: Page) -> None:
    problems: list[str] = []
    large.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    large.on("pageerror", lambda error: problems.append(str(error)))
    asked: list[str] = []
    large.on("request", lambda request: asked.append(request.url))
    open_map(large, path=MAP)
    expect(status(large)).to_have_text(re.compile(rf"^\d+ actors shown of {ALL}, \d+ clusters$"))
    assert 100 < len(in_view(large)) < 1_000
    assert not any("/map/data.json" in url for url in asked)
    assert address(large) == {}
    assert problems == []


_STANDING = """() => weftMap.actorsInView().map((id) => {
  const {net, scene} = weftMap.map, i = net.at.get(id);
  return [id, scene.x[i], scene.y[i]];
})"""
_GONE = """(before) => before.filter(([id, x, y]) => {
  const {camera, width, height} = weftMap.map.scene, px = x * camera.k + camera.x, py = y * camera.k + camera.y;
  return px > 0 && py > 0 && px < width && py < height && !weftMap.map.net.at.has(id);
})"""  # noqa: E501


def test_who_is_shown_stays_as_one_comes_nearer(large: Page) -> None:
    open_map(large, path=MAP)
    everyone: set[int] = set()
    for _step in range(5):
        before = large.evaluate(_STANDING)
        everyone |= {actor[0] for actor in before}
        zoom_in(large, 1)
        assert large.evaluate(_GONE, before) == []
    assert set(in_view(large)) - everyone, "nobody appeared"
    assert large.evaluate("weftMap.map.net.whole.actors") < 5_000


def test_search_brings_whoever_is_asked_for(large: Page) -> None:
    open_map(large, path=MAP)
    find(large, "5999")
    actor = int(address(large)["actor"][0])
    assert actor in in_view(large)
    assert large.evaluate("weftMap.map.scene.focus.actors.size") > 1
    tied = large.locator("#map-panel [data-actor]").first
    name = tied.inner_text()
    tied.click()
    expect(large.locator("#panel-name")).to_have_text(name)
    rest(large)
    large.keyboard.press("Escape")
    expect(large.locator("#map-said")).to_be_visible()


def test_the_views_share_a_frame(large: Page) -> None:
    open_map(large, path=MAP)
    before = large.evaluate("weftMap.camera")
    large.click("[data-view=place]")
    rest(large)
    assert large.evaluate("weftMap.camera") == before
    assert address(large)["view"] == ["place"]
    assert in_view(large)
    expect(large.locator("#map-credit")).to_be_visible()


def test_a_filter_shows_all_who_match_or_says_that_they_are_too_many(large: Page) -> None:
    open_map(large, path=MAP)
    large.click("#map-filter-button")
    large.fill("#map-q", "Leeds housing")
    expect(status(large)).to_have_text(re.compile(r"^\d+ actors in view"))
    rest(large)
    named = large.evaluate(
        "weftMap.map.net.names.every((name) => name.startsWith('Leeds housing'))"
    )
    assert named
    large.fill("#map-q", "o")
    note = large.locator("[data-note=many]")
    expect(note).to_contain_text("too many to draw")
    expect(note.locator("a")).to_have_attribute("href", re.compile(r"/map/table/\?q=o"))
    rest(large)
    assert large.evaluate("weftMap.map.net.whole !== null")
    note.locator("[data-reset]").click()
    expect(note).to_be_hidden()


def test_an_address_opens_the_same_view(large: Page) -> None:
    open_map(large, path=MAP)
    zoom_in(large, 3)
    seen, url = in_view(large), large.url
    open_map(large, path=url)
    expect(status(large)).to_contain_text(f"{len(in_view(large)):,} actors shown")
    # The address holds the middle in whole units, so one at the edge may come or go.
    assert len(set(in_view(large)) ^ set(seen)) < 0.1 * len(seen)


def test_by_keyboard_and_to_the_list(large: Page) -> None:
    open_map(large, path=MAP)
    large.locator("#map-stage").focus()
    start = zoom(large)
    for key in ("+", "+", "ArrowLeft", "ArrowDown"):
        large.keyboard.press(key)
        rest(large)
    assert zoom(large) > start
    large.keyboard.press("Tab")
    first = large.locator("#map-list button").first
    expect(first).to_be_focused()
    name = first.inner_text().split(",")[0]
    large.keyboard.press("Enter")
    expect(large.locator("#panel-name")).to_have_text(name)


def test_colours_and_legend_are_of_the_whole(large: Page) -> None:
    open_map(large, "?colour=region", path=MAP)
    counts = large.locator(".map-entry-count").all_inner_texts()
    assert sum(int(count.replace(",", "")) for count in counts) > 0.9 * ACTORS
    assert large.locator("#map-colour option").all_inner_texts() == ["Kind", "Cluster", "Region"]


def test_embedded_and_without_script(new_page: NewPage, large_site: str) -> None:
    page = new_page(base_url=large_site)
    open_map(page, path="/large/map/embed/")
    assert in_view(page)
    plain = new_page(base_url=large_site, java_script_enabled=False)
    plain.goto(MAP)
    plain.get_by_role("link", name="The map as a table").first.click()
    expect(plain.locator("main")).to_contain_text(f"Page 1 of {ACTORS // 50}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: NewPage, large_site: str, scheme: str) -> None:
    page = new_page(base_url=large_site, scheme=scheme, bypass_csp=True)
    open_map(page, path=MAP)
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    assert violations(page) == []


def test_on_a_phone_with_two_fingers(new_page: NewPage, large_site: str) -> None:
    page = new_page(base_url=large_site, width=360, has_touch=True)
    open_map(page, path=MAP)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert 30 < len(in_view(page)) < 600
    page.evaluate(_PINCH)
    rest(page)
    assert page.evaluate("weftMap.map.scene.zoom") > 1.5


_PINCH = """() => {
  const stage = weftMap.map.stage, box = stage.getBoundingClientRect();
  const fire = (type, pointerId, x) => stage.dispatchEvent(new PointerEvent(type, {
    pointerId, pointerType: "touch", clientX: box.left + x, clientY: box.top + 200, bubbles: true,
  }));
  stage.setPointerCapture = () => undefined;
  fire("pointerdown", 1, 150); fire("pointerdown", 2, 200);
  for (let step = 1; step <= 10; step++) { fire("pointermove", 1, 150 - 8 * step); fire("pointermove", 2, 200 + 8 * step); }
  fire("pointerup", 1, 70); fire("pointerup", 2, 280);
}"""  # noqa: E501
