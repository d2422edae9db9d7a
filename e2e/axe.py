"""Runs axe-core on a page, with the rules of WCAG 2.2 AA."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "map_ui/node_modules/axe-core/axe.min.js"
_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run({runOnly: tags});
  return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html).join(" | "));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on a page whose context was opened with `bypass_csp=True`."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found
