"""Choosing the language of pages and, for whoever is signed in, of mails."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from weft.accounts.actions import choose_language
from weft.accounts.models import Account


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember it in the account, and in a cookie for pages before signing in."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    # Not `redirect`: it takes a path for the name of a page first.
    response = HttpResponseRedirect(back)
    if language not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, Account):
        choose_language(account=request.user, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=request.is_secure(),
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
