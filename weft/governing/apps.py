from django.apps import AppConfig


class GoverningConfig(AppConfig):
    name = "weft.governing"

    def ready(self) -> None:
        # They register the night's work, what would break, what ends with a membership, and what
        # is told and forgotten.
        from weft.governing import actions, breaking, mails, personal, terms  # noqa: F401, PLC0415
