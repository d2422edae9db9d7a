"""A workshop in a room: one phone by keyboard and without script, then two hundred at once."""

from __future__ import annotations

import re
import statistics
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.conftest import DEMO, NewPage
from e2e.map_page import rest, until

PHONES = 200


def start(page: Page, title: str) -> str:
    """Start a workshop as its host; the address that the room joins at."""
    page.goto(f"{DEMO}workshops/")
    page.fill("#title", title)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.locator("a[href*='/w/']").inner_text()


def test_from_a_phone_to_the_map(new_page: NewPage) -> None:
    host = new_page(role="convenor")
    address = start(host, "Small room")
    wall = new_page(role="convenor")
    wall.goto(host.url + "wall/")
    rest(wall)
    before = wall.evaluate("weftMap.map.net.count")
    phone = new_page(width=360, java_script_enabled=False)
    begun = time.monotonic()
    phone.goto(address)
    phone.fill("#name", "Amy Newcomer")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Allotment Club")
    phone.keyboard.press("Tab")
    phone.keyboard.type("The Meeting House")
    phone.keyboard.press("Tab")
    phone.select_option("#rung-0", "4")
    phone.focus("#agreement-everyone")
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    expect(phone.locator("main")).to_contain_text("Thank you.")
    assert time.monotonic() - begun < 120
    until(wall, f"weftMap.map.net.count === {before + 2}", 3)
    guests = "[...weftMap.map.net.guest].reduce((sum, one) => sum + one, 0)"
    assert wall.evaluate(guests) == 2
    expect(wall.locator("#wall-people")).to_have_text("1")
    host.reload()
    host.get_by_role("button", name="Accept 1 who waits").click()
    until(wall, f"{guests} === 0", 3)
    host.get_by_role("button", name="Put 1 accepted on the map").click()
    expect(host.locator("main")).to_contain_text("What was accepted is on the map.")
    host.get_by_role("link", name="Look at it and undo it").click()
    expect(host.locator("main")).to_contain_text("Amy Newcomer")
    host.get_by_role("button", name="Undo this change").click()


def test_two_hundred_phones_at_once(new_page: NewPage) -> None:
    """Everyone gets in, nobody waits long, and the wall shows them all."""
    host = new_page(role="convenor")
    address = start(host, "Large room")
    wall = new_page(role="convenor")
    wall.goto(host.url + "wall/")
    rest(wall)
    with ThreadPoolExecutor(PHONES) as room:
        seconds = sorted(room.map(lambda n: _join(address, n), range(PHONES)))
    until(wall, f"document.getElementById('wall-people').textContent === '{PHONES}'", 15)
    until(wall, f"weftMap.map.net.ids.filter((id) => id < 0).length === {PHONES + 20}", 15)
    print(f"median {statistics.median(seconds):.1f} s, slowest {seconds[-1]:.1f} s")
    # All of them press the button in the same second; a page and its answer, on a small machine.
    assert seconds[-1] < 60
    host.reload()
    host.get_by_role("button", name=f"Accept all {PHONES} who wait").click()
    host.get_by_role("button", name=f"Put {PHONES} accepted on the map").click()
    expect(host.locator("main")).to_contain_text("What was accepted is on the map.")
    host.get_by_role("link", name="Look at it and undo it").click()
    host.get_by_role("button", name="Undo this change").click()
    expect(host.locator("main")).to_contain_text("It is undone")


def _join(address: str, number: int) -> float:
    """One phone: open the page, fill it in, send it; the seconds that it waited."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    begun = time.monotonic()
    with opener.open(address, timeout=90) as answer:
        page = answer.read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    sent = {
        "csrfmiddlewaretoken": found.group(1),
        "name": f"Phone {number}",
        "group": f"Table {number % 20}",
        "with-0": "The Meeting House",
        "rung-0": str(1 + number % 5),
        "agreement": ("everyone", "members")[number % 2],
    }
    data = urllib.parse.urlencode(sent).encode()
    request = urllib.request.Request(address, data, {"Referer": address})  # noqa: S310 - our own
    with opener.open(request, timeout=90) as answer:
        assert b"Thank you." in answer.read()
    return time.monotonic() - begun


def test_pages_of_a_workshop_are_accessible(new_page: NewPage) -> None:
    host = new_page(role="convenor", bypass_csp=True)
    address = start(host, "Accessible room")
    for width in (1280, 360):
        page = new_page(role="convenor", width=width, scheme="dark", bypass_csp=True)
        for url in (host.url, f"{DEMO}workshops/", address):
            page.goto(url)
            assert violations(page) == [], url
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
    host.goto(f"{host.url}wall/")
    rest(host)
    assert violations(host) == []
