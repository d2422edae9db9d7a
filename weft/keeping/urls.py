"""Addresses of the map manager's desk, of confirmations and of duplicates."""

from django.urls import path

from weft.keeping import duplicate_views as views

_N = "<slug:network_slug>"
_PAIR = f"{_N}/keep/duplicates/<int:first_id>/<int:second_id>"

urlpatterns = [
    path(f"{_N}/keep/duplicates/", views.duplicates, name="duplicates"),
    path(f"{_N}/keep/duplicates/look/", views.duplicates_look, name="duplicates_look"),
    path(f"{_N}/keep/duplicates/not-the-same/", views.kept_apart, name="kept_apart"),
    path(f"{_N}/keep/duplicates/with/<int:actor_id>/", views.merge_with, name="merge_with"),
    path(f"{_PAIR}/", views.pair_merge, name="pair_merge"),
    path(f"{_PAIR}/not-the-same/", views.pair_apart, name="pair_apart"),
]
