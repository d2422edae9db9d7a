"""Getting about on a page with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field, choice or button of this name has the focus.

    A group of radio buttons is one stop; the arrow keys go from one to the next in it.
    """
    for _key in range(90):
        page.keyboard.press("Tab")
        if _focused(page).startswith(label):
            return
        if page.evaluate("document.activeElement.type === 'radio'"):
            first = _focused(page)
            while True:
                page.keyboard.press("ArrowDown")
                if _focused(page).startswith(label):
                    return
                if _focused(page) == first:
                    break
    raise AssertionError(f"the keyboard does not reach “{label}”")


def _focused(page: Page) -> str:
    text = page.evaluate(
        "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '')"
    )
    return str(text).strip()


def press(page: Page, label: str) -> None:
    tab_to(page, label)
    page.keyboard.press("Enter")


def choose(page: Page, label: str, value: str | None) -> None:
    page.evaluate("document.querySelector('main').focus()")
    tab_to(page, label)
    if value is not None:
        page.keyboard.type(value)
    else:
        page.keyboard.press("Space")
