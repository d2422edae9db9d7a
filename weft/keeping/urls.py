"""Addresses of the map manager's desk, of confirmations and of duplicates."""

from django.urls import path

from weft.keeping.views import desk, still_true

_N = "<slug:network_slug>"

urlpatterns = [
    path(f"{_N}/keep/", desk.keep, name="keep"),
    path(f"{_N}/keep/freshness.svg", desk.keep_freshness, name="keep_freshness"),
    path(f"{_N}/keep/list/<slug:concern_key>/", desk.keep_list, name="keep_list"),
    path(f"{_N}/still-true/", still_true.still_true, name="still_true"),
    path(f"{_N}/still-true/<str:token>/", still_true.by_mail, name="still_true_by_mail"),
    path(f"{_N}/still-true/<str:token>/no-more/", still_true.no_more, name="still_true_no_more"),
]
