"""Going to the provider and coming back, and taking the connection away. These exist only where a
provider is set."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from weft.accounts.actions import disconnect
from weft.accounts.elsewhere import not_let_in
from weft.accounts.models import Account
from weft.accounts.provider import CheckedTokens


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """Hands what this session asked for on to where the ID token is read."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        told = request.GET.get("iss", self.adapter.issuer)
        if answer is None and told != self.adapter.issuer:
            return None, not_let_in(request, failed=True)
        if state:
            self.adapter.nonce = state.get("nonce", "")
        return state, answer


def _provider_id() -> str:
    known: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    return str(known["openid_connect"]["APPS"][0]["provider_id"])


@require_POST
@never_cache
def provider_login(request: HttpRequest) -> HttpResponse:
    """Lead on to the provider: to sign in, or to connect the account that is signed in."""
    process = AuthProcess.LOGIN
    if request.user.is_authenticated:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
        process = AuthProcess.CONNECT
    provider = get_adapter(request).get_provider(request, _provider_id())
    try:
        answer = provider.go(request, process, get_next_redirect_url(request))
    except (OAuth2Error, RequestException):
        return not_let_in(request, failed=True)
    if answer.status_code != 302:
        return cast("HttpResponse", answer)
    # A page that leads on, since forms may only be sent to this site.
    shown = {"address": answer["Location"], "name": settings.WEFT_OIDC_NAME}
    return render(request, "accounts/provider_go.html", shown)


@require_GET
@never_cache
def provider_callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    view = _Callback.adapter_view(CheckedTokens(request, _provider_id()))
    try:
        return cast("HttpResponse", view(request))
    except (OAuth2Error, RequestException):
        return not_let_in(request, failed=True)


@login_required
@require_POST
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]  # allauth
def provider_remove(request: HttpRequest) -> HttpResponse:
    """Stop signing in at the provider."""
    assert isinstance(request.user, Account)
    disconnect(account=request.user)
    messages.success(request, _("You no longer sign in there."))
    return redirect("account_detail")
