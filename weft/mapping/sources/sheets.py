"""Turns the links that people copy from spreadsheets into addresses of a file."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

#: A shared sheet, and one that was published to the web.
_SHARED = re.compile(r"/spreadsheets(?:/u/\d+)?/d/(?P<key>[\w-]{15,})(?:/(?P<page>[\w.]*))?")
_PUBLISHED = re.compile(r"/spreadsheets/d/e/(?P<key>[\w-]{15,})/(?P<page>\w+)")


def file_address(given: str) -> tuple[str, str]:
    """The address of the file behind a link, and a sentence where it is another one."""
    text = given.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return text, ""
    query = parse_qs(parts.query)
    base = _exported(parts.path) if parts.hostname == "docs.google.com" else ""
    if not base or "output" in query:
        return text, ""
    mark = "output" if base.endswith("/pub") else "format"
    sheet = (parse_qs(parts.fragment).get("gid") or query.get("gid") or [""])[0]
    if sheet.isdecimal():
        address = f"{base}?{mark}=csv&gid={sheet}"
        return address, _("We follow the one sheet that this link opens, as CSV.")
    return f"{base}?{mark}=xlsx", _("We follow the whole spreadsheet, with all its sheets.")


def _exported(path: str) -> str:
    """Where the file of a spreadsheet is; empty where the link leads to a file already."""
    if match := _PUBLISHED.match(path):
        return f"https://docs.google.com/spreadsheets/d/e/{match['key']}/pub"
    match = _SHARED.match(path)
    if match is None or match["page"] == "export":
        return ""
    return f"https://docs.google.com/spreadsheets/d/{match['key']}/export"
