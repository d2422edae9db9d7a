"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from weft import __version__


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "is_demo": settings.WEFT_DEMO,
        "has_local_mail": settings.WEFT_LOCAL_MAIL,
        "weft_version": __version__,
    }
