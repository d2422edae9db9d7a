"""Signing in and up by code. Only the addresses of allauth that Weft uses exist."""

from __future__ import annotations

from allauth.account import views
from django.conf import settings
from django.urls import URLPattern, path

from weft.accounts.views import account_detail, demo_enter, local_mail

urlpatterns: list[URLPattern] = [
    path("account/", account_detail, name="account_detail"),
    # The name under which allauth looks for the page of one's address.
    path("account/", account_detail, name="account_email"),
    path("account/sign-in/", views.request_login_code, name="account_login"),
    path("account/sign-in/", views.request_login_code, name="account_request_login_code"),
    path("account/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("account/sign-up/", views.signup, name="account_signup"),
    path("account/confirm/", views.email_verification_sent, name="account_email_verification_sent"),
    path("account/sign-out/", views.logout, name="account_logout"),
    path("account/inactive/", views.account_inactive, name="account_inactive"),
]
if settings.WEFT_LOCAL_MAIL:
    urlpatterns.append(path("mail/", local_mail, name="local_mail"))
if settings.WEFT_DEMO:
    urlpatterns.append(path("demo/enter/", demo_enter, name="demo_enter"))
