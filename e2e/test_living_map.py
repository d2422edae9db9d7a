"""The living map: the timeline, saved views and stories, several weavers at once, and undo."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.conftest import DEMO, NewPage
from e2e.map_page import MAP, address, open_map, rest, until


def count(page: Page) -> int:
    found = re.match(r"\d+", page.locator("#map-time-count").inner_text())
    assert found
    return int(found.group())


def test_the_growth_is_played_and_moved_by_keyboard(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    whole = page.evaluate("weftMap.map.shown.actorCount")
    page.get_by_role("button", name="Timeline").click()
    expect(page.locator("#map-timeline")).to_be_visible()
    rest(page)
    today = count(page)
    # The gathering that is still to come is on no day so far.
    assert today == whole - 1
    slider = page.locator("#map-day")
    expect(slider).to_be_focused()
    page.keyboard.press("Home")
    rest(page)
    first = count(page)
    assert first < today / 2
    day = slider.get_attribute("aria-valuetext")
    page.get_by_role("button", name="Play").click()
    expect(slider).not_to_have_attribute("aria-valuetext", day or "")
    until(page, f"weftMap.map.shown.actorCount > {first + 20}", 15)
    page.get_by_role("button", name="Play").click()
    assert "on" in address(page)
    page.reload()
    rest(page)
    expect(page.locator("#map-timeline")).to_be_visible()
    page.get_by_role("button", name="Close the timeline").click()
    rest(page)
    assert "on" not in address(page)
    assert page.evaluate("weftMap.map.shown.actorCount") == whole


def test_what_changed_is_marked_and_told(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page, "?on=2999-01-01&since=2025-06-01")
    expect(page.locator("#map-changes")).to_contain_text("Added:")
    assert page.evaluate("weftMap.map.scene.marks.ties.added.length") > 50
    page.locator("#map-time-link").click()
    page.get_by_role("link", name="What is different today?").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("From")


def test_time_without_javascript(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    state = page.context.storage_state()
    plain = new_page(java_script_enabled=False, storage_state=state)
    plain.goto(f"{DEMO}time/")
    plain.fill("#on", "2025-03-01")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("The map on 1 March 2025")
    plain.fill("#name", "Spring")
    plain.get_by_role("button", name="Save").click()
    expect(plain.locator("main")).to_contain_text("The day has a name now.")
    plain.get_by_role("link", name="compare with today").first.click()
    expect(plain.locator("main")).to_contain_text("Ties that count")


class _Foreign(BaseHTTPRequestHandler):
    """Another website with the map in it."""

    src = ""

    def do_GET(self) -> None:
        body = (
            "<!doctype html><title>Elsewhere</title>"
            f'<iframe src="{self.src}" width="800" height="500"></iframe>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_view_is_saved_ruled_embedded_and_told(new_page: NewPage, elsewhere: str) -> None:
    page = new_page(role="convenor")
    open_map(page, "?colour=region&kind=Organisation&kind=Funder")
    page.get_by_role("button", name="Share").click()
    page.fill("#lens-title", "Who funds whom")
    page.select_option("#lens-visibility", "0")
    page.locator("form[action$='/views/'] button", has_text="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change this view")
    page.select_option("#field-0", "kind")
    page.fill("#value-0", "Funder")
    page.select_option("#grow-0", "3.0")
    page.get_by_role("button", name="Save").click()
    rest(page)
    expect(page.locator("#map-legend-body")).to_contain_text("Kind is Funder")
    expect(page.locator(".lens-words")).to_contain_text("Who funds whom")
    assert page.evaluate("weftMap.map.state.kind") == ["Organisation", "Funder"]
    page.get_by_role("button", name="Share").click()
    code = page.locator("#map-embed").input_value()
    found = re.search(r'src="([^"]+)"', code)
    assert found
    _Foreign.src = found.group(1)
    foreign = new_page()
    foreign.goto(elsewhere)
    frame = foreign.frame_locator("iframe")
    expect(frame.locator("#map-legend-body")).to_contain_text("Kind is Funder")
    expect(frame.get_by_role("link", name="As a table").first).to_be_visible()
    page.goto(f"{DEMO}stories/new/")
    page.fill("#id_title", "Money")
    page.get_by_role("button", name="Save").click()
    for words in ("Here is the money.", "And again."):
        page.fill("#new-words", words)
        page.get_by_role("button", name="Add the step").click()
    page.get_by_role("link", name="Money").click()
    expect(page.locator(".story img")).to_have_count(2)
    page.get_by_role("link", name="Present it on the map").click()
    rest(page)
    expect(page.locator("#map-story")).to_contain_text("Here is the money.")
    page.keyboard.press("PageDown")
    expect(page.locator("#map-story")).to_contain_text("And again.")
    expect(page.locator("#map-story-count")).to_have_text("Step 2 of 2")


def test_actors_are_moved_and_notes_pinned_by_keyboard(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    open_map(page)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Move actors and pin notes first").click()
    page.locator("#map-find").fill("Meeting House")
    page.locator("#map-find").press("Enter")
    rest(page)
    page.fill("#map-note-text", "It all hangs here")
    page.locator("#map-note-text").press("Enter")
    expect(page.locator(".map-sheet")).to_have_text("It all hangs here")
    before = page.evaluate("weftMap.map.scene.x[weftMap.map.net.at.get(weftMap.map.state.actor)]")
    page.keyboard.press("Alt+ArrowRight")
    rest(page)
    after = page.evaluate("weftMap.map.scene.x[weftMap.map.net.at.get(weftMap.map.state.actor)]")
    assert after > before
    page.get_by_role("button", name="Done", exact=True).click()
    page.fill("#lens-title", "Arranged")
    page.locator("form[action$='/views/'] button", has_text="Save").click()
    page.get_by_role("link", name="Back to the map").click()
    rest(page)
    expect(page.locator(".map-sheet")).to_have_text("It all hangs here")
    kept = page.evaluate("weftMap.map.scene.x[weftMap.map.net.at.get(weftMap.map.state.actor)]")
    assert abs(kept - after) < 2


def test_two_weavers_at_once(new_page: NewPage) -> None:
    """What one adds appears on the other's map within a moment, and disappears with undo."""
    one, other = new_page(role="convenor"), new_page(role="convenor")
    open_map(other)
    one.goto(f"{DEMO}actors/new/")
    one.fill("#id_name", "Quick Newcomer")
    one.fill("#id_kind", "Organisation")
    before = other.evaluate("weftMap.map.net.count")
    one.get_by_role("button", name="Save").click()
    until(other, f"weftMap.map.net.count === {before + 1}")
    one.goto(f"{DEMO}changes/")
    one.get_by_role("button", name="Undo what I did last").click()
    until(other, f"weftMap.map.net.count === {before}")
    one.get_by_role("button", name="Do it again").click()
    until(other, f"weftMap.map.net.count === {before + 1}")
    one.goto(f"{DEMO}changes/")
    one.get_by_role("button", name="Undo what I did last").click()
    until(other, f"weftMap.map.net.count === {before}")


