"""Addresses of workshops."""

from django.urls import URLPattern

_N = "<slug:network_slug>"

urlpatterns: list[URLPattern] = []
