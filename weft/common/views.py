"""The accent colour as a style sheet, and the sign that the server is well."""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from weft.common.colours import DARK_PAGE, LIGHT_PAGE, ink_on, readable_on

_DIGITS = set("0123456789abcdefABCDEF")


@require_GET
@cache_control(public=True, max_age=604_800, immutable=True)
def theme(request: HttpRequest, colour: str) -> HttpResponse:
    """The variables of a network's accent, readable in light and dark."""
    if len(colour) != 6 or set(colour) - _DIGITS:
        raise Http404
    light = readable_on(f"#{colour}", LIGHT_PAGE)
    light_ink = readable_on(f"#{colour}", "#f1ede6", 5.5)
    dark = readable_on(f"#{colour}", DARK_PAGE, 6)
    dark_ink = readable_on(f"#{colour}", "#26231f", 7)
    css = (
        f":root{{--accent:{light};--accent-ink:{light_ink};--on-accent:{ink_on(light)}}}"
        "@media (prefers-color-scheme:dark)"
        f"{{:root{{--accent:{dark};--accent-ink:{dark_ink};--on-accent:{ink_on(dark)}}}}}"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answers when the server and its database do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
