from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "weft.keeping"

    def ready(self) -> None:
        from weft.keeping import duplicates  # noqa: F401, PLC0415 - registers its jobs
