"""What is written down of groups. Entries hold numbers alone. In the log that members read, nothing
stands of a group that is kept secret, or of those inside it."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.common.audit import Deed, DeedKind, Whom, deed, record
from weft.groups.models import Group


def _deed(code: str, words: Promise, **more: Any) -> Deed:
    return deed(code, words, kind=DeedKind.GROUPS, **more)


STARTED = _deed("group_started", _("{by} started {group}."))
CHANGED = _deed(
    "group_changed", _("{by} changed {group}: {fields}."),
    labels={
        "name": _("name"), "purpose": _("purpose"), "rules": _("rules for joining"),
        "domain": _("kind of group"), "openness": _("how one joins it"), "topics": _("topics"),
        "visibility": _("who may see it"), "question": _("question"), "place": _("place"),
        "parent": _("the group it lies in"),
    },
)  # fmt: skip
LET_IN = _deed("group_let_in", _("{by} let somebody into {group}."))
TURNED_DOWN = _deed("group_turned_down", _("{by} did not let somebody into {group}."))
INVITED = _deed("group_invited", _("{by} invited somebody into {group}."), is_power=False)
UNINVITED = _deed("group_uninvited", _("{by} took back invitations into {group}."), is_power=False)
REMOVED = _deed("group_removed", _("{by} removed somebody from {group}."))
APPOINTED = _deed("group_appointed", _("{by} made {about} a steward of {group}."))
ASKED = _deed("group_asked", _("{by} asked the longest members of {group} to look after it."))
LOOKS_AFTER = _deed("group_looks_after", _("{about} looks after {group} now."))
STOOD_DOWN = _deed("group_stood_down", _("{about} is no longer a steward of {group}."))
PAUSED = _deed("group_paused", _("{by} paused {group}."))
ENDED = _deed("group_ended", _("{by} ended {group}."))
WOKEN = _deed("group_woken", _("{by} woke {group}."))
#: Stands in the trail for every deed in a secret group; the log never shows it.
_KEPT_QUIET = deed("kept_quiet", _("Something was done."), is_power=False)


def write_down(
    done: Deed, group: Group, *, by: int | None, about: int | None = None, fields: str = ""
) -> None:
    """Add an entry. Who was let in, turned down or removed stands only in the person's own data,
    so the log says that it happened, not to whom."""
    details = {"fields": fields} if fields else {}
    if group.is_hidden:
        record(
            _KEPT_QUIET,
            network_id=group.network_id,
            whom=Whom(by=by, about=about),
            details={"seal": done.code, **details},
        )
        return
    record(
        done,
        network_id=group.network_id,
        whom=Whom(by=by, about=about),
        subject=f"groups.Group:{group.pk}",
        details=details,
    )
