from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "weft.joining"

    def ready(self) -> None:
        # Their jobs, and what they find, are registered on import.
        from weft.joining import (  # noqa: F401, PLC0415
            actions,
            digests,
            moderated,
            on_map,
            organising,
            personal,
            signposts,
            withdrawing,
        )
