"""What is written down of groups. Entries hold numbers alone. In the log that members read, nothing
stands of a group that is kept secret, or of those inside it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from weft.common.audit import Deed, Whom, deed, record
from weft.groups.models import Group

STARTED = deed("group_started", _("{by} started a group."))
CHANGED = deed(
    "group_changed", _("{by} changed a group: {fields}."),
    labels={
        "name": _("name"), "purpose": _("purpose"), "rules": _("rules for joining"),
        "domain": _("kind of group"), "openness": _("how one joins it"), "topics": _("topics"),
        "visibility": _("who may see it"), "question": _("question"), "place": _("place"),
        "parent": _("the group it lies in"),
    },
)  # fmt: skip
LET_IN = deed("group_let_in", _("{by} let somebody into a group."))
TURNED_DOWN = deed("group_turned_down", _("{by} did not let somebody into a group."))
INVITED = deed("group_invited", _("{by} invited somebody into a group."), is_power=False)
UNINVITED = deed("group_uninvited", _("{by} took back invitations into a group."), is_power=False)
REMOVED = deed("group_removed", _("{by} removed somebody from a group."))
APPOINTED = deed("group_appointed", _("{by} made {about} a steward of a group."))
STOOD_DOWN = deed("group_stood_down", _("{about} is no longer a steward of a group."))
PAUSED = deed("group_paused", _("{by} paused a group."))
ENDED = deed("group_ended", _("{by} ended a group."))
WOKEN = deed("group_woken", _("{by} woke a group."))
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
