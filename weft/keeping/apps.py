from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "weft.keeping"

    def ready(self) -> None:
        # Their jobs are registered on import.
        from weft.keeping import actions, duplicates, erasing, small  # noqa: F401, PLC0415
