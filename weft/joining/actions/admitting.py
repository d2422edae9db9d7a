"""Letting people in, or not, with reasons that are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import sign_in_link
from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter
from weft.common.models import AuditEntry
from weft.common.nightly import nightly
from weft.common.retention import deleted_after
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.joining.actions.applying import CONFIRM, TELL_ADMITTERS, forget_agreements
from weft.joining.actions.welcoming import ask_for_welcome
from weft.joining.mails import send
from weft.joining.models import (
    Application,
    ApplicationState,
    Gate,
    Invitation,
    InvitationState,
    Opinion,
    Profile,
    Via,
)
from weft.joining.on_map import ON_MAP
from weft.joining.permissions import (
    gate_of,
    may_admit,
    may_decide_alone,
    may_give_opinion,
    may_vouch,
)
from weft.networks.actions import add_membership
from weft.networks.actions.belonging import MEMBER_ADDED
from weft.networks.breaks import STANDING_CHANGED
from weft.networks.models import Membership, Network
from weft.networks.powers import POWERS, Power
from weft.privacy.consenting import claim_consents, unsuppress

ADMITTED = deed(
    "admitted", gettext_lazy("{by} admitted {about}."), names_about=False, kind=DeedKind.MEMBERS
)
DECLINED = deed("declined", gettext_lazy("{by} declined an application."), kind=DeedKind.MEMBERS)
TELL_APPLICANT = "joining.tell_applicant"


@transaction.atomic
def give_opinion(
    *, viewer: Viewer, application: Application, is_yes: bool, reason: str = ""
) -> Opinion:
    """Say what one thinks; whoever says it last may be the one by whom it is settled."""
    kept = _waiting(application)
    gate = gate_of(kept.network)
    if not may_give_opinion(viewer, kept, gate) or viewer.account_id is None:
        raise NotAllowed
    given, _is_new = Opinion.objects.update_or_create(
        application=kept,
        account_id=viewer.account_id,
        defaults={
            "is_yes": is_yes,
            "reason": kept_text(reason, 500),
            "at": timezone.now(),
        },
    )
    if kept.opinions.filter(is_yes=True).count() >= gate.needed:
        _let_in(kept, by=viewer.account_id, reason=_("Enough of those who were asked said yes."))
    return given


def _waiting(application: Application) -> Application:
    """The application as it stands, held until the end, if nobody has answered it yet."""
    kept = (
        Application.objects.select_for_update(of=("self",))
        .select_related("network", "kind")
        .get(pk=application.pk)
    )
    if kept.state != ApplicationState.WAITING:
        raise InvalidInput(_("Somebody has answered this already."))
    return kept


@transaction.atomic
def admit(*, viewer: Viewer, application: Application, reason: str = "") -> Application:
    """Make the applicant a member."""
    if application.network_id != viewer.network_id:
        raise NotAllowed
    kept = _waiting(application)
    if not may_decide_alone(viewer, gate_of(kept.network)):
        raise NotAllowed(_("Here several people decide together. Say what you think instead."))
    return _let_in(kept, by=viewer.account_id, reason=reason)


def _let_in(application: Application, *, by: int | None, reason: str) -> Application:
    network = application.network
    account = Account.objects.filter(email=application.email).first()
    if account is None:
        account = Account.objects.create_user(application.email, name=application.name)
    membership = add_membership(network=network, account=account, kind=application.kind, by=by)
    claim_consents(network=network, account_id=account.pk, address=application.email)
    unsuppress(network=network, address=application.email)
    _give_profile(application, account)
    now = timezone.now()
    application.state, application.decided_at = ApplicationState.ADMITTED, now
    application.decided_by_id, application.account = by, account
    application.reason = kept_text(reason, 2000)
    application.save(update_fields=["state", "decided_at", "decided_by", "account", "reason"])
    Invitation.objects.filter(
        network=network,
        email=application.email,
        state__in=(InvitationState.PLANNED, InvitationState.SENT),
    ).update(state=InvitationState.JOINED)
    ask_for_welcome(membership=membership, gate=gate_of(network))
    record(
        ADMITTED,
        network_id=network.pk,
        whom=Whom(by=by, about=account.pk),
        subject=f"joining.Application:{application.pk}",
    )
    _tell(application)
    return application


def _give_profile(application: Application, account: Account) -> None:
    """The profile is the member's now; of two, the newer one stays."""
    profile = Profile.objects.filter(application=application).first()
    if profile is None:
        return
    Profile.objects.filter(network_id=application.network_id, account=account).exclude(
        pk=profile.pk
    ).delete()
    profile.account = account
    profile.save(update_fields=["account"])
    enqueue(kind=ON_MAP, dedupe_key=str(profile.pk), payload={"profile": profile.pk})


