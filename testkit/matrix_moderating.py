"""The rows of the permission matrix for moderating."""

from __future__ import annotations

from testkit.cast import Stage
from testkit.matrix_rows import Arguments, Row, on_object


def _reported(stage: Stage, audience: int) -> Arguments:
    return {"kind": "actor", "subject": stage.actors[audience].pk}


#: What moderators read of what waits and was reported.
_READ = ("held", "reported")
_DONE, _NO = (200, 302), (403, 404)
MODERATING_ROWS: dict[str, Row] = {
    "moderation": Row(get="moderate", tells=_READ),
    "own_moderation": Row(get="member"),
    "held_detail": Row(get="moderate", post="moderate", good=_DONE, refusals=_NO, tells=_READ,
                       arguments=lambda s, a: {"held_id": s.joining["held"]},
                       body=lambda s, a: {"refuse": "1", "words": "No."}),
    # Nobody takes back what others wrote.
    "held_take_back": Row(get=None, post="see", good=(404,),
                          arguments=lambda s, a: {"held_id": s.joining["held"]}),
    "report": on_object(_reported, get="member", post="member", body=lambda s, a: {
        "words": "It is not kind."}),
    "report_detail": Row(get="moderate", post="moderate", good=_DONE, refusals=_NO, tells=_READ,
                         arguments=lambda s, a: {"report_id": s.joining["report"]},
                         body=lambda s, a: {"outcome": "nothing"}),
    "appeal_detail": Row(get="moderate", post="moderate", tells=_READ,
                         arguments=lambda s, a: {"measure_id": s.joining["appealed"]},
                         body=lambda s, a: {"outcome": "upheld", "answer": "It stays."}),
    "newcomers": Row(get="moderate", post="moderate"),
    "moderation_settings": Row(get="manage", post="manage", body=lambda s, a: {
        "new_days": 30, "first_posts": 2}),
}  # fmt: skip

MODERATING_SITE_ROWS: dict[str, dict[tuple[str, str], tuple[int, ...]]] = {
    # Whoever has the link may appeal; a made-up one leads nowhere.
    "appeal": {("get", "*"): (404,), ("post", "*"): (404,)},
}
MODERATING_SITE_ARGUMENTS: dict[str, Arguments] = {
    "appeal": {"network_slug": "open-network", "token": "1-1:made-up:link"},
}
