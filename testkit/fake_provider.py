"""A small OpenID provider on this machine, which can be made to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm

from weft.project.environment import provider as provider_setting

CLIENT, SECRET = "weft-tests", "a secret of both"
OWN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeProvider:
    """What it says of itself and of people can be set; what it was asked can be looked at."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.config: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        self.keys = [self.public_key(OWN_KEY, "own")]
        self.codes: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.userinfo: dict[str, Any] = {}
        self.id_token_left_out = False

    @staticmethod
    def public_key(key: Any, kid: str) -> dict[str, Any]:
        return json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}  # type: ignore[no-any-return]  # JSON

    def agree(self, asked: dict[str, str], *, signing: Any = None, **changes: Any) -> str:
        """Let somebody in who was sent here: the code that they go back with."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "person-1", "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked.get("nonce"), "email": "ann@example.org", "email_verified": True,
            "name": "Ann",
        } | changes  # fmt: skip
        claims = {key: value for key, value in claims.items() if value is not None}
        key, algorithm, kid = signing or (OWN_KEY, "RS256", "own")
        token = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})
        code = secrets.token_urlsafe(16)
        self.codes[code] = {"token": token, "challenge": asked["code_challenge"]}
        return code

    def answer(self, path: str, body: dict[str, str]) -> tuple[int, Any]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, self.config
        if path == "/keys":
            return 200, {"keys": self.keys}
        if path == "/userinfo":
            return 200, self.userinfo
        given = self.codes.pop(body.get("code", ""), None)
        digest = hashlib.sha256(body.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_us = (body.get("client_id"), body.get("client_secret")) == (CLIENT, SECRET)
        if path != "/token" or given is None or not is_us or given["challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        told = {"access_token": "canaryaccesstoken", "token_type": "Bearer", "expires_in": 60}
        return 200, told if self.id_token_left_out else told | {"id_token": given["token"]}


@contextmanager
def running() -> Iterator[FakeProvider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self._agree({key: values[0] for key, values in parse_qs(parts.query).items()})
            else:
                self._send({})

        def _agree(self, asked: dict[str, str]) -> None:
            """A browser came: whoever it is may go on."""
            back = {"code": provider.agree(asked), "state": asked["state"], "iss": provider.issuer}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            parsed = parse_qs(self.rfile.read(length).decode())
            self._send({key: values[0] for key, values in parsed.items()})

        def _send(self, body: dict[str, str]) -> None:
            status, told = provider.answer(urlsplit(self.path).path, body)
            raw = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = FakeProvider(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def use(settings: Any, server: FakeProvider) -> None:
    """Let people sign in at this provider."""
    settings.WEFT_OIDC_SERVER_URL = server.issuer
    settings.WEFT_OIDC_NAME = "the Federation"
    settings.SOCIALACCOUNT_PROVIDERS = provider_setting(server.issuer, "it", CLIENT, SECRET)


def go(client: Client) -> dict[str, str]:
    """Press “Sign in with …”: what the provider is asked."""
    page = client.post(reverse("provider_login"))
    assert page.status_code == 200, page
    query = parse_qs(urlsplit(page.context["address"]).query)
    return {key: values[0] for key, values in query.items()}


def come_back(client: Client, asked: dict[str, str], code: str, **more: str) -> Any:
    query = {"code": code, "state": asked["state"], **more}
    return client.get(reverse("provider_callback"), query)


def sign_in_there(client: Client, provider: FakeProvider, **changes: Any) -> Any:
    asked = go(client)
    return come_back(client, asked, provider.agree(asked, **changes))


def is_in(client: Client) -> bool:
    return client.get(reverse("account_detail")).status_code == 200
