"""The map for everyone: by keyboard, on a phone, in the dark, without motion, without
JavaScript, inside another website; and axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, NewPage
from e2e.map_page import MAP, address, in_view, open_map, rest, zoom


def test_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    page.keyboard.press("/")
    expect(page.locator("#map-find")).to_be_focused()
    page.locator("#map-stage").focus()
    start = zoom(page)
    page.keyboard.press("+")
    rest(page)
    assert zoom(page) > start
    page.keyboard.press("ArrowLeft")
    rest(page)
    assert "at" in address(page)
    page.keyboard.press("0")
    rest(page)
    assert zoom(page) == pytest.approx(start)
    page.keyboard.press("Tab")
    first = page.locator("#map-list button").first
    expect(first).to_be_focused()
    name = first.inner_text().split(",")[0]
    expect(page.locator("#map-tip")).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    second = page.locator("#map-list button").nth(1)
    expect(second).to_be_focused()
    name = second.inner_text().split(",")[0]
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text(name)
    expect(page.locator("#panel-name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#map-said")).to_be_visible()
    expect(page.locator("#map-stage")).to_be_focused()


def test_the_list_follows_the_view(new_page: NewPage) -> None:
    page = new_page()
    open_map(page)
    assert page.locator("#map-list button").count() == 30
    for _time in range(5):
        page.click("[data-zoom=in]")
        rest(page)
    seen = set(in_view(page))
    listed = page.locator("#map-list button").evaluate_all("all => all.map(b => +b.dataset.id)")
    assert set(listed) <= seen
    assert len(listed) == min(30, len(seen))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_follows_the_light(new_page: NewPage, scheme: str) -> None:
    page = new_page(scheme=scheme)
    open_map(page)
    assert page.evaluate("weftMap.map.scene.theme.isDark") == (scheme == "dark")
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    follows = page.evaluate(
        """async (dark) => {
          for (let frame = 0; frame < 300; frame++) {
            if (weftMap.map.scene.theme.isDark === dark) return true;
            await new Promise(requestAnimationFrame);
          }
          return false;
        }""",
        scheme == "light",
    )
    assert follows


def test_on_a_phone(new_page: NewPage) -> None:
    page = new_page(width=360, has_touch=True)
    open_map(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(page.locator("#map-said")).to_be_hidden()
    page.tap("#map-grip")
    expect(page.locator("#map-said")).to_be_visible()
    page.tap("#map-grip")
    page.tap("#map-filter-button")
    box = page.locator("#map-filters").bounding_box()
    assert box
    assert box["width"] == 360
    page.locator("#map-filters [data-close-filters]").first.tap()
    page.locator("#map-find").fill("Meeting")
    page.locator("#map-found [role=option]").first.tap()
    expect(page.locator("#panel-name")).to_contain_text("Meeting House")


def test_with_less_motion_the_view_changes_at_once(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    open_map(page)
    before = len(page.evaluate("weftMap.frameTimes"))
    page.click("[data-view=place]")
    rest(page)
    assert len(page.evaluate("weftMap.frameTimes")) - before < 12


def test_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(MAP)
    picture = page.locator(".map-still")
    expect(picture).to_be_visible()
    assert page.request.get(picture.get_attribute("src") or "").ok
    expect(page.locator("#map-said .said").first).to_be_visible()
    page.get_by_role("link", name="The map as a table").click()
    expect(page.locator("table caption")).to_be_visible()


@pytest.fixture
def foreign_site(site: str) -> Iterator[str]:
    """Another website, on another origin, with the map in a frame."""
    html = f'<!doctype html><iframe src="{site}{MAP}embed/" width="900" height="600"></iframe>'

    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads this."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_inside_another_website(new_page: NewPage, foreign_site: str) -> None:
    page = new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if "Security" in m.text else None)
    page.goto(foreign_site)
    frame = page.frame_locator("iframe")
    expect(frame.locator("#map-bar")).to_be_visible()
    expect(frame.locator("#map-status")).to_have_text(re.compile(r"^\d+ actors in view"))
    frame.locator("#map-find").fill("Meeting")
    frame.locator("#map-found [role=option]").first.click()
    expect(frame.locator("#panel-name")).to_contain_text("Meeting House")
    expect(frame.locator("#panel-name a")).to_have_attribute("target", "_blank")
    assert problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    found: dict[str, list[str]] = {}
    open_map(page)
    found["plain"] = violations(page)
    page.click("#map-filter-button")
    found["filters"] = violations(page)
    page.keyboard.press("Escape")
    open_map(page, "?actor=83&colour=cluster&view=place")
    if width < 500:
        page.click("#map-grip")
    found["panel"] = violations(page)
    if width > 500:
        page.click("#map-share-button")
        found["share"] = violations(page)
    open_map(page, path=f"{DEMO}map/embed/")
    found["embed"] = violations(page)
    assert not any(found.values()), "\n".join(f"{k}: {v}" for k, v in found.items() if v)
