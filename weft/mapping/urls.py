"""Addresses of the map, the directory, changes, import and export."""

from django.urls import path

from weft.mapping.views import actors, changes, fields, files, pictures, tiles
from weft.mapping.views import map as maps

_N = "<slug:network_slug>"

urlpatterns = [
    path(f"{_N}/map/", maps.map_page, name="map_page"),
    path(f"{_N}/map/data.json", maps.map_data, name="map_data"),
    path(f"{_N}/map/overview.json", tiles.map_overview, name="map_overview"),
    path(
        f"{_N}/map/tiles/<slug:stamp>/<slug:view>/<slug:tile>.json",
        tiles.map_tile,
        name="map_tile",
    ),
    path(f"{_N}/map/around/", tiles.map_around, name="map_around"),
    path(f"{_N}/map/part.json", tiles.map_part, name="map_part"),
    path(f"{_N}/map/search/", tiles.map_search, name="map_search"),
    path(f"{_N}/map/column/<str:key>/", maps.map_column, name="map_column"),
    path(f"{_N}/map/panel/<int:actor_id>/", maps.map_panel, name="map_panel"),
    path(f"{_N}/map/said/", maps.map_sentences, name="map_sentences"),
    path(f"{_N}/map/table/", maps.map_table, name="map_table"),
    path(f"{_N}/map/path/", pictures.map_path, name="map_path"),
    path(f"{_N}/map/picture.<str:ending>", pictures.map_picture, name="map_picture"),
    path(f"{_N}/map/embed/", maps.map_embed, name="map_embed"),
    path(f"{_N}/directory/", actors.directory, name="directory"),
    path(f"{_N}/directory.csv", actors.directory_csv, name="directory_csv"),
    path(f"{_N}/actors/new/", actors.actor_add, name="actor_add"),
    path(f"{_N}/actors/<int:actor_id>/", actors.actor_detail, name="actor_detail"),
    path(f"{_N}/actors/<int:actor_id>/edit/", actors.actor_edit, name="actor_edit"),
    path(f"{_N}/actors/<int:actor_id>/end/", actors.actor_end, name="actor_end"),
    path(f"{_N}/actors/<int:actor_id>/ties/new/", actors.tie_add, name="tie_add"),
    path(f"{_N}/actors/<int:actor_id>/near.svg", pictures.actor_near, name="actor_near"),
    path(f"{_N}/ties/<int:tie_id>/edit/", actors.tie_edit, name="tie_edit"),
    path(f"{_N}/ties/<int:tie_id>/end/", actors.tie_end, name="tie_end"),
    path(f"{_N}/ties/<int:tie_id>/evidence/", actors.evidence_add, name="evidence_add"),
    path(f"{_N}/changes/", changes.change_sets, name="change_sets"),
    path(f"{_N}/changes/<int:change_set_id>/", changes.change_set_detail, name="change_set_detail"),
    path(
        f"{_N}/changes/<int:change_set_id>/undo/", changes.change_set_undo, name="change_set_undo"
    ),
    path(
        f"{_N}/changes/<int:change_set_id>/erase/",
        changes.change_set_erase,
        name="change_set_erase",
    ),
    path(f"{_N}/import/", files.import_start, name="import_start"),
    path(f"{_N}/import/<int:import_id>/", files.import_detail, name="import_detail"),
    path(f"{_N}/import/<int:import_id>/correct/", files.import_correct, name="import_correct"),
    path(f"{_N}/import/<int:import_id>/confirm/", files.import_confirm, name="import_confirm"),
    path(f"{_N}/import/<int:import_id>/cancel/", files.import_cancel, name="import_cancel"),
    path(f"{_N}/export/", files.export_page, name="export_page"),
    path(f"{_N}/export/<str:format_key>/", files.export_file, name="export_file"),
    path(f"{_N}/settings/fields/", fields.field_settings, name="field_settings"),
]
