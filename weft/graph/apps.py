from django.apps import AppConfig


class GraphConfig(AppConfig):
    name = "weft.graph"
    label = "graph"
