"""Addresses of the map manager's desk, of confirmations and of duplicates."""

from django.urls import URLPattern

_N = "<slug:network_slug>"

urlpatterns: list[URLPattern] = []
