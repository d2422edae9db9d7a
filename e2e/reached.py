"""Whether the keyboard reaches all that can be used on a page, and shows where it is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: Marks what Tab has to reach. Of the choices in one question it reaches one, the arrows the rest.
_EXPECT = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, "
    + "[tabindex='0']";
  const groups = new Set();
  let count = 0;
  for (const one of document.querySelectorAll(all)) {
    const seen = one.checkVisibility({visibilityProperty: true});
    if (one.disabled || one.tabIndex < 0 || !seen) continue;
    if (one.type === "radio") {
      const key = one.form?.action + one.name;
      if (groups.has(key)) continue;
      groups.add(key);
      one.dataset.expected = "group " + one.name;
    } else one.dataset.expected = "one";
    count += 1;
  }
  document.activeElement?.blur();
  return count;
}"""
_STEP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  one.dataset.reached = "yes";
  if (one.type === "radio")
    for (const other of document.querySelectorAll(`[data-expected="group ${one.name}"]`))
      other.dataset.reached = "yes";
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  // The browser itself shows at which part of a date one is.
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || one.type === "date";
  return {shown, small: box.width < 1, html: one.outerHTML.slice(0, 120)};
}"""
_LEFT = """() => [...document.querySelectorAll("[data-expected]:not([data-reached])")]
  .map(one => one.outerHTML.slice(0, 120))"""


def keyboard_problems(page: Page) -> list[str]:
    """What Tab does not reach, and where it does not show that it is there."""
    expected = int(page.evaluate(_EXPECT))
    unseen = set()
    # A date has a stop for each of its parts.
    parts = 4 * page.locator("input[type=date]").count()
    for _press in range(expected + parts + 4):
        page.keyboard.press("Tab")
        at: dict[str, Any] | None = page.evaluate(_STEP)
        if at and not at["shown"] and not at["small"]:
            unseen.add(f"no ring: {at['html']}")
    return [f"not reached: {html}" for html in page.evaluate(_LEFT)] + sorted(unseen)
