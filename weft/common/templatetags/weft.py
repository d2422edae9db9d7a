"""Template tags that every page may use."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from weft.common.counting import MOST_COUNTED
from weft.common.markdown import to_html, to_plain

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], url_name: str, slug: str, label: str) -> SafeString:
    """A link of the navigation, marked when the reader is below it."""
    address = reverse(url_name, args=[slug])
    here = context["request"].path.startswith(address)
    current = SafeString(' aria-current="page"') if here else ""
    return format_html('<a href="{}"{}>{}</a>', address, current, label)


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """The query string of this page with some parameters changed; an empty one is removed."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def widget_with_id(field: BoundField, suffix: object) -> SafeString:
    """A form field whose id has a suffix, for forms that stand on a page many times."""
    return field.as_widget(attrs={"id": f"{field.auto_id}-{suffix}"})


@register.filter
def markdown(text: str) -> SafeString:
    return to_html(text or "")


@register.filter
def plain(text: str) -> str:
    return to_plain(str(text or ""))


@register.filter
def counted(number: int) -> str:
    """A count of a change set, which stops where a list could not tell more."""
    if number > MOST_COUNTED:
        return gettext("more than %(n)s") % {"n": f"{MOST_COUNTED:,}"}
    return f"{number:,}"


@register.filter
def thousands(number: object) -> str:
    """A whole number as people read it, such as 1,289; words that stand for one as they are."""
    return f"{number:,}" if isinstance(number, int) else str(number)


@register.filter
def percent(share: float) -> str:
    """A share as a whole number of 100."""
    return f"{100 * (share or 0):.0f}"


@register.filter
def get(values: dict[Any, Any], key: Any) -> Any:
    """The value under a key that is itself a variable."""
    return values.get(key)


@register.filter
def as_text(value: object) -> str:
    """A field's value as a person reads it; lists with a bar between their items."""
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
