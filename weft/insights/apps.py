from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "weft.insights"
    label = "insights"
