"""Addresses of workshops: the host's, and the short ones for phones."""

from django.urls import path

from weft.workshop import views

_N = "<slug:network_slug>/workshops"

urlpatterns = [
    path("w/<str:code>/", views.workshop_join, name="workshop_join"),
    path("w/<str:code>/<str:token>/", views.workshop_mine, name="workshop_mine"),
    path(f"{_N}/", views.workshops, name="workshops"),
    path(f"{_N}/<int:workshop_id>/", views.workshop_host, name="workshop_host"),
    path(f"{_N}/<int:workshop_id>/end/", views.workshop_end, name="workshop_end"),
    path(f"{_N}/<int:workshop_id>/discard/", views.workshop_discard, name="workshop_discard"),
    path(f"{_N}/<int:workshop_id>/said.csv", views.workshop_export, name="workshop_export"),
    path(f"{_N}/<int:workshop_id>/room.json", views.workshop_room, name="workshop_room"),
    path(f"{_N}/<int:workshop_id>/live/", views.workshop_live, name="workshop_live"),
]
