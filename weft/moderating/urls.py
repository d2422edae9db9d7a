"""Addresses of moderating."""

from django.urls import path

from weft.moderating import views

N = "<slug:network_slug>/"
urlpatterns = [
    path(N + "moderation/", views.moderation, name="moderation"),
    path(N + "moderation/mine/", views.own_moderation, name="own_moderation"),
    path(N + "moderation/held/<int:held_id>/", views.held_detail, name="held_detail"),
    path(N + "moderation/held/<int:held_id>/back/", views.held_take_back, name="held_take_back"),
    path(N + "moderation/reports/<int:report_id>/", views.report_detail, name="report_detail"),
    path(N + "moderation/appeals/<int:measure_id>/", views.appeal_detail, name="appeal_detail"),
    path(N + "moderation/newcomers/", views.newcomers_page, name="newcomers"),
    path(N + "moderation/settings/", views.moderation_settings, name="moderation_settings"),
    path(N + "moderation/appeal/<str:token>/", views.appeal_page, name="appeal"),
    path(N + "report/<slug:kind>/<int:subject>/", views.report_page, name="report"),
]
