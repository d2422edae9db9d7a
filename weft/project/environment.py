"""Reads settings from the environment, and fails loudly on a value it cannot use."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from weft.common.this_machine import is_here


def env_text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points at, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env_text(name).strip().lower()
    if value in ("", None):
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Set it to yes or no.")


def env_int(name: str, *, default: int) -> int:
    value = env_text(name).strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is “{value}”. Set it to a whole number.") from error


def env_list(name: str, *, default: str = "") -> list[str]:
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


def secret_key(folder: Path) -> str:
    """The key that signs sessions: from the environment, else made once and kept in a file."""
    given = env_text("WEFT_SECRET_KEY")
    if given:
        return given
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret_key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(key := secrets.token_urlsafe(50))
    return key


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's setting for `postgres://…`, or for the embedded SQLite file when url is empty."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "weft.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "WEFT_DATABASE_URL must start with postgres://, or be empty to use the "
            "embedded database."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": _tls_options(parts.query),
        "CONN_MAX_AGE": 60,
    }


def _tls_options(query: str) -> dict[str, str]:
    """How the connection to PostgreSQL is guarded, such as `sslmode=verify-full`."""
    asked = dict(parse_qsl(query))
    unknown = set(asked) - {"sslmode", "sslrootcert", "sslcert", "sslkey"}
    if unknown:
        raise ImproperlyConfigured(
            f"WEFT_DATABASE_URL asks for {', '.join(sorted(unknown))}. It may ask for sslmode, "
            "sslrootcert, sslcert and sslkey."
        )
    return asked


def provider(issuer: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """allauth's setting for one OpenID provider, or for none when its address is empty."""
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    is_tried_out = parts.scheme == "http" and is_here(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or is_tried_out):
        raise ImproperlyConfigured("WEFT_OIDC_SERVER_URL must start with https://.")
    if not client_id or not secret:
        raise ImproperlyConfigured(
            "WEFT_OIDC_SERVER_URL needs WEFT_OIDC_CLIENT_ID and WEFT_OIDC_CLIENT_SECRET: what the "
            "provider gave you for this address."
        )
    app = {
        # People of another provider are others: they are kept under the issuer.
        "provider_id": f"oidc-{hashlib.sha256(issuer.encode()).hexdigest()[:32]}",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def more_languages(folder: Path, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """The languages of a folder of translations, each by the name that it has itself."""
    found = []
    for one in sorted(folder.glob("*/LC_MESSAGES")):
        code = one.parent.name.replace("_", "-").lower()
        name = LANG_INFO.get(code, LANG_INFO.get(code.partition("-")[0], {})).get("name_local", "")
        if code not in known:
            found.append((code, name if "-" not in code else code))
    return found
