from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "weft.joining"

    def ready(self) -> None:
        # Their jobs, and what they find, are registered on import.
        from weft.joining import actions, digests, moderated, on_map, personal, signposts  # noqa: F401, PLC0415
