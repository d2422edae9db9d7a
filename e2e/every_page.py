"""Finds one page of each kind, by following the links that a role is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

#: Pages that are no pages: files, pictures, streams, and what would change something.
_NO_PAGES = re.compile(r"/api/|\.(csv|xlsx|json|svg|png|zip|ics|gexf|graphml|txt|js|css)($|\?)")
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
_MOST_VISITS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """One page with its address and what the server sent."""

    kind: str
    path: str
    html: str


def kind_of(path: str) -> str:
    """The name of the address: pages of one kind share it."""
    try:
        return resolve(urlsplit(path).path).url_name or path
    except Resolver404:
        return ""


def pages_of(page: Page, starts: list[str]) -> list[Found]:
    """One page of each kind that can be reached by links from these."""
    found: dict[str, Found] = {}
    waiting, seen = list(starts), set(starts)
    visits = 0
    while waiting and visits < _MOST_VISITS:
        path = waiting.pop(0)
        kind = kind_of(path)
        if not kind or kind in found:
            continue
        visits += 1
        answer = page.request.get(path)
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        html = answer.text()
        found[kind] = Found(kind, path, html)
        for link in _LINK.findall(html):
            target = urlsplit(urljoin(answer.url, link.replace("&amp;", "&")))
            there = target.path + (f"?{target.query}" if target.query else "")
            own = target.netloc == urlsplit(answer.url).netloc
            if own and there not in seen and not _NO_PAGES.search(there):
                seen.add(there)
                waiting.append(there)
    return list(found.values())
