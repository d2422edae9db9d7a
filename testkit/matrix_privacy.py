"""The rows of the permission matrix for privacy."""

from __future__ import annotations

from testkit.matrix_rows import Arguments, Row

_WISHES: Arguments = {"map": "delete", "said": "unnamed", "wrote": "named", "sure": "on"}

PRIVACY_ROWS: dict[str, Row] = {
    "privacy": Row(for_former=True),
    "my_data": Row(for_former=True, get=None, post="signed_in"),
    "consent_withdraw": Row(get=None, post="signed_in", good=(404,),
                            arguments=lambda s, a: {"consent_id": 999_999}),
    # The last convenor cannot leave.
    "leave": Row(for_former=True, get="belonged", post="belonged", body=lambda s, a: _WISHES,
                 good=(200, 422)),
    "privacy_notice": Row(for_former=True),
    "privacy_record": Row(for_former=True),
    "privacy_held": Row(for_former=True),
    "privacy_settings": Row(get="manage", post="manage", body=lambda s, a: {"name": "Us"}),
    "privacy_assessment": Row(get="manage"),
    "complaint_make": Row(for_former=True, post="see", body=lambda s, a: {"words": "Something"}),
    "complaints": Row(get="manage"),
    "complaint_answer": Row(get=None, post="manage", body=lambda s, a: {"words": "Mended"},
                            arguments=lambda s, a: {"complaint_id": s.joining["complaint"]}),
    "placeholders": Row(get="full_member", post="full_member", body=lambda s, a: {
        "name": "Someone", "address": "someone@example.org", "rung": 2}),
    "placeholder_take_back": Row(get=None, post="see", good=(404,),
                                 arguments=lambda s, a: {
                                     "placeholder_id": s.joining["placeholder"]}),
}  # fmt: skip
PRIVACY_SITE_ROWS: dict[str, dict[tuple[str, str], tuple[int, ...]]] = {
    "placeholder_answer": {("get", "*"): (404,), ("post", "*"): (404,)},
    "on_map": {("get", "*"): (404,), ("post", "*"): (404,)},
    "account_data": {("get", "*"): (405,), ("get", "anonymous"): (302,),
                     ("post", "*"): (200,), ("post", "anonymous"): (302,)},
    "account_delete": {("get", "*"): (200,), ("get", "anonymous"): (302,),
                       ("post", "*"): (200,), ("post", "anonymous"): (302,)},
}  # fmt: skip
PRIVACY_SITE_ARGUMENTS: dict[str, Arguments] = {
    "placeholder_answer": {"network_slug": "open-network", "token": "1:made-up:link"},
    "on_map": {"network_slug": "open-network", "token": "1:made-up:link"},
}
