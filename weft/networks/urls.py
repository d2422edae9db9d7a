"""Addresses of starting a network and of its settings."""

from django.urls import path

from weft.networks import views

urlpatterns = [
    path("networks/new/", views.network_create, name="network_create"),
    path("<slug:network_slug>/settings/", views.network_settings, name="network_settings"),
    path("<slug:network_slug>/view-as/", views.view_as, name="view_as"),
    path("<slug:network_slug>/settings/part-of/", views.parent_set, name="parent_set"),
    path(
        "<slug:network_slug>/settings/parts/<int:part_id>/remove/",
        views.part_remove,
        name="part_remove",
    ),
    path("<slug:network_slug>/settings/roles/", views.role_give, name="role_give"),
    path(
        "<slug:network_slug>/settings/roles/<int:responsibility_id>/take/",
        views.role_take,
        name="role_take",
    ),
]
