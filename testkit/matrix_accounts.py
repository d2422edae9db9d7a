"""The rows of the permission matrix for signing in, second steps and sessions: each of these pages
is about whoever is signed in and nobody else."""

from __future__ import annotations

from testkit.matrix_rows import Arguments

Answers = dict[tuple[str, str], tuple[int, ...]]
#: Pages of whoever is signed in; others are led to sign in.
_OWN: Answers = {("get", "*"): (200,), ("get", "anonymous"): (302,),
                 ("post", "*"): (200, 302, 405), ("post", "anonymous"): (302, 405)}  # fmt: skip
#: Someone else's passkey or session does not exist.
_OTHERS: Answers = {("get", "*"): (404, 405), ("get", "anonymous"): (302, 405),
                    ("post", "*"): (404,), ("post", "anonymous"): (302,)}  # fmt: skip
#: Nothing is there for whoever has no second step, or has not begun to sign in.
_NOTHING: Answers = {("get", "*"): (302, 403, 404), ("post", "*"): (302, 403, 404, 405)}

#: Asked of those who have a second step already.
_AGAIN: Answers = {("get", "*"): (200, 302, 403), ("post", "*"): (200, 302, 403)}

ACCOUNT_SITE_ROWS: dict[str, Answers] = {
    "language": {("get", "*"): (405,), ("post", "*"): (302,)},
    "mfa_index": _OWN,
    "mfa_activate_totp": _OWN,
    "mfa_add_webauthn": _OWN,
    "usersessions_list": _OWN,
    "mfa_list_webauthn": {("get", "*"): (302,), ("post", "*"): (302,)},
    "mfa_authenticate": _NOTHING,
    "mfa_reauthenticate": _AGAIN,
    "mfa_reauthenticate_webauthn": _AGAIN,
    "account_reauthenticate": _AGAIN,
    "mfa_deactivate_totp": _NOTHING,
    "mfa_view_recovery_codes": _NOTHING,
    "mfa_generate_recovery_codes": {("get", "*"): (200, 302, 403), ("post", "*"): (200, 302, 403)},
    "mfa_download_recovery_codes": _NOTHING,
    "mfa_remove_webauthn": _OTHERS,
    "mfa_edit_webauthn": _OTHERS,
    "session_end": _OTHERS,
    # The provider of the tests does not answer.
    "provider_login": {("get", "*"): (405,), ("post", "*"): (401,)},
    "provider_callback": {("get", "*"): (401,), ("post", "*"): (405,)},
    "provider_remove": {("get", "*"): (405,), ("get", "anonymous"): (302,), ("post", "*"): (302,)},
    "mfa_login_webauthn": {("get", "*"): (302,), ("post", "*"): (302,)},
}
ACCOUNT_SITE_ARGUMENTS: dict[str, Arguments] = {
    "mfa_remove_webauthn": {"pk": 999_999},
    "mfa_edit_webauthn": {"pk": 999_999},
    "session_end": {"session_id": 999_999},
}
