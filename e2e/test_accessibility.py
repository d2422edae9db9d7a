"""axe finds nothing on any page, light and dark, wide and narrow; nothing scrolls sideways."""

from __future__ import annotations

import pytest

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, NewPage

PAGES = (
    "/",
    "/account/",
    "/mail/",
    "/networks/new/",
    DEMO,
    f"{DEMO}map/table/?sort=betweenness",
    f"{DEMO}directory/",
    f"{DEMO}directory/?q=nobody-is-called-this",
    f"{DEMO}actors/3/",
    f"{DEMO}actors/3/edit/",
    f"{DEMO}actors/3/ties/new/",
    f"{DEMO}actors/new/",
    f"{DEMO}insights/",
    f"{DEMO}insights/gaps/",
    f"{DEMO}insights/gaps/?by=region",
    f"{DEMO}insights/coverage/",
    f"{DEMO}insights/what-if/?cluster=0",
    f"{DEMO}insights/what-if/?first=nobody-is-called-this",
    f"{DEMO}insights/reach/?start=The+Meeting+House&end=Edinburgh+Jury+Network",
    f"{DEMO}insights/meet/3/",
    f"{DEMO}changes/",
    f"{DEMO}changes/3/",
    f"{DEMO}import/",
    f"{DEMO}export/",
    f"{DEMO}settings/",
    f"{DEMO}settings/fields/",
    f"{DEMO}no-such-page/",
)
VISITOR_PAGES = ("/", "/account/sign-in/", "/account/sign-up/", DEMO, f"{DEMO}directory/")


@pytest.fixture(autouse=True)
def axe_is_there() -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_pages_for_a_convenor(new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(role="convenor", width=width, scheme=scheme, bypass_csp=True)
    found = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        if problems := violations(page):
            found[path] = problems
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == {}, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_pages_for_a_visitor(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    found = {}
    for path in VISITOR_PAGES:
        page.goto(path)
        if problems := violations(page):
            found[path] = problems
    assert found == {}, "\n".join(f"{k}: {v}" for k, v in found.items())


def test_nothing_is_lost_at_four_hundred_percent(new_page: NewPage) -> None:
    """A window of 320 px is what 400 % zoom leaves of 1280."""
    page = new_page(role="convenor", width=320)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_skip_link_comes_first_and_leads_to_the_content(new_page: NewPage) -> None:
    page = new_page()
    page.goto(DEMO)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
