"""How often one address may ask for what is costly to make, without an account.

People in one office share an address, so the limits leave room for a meeting of forty.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.throttling import BaseThrottle

from weft.common.errors import TooOften
from weft.common.throttle import Throttle

_TEN_MINUTES = 600
_WORDS = _(
    "Your network asked for this too often. Wait ten minutes, or sign in: then there is no limit."
)
#: A page shows several, and each reader of it asks for them.
PICTURES = Throttle("pictures", 600, _TEN_MINUTES, _WORDS)
POSTERS = Throttle("posters", 60, _TEN_MINUTES, _WORDS)
FILES = Throttle("files", 120, _TEN_MINUTES, _WORDS)
API = Throttle("api", 3_000, _TEN_MINUTES, _WORDS)


class ApiLimit(BaseThrottle):
    """The same for all of the API."""

    def allow_request(self, request: HttpRequest) -> bool:
        try:
            API.count_visit(request)
        except TooOften:
            return False
        return True

    def wait(self) -> float:
        return _TEN_MINUTES
