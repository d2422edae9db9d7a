from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "weft.mapping"
    label = "mapping"

    def ready(self) -> None:
        from weft.mapping.imports import actions  # noqa: F401, PLC0415 - registers its jobs
        from weft.mapping.sources import desk, polling  # noqa: F401, PLC0415 - as well
