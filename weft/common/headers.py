"""Headers that keep pages to themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]
#: What browsers could let a page do, and ours never do.
_NOTHING = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking", "browsing-topics",
)  # fmt: skip
#: Maps are shown full screen, and passkeys are asked of pages of our own.
_OURS = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _NOTHING), *(f"{name}=(self)" for name in _OURS)]
)
#: For pictures made of what people wrote: whatever were in them, it could neither run nor load.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def quiet_headers(get_response: Handler) -> Handler:
    """No device is asked for, and other sites get nothing of ours to put into theirs, but for
    what is made to be embedded."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        is_embedded = getattr(response, "xframe_options_exempt", False)
        policy = "cross-origin" if is_embedded else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        return response

    return middleware
