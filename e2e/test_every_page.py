"""Every page that links lead to: valid HTML, and nothing that axe finds or that is cut off, however
people look at it."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from e2e.axe import AXE, violations
from e2e.conftest import DEMO, ROOT, NewPage
from e2e.every_page import Found, pages_of
from e2e.reached import keyboard_problems
from testkit.pseudo import ACCENTED, RIGHT_TO_LEFT

VALIDATE = ROOT / "map_ui/node_modules/.bin/html-validate"
STARTS = {
    "convenor": ["/", DEMO, f"{DEMO}moderation/", f"{DEMO}settings/", f"{DEMO}settings/joining/",
                 f"{DEMO}moderation/mine/", "/account/"],
    "member": [f"{DEMO}", f"{DEMO}profile/", f"{DEMO}welcome/", f"{DEMO}groups/new/"],
    "": ["/", DEMO, f"{DEMO}join/", "/account/sign-in/", "/account/sign-up/"],
}  # fmt: skip
#: The map draws itself; its own journeys are in test_map*.
_DRAWN = {"map_page", "map_places", "lens_detail", "story_show", "workshop_wall", "map_embed"}
#: What scripts fill in or send on these pages: the HTML alone has no words and no button there.
_SCRIPTED = {"map_page", "lens_detail", "story_show", "account_login"}
_BY_SCRIPT = {"wcag/h32", "empty-heading"}
_found: dict[str, list[Found]] = {}


@pytest.fixture(params=["convenor", "member", ""], ids=lambda role: role or "visitor")
def pages(request: pytest.FixtureRequest, new_page: NewPage) -> tuple[str, list[Found]]:
    """A role with one page of each kind that it can reach."""
    role = request.param
    if role not in _found:
        _found[role] = pages_of(new_page(role=role), STARTS[role])
    return role, _found[role]


def test_links_lead_to_most_kinds_of_pages(pages: tuple[str, list[Found]]) -> None:
    role, found = pages
    assert len(found) >= {"convenor": 80, "member": 45, "": 20}[role], [one.kind for one in found]


def test_the_html_is_valid(pages: tuple[str, list[Found]], tmp_path: Path) -> None:
    if not VALIDATE.exists():
        pytest.skip("html-validate is not installed: run npm ci in map_ui")
    for one in pages[1]:
        (tmp_path / f"{one.kind}.html").write_text(one.html, encoding="utf-8")
    config = ROOT / "map_ui/.htmlvalidate.json"
    told = tmp_path / "told.json"
    subprocess.run(
        [VALIDATE, "--config", config, "--formatter", f"json={told}", tmp_path],
        check=False,
        cwd=ROOT / "map_ui",
    )
    problems = [
        f"{Path(file['filePath']).stem}:{one['line']} {one['ruleId']}: {one['message']}"
        for file in json.loads(told.read_text(encoding="utf-8"))
        for one in file["messages"]
        if one["ruleId"] not in _BY_SCRIPT or Path(file["filePath"]).stem not in _SCRIPTED
    ]
    rules = Counter(problem.split(" ")[1] for problem in problems)
    assert not problems, f"{rules}\n" + "\n".join(problems[:60])


def _looks(page: Page, width: int) -> list[str]:
    problems = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    return problems + ([f"{wide} px wide in {width}"] if wide > width else [])


#: Where the words of labels and headings are the network's own.
_DATA = {"coverage", "actor_detail", "actor_add", "actor_edit", "compare", "time_compare"}
#: Words of ours that stay plain in a language of accents: they were written into the code.
_PLAIN = """[...document.querySelectorAll(
    "main button, main label, main th, main dt, main summary, main legend, main .btn, nav a")]
  .filter(one => !one.closest("[dir=auto], [lang]:not(html), .brand, .choice, .menu-name"))
  .map(one => [...one.childNodes].filter(n => n.nodeType == 3).map(n => n.data.trim()).join(" "))
  .filter(text => /[A-Za-z]{3}/.test(text) && !/[^\x00-\x7f]/.test(text))"""


#: How people look at pages: the options of the browser, and the language.
LOOKS: dict[str, tuple[dict[str, Any], str]] = {
    "phone": ({"width": 360}, ""),
    "dark": ({"width": 1280, "scheme": "dark"}, ""),
    "zoomed to 400 %": ({"width": 320}, ""),
    "forced colours": ({"width": 1280, "forced_colors": "active"}, ""),
    "right to left": ({"width": 360}, RIGHT_TO_LEFT),
    "longer words": ({"width": 360}, ACCENTED),
}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_cut_off_nor_found_by_axe(
    pages: tuple[str, list[Found]], look: str, new_page: NewPage, browser: Browser
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm ci in map_ui")
    role, found = pages
    options, language = LOOKS[look]
    page = new_page(role=role, bypass_csp=True, locale=language or None, **options)
    problems = {}
    for one in found:
        if one.kind in _DRAWN:
            continue
        page.goto(one.path)
        if language:
            assert page.locator("html").get_attribute("lang") == language, one.path
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        if language == ACCENTED and one.kind not in _DATA and (plain := page.evaluate(_PLAIN)):
            problems[f"{one.path} is not translated"] = plain
        if looks := _looks(page, options["width"]):
            problems[one.path] = looks
    assert problems == {}, "\n".join(f"{path}: {told}" for path, told in problems.items())


@pytest.mark.parametrize("role", ["convenor", ""])
def test_the_keyboard_reaches_everything(role: str, new_page: NewPage) -> None:
    if role not in _found:
        _found[role] = pages_of(new_page(role=role), STARTS[role])
    page, problems = new_page(role=role), {}
    for one in _found[role]:
        if one.kind in _DRAWN:
            continue
        page.goto(one.path)
        if found := keyboard_problems(page):
            problems[one.path] = found
    assert problems == {}, "\n".join(f"{path}: {told}" for path, told in problems.items())
