"""The rows of the permission matrix for joining, members and invitations."""

from __future__ import annotations

from testkit.cast import Stage
from testkit.matrix_rows import Arguments, Row, on_object


def _profile(stage: Stage, audience: int) -> Arguments:
    return {"profile_id": stage.profiles[audience].pk}


def _membership(stage: Stage, audience: int) -> Arguments:
    return {"membership_id": stage.joining["membership"]}


def _application(stage: Stage, audience: int) -> Arguments:
    return {"application_id": stage.joining["application"]}


def _batch(stage: Stage, audience: int) -> Arguments:
    return {"batch_id": stage.joining["batch"]}


def _kind(stage: Stage, audience: int) -> Arguments:
    return {"kind_id": stage.joining["kind"]}


def _question(stage: Stage, audience: int) -> Arguments:
    return {"question_id": stage.joining["question"]}


JOINING_ROWS: dict[str, Row] = {
    # The gate of the one network is open, that of the other is not.
    "join": Row(post="see", good=(200, 404)),
    "welcome": Row(get="member"),
    "own_profile": Row(get="member"),
    "own_profile_step": Row(get="member", post="member",
                            arguments=lambda s, a: {"step_key": "topics"},
                            body=lambda s, a: {"topics": "One, two"}),
    "members": Row(query="q=canary"),
    "members_keep": Row(get="admit", post="admit", body=lambda s, a: {
        "name": "By phone", "email": "by-phone@example.org", "channel": "phone"}),
    "member_detail": Row(get="admit", post="admit", arguments=_membership,
                         body=lambda s, a: {"words": "Hello"}),
    "member_standing": Row(get=None, post="admit", arguments=_membership,
                           body=lambda s, a: {"state": "paused"}),
    "member_kind": Row(get=None, post="admit", arguments=_membership,
                       body=lambda s, a: {"kind": s.joining["kind"]}),
    "profile_detail": on_object(_profile),
    "applications": Row(get="admit"),
    "application_detail": Row(get="admit", post="admit", arguments=_application,
                              body=lambda s, a: {"do": "admit", "admit-reason": "Fits"}),
    "invitations": Row(get="invite", post="invite", body=lambda s, a: {
        "email": "new-one@example.org"}),
    "invitation_stop": Row(get=None, post="admit", good=(302,), refusals=(403, 404),
                           arguments=lambda s, a: {"invitation_id": s.joining["invitation"]}),
    "link_make": Row(get=None, post="admit", good=(302, 422)),
    "link_stop": Row(get=None, post="admit",
                     arguments=lambda s, a: {"link_id": s.joining["link"]}),
    "batch_start": Row(get=None, post="admit", good=(302, 422)),
    "batch_detail": Row(get="admit", post="admit", arguments=_batch),
    "batch_stop": Row(get=None, post="admit", arguments=_batch),
    "voices": on_object(lambda s, a: {"actor_id": s.actors[a].pk}, get="full_member",
                        post="admit", good=(200, 302, 422)),
    "voice_ask_take_back": on_object(lambda s, a: {"actor_id": s.actors[a].pk}, get=None,
                                     post="full_member"),
    "joining_settings": Row(get="manage", post="manage", good=(200, 422)),
    "kind_add": Row(get="manage", post="manage"),
    "kind_edit": Row(get="manage", post="manage", arguments=_kind),
    "kind_remove": Row(get=None, post="manage", arguments=_kind),
    "question_add": Row(get=None, post="manage", body=lambda s, a: {
        "question-words": "Why now?"}),
    "question_remove": Row(get=None, post="manage", arguments=_question),
    "equality_add": Row(get=None, post="manage", body=lambda s, a: {
        "equality-words": "How old?", "equality-options": "Young\nOld"}),
    "equality_remove": Row(get=None, post="manage",
                           arguments=lambda s, a: {"question_id": s.joining["equality"]}),
}  # fmt: skip

#: Whoever has the link may use it; a made-up one leads nowhere. What one began is in one's own
#: browser alone (`weft/joining/tests/test_applying.py`).
_NOWHERE: dict[tuple[str, str], tuple[int, ...]] = {("get", "*"): (404,), ("post", "*"): (404,)}
_GET_ONLY: dict[tuple[str, str], tuple[int, ...]] = {
    ("get", "*"): (404,),
    ("post", "*"): (404, 405),
}
JOINING_SITE_ROWS = {
    "join_by_link": _NOWHERE,
    "join_invited": _NOWHERE,
    "invitation_decline": _NOWHERE,
    "join_resume": _NOWHERE,
    "join_not_me": _NOWHERE,
    "join_profile": _GET_ONLY,
    "join_step": _NOWHERE,
    "join_finish": _NOWHERE,
    "join_withdraw": _NOWHERE,
}
_NO_LINK: Arguments = {"network_slug": "open-network", "token": "1:made-up:link"}
_NO_SESSION: Arguments = {"network_slug": "open-network"}
JOINING_SITE_ARGUMENTS: dict[str, Arguments] = {
    "join_by_link": {"network_slug": "open-network", "code": "made-up"},
    "join_invited": _NO_LINK,
    "invitation_decline": _NO_LINK,
    "join_resume": _NO_LINK,
    "join_not_me": _NO_LINK,
    "join_profile": _NO_SESSION,
    "join_step": {"network_slug": "open-network", "step_key": "name"},
    "join_finish": _NO_SESSION,
    "join_withdraw": _NO_SESSION,
}
