from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "weft.mapping"
    label = "mapping"
