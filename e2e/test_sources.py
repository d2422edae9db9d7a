"""A list on the web is followed, and another map comes into a layer: seen, changed, undone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage

SOURCES = f"{DEMO}sources/"
LAYERS = f"{DEMO}layers/"


class List:
    """A list that somebody keeps on the web."""

    def __init__(self) -> None:
        self.rows = self.all_of("Guild number")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = "\n".join(["id,name,place,type", *outer.rows]).encode()
                self.send_response(200 if self.path == "/guilds.csv" else 404)
                self.send_header("Content-Type", "text/csv")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_told: object) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://localhost:{self.server.server_address[1]}/guilds.csv"

    @staticmethod
    def all_of(name: str) -> list[str]:
        return [f"{n},{name} {n},Leeds,Guild" for n in range(1, 11)]


@pytest.fixture
def guilds() -> Iterator[List]:
    made = List()
    yield made
    made.server.shutdown()
    made.server.server_close()


def settle(page: Page) -> None:
    """Wait until nothing is being worked on."""
    expect(page.get_by_role("status").locator("progress")).to_have_count(0, timeout=30_000)


def found(page: Page, words: str, count: int) -> None:
    page.goto(f"{DEMO}directory/?q={words.replace(' ', '+')}")
    expect(page.locator(".tie-list > li")).to_have_count(count)


def link(page: Page, name: str, address: str) -> str:
    page.goto(f"{SOURCES}new/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Address").fill(address)
    page.get_by_role("button", name="Look at it").click()
    settle(page)
    return page.url


@pytest.mark.parametrize("java_script", [True, False])
def test_a_list_is_followed(new_page: NewPage, guilds: List, *, java_script: bool) -> None:
    name = "Tanner guild" if java_script else "Weaver guild"
    guilds.rows = guilds.all_of(name)
    page = new_page(role="convenor", java_script_enabled=java_script)
    url = link(page, name, guilds.url)
    expect(page.get_by_text("Nothing is on the map yet")).to_be_visible()
    found(page, name, 0)
    page.goto(url)
    page.get_by_role("button", name="Bring this in and follow it").click()
    settle(page)
    expect(page.get_by_text("Taken over")).to_be_visible()
    found(page, name, 10)
    # The list changes: one more is taken over at once.
    guilds.rows.append(f"11,{name} 11,Hull,Guild")
    page.goto(url)
    page.get_by_role("button", name="Look at it now").click()
    settle(page)
    found(page, name, 11)
    # Half of it is gone: that waits, and the desk says so.
    guilds.rows = guilds.rows[:5]
    page.goto(url)
    page.get_by_role("button", name="Look at it now").click()
    settle(page)
    expect(page.get_by_text(re.compile("would take 6 of 11 actors"))).to_be_visible()
    found(page, name, 11)
    page.goto(f"{DEMO}keep/")
    page.get_by_role("link", name=re.compile("has something new that waits")).first.click()
    page.get_by_role("button", name="Take it over").click()
    settle(page)
    found(page, name, 5)
    # It was not meant: undone in one step.
    page.goto(url)
    page.get_by_role("link", name=re.compile(r"^change \d+")).click()
    page.get_by_role("button", name="Undo this change").click()
    found(page, name, 11)
    page.goto(f"{url}remove/")
    page.get_by_label("Take what it brought off the map").check()
    page.get_by_role("button", name="Remove this source").click()
    found(page, name, 6)


def test_what_cannot_be_read_is_told(new_page: NewPage, guilds: List) -> None:
    page = new_page(role="convenor")
    link(page, "Nowhere", guilds.url.replace("guilds", "nothing"))
    expect(page.get_by_role("alert")).to_contain_text("answered 404")
    expect(page.get_by_role("alert")).to_contain_text("The map is as it was.")
    page.goto(f"{page.url}remove/")
    page.get_by_role("button", name="Remove this source").click()


def test_a_map_in_a_layer(new_page: NewPage) -> None:
    page = new_page(role="convenor")
    page.goto("/networks/new/")
    page.get_by_label("Name").fill("Riverside forum")
    page.get_by_role("button", name="Start the network").click()
    page.get_by_label("Drop your files here").set_input_files(
        {"name": "ties.csv", "mimeType": "text/csv",
         "buffer": b"from,to,type\nMeeting House,Weir Watch,works with\nWeir Watch,Otter Group,\n"}
    )  # fmt: skip
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Import this").click(timeout=30_000)
    page.wait_for_url("**/map/**")
    # The demo's own map takes it in as a layer.
    page.goto(LAYERS)
    page.get_by_label("A network of this site").select_option(label="Riverside forum")
    page.get_by_label("Name of the layer").fill("Riverside forum")
    page.get_by_role("button", name="Look at it").click()
    settle(page)
    row = page.locator("tr", has_text="Meeting House").first
    expect(row.get_by_label("keep apart")).to_be_checked()
    row.get_by_label("the same").check()
    page.get_by_role("button", name="Note this and look again").click()
    settle(page)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=SHOTS / f"layer-matches-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Bring it in").click()
    settle(page)
    url = page.url
    # Alone, and hidden.
    page.goto(f"{DEMO}map/table/?layer=Riverside+forum")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto(f"{DEMO}map/?layer=Riverside+forum&colour=layer")
    expect(page.locator("#map-legend-body")).to_contain_text("Riverside forum", timeout=30_000)
    page.get_by_role("button", name="Filter").click()
    own = page.get_by_role("checkbox", name="This map itself")
    page.locator("summary", has_text="Layer").click() if not own.is_visible() else None
    own.check()
    expect(page).to_have_url(re.compile("layer=-"))
    page.screenshot(path=SHOTS / "layer-map.png")
    # Undone, the whole layer is gone.
    page.goto(url)
    page.get_by_role("link", name=re.compile(r"^change \d+")).click()
    page.get_by_role("button", name="Undo this change").click()
    found(page, "weir watch", 0)
    found(page, "meeting house", 2)


@pytest.mark.parametrize("java_script", [True, False])
def test_a_network_in_a_network(new_page: NewPage, *, java_script: bool) -> None:
    name = f"Allotments {'with' if java_script else 'without'} script"
    page = new_page(role="convenor", java_script_enabled=java_script)
    page.goto("/networks/new/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Start the network").click()
    part = page.locator(".site-nav a", has_text="Settings").get_attribute("href") or ""
    page.goto(part)
    page.get_by_label("Part of").select_option(label="Common Ground (demo)")
    page.locator("form", has=page.get_by_label("Part of")).get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("This network is a part of Common Ground (demo)")
    page.goto(DEMO)
    listed = page.locator("main").get_by_role("link", name=name)
    listed.press("Enter")
    expect(page.locator(".crumbs")).to_contain_text("Part of Common Ground (demo)")
    # Closed as it is, a visitor is not told of it.
    visitor = new_page()
    visitor.goto(DEMO)
    expect(visitor.locator("main")).not_to_contain_text(name)
    page.goto(part)
    page.get_by_label("Part of").select_option(label="No other network")
    page.locator("form", has=page.get_by_label("Part of")).get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("This network stands by itself.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_for_everyone(new_page: NewPage, guilds: List, scheme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    url = link(page, f"Guilds {scheme} {width}", guilds.url)
    for address, name in ((SOURCES, "list"), (f"{SOURCES}new/", "new"), (url, "waits"),
                          (f"{url}remove/", "remove"), (LAYERS, "layers"), (f"{DEMO}keep/", "keep"),
                          (f"{DEMO}settings/", "settings")):  # fmt: skip
        page.goto(address)
        assert violations(page) == [], name
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide"
        page.screenshot(path=SHOTS / f"sources-{name}-{width}-{scheme}.png", full_page=True)
    page.goto(f"{url}remove/")
    page.get_by_role("button", name="Remove this source").click()
