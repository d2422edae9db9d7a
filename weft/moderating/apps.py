from django.apps import AppConfig


class ModeratingConfig(AppConfig):
    name = "weft.moderating"

    def ready(self) -> None:
        # Its jobs, deeds and notes are registered on import.
        from weft.moderating import actions, desk, keeping, personal  # noqa: F401, PLC0415
