"""All of Weft's settings. Nothing here needs editing: each has a default or an environment
variable, listed in docs/reference/settings.md."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from weft.common.embedded_sqlite import use_bundled_sqlite
from weft.common.this_machine import is_here
from weft.project.environment import (
    database,
    env_bool,
    env_int,
    env_list,
    env_text,
    more_languages,
    provider,
    secret_key,
)

use_bundled_sqlite()

WEFT_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_text("WEFT_DATA_DIR", "var")).resolve()

WEFT_DEMO = env_bool("WEFT_DEMO")
DEBUG = env_bool("WEFT_DEBUG")
# Mails are kept as files and shown at /mail/ instead of being sent.
WEFT_LOCAL_MAIL = env_bool("WEFT_LOCAL_MAIL", default=WEFT_DEMO or DEBUG)
WEFT_OPEN_SIGN_UP = env_bool("WEFT_OPEN_SIGN_UP", default=True)
WEFT_MAX_UPLOAD_MB = env_int("WEFT_MAX_UPLOAD_MB", default=200)
# A map of more actors than this is sent in tiles, as one looks at it.
WEFT_MAP_WHOLE_UP_TO = env_int("WEFT_MAP_WHOLE_UP_TO", default=5_000)
# The address of raster map tiles, such as https://tiles.example.org/{z}/{x}/{y}.png
WEFT_TILE_URL = env_text("WEFT_TILE_URL")
WEFT_TILE_CREDIT = env_text("WEFT_TILE_CREDIT")
# Whether linked sources may lie at addresses that are not encrypted.
WEFT_FETCH_PLAIN = env_bool("WEFT_FETCH_PLAIN")
# Whether linked sources may lie on this machine itself, for trying things out.
WEFT_FETCH_LOOPBACK = env_bool("WEFT_FETCH_LOOPBACK")
if WEFT_FETCH_LOOPBACK and not (WEFT_DEMO or DEBUG):
    raise ImproperlyConfigured(
        "WEFT_FETCH_LOOPBACK lets pages reach into this machine. It works only in the demo and "
        "with WEFT_DEBUG."
    )

SECRET_KEY = secret_key(DATA_DIR)
# Keys of before: what they signed or encrypted still counts.
SECRET_KEY_FALLBACKS = env_list("WEFT_SECRET_KEYS_BEFORE")
ALLOWED_HOSTS = env_list("WEFT_HOSTS", default="localhost,127.0.0.1,[::1]")
SITE_URL = env_text("WEFT_SITE_URL", "http://localhost:8000").rstrip("/")
IS_SECURE = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "weft.common.middleware.form_too_old"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    # Before allauth, so that our pages for signing in take the place of its own.
    "weft.common",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its tables are there also where no provider is set, so that accounts can be deleted then.
    "allauth.socialaccount",
    "allauth.usersessions",
    "weft.accounts",
    "weft.networks",
    "weft.graph",
    "weft.privacy",
    "weft.analysis",
    "weft.moderating",
    "weft.groups",
    "weft.mapping",
    "weft.insights",
    "weft.keeping",
    "weft.workshop",
    "weft.joining",
    "weft.governing",
    "weft.home",
]

MIDDLEWARE = [
    # These three come before what serves scripts and styles, so that none goes out without their
    # headers.
    "weft.common.headers.quiet_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before what serves scripts and styles, which are sent gzipped too.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weft.accounts.middleware.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "weft.networks.sessions.session_limits",
    "allauth.account.middleware.AccountMiddleware",
    "weft.common.middleware.private_pages",
    "weft.common.middleware.PlainErrors",
]

ROOT_URLCONF = "weft.project.urls"
ASGI_APPLICATION = "weft.project.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "weft.common.context.site",
                "weft.networks.context.second_step",
            ],
        },
    },
]
# So that our templates of fields take the place of Django's.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(env_text("WEFT_DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A table of the database, or redis://… where several machines answer.
WEFT_CACHE_URL = env_text("WEFT_CACHE_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache"
        if WEFT_CACHE_URL
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": WEFT_CACHE_URL or "common_cache",
        # When the table is full a third of it is thrown away, counts too: let it not be full soon.
        "OPTIONS": {} if WEFT_CACHE_URL else {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "weft.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "request_login_code": "weft.accounts.signing_in.AskForCodeForm",
    "signup": "weft.accounts.signing_in.SignUpForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# Changing how one signs in asks for the second step again after five minutes.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "weft.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_URL.split("://")[-1]
# Browsers give passkeys to plain http only on this machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
# One OpenID provider at which people can sign in, too; without it there are no such addresses.
WEFT_OIDC_SERVER_URL = env_text("WEFT_OIDC_SERVER_URL")
WEFT_OIDC_NAME = env_text("WEFT_OIDC_NAME", "your organisation")
SOCIALACCOUNT_ADAPTER = "weft.accounts.elsewhere.ElsewhereAdapter"
SOCIALACCOUNT_PROVIDERS = provider(
    WEFT_OIDC_SERVER_URL,
    WEFT_OIDC_NAME,
    env_text("WEFT_OIDC_CLIENT_ID"),
    env_text("WEFT_OIDC_CLIENT_SECRET"),
)
# Whether those with power over a network need a second step, and how many days they have for it.
WEFT_REQUIRE_SECOND_STEP = env_bool("WEFT_REQUIRE_SECOND_STEP", default=not (WEFT_DEMO or DEBUG))
WEFT_SECOND_STEP_GRACE_DAYS = env_int("WEFT_SECOND_STEP_GRACE_DAYS", default=7)
# How many web servers stand in front and say whom they pass on.
WEFT_PROXIES = env_int("WEFT_PROXIES", default=0)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# One stays signed in for so many days without a visit, and so many in all; whoever has taken on a
# responsibility, so many hours without a visit.
WEFT_SESSION_IDLE_DAYS = env_int("WEFT_SESSION_IDLE_DAYS", default=14)
WEFT_SESSION_MOST_DAYS = env_int("WEFT_SESSION_MOST_DAYS", default=90)
WEFT_SESSION_IDLE_HOURS_WITH_POWER = env_int("WEFT_SESSION_IDLE_HOURS_WITH_POWER", default=8)
SESSION_COOKIE_AGE = WEFT_SESSION_IDLE_DAYS * 24 * 3600
# Not in a cookie of their own, which would lack the prefix that ties cookies to this host.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The API gives no more than this many rows at once.
NINJA_PAGINATION_MAX_LIMIT = 1000
NINJA_PAGINATION_MAX_OFFSET = 10_000_000

LANGUAGE_CODE = "en-gb"
# The names are those that the languages have themselves.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [WEFT_DIR / "locale"]
# A host's own translations: each folder in it, such as `fr/LC_MESSAGES`, is one more language.
WEFT_LOCALES = env_text("WEFT_LOCALES")
if WEFT_LOCALES:
    LOCALE_PATHS.insert(0, Path(WEFT_LOCALES))
    LANGUAGES += more_languages(Path(WEFT_LOCALES), dict(LANGUAGES))
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = env_text("WEFT_TIME_ZONE", "Europe/London")
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_TEMP_DIR = None

EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if WEFT_LOCAL_MAIL
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = env_text("WEFT_SMTP_HOST", "localhost")
EMAIL_PORT = env_int("WEFT_SMTP_PORT", default=25)
EMAIL_HOST_USER = env_text("WEFT_SMTP_USER")
EMAIL_HOST_PASSWORD = env_text("WEFT_SMTP_PASSWORD")
# Mail leaves this machine encrypted. Port 465 speaks TLS from the first word on.
_MAIL_TLS = env_bool("WEFT_SMTP_TLS", default=not is_here(EMAIL_HOST))
EMAIL_USE_SSL = _MAIL_TLS and EMAIL_PORT == 465
EMAIL_USE_TLS = _MAIL_TLS and not EMAIL_USE_SSL
DEFAULT_FROM_EMAIL = env_text("WEFT_FROM_EMAIL", "weft@localhost")

_TILES = ["https://" + WEFT_TILE_URL.split("/")[2]] if WEFT_TILE_URL.startswith("https://") else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *_TILES],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_SECURE else "csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
# Whether browsers may insist on TLS for all hosts below this one, too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE and env_bool("WEFT_HSTS_SUBDOMAINS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None

# TLS is the business of the web server in front, which also redirects; other hosts of the same
# domain are not ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021", "security.W005"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_addresses": {"()": "weft.common.logs.WithoutAddresses"}},
    "formatters": {"line": {"()": "weft.common.logs.OneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
            "filters": ["without_addresses"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"weft": {"level": "INFO"}},
}
