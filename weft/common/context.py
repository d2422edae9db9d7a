"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from weft import __version__


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "is_demo": settings.WEFT_DEMO,
        "has_local_mail": settings.WEFT_LOCAL_MAIL,
        "open_sign_up": settings.WEFT_OPEN_SIGN_UP,
        # The provider at which one can sign in, too.
        "oidc_name": settings.WEFT_OIDC_NAME if settings.WEFT_OIDC_SERVER_URL else "",
        "weft_version": __version__,
        "languages": settings.LANGUAGES,
        # Set by `in_network` on pages that belong to a network.
        "network": getattr(request, "weft_network", None),
        "viewer": getattr(request, "weft_viewer", None),
        "view_as": getattr(request, "weft_view_as", ("", [])),
    }
