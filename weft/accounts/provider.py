"""Signing in elsewhere: at the one OpenID provider that whoever runs the server has named.

allauth goes there and back; this adds what it leaves out: the signature and the nonce of the ID
token are checked, the issuer must be the one that was set, and no more is kept than who it is.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any, cast

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: What an ID token may be signed with: nothing that is shared, and never nothing.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_LEAST_BITS = 2048
#: Clocks may differ by so many seconds.
_LEEWAY = 30
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class CheckedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Goes to the provider, and believes only what is signed, new and for us."""

    nonce = ""

    @property
    def issuer(self) -> str:
        return str(self.get_provider().app.settings["server_url"])

    @property
    def openid_config(self) -> dict[str, Any]:
        config = cast("dict[str, Any]", super().openid_config)
        if not isinstance(config, dict) or config.get("issuer") != self.issuer:
            raise OAuth2Error("The provider calls itself by another name")
        named = [str(config.get(key, "")) for key in _ENDPOINTS]
        if not all(named):
            raise OAuth2Error("The provider does not say where its doors are")
        if told := config.get("userinfo_endpoint"):
            named.append(str(told))
        if self.issuer.startswith("https://") and not all(
            address.startswith("https://") for address in named
        ):
            raise OAuth2Error("The provider has a door without TLS")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return f"{settings.SITE_URL}{reverse('provider_callback')}"

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        claims = self.read_token(app.client_id, str(kwargs["response"].get("id_token", "")))
        if not claims.get("email") and "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            # A provider could be made to answer with somebody else's.
            if told.get("sub") == claims["sub"]:
                claims |= {key: told.get(key) for key in ("email", "email_verified", "name")}
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def read_token(self, client_id: str, text: str) -> dict[str, Any]:
        """The claims of an ID token that is signed by the provider, for us, now, and asked for."""
        try:
            claims: dict[str, Any] = jwt.decode(
                text,
                key=self._key_of(text),
                algorithms=list(ALGORITHMS),
                audience=client_id,
                issuer=self.issuer,
                leeway=_LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise OAuth2Error("The ID token is not to be believed") from error
        if not self.nonce or not hmac.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("The ID token was not asked for here")
        audience = claims["aud"]
        parties = [audience] if isinstance(audience, str) else audience
        if claims.get("azp", client_id) != client_id or (len(parties) > 1 and "azp" not in claims):
            raise OAuth2Error("The ID token is for another")
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise OAuth2Error("The ID token names nobody")
        return claims

    def _key_of(self, text: str) -> jwt.PyJWK:
        """The provider's key that the token says it is signed with."""
        header = jwt.get_unverified_header(text)
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("The ID token is signed in a way that does not count")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            kept = answer.json()
        rows = [row for row in kept.get("keys", []) if row.get("use", "sig") == "sig"]
        fitting = [row for row in rows if row.get("kid") == header.get("kid")]
        if len(fitting) != 1:
            raise OAuth2Error("The ID token is signed with a key that the provider does not have")
        key = jwt.PyJWK.from_dict(fitting[0], algorithm=header["alg"])
        if isinstance(key.key, RSAPublicKey) and key.key.key_size < _LEAST_BITS:
            raise OAuth2Error("The provider's key is too short")
        return key


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """The provider of `WEFT_OIDC_SERVER_URL`."""

    pkce_enabled_default = True
    supports_token_authentication = False
    oauth2_adapter_class = CheckedTokens

    @property
    def server_url(self) -> str:
        return str(self.wk_server_url(str(self.app.settings["server_url"]).rstrip("/")))

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("provider_login")

    def get_callback_url(self) -> str:
        return reverse("provider_callback")

    def go(self, request: HttpRequest, process: str, next_url: str | None) -> HttpResponse:
        """Begin to sign in there: with a secret of this session for each part of the way."""
        nonce = secrets.token_urlsafe(32)
        return cast(
            "HttpResponse",
            self.redirect(request, process, next_url, auth_params={"nonce": nonce}, nonce=nonce),
        )

    def extract_extra_data(self, data: Any) -> dict[str, str]:
        """Nothing of what the provider tells is kept but who it is."""
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        claims = data["id_token"]
        is_verified = claims.get("email_verified") is True
        return {"email": claims.get("email"), "email_verified": is_verified,
                "name": claims.get("name")}  # fmt: skip

    def extract_email_addresses(self, data: Any) -> list[Any]:
        found: list[Any] = super().extract_email_addresses(data)
        for address in found:
            address.verified = data["id_token"].get("email_verified") is True
            address.email = str(address.email).lower()
        return found


provider_classes = [Provider]
