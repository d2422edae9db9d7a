"""Text that people write cannot run anything or track anyone."""

from __future__ import annotations

import pytest

from weft.common.markdown import to_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://tracker.example/pixel.png)",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        '<a href="https://ok.example" onclick="x()">ok</a>',
    ],
)
def test_nothing_dangerous_survives(text: str) -> None:
    html = to_html(text).lower()
    for danger in ("<script", "<img", 'href="javascript', '<a href="https://ok.example" onclick'):
        assert danger not in html


def test_plain_markdown_is_kept() -> None:
    assert "<strong>now</strong>" in to_html("Do it **now**.")
    assert 'rel="nofollow noopener noreferrer"' in to_html("[site](https://example.org)")
