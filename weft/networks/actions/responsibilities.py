"""Giving someone a responsibility for a time, and taking it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.addresses import plain_address
from weft.common.audit import DeedKind, Whom, deed, record, told_alone
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.networks.actions.belonging import refuse_without_convenor
from weft.networks.mails import tell_of_role
from weft.networks.models import Membership, Network, Responsibility, Role, Standing
from weft.networks.permissions import can_manage_network

ROLE_GIVEN = deed(
    "role_given",
    gettext_lazy("{by} gave {about} the responsibility “{role}”."),
    kind=DeedKind.RESPONSIBILITIES,
)
told_alone(ROLE_GIVEN, gettext_lazy("{about} was given the responsibility “{role}”."))
ROLE_TAKEN = deed(
    "role_taken",
    gettext_lazy("{by} took the responsibility “{role}” from {about}."),
    kind=DeedKind.RESPONSIBILITIES,
)


@dataclass(frozen=True, slots=True)
class Term:
    """How a responsibility is held: first or as a deputy, and until when."""

    is_deputy: bool = False
    until: date | None = None


def add_responsibility(
    *, membership: Membership, role: str, term: Term | None = None, by: int | None = None
) -> Responsibility:
    """Give a member a responsibility, or another term. Whoever calls this has checked it."""
    held = term or Term()
    given, is_new = Responsibility.objects.update_or_create(
        membership=membership,
        role=role,
        defaults={"is_deputy": held.is_deputy, "until": held.until},
    )
    _write_down(ROLE_GIVEN, given, by)
    if is_new and by is not None and by != membership.account_id:
        tell_of_role(given)
    return given


def _write_down(done: object, given: Responsibility, by: int | None) -> None:
    assert done in (ROLE_GIVEN, ROLE_TAKEN)
    record(
        ROLE_GIVEN if done is ROLE_GIVEN else ROLE_TAKEN,
        network_id=given.membership.network_id,
        whom=Whom(by=by, about=given.membership.account_id),
        subject=f"networks.Responsibility:{given.pk}",
        details={"role": given.role},
    )


@transaction.atomic
def give_role(
    *, viewer: Viewer, network: Network, email: str, role: str, term: Term | None = None
) -> Membership:
    """Give a member a responsibility; they hear of it by mail. An address that was mistyped makes
    nobody a convenor: whoever is no member is invited first."""
    if not can_manage_network(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    if role not in Role.values:
        raise InvalidInput(_("Choose a responsibility."))
    if term is not None and term.until is not None and term.until < timezone.localdate():
        raise InvalidInput(_("The last day has to be today or later."))
    held = Membership.objects.filter(network=network, account__email=plain_address(email))
    membership = held.filter(state=Standing.ACTIVE).select_related("account").first()
    if membership is None:
        raise InvalidInput(
            _(
                "No member has this address, or they take a break. Invite them first; once they "
                "have joined you can give them a responsibility."
            )
        )
    add_responsibility(membership=membership, role=role, term=term, by=viewer.account_id)
    return membership


@transaction.atomic
def take_role(*, viewer: Viewer, network: Network, responsibility_id: int) -> None:
    """Take a responsibility away, or lay down one's own; the last convenor stays."""
    # Held until the end, so that two convenors who lay it down at once do not both do.
    Network.objects.select_for_update().get(pk=network.pk)
    given = (
        Responsibility.objects.select_related("membership")
        .filter(membership__network=network, pk=responsibility_id)
        .first()
    )
    if network.pk != viewer.network_id:
        raise NotAllowed
    is_own = given is not None and given.membership.account_id == viewer.account_id
    if not can_manage_network(viewer) and not is_own:
        raise NotAllowed
    if given is None:
        return
    if given.role == Role.CONVENOR:
        refuse_without_convenor(given.membership)
    _write_down(ROLE_TAKEN, given, viewer.account_id)
    given.delete()
