from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "weft.privacy"

    def ready(self) -> None:
        # They register jobs, and what is told and forgotten.
        from weft.privacy import complaints, personal, placeholders  # noqa: F401, PLC0415
