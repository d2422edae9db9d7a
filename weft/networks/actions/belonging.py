"""Becoming a member, taking a break, lapsing and leaving."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.audit import DeedKind, Whom, deed, record, told_alone
from weft.common.days import in_months
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress
from weft.common.nightly import nightly
from weft.common.visibility import Viewer
from weft.networks.breaks import STANDING_CHANGED, was_paused_by_others
from weft.networks.endings import membership_ended
from weft.networks.mails import tell_of_lapse, tell_of_standing
from weft.networks.models import HOLDING, Membership, MembershipKind, Network, Role, Standing
from weft.networks.powers import Power, can

MEMBER_ADDED = deed(
    "member_added",
    gettext_lazy("{by} made {about} a member."),
    names_about=False,
    kind=DeedKind.MEMBERS,
)
told_alone(MEMBER_ADDED, gettext_lazy("{about} became a member."))
#: The kinds that a new network has; its convenor changes them.
FIRST_KINDS: tuple[dict[str, Any], ...] = (
    {
        "name": gettext_lazy("Individual"),
        "words": gettext_lazy("People who take part as themselves."),
    },
    {
        "name": gettext_lazy("Organisation"),
        "words": gettext_lazy("Groups and organisations, each with people who speak for it."),
        "is_for_organisations": True,
    },
    {
        "name": gettext_lazy("Associate"),
        "words": gettext_lazy("Those who work with the network and have no say in its decisions."),
        "may_decide": False,
        "may_invite": False,
    },
    {
        "name": gettext_lazy("Friend"),
        "words": gettext_lazy("Those who want to hear what the network does."),
        "sees_members": False,
        "may_join_groups": False,
        "may_invite": False,
        "may_decide": False,
    },
)


def add_kinds(network: Network) -> None:
    """Give a new network the kinds of membership that most have."""
    MembershipKind.objects.bulk_create(
        MembershipKind(
            network=network,
            position=number,
            **{key: str(v) if key in ("name", "words") else v for key, v in kind.items()},
        )
        for number, kind in enumerate(FIRST_KINDS)
    )


@transaction.atomic
def add_membership(
    *,
    network: Network,
    account: Account,
    kind: MembershipKind | None = None,
    by: int | None = None,
) -> Membership:
    """Make an account a member, or again one. Whoever calls this has checked that it may be."""
    until = _lapses_on(kind)
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        network=network, account=account, defaults={"kind": kind, "until": until}
    )
    if not is_new and membership.state == Standing.ACTIVE and kind in (None, membership.kind):
        return membership
    if not is_new:
        membership.state, membership.state_since = Standing.ACTIVE, timezone.now()
        membership.kind = kind or membership.kind
        membership.until, membership.paused_until = _lapses_on(membership.kind), None
        membership.save(update_fields=["state", "state_since", "kind", "until", "paused_until"])
    record(
        MEMBER_ADDED,
        network_id=network.pk,
        whom=Whom(by=by, about=account.pk),
        subject=f"networks.Membership:{membership.pk}",
    )
    return membership


def _lapses_on(kind: MembershipKind | None) -> date | None:
    if kind is None or kind.months is None:
        return None
    return in_months(timezone.localdate(), kind.months)


@transaction.atomic
def change_standing(
    *,
    viewer: Viewer,
    membership: Membership,
    state: str,
    until: date | None = None,
    tells: bool = True,
) -> Membership:
    """Pause, renew, lapse or end a membership: one's own (but not renewing), or as one who admits.

    Ending takes the responsibilities with it; a network keeps its last convenor. A break lasts
    until the day that is given, or until somebody ends it; what was left of the membership's time
    before it is left after it. Whose membership others change gets a mail, unless the caller
    tells them more.
    """
    is_own = membership.account_id == viewer.account_id
    if membership.network_id != viewer.network_id:
        raise NotAllowed
    if not can(viewer, Power.ADMIT):
        comes_back = membership.state == Standing.PAUSED and state == Standing.ACTIVE
        if not is_own or not (state in (Standing.PAUSED, Standing.ENDED) or comes_back):
            raise NotAllowed
    if state not in Standing.values:
        raise InvalidInput(_("Choose one of the standings that are offered."))
    if is_own and state in HOLDING and was_paused_by_others(membership):
        raise NotAllowed(
            _("Somebody who looks after members has paused this. Only they can end the break.")
        )
    if not is_own and _outranks(membership, viewer):
        raise NotAllowed(_("Only a convenor can change the membership of a convenor."))
    before = membership.state
    _set_standing(membership, state, until, by=viewer.account_id)
    if tells and not is_own and before != state != Standing.LAPSED:
        tell_of_standing(membership)
    return membership


def _outranks(membership: Membership, viewer: Viewer) -> bool:
    """Whether this is a convenor's membership, and the viewer is none."""
    return (
        Role.CONVENOR not in viewer.roles
        and membership.responsibilities.filter(role=Role.CONVENOR).exists()
    )


