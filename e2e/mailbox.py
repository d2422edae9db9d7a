"""The demo's own mailbox: what was sent to whom."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def mails_to(page: Page, address: str) -> list[str]:
    """The texts of mails to an address, from the demo's own mailbox."""
    page.goto("/mail/")
    cards = page.locator("article, .card").filter(has_text=address)
    return [cards.nth(number).inner_text() for number in range(cards.count())]


def link_in(page: Page, address: str, part: str) -> str:
    """The newest link of this kind that was sent to an address; the worker may need a moment."""
    for _try in range(40):
        for text in mails_to(page, address):
            found = re.findall(rf"https?://[^/\s]+(/\S*{part}\S*)", text)
            if found:
                return str(found[0])
        page.wait_for_timeout(250)
    raise AssertionError(f"no mail to {address} with {part}")
