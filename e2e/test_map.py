"""Walking the map: search, select, ways, views, legend, filters, address, and taking it along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from e2e.conftest import NewPage
from e2e.map_page import MAP, address, count_in, find, in_view, open_map, rest, status, zoom


def test_opens_with_everyone_in_view(new_page: NewPage) -> None:
    page = new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_map(page)
    assert len(in_view(page)) > 350
    expect(status(page)).to_have_text(re.compile(r"^\d+ actors in view, \d+ clusters$"))
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert address(page) == {}
    assert problems == []


def test_search_opens_what_we_know(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page)
    find(page, "Meeting House")
    expect(page.locator("#map-panel")).to_contain_text("ties")
    assert "actor" in address(page)
    tied = page.locator("#map-panel [data-actor]").first
    name = tied.inner_text()
    tied.click()
    expect(page.locator("#panel-name")).to_have_text(name)


def test_search_without_accents_and_by_keyboard(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    page.locator("#map-find").fill("glasgow")
    options = page.locator("#map-found [role=option]")
    expect(options.nth(1)).to_be_visible()
    second = options.nth(1).locator("span").first.inner_text()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text(second)


def test_pointing_and_pressing_on_an_actor(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    spot = page.evaluate(
        """() => {
          const {scene} = weftMap.map, i = scene.ranked[0];
          const box = weftMap.map.stage.getBoundingClientRect();
          return {x: box.left + scene.x[i] * scene.camera.k + scene.camera.x,
                  y: box.top + scene.y[i] * scene.camera.k + scene.camera.y,
                  name: weftMap.map.net.names[i]};
        }"""
    )
    page.mouse.move(spot["x"], spot["y"])
    expect(page.locator("#map-tip")).to_contain_text(spot["name"])
    page.mouse.click(spot["x"], spot["y"])
    expect(page.locator("#panel-name")).to_have_text(spot["name"])
    page.keyboard.press("Escape")
    expect(page.locator("#map-said")).to_be_visible()
    assert "actor" not in address(page)


def test_the_shortest_way_between_two(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page)
    find(page, "Glasgow Civic Forum")
    page.locator("#map-way").fill("Plymouth")
    expect(page.locator("#map-way-found [role=option]").first).to_be_visible()
    page.locator("#map-way").press("Enter")
    expect(page.locator("#map-way-result li").nth(1)).to_be_visible()
    steps = page.locator("#map-way-result li").count()
    assert page.evaluate("weftMap.map.scene.focus.actors.size") == steps
    assert {"actor", "to"} <= address(page).keys()
    page.reload()
    rest(page)
    expect(page.locator("#map-way-result li")).to_have_count(steps)


def test_network_and_places(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    everyone = len(in_view(page))
    page.click("[data-view=place]")
    rest(page)
    assert address(page)["view"] == ["place"]
    unplaced = page.locator("#map-unplaced")
    expect(unplaced).to_be_visible()
    missing = int(re.sub(r"\D", "", unplaced.inner_text()))
    assert len(in_view(page)) + missing == everyone
    unplaced.click()
    expect(page.locator("#map-unplaced-names li")).to_have_count(missing)
    page.click("[data-view=network]")
    rest(page)
    assert len(in_view(page)) == everyone


def test_the_legend_filters(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    entry = page.locator("#map-legend [data-value='Project']")
    count = int(entry.locator(".map-entry-count").inner_text())
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    rest(page)
    assert count_in(page) == count
    assert address(page)["kind"] == ["Project"]
    expect(page.locator("#map-filter-count")).to_have_text("1")
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    assert "kind" not in address(page)


def test_the_table_has_the_same_filters(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    page.click("#map-filter-button")
    page.locator("#map-filters summary", has_text="Region").click()
    page.get_by_label("Wales", exact=True).check()
    page.locator("#map-rung").select_option("3")
    rest(page)
    count = count_in(page)
    page.click("#map-table-link")
    expect(page.locator("caption")).to_have_text(re.compile(rf"^{count} actors?$"))
    assert address(page) == {"region": ["Wales"], "rung": ["3"]}
    page.click("text=See the drawing")
    rest(page)
    assert count_in(page) == count


def test_nobody_matches(new_page: NewPage) -> None:
    page = new_page()
    open_map(page, "?q=nobody-is-called-this")
    note = page.locator("[data-note=nobody]")
    expect(note).to_be_visible()
    note.get_by_role("button").click()
    expect(note).to_be_hidden()
    assert address(page) == {}


def test_a_whole_view_survives_the_address(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    page.locator("#map-colour").select_option("m:betweenness")
    page.locator("#map-size").select_option("equal")
    page.click("[data-zoom=in]")
    rest(page)
    before, seen = zoom(page), in_view(page)
    assert {"colour", "size", "at"} <= address(page).keys()
    expect(page.locator(".map-ramp")).to_be_visible()
    page.reload()
    rest(page)
    assert zoom(page) == pytest.approx(before, rel=0.01)
    assert set(in_view(page)) == set(seen)
    expect(page.locator("#map-colour")).to_have_value("m:betweenness")


def test_a_sentence_shows_its_actors(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    said = page.locator("#map-said [data-kind=isolates] .said")
    actors = (said.get_attribute("data-actors") or "").split(",")
    said.click()
    rest(page)
    assert page.evaluate("weftMap.map.scene.focus.actors.size") == len(actors)
    assert address(page)["show"] == ["isolates"]
    open_map(page, "?show=isolates")
    assert page.evaluate("weftMap.map.scene.focus.actors.size") == len(actors)


def test_wheel_drag_and_double_click_move_the_map(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    before = page.evaluate("({...weftMap.camera})")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -300)
    rest(page)
    assert zoom(page) > before["k"]
    middle = page.evaluate("({...weftMap.camera})")
    page.mouse.move(600, 700)
    page.mouse.down()
    page.mouse.move(650, 720, steps=4)
    page.mouse.up()
    rest(page)
    after = page.evaluate("({...weftMap.camera})")
    assert after["x"] - middle["x"] == pytest.approx(50, abs=1)
    assert page.evaluate("weftMap.map.scene.focus") is None


def test_sharing_links_pictures_and_an_embed(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page, "?kind=Group&colour=cluster")
    page.click("#map-share-button")
    expect(page.locator("#map-link")).to_have_value(re.compile(r"colour=cluster&kind=Group"))
    expect(page.locator("#map-embed")).to_have_value(re.compile(r"^<iframe src=.*/map/embed/\?"))
    for ending in ("svg", "png", "pdf"):
        link = page.locator(f"[data-picture={ending}]").get_attribute("href") or ""
        assert "kind=Group" in link
        response = page.request.get(link)
        assert response.ok
        assert ending.encode() in response.body()[:300].lower()
    page.keyboard.press("Escape")
    expect(page.locator("#map-share")).to_be_hidden()


def test_the_wall(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    open_map(page)
    page.click("#map-wall-button")
    expect(page.locator("#map-side")).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()
    assert page.evaluate("weftMap.map.scene.textScale") > 1
    page.keyboard.press("Escape")
    expect(page.locator("#map-side")).to_be_visible()


def test_a_failed_fetch_offers_another_try(new_page: NewPage) -> None:
    page = new_page()
    page.route("**/map/data.json", lambda route: route.abort())
    page.goto(MAP)
    expect(page.locator("[data-note=failed]")).to_be_visible()
    page.unroute("**/map/data.json")
    page.click("#map-retry")
    expect(page.locator("#map-bar")).to_be_visible()
    rest(page)
    assert len(in_view(page)) > 350


def test_waits_for_the_layout_and_then_settles(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []

    def unfinished(route: Route) -> None:
        data = route.fetch().json()
        data["complete"] = bool(asked)
        asked.append(route.request.url)
        route.fulfill(json=data)

    page.route("**/map/data.json", unfinished)
    page.goto(MAP)
    note = page.locator("[data-note=working]")
    expect(note).to_be_visible()
    expect(note).to_be_hidden(timeout=10_000)
    rest(page)
    assert len(asked) == 2
    assert page.evaluate("weftMap.map.net.complete")


def test_ties_get_arrowheads_only_near(new_page: NewPage) -> None:
    page = new_page()
    open_map(page, "?at=5000,5000,9")
    assert 0 < page.evaluate("weftMap.map.painter.tiesDrawn") < 300
    assert len(in_view(page)) < 40


def test_an_empty_network_says_where_to_begin(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    page.goto("/networks/new/")
    page.fill("#id_name", "Nobody Yet")
    page.click("main form .btn-primary")
    page.wait_for_url("**/import/")
    page.goto(page.url.replace("/import/", "/map/"))
    note = page.locator("[data-note=empty]")
    expect(note).to_be_visible()
    note.get_by_role("link", name="Import a file").click()
    page.wait_for_url("**/import/")
