from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "weft.mapping"
    label = "mapping"

    def ready(self) -> None:
        from weft.analysis.pipeline import AFTER_REFRESH  # noqa: PLC0415 - models are there now
        from weft.mapping import erasing, moderated, personal  # noqa: F401, PLC0415 - register themselves
        from weft.mapping.imports import actions  # noqa: F401, PLC0415 - registers its jobs
        from weft.mapping.layers import copies  # noqa: F401, PLC0415 - registers itself
        from weft.mapping.sources import desk, polling  # noqa: F401, PLC0415 - as well
        from weft.mapping.tiles.store import cut_ahead  # noqa: PLC0415

        AFTER_REFRESH.append(cut_ahead)
