"""What every address answers to every role: the one table of the permission matrix.

A row says who may GET and who may POST. `see` addresses answer whoever may see the thing and
404 to all others. `steward` and `convenor` addresses answer 403 to those who see the network
but lack the role, and 404 to those who may not know of it.
"""

from __future__ import annotations

from testkit.cast import Stage, today_iso
from testkit.matrix_accounts import ACCOUNT_SITE_ARGUMENTS, ACCOUNT_SITE_ROWS
from testkit.matrix_governing import GOVERNING_ROWS
from testkit.matrix_groups import GROUP_ROWS, GROUP_SITE_ARGUMENTS, GROUP_SITE_ROWS
from testkit.matrix_joining import JOINING_ROWS, JOINING_SITE_ARGUMENTS, JOINING_SITE_ROWS
from testkit.matrix_moderating import (
    MODERATING_ROWS,
    MODERATING_SITE_ARGUMENTS,
    MODERATING_SITE_ROWS,
)
from testkit.matrix_privacy import (
    PRIVACY_ROWS,
    PRIVACY_SITE_ARGUMENTS,
    PRIVACY_SITE_ROWS,
)
from testkit.matrix_rows import Arguments, Row
from testkit.matrix_rows import on_object as _object
from weft.common.visibility import Viewer
from weft.mapping.tiles.store import stamp_of


def _actor(stage: Stage, audience: int) -> Arguments:
    return {"actor_id": stage.actors[audience].pk}


def _tie(stage: Stage, audience: int) -> Arguments:
    return {"tie_id": stage.ties[audience].pk}


def _change(stage: Stage, audience: int) -> Arguments:
    return {"change_set_id": stage.change_sets[audience].pk}


def _snapshot(stage: Stage, audience: int) -> Arguments:
    return {"snapshot_id": stage.snapshots[audience].pk}


def _workshop(stage: Stage, audience: int) -> Arguments:
    assert stage.workshop is not None
    return {"workshop_id": stage.workshop.pk}


def _asset(stage: Stage, audience: int) -> Arguments:
    return {"asset_id": stage.assets[audience].pk}


def _lens(stage: Stage, audience: int) -> Arguments:
    return {"lens_id": stage.lenses[audience].pk}


def _story(stage: Stage, audience: int) -> Arguments:
    return {"story_id": stage.stories[audience].pk}


def _import(stage: Stage, audience: int) -> Arguments:
    assert stage.started is not None
    return {"import_id": stage.started.pk}


def _source(stage: Stage, audience: int) -> Arguments:
    assert stage.source is not None
    return {"source_id": stage.source.pk}


def _linked(stage: Stage, audience: int) -> Arguments:
    return {"name": "New source", "address": "https://sheet.example.org/a.csv", "visibility": 1,
            "when_gone": "end"}  # fmt: skip


def _new_actor(stage: Stage, audience: int) -> Arguments:
    return {"name": "Newcomer", "visibility": 1}


def _ends(stage: Stage, audience: int) -> Arguments:
    return {"source": stage.actors[0].pk, "target": stage.actors[audience].pk}


def _pair(stage: Stage, audience: int) -> Arguments:
    """An actor of this audience with the public neighbour."""
    other = stage.ties[0].target_id
    return {"first_id": other, "second_id": stage.actors[audience].pk}


def _tile(stage: Stage, audience: int) -> Arguments:
    stamp = stamp_of(Viewer(stage.network.pk, audience), stage.network)
    return {"stamp": stamp, "view": "network", "tile": "0-0-0"}


