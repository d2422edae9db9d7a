from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "weft.home"
    label = "home"
