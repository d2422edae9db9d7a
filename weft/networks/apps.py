from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "weft.networks"
    label = "networks"
