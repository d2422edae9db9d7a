"""Keeps private pages out of caches, and turns a WeftError into a page or an API answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from weft.common.errors import NotAllowed, TooOften, WeftError

logger = logging.getLogger(__name__)

#: Whoever sits down at a browser next finds nothing of what was seen.
CLEAR = '"cache", "storage"'
Handler = Callable[[HttpRequest], HttpResponseBase]


def private_pages(get_response: Handler) -> Handler:
    """What one person alone may see must not stay in a shared browser's cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_in = request.user.is_authenticated
        response = get_response(request)
        if "Cache-Control" not in response.headers and _is_private(request):
            response.headers["Cache-Control"] = "no-store"
        if was_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = CLEAR
        return response

    return middleware


def _is_private(request: HttpRequest) -> bool:
    """Whether somebody is signed in, has begun something, or came by a link sent to them."""
    if request.user.is_authenticated or not request.session.is_empty():
        return True
    return request.resolver_match is not None and "token" in request.resolver_match.kwargs


def error_page(request: HttpRequest, error: WeftError) -> HttpResponse:
    """The error's own sentence, with the status that fits it."""
    status = {NotAllowed: 403, TooOften: 429}.get(type(error), 422)
    if status == 403:
        _log_refusal(request)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"detail": str(error)}, status=status)
    # Whoever is not signed in may be someone who would be let in.
    may_sign_in = status == 403 and request.method == "GET" and not request.user.is_authenticated
    context = {"message": str(error), "may_sign_in": may_sign_in}
    return render(request, "common/error.html", context, status=status)


def _log_refusal(request: HttpRequest) -> None:
    """By the name of the address: the address itself may hold what is private."""
    page = request.resolver_match.view_name if request.resolver_match else "-"
    account = request.user.pk if request.user.is_authenticated else None
    logger.warning("Refused %s %s to account %s", request.method, page, account or "-")


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows where a form came without the token that proves where it is from."""
    message = _("The form was too old. Go back, load the page again, and send it once more.")
    allowed = _("Your browser has to allow cookies for this site.")
    return render(request, "common/error.html", {"message": f"{message} {allowed}"}, status=403)


def _only_a_button(request: HttpRequest) -> HttpResponse:
    """Somebody opened an address that forms are sent to, perhaps from their history."""
    context = {
        "message": _("This address is for a button on a page, and shows nothing by itself."),
        "back": _page_above(request.path),
    }
    return render(request, "common/error.html", context, status=405)


def _page_above(path: str) -> str:
    """The nearest address above this one that there is."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


class PlainErrors:
    """Shows a WeftError raised by any view as a page, never as a crash or an empty one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = "text/html" in request.headers.get("Accept", "")
        if response.status_code == 405 and request.method == "GET" and is_page:
            allowed = response.headers.get("Allow", "")
            response = _only_a_button(request)
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return error_page(request, exception) if isinstance(exception, WeftError) else None
