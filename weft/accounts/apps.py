from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "weft.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("weft.accounts.events").listen()
        import_module("weft.accounts.personal")
