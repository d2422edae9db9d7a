from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "weft.common"
    label = "common"

    def ready(self) -> None:
        # They register themselves on import.
        from weft.common import anchoring, checks  # noqa: F401, PLC0415
