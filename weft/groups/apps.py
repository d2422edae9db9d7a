from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "weft.groups"

    def ready(self) -> None:
        # Their jobs, and what they find, tell and forget, are registered on import.
        from weft.groups import (  # noqa: F401, PLC0415
            actions,
            breaking,
            desk,
            mails,
            moderated,
            personal,
            second_step,
        )
