"""The rows of the permission matrix for governing."""

from __future__ import annotations

from testkit.cast import Stage, today_iso
from testkit.matrix_rows import Arguments, Row, on_object


def _circle(stage: Stage, audience: int) -> Arguments:
    return {"circle_id": stage.circles[audience].pk}


def _holding(stage: Stage, audience: int) -> Arguments:
    return {"holding_id": stage.joining["holding"]}


def _handover(stage: Stage, audience: int) -> Arguments:
    return {"handover_id": stage.joining["handover"]}


_NO_SEAT = 999_999
GOVERNING_ROWS: dict[str, Row] = {
    "who_can": Row(),
    "power_log": Row(get="full_member", query="check=1"),
    "circle_add": Row(get="manage", post="manage", body=lambda s, a: {
        "name": "New circle", "kind": "working", "visibility": 1}),
    "circle_detail": on_object(_circle),
    "circle_edit": on_object(_circle, get="manage", post="manage"),
    "seat_give": on_object(_circle, get=None, post="manage", good=(422,)),
    "seat_take": on_object(lambda s, a: {**_circle(s, a), "seat_id": _NO_SEAT}, get=None,
                           post="see", good=(404,)),
    "decision_add": on_object(_circle, get=None, post="manage", body=lambda s, a: {
        "decision-title": "Yes", "decision-decided_on": today_iso(), "decision-visibility": 1}),
    "holdings": Row(get="manage", post="manage"),
    "holding_edit": Row(get="manage", post="manage", arguments=_holding),
    "exit_page": Row(get="manage", post="manage",
                     arguments=lambda s, a: {"membership_id": s.joining["membership"]},
                     refusals=(404,)),
    "handover_detail": Row(get="manage", post="manage", arguments=_handover, good=(200, 404),
                           refusals=(404,)),
    "handover_finish": Row(get=None, post="manage", arguments=_handover, refusals=(404,)),
    "handover_stop": Row(get=None, post="manage", arguments=_handover, refusals=(404,)),
}  # fmt: skip