def _tell(application: Application) -> None:
    enqueue(
        kind=TELL_APPLICANT,
        dedupe_key=str(application.pk),
        payload={"application": application.pk},
    )


@transaction.atomic
def decline(*, viewer: Viewer, application: Application, reason: str, words: str) -> Application:
    """Do not let them in: they get the words, and the reason is kept for those who admit."""
    if application.network_id != viewer.network_id:
        raise NotAllowed
    kept = _waiting(application)
    gate = gate_of(kept.network)
    outvoted = may_admit(viewer) and kept.opinions.filter(is_yes=False).count() >= gate.needed
    if not may_decide_alone(viewer, gate) and not outvoted:
        raise NotAllowed(_("Here several people decide together. Say what you think instead."))
    told, why = (kept_text(text, 2000) for text in (words, reason))
    if not told:
        raise InvalidInput(_("Write them a few words: it is hard to be turned away without any."))
    if not why:
        raise InvalidInput(_("Write down why, so that others who admit can follow it."))
    kept.state, kept.decided_at = ApplicationState.DECLINED, timezone.now()
    kept.decided_by_id, kept.reason, kept.words = viewer.account_id, why, told
    kept.save(update_fields=["state", "decided_at", "decided_by", "reason", "words"])
    # What they wrote of themselves was for a member's profile; now it is for nothing.
    Profile.objects.filter(application=kept, account__isnull=True).delete()
    record(
        DECLINED,
        network_id=viewer.network_id,
        whom=Whom(by=viewer.account_id),
        subject=f"joining.Application:{kept.pk}",
    )
    _tell(kept)
    return kept


@job(TELL_APPLICANT)
def tell_applicant(payload: Payload, progress: Progress) -> Payload:
    """The answer, by mail."""
    rows = Application.objects.select_related("network")
    application = rows.filter(pk=str(payload["application"])).first()
    states = {ApplicationState.ADMITTED: "admitted", ApplicationState.DECLINED: "declined"}
    if application is None or application.state not in states:
        return {}
    network = application.network
    subject = (
        gettext_lazy("Welcome to %(network)s")
        if application.state == ApplicationState.ADMITTED
        else gettext_lazy("Your application to %(network)s")
    )
    template = states[ApplicationState(application.state)]
    letter = Letter(
        application.email,
        subject,
        template,
        f"{template}-{application.pk}",
        application.language,
    )
    words = {
        "application": application,
        "gate": gate_of(network),
        "link": sign_in_link("welcome", network.slug),
    }
    send(letter, network, words)
    return {"sent": 1}


@job(TELL_ADMITTERS)
def tell_admitters(payload: Payload, progress: Progress) -> Payload:
    """Let those who admit know; whoever was vouched for is let in at once."""
    rows = Application.objects.select_related("network", "kind", "link")
    application = rows.filter(
        pk=str(payload["application"]), state=ApplicationState.WAITING
    ).first()
    if application is None:
        return {}
    if application.is_vouched and _still_vouched(application):
        with transaction.atomic():
            _let_in(_waiting(application), by=None, reason=_("Came with an invitation."))
        return {"admitted": 1}
    if application.is_vouched:
        _is_looked_at(application)
    return {"told": _write_to_admitters(application, is_reminder=False)}


@transaction.atomic
def _is_looked_at(application: Application) -> None:
    """Whoever is not let in at once after all hears what others who apply hear."""
    Application.objects.filter(pk=application.pk).update(is_vouched=False)
    enqueue(kind=CONFIRM, dedupe_key=str(application.pk), payload={"application": application.pk})


