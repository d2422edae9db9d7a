"""Pages in the language that somebody has chosen, whatever their browser asks for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin


class ChosenLanguage(MiddlewareMixin):
    """Comes after whoever is signed in is known; the browser's own choice was made before."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        # Only whoever has a session can be signed in: others cost no query.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        language = request.user.language
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return None
