"""Signing in and up by code. Only the addresses of allauth that Weft uses exist."""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from weft.accounts.languages import choose
from weft.accounts.views import (
    account_detail,
    demo_enter,
    local_mail,
    prove_again,
    session_end,
    session_list,
)
from weft.accounts.views_elsewhere import provider_callback, provider_login, provider_remove

urlpatterns: list[URLPattern] = [
    path("account/", account_detail, name="account_detail"),
    # The name under which allauth looks for the page of one's address.
    path("account/", account_detail, name="account_email"),
    path("language/", choose, name="language"),
    path("account/sign-in/", views.request_login_code, name="account_login"),
    path("account/sign-in/", views.request_login_code, name="account_request_login_code"),
    path("account/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("account/sign-up/", views.signup, name="account_signup"),
    path("account/confirm/", views.email_verification_sent, name="account_email_verification_sent"),
    path("account/sign-out/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", prove_again, name="account_reauthenticate"),
    path("account/sessions/", session_list, name="usersessions_list"),
    path("account/sessions/<int:session_id>/end/", session_end, name="session_end"),
]
S = "account/second-step/"
urlpatterns += [
    path(S, second_step.index, name="mfa_index"),
    path(S + "prove/", second_step.authenticate, name="mfa_authenticate"),
    path(S + "prove-again/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path(S + "app/", totp.activate_totp, name="mfa_activate_totp"),
    path(S + "app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(S + "codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        S + "codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        S + "codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    # The one page of all second steps lists the passkeys too.
    path(S + "keys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path(S + "keys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(S + "keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path(S + "keys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        S + "keys/prove-again/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/sign-in/key/", passkeys.login_webauthn, name="mfa_login_webauthn"),
]
if settings.WEFT_OIDC_SERVER_URL:
    urlpatterns += [
        path("account/sign-in/with/", provider_login, name="provider_login"),
        path("account/sign-in/with/back/", provider_callback, name="provider_callback"),
        path("account/sign-in/with/remove/", provider_remove, name="provider_remove"),
    ]
if settings.WEFT_LOCAL_MAIL:
    urlpatterns.append(path("mail/", local_mail, name="local_mail"))
if settings.WEFT_DEMO:
    urlpatterns.append(path("demo/enter/", demo_enter, name="demo_enter"))
