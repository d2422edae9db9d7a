"""Giving a member another kind of membership."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.audit import DeedKind, Whom, deed, record, told_alone
from weft.common.days import in_months
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.networks.models import HOLDING, Membership, MembershipKind, Role, Standing
from weft.networks.powers import Power, can

KIND_GIVEN = deed(
    "membership_kind_given",
    gettext_lazy("{by} gave {about} another kind of membership."),
    names_about=False,
    kind=DeedKind.MEMBERS,
)
told_alone(KIND_GIVEN, gettext_lazy("{about} has another kind of membership."))


@transaction.atomic
def give_kind(*, viewer: Viewer, membership: Membership, kind: MembershipKind) -> Membership:
    """Give a member another kind of membership, as one who admits; what it allows holds at once,
    and where it lapses, it does so from today on."""
    if membership.network_id != viewer.network_id or not can(viewer, Power.ADMIT):
        raise NotAllowed
    if Role.CONVENOR not in viewer.roles and is_convenors(membership):
        raise NotAllowed(_("Only a convenor can change the membership of a convenor."))
    if kind.network_id != membership.network_id:
        raise InvalidInput(_("Choose one of the kinds of membership that are offered."))
    kept = Membership.objects.select_for_update().get(pk=membership.pk)
    if kept.state not in HOLDING:
        raise InvalidInput(_("They are no member at the moment."))
    if kept.kind_id == kind.pk:
        return kept
    kept.kind = kind
    # During a break time stands still: of what is left at its beginning, all is left at its end.
    begins = kept.state_since if kept.state == Standing.PAUSED else timezone.now()
    kept.until = in_months(timezone.localdate(begins), kind.months) if kind.months else None
    kept.save(update_fields=["kind", "until"])
    record(
        KIND_GIVEN,
        network_id=kept.network_id,
        whom=Whom(by=viewer.account_id, about=kept.account_id),
        subject=f"networks.Membership:{kept.pk}",
    )
    return kept


def is_convenors(membership: Membership) -> bool:
    return membership.responsibilities.filter(role=Role.CONVENOR).exists()
