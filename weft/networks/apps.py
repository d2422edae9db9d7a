from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class NetworksConfig(AppConfig):
    name = "weft.networks"
    label = "networks"

    def ready(self) -> None:
        # Registers what is forgotten.
        import_module("weft.networks.personal")
        sessions = import_module("weft.networks.sessions")
        user_logged_in.connect(sessions.begin, dispatch_uid="weft.sessions.begin")