#: Addresses of a network, by name.
NETWORK_ROWS: dict[str, Row] = {
    "network_home": Row(),
    "network_settings": Row(get="manage", post="manage", body=lambda s, a: {
        "name": s.network.name, "colour": "#0f6b5c", "visibility": s.network.visibility,
        "fading_months": 18, "fresh_until_months": 30}),
    "role_give": Row(get=None, post="manage", body=lambda s, a: {
        "email": "someone@example.org", "role": "librarian"}, good=(422,)),
    "role_take": Row(get=None, post="manage",
                     arguments=lambda s, a: {"responsibility_id": 999_999}),
    "parent_set": Row(get=None, post="manage"),
    "part_remove": Row(get=None, post="manage", arguments=lambda s, a: {"part_id": 999_999},
                       good=(404,)),
    "view_as": Row(get=None, post="see"),
    "map_page": Row(),
    "map_data": Row(),
    "map_overview": Row(),
    "map_tile": _object(_tile),
    "map_around": Row(query="ids={actor}"),
    "map_part": Row(query="q=canary"),
    "map_search": Row(query="q=canary"),
    "map_column": Row(arguments=lambda s, a: {"key": "f:Field 0"}),
    "map_panel": _object(_actor),
    "map_sentences": Row(),
    "map_table": Row(),
    "map_path": Row(query="from={actor}&to={actor}"),
    "map_picture": Row(arguments=lambda s, a: {"ending": "svg"}),
    "map_time": Row(),
    "time_page": Row(query="on=2999-01-01&clock=recorded"),
    "time_compare": Row(query="from=2020-01-01"),
    "time_compare_data": Row(query="from=2020-01-01"),
    "snapshot_add": Row(get=None, post="edit", body=lambda s, a: {"name": "Then", "visibility": 0}),
    "snapshot_remove": _object(_snapshot, get=None, post="edit"),
    "tie_detail": _object(_tie),
    "undo_own": Row(get=None, post="member", good=(302, 422)),
    "redo_own": Row(get=None, post="member", good=(302, 422)),
    "map_live": Row(),
    "assets": Row(),
    "map_sharing": Row(),
    "asset_add": _object(_actor, get=None, post="edit", body=lambda s, a: {
        "sort": "space", "name": "Hall", "visibility": 2}),
    "asset_remove": _object(_asset, get=None, post="edit"),
    "map_together": Row(),
    "map_poster": Row(query="paper=a3"),
    "lenses": Row(post="full_member", refusals=(403, 422), body=lambda s, a: {
        "title": "Mine", "query": "kind=x"}),
    "lens_detail": _object(_lens),
    "lens_edit": _object(_lens, get="edit", post="edit", body=lambda s, a: {
        "title": "Changed", "visibility": 2}),
    "lens_arrange": _object(_lens, get=None, post="edit"),
    "lens_delete": _object(_lens, get=None, post="edit"),
    "story_add": Row(get="member", post="member", body=lambda s, a: {
        "title": "A story", "visibility": 1}),
    "story_detail": _object(_story),
    "story_show": _object(_story),
    "story_edit": _object(_story, get="edit", post="edit", body=lambda s, a: {
        "title": "Changed", "visibility": 2}),
    "story_delete": _object(_story, get=None, post="edit"),
    "kind_settings": Row(get="edit", post="edit"),
    "directory": Row(),
    "directory_csv": Row(),
    "actor_add": Row(get="edit", post="edit", body=_new_actor),
    "actor_detail": _object(_actor),
    "actor_near": _object(_actor),
    "actor_edit": _object(_actor, get="edit", post="edit", body=_new_actor),
    "actor_end": _object(_actor, get=None, post="edit"),
    "tie_add": _object(_actor, get="edit", post="edit", body=lambda s, a: {
        "with_name": s.actors[0].name, "direction": "undirected", "visibility": 1}),
    "tie_edit": _object(_tie, get="edit", post="edit", body=lambda s, a: {
        "type": s.ties[a].type.name, "direction": "directed", "visibility": 2}),
    "tie_end": _object(_tie, get=None, post="edit"),
    "evidence_add": _object(_tie, get=None, post="edit", body=lambda s, a: {
        "kind": "confirmed", "date": today_iso()}),
    "change_sets": Row(),
    "change_set_detail": _object(_change),
    "change_set_undo": _object(_change, get=None, post="edit"),
    "change_set_erase": _object(_change, get=None, post="manage", body=lambda s, a: {"sure": "yes"},
                                good=(302, 422)),
    "import_start": Row(get="edit", post="edit"),
    "import_detail": Row(get="edit", arguments=_import),
    "import_correct": Row(get=None, post="edit", arguments=_import, good=(302, 422)),
    "import_confirm": Row(get=None, post="edit", arguments=_import, good=(302, 422)),
    "import_cancel": Row(get=None, post="edit", arguments=_import),
    "sources": Row(get="edit"),
    "source_add": Row(get="edit", post="edit", body=_linked),
    "source_detail": Row(get="edit", arguments=_source),
    "source_edit": Row(get="edit", post="edit", arguments=_source, body=_linked),
    "source_correct": Row(get=None, post="edit", arguments=_source),
    "source_look": Row(get=None, post="edit", arguments=_source),
    "source_accept": Row(get=None, post="edit", arguments=_source),
    "source_discard": Row(get=None, post="edit", arguments=_source),
    "source_pause": Row(get=None, post="edit", arguments=_source),
    "source_remove": Row(get="edit", post="edit", arguments=_source),
    "source_match": Row(get=None, post="edit", arguments=_source),
    "layers": Row(get="edit", post="edit"),
    "export_page": Row(),
    "insights": Row(),
    "gaps": Row(query="by=topic"),
    "coverage": Row(),
    "what_if": Row(query="first=canaryactorpublic"),
    "what_if_panel": Row(query="without={actor}"),
    "power": Row(),
    "reach": Row(query="start=canaryactorpublic&end=canaryactorpublic"),
    "meet": _object(_actor),
    "work_out": Row(get=None, post="edit", body=lambda s, a: {"lens": 0}),
    "stop_working": Row(get=None, post="edit"),
    "keep": Row(get="edit"),
    "keep_freshness": Row(get="edit"),
    "keep_list": Row(get="edit", post="edit", arguments=lambda s, a: {"concern_key": "untied"},
                     good=(200, 302, 422)),
    "still_true": Row(get="member", post="member", good=(200, 302, 422)),
    "workshops": Row(get="edit", post="edit", body=lambda s, a: {"title": "A room"}),
    "workshop_host": Row(get="edit", post="edit", arguments=_workshop, body=lambda s, a: {
        "do": "close"}),
    "workshop_end": Row(get=None, post="edit", arguments=_workshop, good=(302, 422)),
    "workshop_discard": Row(get=None, post="edit", arguments=_workshop),
    "workshop_export": Row(get="edit", arguments=_workshop),
    "workshop_room": Row(get="edit", arguments=_workshop),
    "workshop_live": Row(get="edit", arguments=_workshop),
    "workshop_wall": Row(get="edit", arguments=_workshop),
    "export_file": Row(arguments=lambda s, a: {"format_key": "json"}),
    "field_settings": Row(get="manage", post="manage"),
    "duplicates": Row(get="edit"),
    "duplicates_look": Row(get=None, post="edit"),
    "kept_apart": Row(get="edit"),
    "merge_with": _object(_actor, get="edit", query="q=canary"),
    "pair_merge": _object(_pair, get="edit", post="edit"),
    "pair_apart": _object(_pair, get=None, post="edit"),
    **GOVERNING_ROWS,
    **MODERATING_ROWS,
    **GROUP_ROWS,
    **JOINING_ROWS,
    **PRIVACY_ROWS,
    "api:network": Row(),
    "api:actors": Row(post="edit", body=lambda s, a: {"name": "Newcomer"}, json=True),
    "api:actor": _object(_actor, methods=("patch", "delete"), post="edit", json=True,
                         body=lambda s, a: {"description": "changed"}),
    "api:ties": Row(post="edit", body=lambda s, a: _ends(s, 0), json=True),
    "api:tie": _object(_tie, get=None, methods=("delete",), post="edit", json=True),
    "api:change_sets": Row(),
    "api:change_set_undo": _object(_change, get=None, post="edit", json=True),
    "api:evidence": Row(get=None, post="edit", json=True, body=lambda s, a: {
        "source": s.actors[0].pk, "target": s.ties[0].target_id, "kind": "meeting",
        "date": today_iso()}),
    "api:lenses": Row(),
    "api:compare": Row(query="first=2020-01-01&last=2999-01-01"),
    "api:measures": Row(),
    "api:insights": Row(),
    "api:what_if": Row(query="without={actor}"),
    "api:reach": Row(query="start={actor}&end={actor}"),
    "api:meet": _object(_actor),
}  # fmt: skip

