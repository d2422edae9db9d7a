"""What pages about one's account need."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django import template

from weft.accounts.browsers import shown_browser

register = template.Library()
register.filter("browser", shown_browser)


@register.filter
def this_one_first(sessions: Iterable[UserSession]) -> list[UserSession]:
    """Where somebody is signed in, the session that looks before the others."""
    return sorted(sessions, key=lambda session: not session.is_current())
