from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "weft.analysis"
    label = "analysis"
