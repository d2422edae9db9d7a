from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "weft.analysis"
    label = "analysis"

    def ready(self) -> None:
        # Their jobs are registered on import.
        from weft.analysis import personal, pipeline, questions  # noqa: F401, PLC0415
