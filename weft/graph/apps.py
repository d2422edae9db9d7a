from django.apps import AppConfig


class GraphConfig(AppConfig):
    name = "weft.graph"
    label = "graph"

    def ready(self) -> None:
        # They register the night's work, and what is forgotten.
        from weft.graph import personal  # noqa: F401, PLC0415
        from weft.graph.actions import fading  # noqa: F401, PLC0415