@transaction.atomic
def end_membership(*, membership: Membership, by: int | None) -> None:
    """End a membership, with all that was taken on in it."""
    _set_standing(membership, Standing.ENDED, None, by=by)


def _set_standing(
    membership: Membership, state: str, until: date | None, *, by: int | None
) -> None:
    # Held until the end, so that two convenors who leave at once do not both leave.
    Network.objects.select_for_update().get(pk=membership.network_id)
    if state not in HOLDING:
        refuse_without_convenor(membership)
        membership.responsibilities.all().delete()
    _set_days(membership, state, until)
    membership.state, membership.state_since = Standing(state), timezone.now()
    membership.save(update_fields=["state", "state_since", "until", "paused_until"])
    if state not in HOLDING:
        membership_ended(membership)
    if state == Standing.LAPSED:
        tell_of_lapse(membership)
    record(
        STANDING_CHANGED,
        network_id=membership.network_id,
        whom=Whom(by=by, about=membership.account_id),
        subject=f"networks.Membership:{membership.pk}",
        details={"standing": str(state)},
    )


def _set_days(membership: Membership, state: str, until: date | None) -> None:
    """Say until when a membership holds, and until when its break lasts.

    The time of a membership stands still during a break: afterwards it lapses as many days later
    as the break took. So a break neither renews a membership nor ends it early, whoever began it.
    """
    if membership.state == Standing.PAUSED:
        if membership.until is not None:
            begun = timezone.localdate(membership.state_since)
            membership.until += timezone.localdate() - begun
    elif state == Standing.ACTIVE or (state in HOLDING and membership.state not in HOLDING):
        membership.until = _lapses_on(membership.kind)
    membership.paused_until = until if state == Standing.PAUSED else None


def refuse_without_convenor(membership: Membership) -> None:
    """Say no where the network would be left without a convenor."""
    convenors = Membership.objects.holding().filter(
        network_id=membership.network_id, responsibilities__role=Role.CONVENOR
    )
    if not convenors.filter(pk=membership.pk).exists():
        return
    if not convenors.exclude(pk=membership.pk).exists():
        raise InvalidInput(
            _("A network needs a convenor. Give someone else this responsibility first.")
        )


@nightly("networks.lapse")
def lapse_memberships(payload: Payload, progress: Progress) -> Payload:
    """Let memberships lapse whose time is over, and breaks end that are over."""
    today = timezone.localdate()
    over = Membership.objects.filter(state=Standing.ACTIVE, until__lt=today)
    lapsed = 0
    for membership in over.select_related("kind"):
        try:
            # Each by itself, and all of it or nothing: jobs run outside of transactions.
            with transaction.atomic():
                _set_standing(membership, Standing.LAPSED, None, by=None)
            lapsed += 1
        except InvalidInput:
            # The last convenor of a network does not lapse.
            continue
    rested = Membership.objects.filter(state=Standing.PAUSED, paused_until__lt=today)
    for membership in rested.select_related("kind"):
        with transaction.atomic():
            _set_standing(membership, Standing.ACTIVE, None, by=None)
    return {"lapsed": lapsed}
