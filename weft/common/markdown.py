"""Turns people's text into safe HTML: Markdown, or the HTML that some files hold; then an
allow-list."""

from __future__ import annotations

import html
import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    "p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "a", "blockquote", "code", "pre",
    "h3", "h4", "hr",
}  # fmt: skip
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
#: Files of other tools hold descriptions in HTML; whoever types Markdown writes no closing tags.
_HTML = re.compile(r"</(p|div|a|ul|ol|li|b|i|strong|em|span|h[1-6])>|<br ?/?>", re.IGNORECASE)


def to_html(text: str) -> SafeString:
    """Safe HTML of a text; no images, so that no text can track its readers."""
    clean = nh3.clean(
        text if _HTML.search(text) else _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def to_plain(text: str) -> str:
    """The words of a text without any tags, for lists and snippets."""
    return html.unescape(nh3.clean(text, tags=set())) if _HTML.search(text) else text
