"""Complaints about how personal data are treated, with the times that the law sets."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import plain_address, site_link
from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.common.nightly import nightly
from weft.common.retention import deleted_after
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.queries import convenors_of
from weft.privacy.consenting import is_suppressed
from weft.privacy.models import Complaint

TELL_CONVENORS, TELL_OUTCOME = "privacy.complaint", "privacy.outcome"
#: Days within which a complaint is acknowledged.
DAYS_TO_ACKNOWLEDGE = 30
#: Convenors are reminded from so many days on.
_REMIND_AFTER = 14
ANSWERED = deed(
    "complaint_answered",
    gettext_lazy("{by} answered a complaint about privacy."),
    kind=DeedKind.PRIVACY,
)


@transaction.atomic
def complain(
    *, network: Network, account: Account | None, name: str, email: str, words: str
) -> Complaint:
    """Anyone may complain, member or not. Whoever leaves an address hears of the outcome."""
    said = kept_text(words, 4000)
    if not said:
        raise InvalidInput(_("Write what happened."))
    complaint = Complaint.objects.create(
        network=network,
        account=account,
        name=kept_text(name, 120),
        email=plain_address(email),
        words=said,
        made_at=timezone.now(),
        # A mail says at once that it arrived.
        acknowledged_at=timezone.now() if email else None,
    )
    enqueue(kind=TELL_CONVENORS, dedupe_key=str(complaint.pk), payload={"complaint": complaint.pk})
    return complaint


def answer_by(complaint: Complaint) -> datetime:
    return complaint.made_at + timedelta(days=DAYS_TO_ACKNOWLEDGE)


def complaints_of(network: Network) -> QuerySet[Complaint]:
    rows = Complaint.objects.filter(network=network).select_related("answered_by")
    return rows.order_by("answered_at", "made_at")


@transaction.atomic
def answer(*, viewer: Viewer, complaint: Complaint, words: str) -> Complaint:
    """Say what came of it."""
    if not can_manage_network(viewer) or complaint.network_id != viewer.network_id:
        raise NotAllowed(_("Only a convenor can answer a complaint."))
    said = kept_text(words, 4000)
    if not said:
        raise InvalidInput(_("Write what came of it."))
    kept = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if kept.answered_at is not None:
        raise InvalidInput(_("Somebody has answered this already."))
    kept.answer, kept.answered_at, kept.answered_by_id = said, timezone.now(), viewer.account_id
    kept.save(update_fields=["answer", "answered_at", "answered_by"])
    record(
        ANSWERED,
        network_id=kept.network_id,
        whom=Whom(by=viewer.account_id),
        subject=f"privacy.Complaint:{kept.pk}",
    )
    if kept.email:
        enqueue(kind=TELL_OUTCOME, dedupe_key=str(kept.pk), payload={"complaint": kept.pk})
    return kept


def _tell_convenors(complaint: Complaint, *, is_reminder: bool) -> None:
    network = complaint.network
    for convenor in convenors_of(network):
        words: dict[str, object] = {
            "network": network,
            "until": answer_by(complaint),
            "is_reminder": is_reminder,
            "link": site_link(reverse("complaints", args=[network.slug])),
        }
        letter = Letter(
            convenor.email,
            gettext_lazy("A complaint about privacy in %(network)s"),
            "privacy/complaint_mail",
            f"complaint-{complaint.pk}-{convenor.pk}-{timezone.localdate()}",
            convenor.language,
            {"network": network.name},
        )
        send(letter, words)


def _to_sender(complaint: Complaint, subject: Promise | str, what: str) -> Letter:
    language = complaint.account.language if complaint.account else ""
    identifier = f"{what}-{complaint.pk}"
    return Letter(complaint.email, subject, f"privacy/{what}_mail", identifier, language)


@job(TELL_CONVENORS)
def tell_convenors(payload: Payload, progress: Progress) -> Payload:
    """Tell the convenors, and the one who complained that it arrived."""
    rows = Complaint.objects.select_related("network", "account")
    complaint = rows.filter(pk=str(payload["complaint"])).first()
    if complaint is None:
        return {}
    _tell_convenors(complaint, is_reminder=False)
    # Whoever asked never to be written to may have had their address typed by another.
    is_unasked = complaint.account is None and is_suppressed(complaint.network, complaint.email)
    if complaint.email and not is_unasked:
        words: dict[str, object] = {"network": complaint.network, "until": answer_by(complaint)}
        send(_to_sender(complaint, gettext_lazy("Your complaint arrived"), "arrived"), words)
    return {"told": 1}


@job(TELL_OUTCOME)
def tell_outcome(payload: Payload, progress: Progress) -> Payload:
    rows = Complaint.objects.select_related("network", "account")
    complaint = rows.filter(pk=str(payload["complaint"])).exclude(email="").first()
    if complaint is None or complaint.answered_at is None:
        return {}
    words: dict[str, object] = {"network": complaint.network, "complaint": complaint}
    send(_to_sender(complaint, gettext_lazy("What came of your complaint"), "outcome"), words)
    return {"told": 1}


@nightly("privacy.complaints")
def remind(payload: Payload, progress: Progress) -> Payload:
    """Bring open complaints to mind: after two weeks, and every three days from then on."""
    now, reminded = timezone.now(), 0
    open_ones = Complaint.objects.filter(
        answered_at=None, made_at__lte=now - timedelta(days=_REMIND_AFTER)
    )
    for complaint in open_ones.select_related("network"):
        if ((now - complaint.made_at).days - _REMIND_AFTER) % 3 == 0:
            _tell_convenors(complaint, is_reminder=True)
            reminded += 1
    return {"reminded": reminded}


@deleted_after(
    "privacy.complaints",
    730,
    what=gettext_lazy("Complaints about privacy that were answered"),
    why=gettext_lazy("So that the network can show how it answered."),
)
def delete_answered(before: datetime) -> int:
    return Complaint.objects.filter(answered_at__lt=before).delete()[0]
