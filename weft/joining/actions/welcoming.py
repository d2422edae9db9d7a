"""A welcome by a real person."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.addresses import sign_in_link
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.joining.mails import send
from weft.joining.models import Gate, Welcome
from weft.joining.permissions import may_admit
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership, Standing

ASK_WELCOMER, SEND_WELCOME = "joining.ask_welcomer", "joining.send_welcome"


def ask_for_welcome(*, membership: Membership, gate: Gate) -> Welcome:
    """Note that someone new is to be welcomed, and ask the person who does that."""
    welcome, is_new = Welcome.objects.get_or_create(
        membership=membership, defaults={"asked_at": timezone.now()}
    )
    if is_new and gate.welcomer_id is not None:
        enqueue(kind=ASK_WELCOMER, dedupe_key=str(welcome.pk), payload={"welcome": welcome.pk})
    return welcome


def may_welcome(viewer: Viewer, gate: Gate) -> bool:
    """Those who admit; and the one who welcomes, while they are a member and take no break."""
    is_welcomer = gate.welcomer_id is not None and viewer.account_id == gate.welcomer_id
    return may_admit(viewer) or (is_welcomer and viewer.is_member and not viewer.is_paused)


@when_membership_ends
def welcome_no_more(membership: Membership) -> None:
    """Who is no member hears of nobody new."""
    gates = Gate.objects.filter(network_id=membership.network_id)
    gates.filter(welcomer_id=membership.account_id).update(welcomer=None)


@transaction.atomic
def write_welcome(*, viewer: Viewer, welcome: Welcome, gate: Gate, words: str) -> Welcome:
    """Welcome a new member in one's own words; they get them by mail and on their first page."""
    if welcome.membership.network_id != viewer.network_id or not may_welcome(viewer, gate):
        raise NotAllowed
    kept = Welcome.objects.select_for_update().get(pk=welcome.pk)
    said = kept_text(words, 2000)
    if not said:
        raise InvalidInput(_("Write a few words of welcome."))
    if kept.written_at is not None:
        raise InvalidInput(_("Somebody has welcomed them already."))
    kept.by_id, kept.words, kept.written_at = viewer.account_id, said, timezone.now()
    kept.save(update_fields=["by", "words", "written_at"])
    enqueue(kind=SEND_WELCOME, dedupe_key=str(kept.pk), payload={"welcome": kept.pk})
    return kept


def _welcome(payload: Payload) -> Welcome | None:
    rows = Welcome.objects.select_related("membership__account", "membership__network", "by")
    return rows.filter(pk=str(payload["welcome"])).first()


@job(ASK_WELCOMER)
def ask_welcomer(payload: Payload, progress: Progress) -> Payload:
    """Tell the person who welcomes, if they are there, that someone is new."""
    welcome = _welcome(payload)
    if welcome is None or welcome.written_at is not None:
        return {}
    network = welcome.membership.network
    gate = Gate.objects.select_related("welcomer").filter(network=network).first()
    if gate is None or gate.welcomer is None:
        return {}
    here = Membership.objects.filter(network=network, state=Standing.ACTIVE)
    if not here.filter(account=gate.welcomer).exists():
        return {}
    letter = Letter(
        gate.welcomer.email,
        gettext_lazy("Someone new in %(network)s: will you say hello?"),
        "please_welcome",
        f"please-welcome-{welcome.pk}",
        gate.welcomer.language,
    )
    words = {
        "account": welcome.membership.account,
        "link": sign_in_link("member_detail", network.slug, welcome.membership_id),
    }
    send(letter, network, words)
    return {"sent": 1}


@job(SEND_WELCOME)
def send_welcome(payload: Payload, progress: Progress) -> Payload:
    """Bring the words to the new member."""
    welcome = _welcome(payload)
    if welcome is None or welcome.written_at is None:
        return {}
    network, account = welcome.membership.network, welcome.membership.account
    letter = Letter(
        account.email,
        _("%(name)s says hello") % {"name": welcome.by.shown_name if welcome.by else network.name},
        "welcome",
        f"welcome-{welcome.pk}",
        account.language,
    )
    words = {"welcome": welcome, "link": sign_in_link("welcome", network.slug)}
    send(letter, network, words)
    return {"sent": 1}
