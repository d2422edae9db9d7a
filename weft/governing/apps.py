from django.apps import AppConfig


class GoverningConfig(AppConfig):
    name = "weft.governing"

    def ready(self) -> None:
        # They register the night's work, what would break, and what is told and forgotten.
        from weft.governing import breaking, mails, personal, terms  # noqa: F401, PLC0415
