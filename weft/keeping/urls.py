"""Addresses of the map manager's desk, of confirmations and of duplicates."""

from django.urls import path

from weft.keeping.views import desk, still_true
from weft.keeping.views import duplicates as views

_N = "<slug:network_slug>"
_PAIR = f"{_N}/keep/duplicates/<int:first_id>/<int:second_id>"

urlpatterns = [
    path(f"{_N}/keep/", desk.keep, name="keep"),
    path(f"{_N}/keep/freshness.svg", desk.keep_freshness, name="keep_freshness"),
    path(f"{_N}/keep/list/<slug:concern_key>/", desk.keep_list, name="keep_list"),
    path(f"{_N}/still-true/", still_true.still_true, name="still_true"),
    path(f"{_N}/still-true/<str:token>/", still_true.by_mail, name="still_true_by_mail"),
    path(f"{_N}/still-true/<str:token>/no-more/", still_true.no_more, name="still_true_no_more"),
    path(f"{_N}/keep/duplicates/", views.duplicates, name="duplicates"),
    path(f"{_N}/keep/duplicates/look/", views.duplicates_look, name="duplicates_look"),
    path(f"{_N}/keep/duplicates/not-the-same/", views.kept_apart, name="kept_apart"),
    path(f"{_N}/keep/duplicates/with/<int:actor_id>/", views.merge_with, name="merge_with"),
    path(f"{_PAIR}/", views.pair_merge, name="pair_merge"),
    path(f"{_PAIR}/not-the-same/", views.pair_apart, name="pair_apart"),
]
