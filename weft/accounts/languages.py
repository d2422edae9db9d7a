"""Choosing the language of pages and, for whoever is signed in, of mails."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from weft.accounts.actions import choose_language
from weft.accounts.models import Account
from weft.common.addresses import path_here


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember it in the account, and in a cookie for pages before signing in."""
    language = request.POST.get("language", "")
    # Not `redirect`: it takes a path for the name of a page first.
    response = HttpResponseRedirect(path_here(request.POST.get("next", "/")))
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
