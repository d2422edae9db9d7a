from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "weft.analysis"
    label = "analysis"

    def ready(self) -> None:
        from weft.analysis import pipeline  # noqa: F401, PLC0415 - registers its job on import
