"""Text that people write cannot run anything or track anyone."""

from __future__ import annotations

import pytest

from weft.common.markdown import to_html, to_plain


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


def test_html_from_files_is_cleaned_not_shown_as_tags() -> None:
    text = "<p>One <a target='_blank' href='https://ok.example'>place</a></p><script>x</script>"
    html = to_html(text)
    assert "&lt;" not in html
    assert "script" not in html
    assert 'href="https://ok.example"' in html
    assert to_plain(text) == "One place"
    assert to_plain("2 < 3 & more") == "2 < 3 & more"


def test_plain_markdown_is_kept() -> None:
    assert "<strong>now</strong>" in to_html("Do it **now**.")
    assert 'rel="nofollow noopener noreferrer"' in to_html("[site](https://example.org)")
