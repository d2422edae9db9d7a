"""A group from its start to its end: by keyboard, without JavaScript, and what axe says of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, SHOTS, NewPage
from e2e.keyboard import choose, press
from e2e.mailbox import link_in

GROUPS = f"{DEMO}groups/"
#: Pages of groups, and who looks at them.
PAGES = {
    "convenor": (
        "groups/", "groups/?q=nothing+of+that+name", "groups/new/", "groups/charter-writers/",
        "groups/charter-writers/people/", "groups/charter-writers/edit/",
        "groups/charter-writers/end/", "groups/election-night-watch/",
        "groups/first-festival-crew/", "settings/groups/",
    ),
    "member": ("groups/", "groups/charter-writers/", "groups/facilitators-in-wales/"),
    "": ("groups/", "groups/neighbours-for-a-fair-say/"),
}  # fmt: skip


def without_scripts(page: Page) -> Page:
    """The driver may look at the page; the page itself runs no script."""
    page.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
    return page


def arrive(page: Page, title: str) -> None:
    """Wait until the page of this title is there."""
    expect(page.locator("h1")).to_have_text(title)


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('main').focus()")


def test_a_group_is_started_joined_and_ended_by_keyboard_without_javascript(
    new_page: NewPage,
) -> None:
    steward = without_scripts(new_page(role="convenor"))
    asker = without_scripts(new_page(role="member", width=360))
    go(steward, GROUPS)
    press(steward, "Start a group")
    arrive(steward, "Start a group")
    choose(steward, "Name", "Tea makers")
    choose(steward, "What it is for", "Tea at each gathering, and then we are done.")
    choose(steward, "Work team", None)
    choose(steward, "Closed", None)
    choose(steward, "A question to those", "Milk first?")
    press(steward, "Start the group")
    arrive(steward, "Tea makers")
    expect(steward.get_by_text("This group hangs on one steward")).to_be_visible()

    go(asker, GROUPS)
    press(asker, "Tea makers")
    arrive(asker, "Tea makers")
    choose(asker, "Milk first?", "Never.")
    press(asker, "Ask the stewards")
    expect(asker.get_by_text("You have asked to join.")).to_be_visible()
    asker.screenshot(path=SHOTS / "group-asked-360.png", full_page=True)

    go(steward, steward.url)
    press(steward, "1 person waits")
    arrive(steward, "People")
    expect(steward.get_by_text("Never.")).to_be_visible()
    press(steward, "Say no")
    expect(steward.locator(".note.bad")).to_contain_text("Write them a few words")
    choose(steward, "Words to them", "Welcome to the kettle.")
    press(steward, "Let them in")
    expect(steward.get_by_text("They get your answer by mail.")).to_be_visible()
    press(steward, "Make a steward")
    expect(steward.get_by_text("They are a steward now")).to_be_visible()

    asker.reload()
    expect(asker.get_by_role("heading", name="You are in this group")).to_be_visible()
    adds_the_recipe(asker)

    go(steward, f"{GROUPS}tea-makers/")
    press(steward, "End the group")
    arrive(steward, "End the group")
    choose(steward, "What was done", "Four hundred cups.")
    choose(steward, "Thanks", "To whoever washed up.")
    press(steward, "End it")
    expect(steward.get_by_role("heading", name="Thanks")).to_be_visible()
    go(asker, f"{GROUPS}tea-makers/")
    for words in ("Four hundred cups.", "To whoever washed up."):
        expect(asker.get_by_text(words)).to_be_visible()
    asker.screenshot(path=SHOTS / "group-ended-360.png", full_page=True)


def adds_the_recipe(asker: Page) -> None:
    """Add a resource, first with an address that is not taken."""
    press(asker, "Add something")
    choose(asker, "Title", "The recipe")
    choose(asker, "Address", "http://tea.example.org/")
    press(asker, "Add it")
    expect(asker.get_by_text("begins with https://.", exact=False).first).to_be_visible()
    assert asker.get_by_label("Title").input_value() == "The recipe"
    asker.get_by_label("Address").fill("https://tea.example.org/")
    press(asker, "Add it")
    expect(asker.get_by_role("link", name="The recipe")).to_be_visible()


def test_a_secret_group_is_for_its_members_eyes(new_page: NewPage) -> None:
    member, visitor = new_page(role="member"), new_page()
    member.goto(GROUPS)
    # On a wall nobody reads its name: the part that names it is closed at first.
    expect(member.get_by_role("link", name="Speaking up at work")).to_be_hidden()
    member.get_by_text("Secret groups: only some may know of these").click()
    member.get_by_role("link", name="Speaking up at work").click()
    expect(member.locator("h1")).to_have_text("Speaking up at work")
    address = member.url
    assert "speaking" not in address, "the address does not say what it is about"
    visitor.goto(GROUPS)
    expect(visitor.get_by_text("Speaking up")).to_have_count(0)
    answer = visitor.goto(address)
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_groups_have_no_violations(new_page: NewPage, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    for role, paths in PAGES.items():
        page = new_page(role=role, width=width, scheme=scheme, bypass_csp=True)
        for number, path in enumerate(paths):
            page.goto(DEMO + path)
            name = f"groups-{role or 'visitor'}-{number}-{width}-{scheme}.png"
            page.screenshot(path=SHOTS / name, full_page=True)
            assert violations(page) == [], (role, path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (role, path)
    # A form that is not in order, and the details that are open then.
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    page.goto(f"{GROUPS}charter-writers/people/")
    page.get_by_role("button", name="Say no").click()
    expect(page.locator(".note.bad")).to_be_visible()
    page.screenshot(path=SHOTS / f"groups-no-{width}-{scheme}.png", full_page=True)
    assert violations(page) == []
    # The question to a steward of a group that sleeps, by the link of the mail.
    page.goto(link_in(page, "convenor@demo.invalid", "/alive/"))
    arrive(page, "Is Election night watch still alive?")
    page.screenshot(path=SHOTS / f"groups-alive-{width}-{scheme}.png", full_page=True)
    assert violations(page) == []
