from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "weft.groups"

    def ready(self) -> None:
        # Their jobs, and what they find, tell and forget, are registered on import.
        from weft.groups import actions, breaking, desk, mails, personal, second_step  # noqa: F401, PLC0415
