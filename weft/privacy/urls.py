"""Addresses of privacy."""

from django.urls import path

from weft.privacy import views

N = "<slug:network_slug>/"
urlpatterns = [
    path("account/data/", views.account_data, name="account_data"),
    path("account/delete/", views.account_delete, name="account_delete"),
    path(N + "privacy/", views.privacy, name="privacy"),
    path(N + "privacy/data/", views.my_data, name="my_data"),
    path(
        N + "privacy/agreements/<int:consent_id>/take-back/",
        views.consent_withdraw,
        name="consent_withdraw",
    ),
    path(N + "privacy/leave/", views.leave, name="leave"),
    path(N + "privacy/notice/", views.privacy_notice, name="privacy_notice"),
    path(N + "privacy/record/", views.privacy_record, name="privacy_record"),
    path(N + "privacy/held/", views.privacy_held, name="privacy_held"),
    path(N + "privacy/settings/", views.privacy_settings, name="privacy_settings"),
    path(N + "privacy/assessment/", views.privacy_assessment, name="privacy_assessment"),
    path(N + "privacy/complain/", views.complaint_make, name="complaint_make"),
    path(N + "privacy/complaints/", views.complaints, name="complaints"),
    path(
        N + "privacy/complaints/<int:complaint_id>/answer/",
        views.complaint_answer,
        name="complaint_answer",
    ),
    path(N + "privacy/named/", views.placeholders, name="placeholders"),
    path(
        N + "privacy/named/<int:placeholder_id>/take-back/",
        views.placeholder_take_back,
        name="placeholder_take_back",
    ),
    path(N + "privacy/on-map/<str:token>/", views.on_map, name="on_map"),
    path(N + "privacy/named/<str:token>/", views.placeholder_answer, name="placeholder_answer"),
]