#: Addresses that belong to no network: (method, role) → statuses, the role "*" for all.
SITE_ROWS: dict[str, dict[tuple[str, str], tuple[int, ...]]] = {
    "health": {("get", "*"): (200,), ("post", "*"): (405,)},
    "theme": {("get", "*"): (200,), ("post", "*"): (405,)},
    "front": {("get", "*"): (200,), ("post", "*"): (405,)},
    "network_create": {("get", "*"): (200,), ("get", "anonymous"): (302,),
                       ("post", "*"): (200,), ("post", "anonymous"): (302,)},
    "account_detail": {("get", "*"): (200,), ("get", "anonymous"): (302,),
                       ("post", "*"): (200, 302)},
    "account_email": {("get", "*"): (200,), ("get", "anonymous"): (302,),
                      ("post", "*"): (200, 302)},
    "account_login": {("get", "*"): (302,), ("get", "anonymous"): (200,),
                      ("post", "*"): (302,), ("post", "anonymous"): (200,)},
    "account_request_login_code": {("get", "*"): (302,), ("get", "anonymous"): (200,),
                                   ("post", "*"): (302,), ("post", "anonymous"): (200,)},
    "account_confirm_login_code": {("get", "*"): (302,), ("post", "*"): (302,)},
    "account_signup": {("get", "*"): (302,), ("get", "anonymous"): (200,),
                       ("post", "*"): (302,), ("post", "anonymous"): (200,)},
    "account_email_verification_sent": {("get", "*"): (200, 302), ("post", "*"): (200, 302)},
    "account_logout": {("get", "*"): (200,), ("get", "anonymous"): (302,), ("post", "*"): (302,)},
    "account_inactive": {("get", "*"): (200,), ("post", "*"): (200, 405)},
    "local_mail": {("get", "*"): (200,), ("post", "*"): (405,)},
    "demo_enter": {("get", "*"): (405,), ("post", "*"): (302, 404)},
    "lens_embed": {("get", "*"): (200,), ("post", "*"): (405,)},
    "map_embed": {("get", "*"): (200,), ("post", "*"): (405,)},
    # Whoever has the link may answer; a made-up one leads nowhere.
    "still_true_by_mail": {("get", "*"): (404,), ("post", "*"): (404,)},
    "still_true_no_more": {("get", "*"): (404,), ("post", "*"): (404,)},
    # Whoever has the code may join; a made-up one leads nowhere.
    "workshop_join": {("get", "*"): (404,), ("post", "*"): (404,)},
    "workshop_mine": {("get", "*"): (404,), ("post", "*"): (404,)},
    **ACCOUNT_SITE_ROWS,
    **GROUP_SITE_ROWS,
    **MODERATING_SITE_ROWS,
    **JOINING_SITE_ROWS,
    **PRIVACY_SITE_ROWS,
    "api:networks": {("get", "*"): (200,), ("post", "*"): (403, 405)},
    "api:openapi-json": {("get", "*"): (200,), ("post", "*"): (200,)},
    "api:api-root": {("get", "*"): (200, 302, 404), ("post", "*"): (403, 404, 405)},
}  # fmt: skip
_NO_LINK: Arguments = {"network_slug": "open-network", "token": "1:made-up:link"}
SITE_ARGUMENTS: dict[str, Arguments] = {
    **ACCOUNT_SITE_ARGUMENTS,
    **GROUP_SITE_ARGUMENTS,
    **MODERATING_SITE_ARGUMENTS,
    **JOINING_SITE_ARGUMENTS,
    **PRIVACY_SITE_ARGUMENTS,
    "theme": {"colour": "0f6b5c"},
    "workshop_join": {"code": "NOCODE"},
    "workshop_mine": {"code": "NOCODE", "token": "1:made-up"},
    "still_true_by_mail": _NO_LINK,
    "still_true_no_more": _NO_LINK,
}
