"""Addresses of the front page and of a network's home."""

from django.urls import path

from weft.home import views

urlpatterns = [
    path(
        "<slug:network_slug>/workshops/<int:workshop_id>/wall/",
        views.workshop_wall,
        name="workshop_wall",
    ),
    path("", views.front, name="front"),
    path("<slug:network_slug>/", views.network_home, name="network_home"),
]
