from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "weft.workshop"

    def ready(self) -> None:
        from weft.workshop import actions  # noqa: F401, PLC0415 - registers its night's work
