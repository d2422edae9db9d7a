"""What members do while their membership is paused: read, and what is for their own protection."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.audit import DeedKind, deed, told_alone
from weft.common.errors import NotAllowed
from weft.common.models import AuditEntry
from weft.common.visibility import Viewer
from weft.networks.models import Membership, Standing

STANDING_CHANGED = deed(
    "standing_changed",
    gettext_lazy("{by} changed the membership of {about} to “{standing}”."),
    names_about=False,
    kind=DeedKind.MEMBERS,
)
told_alone(STANDING_CHANGED, gettext_lazy("The membership of {about} changed to “{standing}”."))
#: Addresses at which they do something all the same: ending what they have, choosing who sees
#: them, asking for their data, reporting and complaining. Each action checks the rest.
OPEN_ON_A_BREAK = frozenset({
    "complaint_make", "consent_withdraw", "group_leave", "group_no_thanks", "group_shown",
    "group_withdraw", "held_take_back", "invitation_stop", "leave", "member_standing", "my_data",
    "placeholder_take_back", "report", "role_take", "seat_take", "view_as",
    "voice_ask_take_back",
})  # fmt: skip
#: One's own profile, unless others began the break: then only who may see it.
_OWN_PROFILE, _WHO_SEES_IT = "own_profile_step", "seen"


def refuse_on_a_break(request: HttpRequest, viewer: Viewer) -> None:
    """Say no to whoever writes while their membership is paused."""
    if not viewer.is_paused or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    if name in OPEN_ON_A_BREAK:
        return
    if match is not None and name == _OWN_PROFILE:
        is_safe = match.kwargs.get("step_key") == _WHO_SEES_IT
        if is_safe or not _was_paused_by_others(viewer):
            return
    raise NotAllowed(
        _("Your membership takes a break. Until it is over, you can read here, but not do this.")
    )


def _was_paused_by_others(viewer: Viewer) -> bool:
    rows = Membership.objects.filter(network=viewer.network_id, account=viewer.account_id)
    return any(map(was_paused_by_others, rows))


def was_paused_by_others(membership: Membership) -> bool:
    """Whether somebody else began this break, as the log says."""
    if membership.state != Standing.PAUSED:
        return False
    begun = AuditEntry.objects.filter(
        network_id=membership.network_id,
        action=STANDING_CHANGED.code,
        subject=f"networks.Membership:{membership.pk}",
    )
    last = begun.order_by("-number").first()
    return last is not None and last.by_id != membership.account_id
