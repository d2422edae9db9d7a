"""Addresses of the map, the directory, changes, import and export."""

from django.urls import path

from weft.mapping.views import actors, changes, fields, files, layers, pictures, sources, time
from weft.mapping.views import map as maps

_N = "<slug:network_slug>"

urlpatterns = [
    path(f"{_N}/map/", maps.map_page, name="map_page"),
    path(f"{_N}/map/data.json", maps.map_data, name="map_data"),
    path(f"{_N}/map/column/<str:key>/", maps.map_column, name="map_column"),
    path(f"{_N}/map/panel/<int:actor_id>/", maps.map_panel, name="map_panel"),
    path(f"{_N}/map/said/", maps.map_sentences, name="map_sentences"),
    path(f"{_N}/map/table/", maps.map_table, name="map_table"),
    path(f"{_N}/map/path/", pictures.map_path, name="map_path"),
    path(f"{_N}/map/picture.<str:ending>", pictures.map_picture, name="map_picture"),
    path(f"{_N}/map/embed/", maps.map_embed, name="map_embed"),
    path(f"{_N}/map/time.json", time.map_time, name="map_time"),
    path(f"{_N}/time/", time.time_page, name="time_page"),
    path(f"{_N}/time/compare/", time.time_compare, name="time_compare"),
    path(f"{_N}/time/compare.json", time.time_compare_data, name="time_compare_data"),
    path(f"{_N}/time/names/", time.snapshot_add, name="snapshot_add"),
    path(
        f"{_N}/time/names/<int:snapshot_id>/remove/", time.snapshot_remove, name="snapshot_remove"
    ),
    path(f"{_N}/directory/", actors.directory, name="directory"),
    path(f"{_N}/directory.csv", actors.directory_csv, name="directory_csv"),
    path(f"{_N}/actors/new/", actors.actor_add, name="actor_add"),
    path(f"{_N}/actors/<int:actor_id>/", actors.actor_detail, name="actor_detail"),
    path(f"{_N}/actors/<int:actor_id>/edit/", actors.actor_edit, name="actor_edit"),
    path(f"{_N}/actors/<int:actor_id>/end/", actors.actor_end, name="actor_end"),
    path(f"{_N}/actors/<int:actor_id>/ties/new/", actors.tie_add, name="tie_add"),
    path(f"{_N}/actors/<int:actor_id>/near.svg", pictures.actor_near, name="actor_near"),
    path(f"{_N}/ties/<int:tie_id>/", time.tie_detail, name="tie_detail"),
    path(f"{_N}/ties/<int:tie_id>/edit/", actors.tie_edit, name="tie_edit"),
    path(f"{_N}/ties/<int:tie_id>/end/", actors.tie_end, name="tie_end"),
    path(f"{_N}/ties/<int:tie_id>/evidence/", actors.evidence_add, name="evidence_add"),
    path(f"{_N}/changes/", changes.change_sets, name="change_sets"),
    path(f"{_N}/changes/undo/", changes.undo_own, name="undo_own"),
    path(f"{_N}/changes/redo/", changes.redo_own, name="redo_own"),
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
    path(f"{_N}/sources/", sources.sources, name="sources"),
    path(f"{_N}/sources/new/", sources.source_add, name="source_add"),
    path(f"{_N}/sources/<int:source_id>/", sources.source_detail, name="source_detail"),
    path(f"{_N}/sources/<int:source_id>/edit/", sources.source_edit, name="source_edit"),
    path(f"{_N}/sources/<int:source_id>/correct/", sources.source_correct, name="source_correct"),
    path(f"{_N}/sources/<int:source_id>/look/", sources.source_look, name="source_look"),
    path(f"{_N}/sources/<int:source_id>/accept/", sources.source_accept, name="source_accept"),
    path(f"{_N}/sources/<int:source_id>/discard/", sources.source_discard, name="source_discard"),
    path(f"{_N}/sources/<int:source_id>/pause/", sources.source_pause, name="source_pause"),
    path(f"{_N}/sources/<int:source_id>/remove/", sources.source_remove, name="source_remove"),
    path(f"{_N}/sources/<int:source_id>/match/", layers.source_match, name="source_match"),
    path(f"{_N}/layers/", layers.layers, name="layers"),
    path(f"{_N}/export/", files.export_page, name="export_page"),
    path(f"{_N}/export/<str:format_key>/", files.export_file, name="export_file"),
    path(f"{_N}/settings/fields/", fields.field_settings, name="field_settings"),
]