def test_both_values_of_a_conflict_are_shown(new_page: NewPage) -> None:
    one, other = new_page(role="convenor"), new_page(role="convenor")
    one.goto(f"{DEMO}directory/?q=climate+trust")
    one.get_by_role("link", name="Climate Trust").click()
    one.get_by_role("link", name="Edit", exact=True).click()
    other.goto(one.url)
    one.fill("#id_description", "Written by one.")
    one.get_by_role("button", name="Save").click()
    other.fill("#id_description", "Written by another.")
    other.get_by_role("button", name="Save").click()
    expect(other.locator("main")).to_contain_text("Both of you changed this")
    expect(other.locator(".still")).to_contain_text("Written by one.")
    other.get_by_label("Yours: Written by another.").check()
    other.get_by_role("button", name="Save").click()
    expect(other.locator("main")).to_contain_text("Written by another.")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_new_pages_are_accessible_and_fit(new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    for path in (
        "keep/", "keep/list/fading/", "keep/list/unplaced/", "still-true/", "time/?on=2025-03-01",
        "time/compare/", "views/", "settings/kinds/", "stories/new/", "map/together/",
        "map/?on=2025-03-01",
    ):  # fmt: skip
        page.goto(f"{DEMO}{path}")
        if path.startswith("map/?"):
            rest(page)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_map_page_is_not_moved_by_its_address(new_page: NewPage) -> None:
    page = new_page()
    open_map(page, "?on=soon&clock=never&since=x&projection=many", MAP)
    assert page.evaluate("weftMap.map.state.on") == ""
