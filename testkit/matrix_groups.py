"""The rows of the permission matrix for groups.

The cast's convenor looks after its groups; the one for stewards is secret. What the others who
may see it can do there is one by one in `weft/groups/tests`.
"""

from __future__ import annotations

from testkit.cast import Stage
from testkit.matrix_rows import Arguments, Row, on_object

_ENDED = (302, 422)


def _group(stage: Stage, audience: int) -> Arguments:
    return {"group_slug": stage.groups[audience].slug}


def _member(stage: Stage, audience: int) -> Arguments:
    member = stage.groups[audience].members.get(is_steward=False)
    return {**_group(stage, audience), "member_id": member.pk}


def _request(stage: Stage, audience: int) -> Arguments:
    return {**_group(stage, audience), "request_id": stage.groups[audience].requests.get().pk}


def _draft(stage: Stage, audience: int) -> Arguments:
    return {"name": "Readers", "purpose": "We read.", "domain": "community", "openness": "open",
            "visibility": 1}  # fmt: skip


GROUP_ROWS: dict[str, Row] = {
    "groups": Row(),
    "groups_csv": Row(),
    "group_start": Row(get="invite", post="invite", body=_draft),
    "group_settings": Row(get="manage", post="manage", body=lambda s, a: {"months": 3}),
    "group_detail": on_object(_group),
    "group_edit": on_object(_group, get="manage", post="manage", body=_draft),
    # Into the closed and the secret one, nobody comes by this door alone.
    "group_join": on_object(_group, get=None, post="invite", good=(302, 403)),
    "group_ask": on_object(_group, get=None, post="invite", good=(302, 403)),
    "group_withdraw": on_object(_group, get=None, post="signed_in", good=(302,)),
    "group_no_thanks": on_object(_group, get=None, post="see", good=(302,)),
    "group_leave": on_object(_group, get=None, post="see", good=_ENDED),
    "group_shown": on_object(_group, get=None, post="manage", body=lambda s, a: {
        "shown_to": "group"}),
    "group_resource_add": on_object(_group, get=None, post="manage", body=lambda s, a: {
        "title": "Pad", "address": "https://pad.example.org/"}),
    "group_resource_remove": on_object(
        lambda s, a: {**_group(s, a), "resource_id": 999_999}, get=None, post="manage"),
    "group_people": on_object(_group, get="manage"),
    "group_invite": on_object(_group, get=None, post="manage", body=lambda s, a: {
        "email": "member@canaryaccount.example"}),
    "group_uninvite": on_object(_group, get=None, post="manage", body=lambda s, a: {
        "email": "someone@example.org"}),
    "group_member": on_object(_member, get=None, post="manage", body=lambda s, a: {
        "do": "appoint"}),
    "group_request": on_object(_request, get=None, post="manage", body=lambda s, a: {
        "do": "yes"}),
    "group_rescue": on_object(_group, get=None, post="manage", good=(422,)),
    # None of the cast was asked to.
    "group_look_after": on_object(_group, get=None, post="manage", good=(403,)),
    "group_pulse": on_object(_group, get=None, post="manage", body=lambda s, a: {
        "answer": "alive"}),
    "group_end": on_object(_group, get="manage", post="manage", body=lambda s, a: {
        "closing_note": "Done."}),
    "group_wake": on_object(_group, get=None, post="manage"),
    "api:groups": Row(),
    "api:group": on_object(_group),
}  # fmt: skip

GROUP_SITE_ROWS: dict[str, dict[tuple[str, str], tuple[int, ...]]] = {
    # Whoever has the link may answer; a made-up one leads nowhere.
    "group_alive": {("get", "*"): (404,), ("post", "*"): (404,)},
}
GROUP_SITE_ARGUMENTS: dict[str, Arguments] = {
    "group_alive": {"network_slug": "open-network", "token": "1-1-1:made-up:link"},
}
