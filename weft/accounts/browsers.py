"""Says in a few words which browser somebody uses. What browsers say of themselves in full would
tell devices apart, so it is not stored."""

from __future__ import annotations

from django.utils.translation import gettext as _

#: What stands in the agent string, and what people call it. The first that fits counts: most
#: browsers claim to be others, too.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Samsung Internet", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chromium", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("ChromeOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Mac", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip
OTHER = "other"


def browser_words(agent: str) -> str:
    """Such as “Firefox on Android”; its own words come out as they are."""
    # “ChromeOS” holds the name of a browser, but is none.
    named = agent.replace("ChromeOS", "")
    browser = next((name for mark, name in _BROWSERS if mark in named), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " on ".join(part for part in (browser or OTHER, system) if part)


def shown_browser(words: str) -> str:
    """The stored words, for a page."""
    browser, _on, system = words.partition(" on ")
    shown = _("Another browser") if browser == OTHER else browser
    if not system:
        return shown
    return _("%(browser)s on %(system)s") % {"browser": shown, "system": system}
