from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "weft.workshop"

    def ready(self) -> None:
        # They register the night's work, and what is erased.
        from weft.workshop import actions, erasing  # noqa: F401, PLC0415
