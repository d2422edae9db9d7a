from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "weft.networks"
    label = "networks"

    def ready(self) -> None:
        from weft.networks import personal  # noqa: F401, PLC0415 - registers what is forgotten
