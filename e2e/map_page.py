"""Helpers for journeys on the map: they wait for the picture's own word and never sleep."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from e2e.conftest import DEMO

MAP = f"{DEMO}map/"


def open_map(page: Page, query: str = "", path: str = MAP) -> None:
    """Open the map and wait until it rests."""
    page.goto(f"{path}{query}")
    # Everything that can be pressed appears after the first picture.
    expect(page.locator("#map-bar")).to_be_visible()
    rest(page)


def rest(page: Page) -> None:
    """Wait until nothing moves, nothing is fetched and everything is drawn."""
    page.evaluate(
        """async () => {
          while (!window.weftMap) await new Promise(requestAnimationFrame);
          await weftMap.idle();
        }"""
    )


def until(page: Page, expression: str, seconds: float = 5) -> None:
    """Wait until an expression is true; the page's own policy keeps Playwright from doing so."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not within {seconds} s: {expression}"
        page.wait_for_timeout(50)


def in_view(page: Page) -> list[int]:
    seen: list[int] = page.evaluate("weftMap.actorsInView()")
    return seen


def zoom(page: Page) -> float:
    scale: float = page.evaluate("weftMap.camera.k")
    return scale


def address(page: Page) -> dict[str, list[str]]:
    """What the address says about the view."""
    return parse_qs(urlsplit(page.url).query)


def find(page: Page, name: str) -> None:
    """Search as one types and take the first that is found."""
    page.locator("#map-find").fill(name)
    expect(page.locator("#map-found [role=option]").first).to_contain_text(name)
    page.locator("#map-find").press("Enter")
    expect(page.locator("#panel-name")).to_contain_text(name)
    rest(page)


def status(page: Page) -> Locator:
    return page.locator("#map-status")


def count_in(page: Page) -> int:
    found = re.match(r"[\d,]+", status(page).inner_text())
    assert found
    return int(found.group().replace(",", ""))
