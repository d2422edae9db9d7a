"""A stranger becomes a member: on a phone, with the keyboard alone, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage
from e2e.keyboard import choose, press
from e2e.mailbox import link_in, mails_to

#: What is chosen on each screen, by the label of the field or choice; text comes with a value.
SCREENS: dict[str, list[tuple[str, str | None]]] = {
    "You": [("E-mail", None)],
    "Why you are here": [("For an organisation or group", None)],
    "Your group": [("Which group?", "Riverside Tenants"), ("Volunteer", None)],
    "Places": [("One place", None), ("Which region or place?", "Leeds"),
               ("Where are you based?", "Leeds")],
    "Size": [("No paid staff", None)],
    "Topics": [("What do you work on?", "housing, voting")],
    "How you work": [("Organising people", None), ("Media and stories", None)],
    "Success": [("In one sentence", "Nobody would be evicted without a hearing.")],
    "What you could use a hand with": [("In one line", "A hall on Mondays")],
    "What you could share": [],
    "Your time": [("1 to 3 hours", None), ("2 a month", None)],
    "News": [("Once a week", None)],
    "Taking part": [("Sign language or captions", None), ("I agree that", None)],
    "Who may see what": [("Members", None), ("With my name", None),
                         ("Yes, ask me first each time", None)],
}  # fmt: skip
LATER = "joiner@demo.invalid"


def test_a_stranger_joins_on_a_phone_with_the_keyboard_without_javascript(
    new_page: NewPage,
) -> None:
    # The driver may look at the page; the page itself runs no script.
    phone = new_page(width=360, bypass_csp=False)
    phone.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
    mailbox = new_page()
    phone.goto(f"{DEMO}join/")
    phone.screenshot(path=SHOTS / "join-360.png", full_page=True)
    choose(phone, "What should we call you?", "Jo Iner")
    choose(phone, "Your e-mail address", LATER)
    choose(phone, "Individual", None)
    choose(phone, "I agree that", None)
    press(phone, "Go on")
    for title, answers in SCREENS.items():
        expect(phone.locator("h1")).to_have_text(title)
        for label, value in answers:
            choose(phone, label, value)
        if title == "What you could use a hand with":
            phone.get_by_label("What is it?").first.select_option(label="Space")
        if title in ("You", "Who may see what"):
            phone.screenshot(path=SHOTS / f"join-{title[:3]}-360.png", full_page=True)
        press(phone, "Next")
    expect(phone.locator("h1")).to_have_text("Send it")
    press(phone, "Send it")
    expect(phone.locator("h1")).to_have_text("One last thing")
    phone.goto(link_in(mailbox, LATER, "/join/back/"))
    press(phone, "Send it")
    expect(phone.locator("h1")).to_have_text("Thank you, it is sent")

    convenor = new_page(role="convenor")
    convenor.goto(f"{DEMO}members/applications/")
    convenor.get_by_role("link", name="Jo Iner").click()
    convenor.screenshot(path=SHOTS / "application-1280.png", full_page=True)
    convenor.get_by_role("button", name="Admit").click()
    expect(convenor.get_by_text("They are a member now")).to_be_visible()

    phone.goto(link_in(mailbox, LATER, "welcome"))
    choose(phone, "E-mail address", LATER)
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Enter the code")
    code = _code_to(mailbox, LATER)
    choose(phone, "Code", code)
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Welcome, Jo Iner")
    people = phone.locator("section[aria-labelledby=people] li > a")
    expect(people).to_have_count(3)
    expect(phone.locator("section[aria-labelledby=people]")).to_contain_text(
        re.compile("You both work on|You are both in|They offer|They could use")
    )
    phone.screenshot(path=SHOTS / "welcome-360.png", full_page=True)


def _code_to(page: Page, address: str) -> str:
    for _try in range(40):
        for text in mails_to(page, address):
            found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", text, re.MULTILINE)
            if found:
                return found.group()
        page.wait_for_timeout(250)
    raise AssertionError("no code came")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_members_have_no_violations(
    new_page: NewPage, width: int, scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    paths = (
        "join/", "members/", "members/keep/", "members/applications/", "members/invitations/",
        "settings/joining/", "settings/joining/kinds/", "profile/", "profile/name/",
        "profile/needs/", "profile/seen/", "profile/access/", "welcome/",
    )  # fmt: skip
    for path in paths:
        page.goto(DEMO + path)
        name = path.strip("/").replace("/", "-")
        page.screenshot(path=SHOTS / f"m-{name}-{width}-{scheme}.png", full_page=True)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