def _still_vouched(application: Application) -> bool:
    """Whether nobody took back what they came with, whoever gave it may admit today, and they
    never had a membership here: who was sent away, or is a member of another kind, is looked at."""
    network, link = application.network, application.link
    if _was_here(application):
        return False
    if application.via != Via.INVITED:
        return link is not None and not link.stopped_at and may_vouch(network, link.made_by_id)
    invitations = Invitation.objects.filter(
        network=network, email=application.email, is_vouched=True, state=InvitationState.SENT
    )
    makers = invitations.values_list("invited_by", flat=True).distinct()
    return any(may_vouch(network, maker) for maker in makers)


def _was_here(application: Application) -> bool:
    """Whether whoever has the address is or was a member, as the log says of who left, too."""
    account = Account.objects.filter(email=application.email).first()
    if account is None:
        return False
    network_id, codes = application.network_id, (MEMBER_ADDED.code, STANDING_CHANGED.code)
    told = AuditEntry.objects.filter(network_id=network_id, about_id=account.pk)
    is_known = Membership.objects.filter(network=network_id, account=account).exists()
    return is_known or told.filter(action__in=codes).exists()


def admitters(network: Network) -> list[Account]:
    """Those who look after members, and can be asked now."""
    roles = [str(role) for role in POWERS[Power.ADMIT]]
    today = timezone.localdate()
    held = Q(
        memberships__network=network,
        memberships__state="active",
        memberships__responsibilities__role__in=roles,
    )
    on_time = Q(memberships__responsibilities__until__isnull=True) | Q(
        memberships__responsibilities__until__gte=today
    )
    return list(Account.objects.filter(held & on_time, is_active=True).distinct().order_by("pk"))


def _write_to_admitters(application: Application, *, is_reminder: bool) -> int:
    network = application.network
    people = admitters(network)
    for account in people:
        letter = Letter(
            account.email,
            gettext_lazy("Someone would like to join %(network)s"),
            "application_waits",
            f"waits-{application.pk}-{account.pk}-{timezone.localdate()}",
            account.language,
        )
        words = {
            "application": application,
            "is_reminder": is_reminder,
            "days": (timezone.now() - (application.sent_at or timezone.now())).days,
            "link": sign_in_link("application_detail", network.slug, application.pk),
        }
        send(letter, network, words)
    return len(people)


@nightly("joining.remind")
def remind_admitters(payload: Payload, progress: Progress) -> Payload:
    """Applications that wait too long are brought to mind again, once for each such time."""
    now = timezone.now()
    reminded = 0
    for gate in Gate.objects.select_related("network"):
        before = now - timedelta(days=gate.remind_days)
        waiting = Application.objects.filter(
            Q(reminded_at__isnull=True) | Q(reminded_at__lte=before),
            network=gate.network,
            state=ApplicationState.WAITING,
            sent_at__lte=before,
        )
        for application in waiting.select_related("network"):
            _write_to_admitters(application, is_reminder=True)
            Application.objects.filter(pk=application.pk).update(reminded_at=now)
            reminded += 1
    return {"reminded": reminded}


@deleted_after(
    "joining.drafts",
    90,
    what=gettext_lazy("Applications that were begun and never sent"),
    why=gettext_lazy("Long enough to come back to them."),
)
def delete_drafts(before: datetime) -> int:
    begun = Application.objects.filter(state=ApplicationState.DRAFT, made_at__lt=before)
    count = 0
    for application in begun.select_related("network"):
        with transaction.atomic():
            Profile.objects.filter(application=application, account__isnull=True).delete()
            forget_agreements(application)
            application.delete()
            count += 1
    return count


@deleted_after(
    "joining.answers",
    365,
    what=gettext_lazy("Applications that were answered, with the reasons"),
    why=gettext_lazy("So that those who admit can follow what was decided, and answer complaints."),
)
def delete_answered(before: datetime) -> int:
    answered = (ApplicationState.DECLINED, ApplicationState.ADMITTED, ApplicationState.WITHDRAWN)
    old = Application.objects.filter(state__in=answered, decided_at__lt=before)
    return old.delete()[0]


@deleted_after(
    "joining.invitations",
    365,
    what=gettext_lazy("Invitations that were not followed"),
    why=gettext_lazy("So that nobody is invited again and again."),
)
def delete_invitations(before: datetime) -> int:
    return Invitation.objects.filter(made_at__lt=before).delete()[0]
