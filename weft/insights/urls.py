"""Addresses of what deserves a closer look, and of questions to the net."""

from django.urls import path

from weft.insights import views

_N = "<slug:network_slug>/insights"

urlpatterns = [
    path(f"{_N}/", views.insights, name="insights"),
    path(f"{_N}/gaps/", views.gaps, name="gaps"),
    path(f"{_N}/coverage/", views.coverage, name="coverage"),
    path(f"{_N}/what-if/", views.what_if, name="what_if"),
    path(f"{_N}/what-if/panel/", views.what_if_panel, name="what_if_panel"),
    path(f"{_N}/power/", views.power, name="power"),
    path(f"{_N}/reach/", views.reach, name="reach"),
    path(f"{_N}/meet/<int:actor_id>/", views.meet, name="meet"),
    path(f"{_N}/work-out/", views.work_out, name="work_out"),
    path(f"{_N}/stop/", views.stop_working, name="stop_working"),
]
