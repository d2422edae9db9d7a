"""Every page of the permission matrix keeps to the content security policy, and carries the
headers that guard it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from testkit.cast import Cast
from testkit.matrix import NETWORK_ROWS, SITE_ARGUMENTS, SITE_ROWS
from testkit.tests.test_permission_matrix import client_for, content_of
from weft.common.throttle import forget_counts

#: Kinds of blocks that hold data and never run.
_DATA = ("application/json", "application/ld+json")
_ROLES = ("anonymous", "member", "convenor")


class Refused(HTMLParser):
    """Collects what the policy would refuse, or what could run though it should not."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and "src" not in values and values.get("type") not in _DATA:
            self.found.append("a script in the page")
        if tag == "style":
            self.found.append("a style sheet in the page")
        if tag in ("object", "embed", "base", "applet"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{name} at <{tag}>")
            if re.match(r"\s*(javascript|vbscript|data:text)", value or "", re.IGNORECASE):
                self.found.append(f"{name}={value} at <{tag}>")
            elsewhere = re.match(r"https?:|//", value or "")
            if name == "src" and elsewhere and not value.startswith("http://testserver"):  # type: ignore[union-attr]  # matched
                self.found.append(f"{name}={value} at <{tag}>")


def assert_guarded(response: HttpResponseBase, where: str) -> None:
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert "camera=()" in headers["Permissions-Policy"], where
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, where
    kind = headers.get("Content-Type", "")
    # Streams of events are UTF-8 in any case.
    assert not kind.startswith("text/") or "charset=utf-8" in kind or "event-stream" in kind, where
    is_page = kind.startswith("text/html")
    if not is_page:
        return
    assert "object-src 'none'" in policy, where
    assert "base-uri 'none'" in policy, where
    assert "script-src 'self';" in policy + ";", where
    assert "frame-ancestors" in policy, where
    assert "unsafe" not in policy, where
    page = Refused()
    page.feed(response.content.decode())  # type: ignore[attr-defined]  # pages are not streamed
    assert not page.found, f"{where}: {page.found}"


def visit(cast: Cast, role: str, url: str, where: str) -> None:
    forget_counts()
    response = client_for(cast, role).get(url)
    assert_guarded(response, f"{where} for {role}")
    # Reading a stream to its end lets go of its file. Closing the answer by hand would close the
    # connection to the database too, in the middle of the test.
    content_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NETWORK_ROWS)
def test_pages_of_a_network(name: str, shared_cast: Cast) -> None:
    row, stage = NETWORK_ROWS[name], shared_cast.open
    slug = "slug" if name.startswith("api:") else "network_slug"
    url = reverse(name, kwargs={slug: stage.network.slug, **row.arguments(stage, 0)})
    query = row.query.format(actor=stage.actors[0].pk)
    for role in _ROLES:
        visit(shared_cast, role, f"{url}?{query}" if query else url, name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SITE_ROWS)
def test_pages_of_the_site(name: str, shared_cast: Cast) -> None:
    arguments: dict[str, Any] = dict(SITE_ARGUMENTS.get(name, {}))
    if name in ("map_embed", "lens_embed"):
        arguments = {"network_slug": shared_cast.open.network.slug}
    if name == "lens_embed":
        arguments["lens_id"] = shared_cast.open.lenses[0].pk
    for role in _ROLES:
        visit(shared_cast, role, reverse(name, kwargs=arguments), name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NETWORK_ROWS if NETWORK_ROWS[name].get])
def test_no_page_answers_trace(name: str, shared_cast: Cast) -> None:
    row, stage = NETWORK_ROWS[name], shared_cast.open
    slug = "slug" if name.startswith("api:") else "network_slug"
    url = reverse(name, kwargs={slug: stage.network.slug, **row.arguments(stage, 0)})
    answer = client_for(shared_cast, "convenor").trace(url, headers={"x-canary": "canarytrace"})
    assert b"canarytrace" not in getattr(answer, "content", b"")
    assert answer.status_code == 405, name


@pytest.mark.parametrize("page", [
    "<script>go()</script>", "<p onclick=go()>", "<a href=' javascript:go()'>", "<p style=a>",
    "<style>p{}</style>", "<script src=https://elsewhere.example/x.js></script>", "<base href=/x>",
])  # fmt: skip
def test_what_is_refused_is_found(page: str) -> None:
    parser = Refused()
    parser.feed(page)
    assert parser.found


def test_data_blocks_are_fine() -> None:
    parser = Refused()
    parser.feed('<script type="application/json">{}</script><script src="/static/a.js"></script>')
    assert not parser.found
