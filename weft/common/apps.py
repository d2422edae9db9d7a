from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "weft.common"
    label = "common"

    def ready(self) -> None:
        from weft.common import checks  # noqa: F401, PLC0415 - registers itself on import
