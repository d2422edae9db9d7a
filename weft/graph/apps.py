from django.apps import AppConfig


class GraphConfig(AppConfig):
    name = "weft.graph"
    label = "graph"

    def ready(self) -> None:
        from weft.graph.actions import fading  # noqa: F401, PLC0415 - registers its night's work
