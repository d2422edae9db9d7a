from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class NetworksConfig(AppConfig):
    name = "weft.networks"
    label = "networks"

    def ready(self) -> None:
        # Registers what is forgotten, and of whom a second step is asked.
        for name in ("personal", "second_step"):
            import_module(f"weft.networks.{name}")
        sessions = import_module("weft.networks.sessions")
        user_logged_in.connect(sessions.begin, dispatch_uid="weft.sessions.begin")
