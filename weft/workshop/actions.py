"""Hosting a workshop, and taking part in it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress
from weft.common.nightly import nightly
from weft.common.retention import says_kept
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.graph.models import Rung
from weft.graph.permissions import can_edit_map
from weft.workshop.models import Agreement, Decision, Participant, Said, State, Workshop

#: Letters and digits that nobody takes for one another, read from the back of a room.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 6
#: Raised when the words that people agree to change (`workshop/join.html`).
AGREEMENT_WORDS = 1
MOST_PEOPLE = 1000
MOST_TIES = 12
#: What was not put on the map is deleted after so many days.
KEPT_DAYS = 28
#: Doors that nobody closed are closed after so many days.
OPEN_DAYS = 7
#: A second tap on a button comes within so many seconds.
_TAPS_SECONDS = 600
_signer = Signer(salt="weft.workshop.participant")


def _must_host(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can host a workshop."))


@transaction.atomic
def open_workshop(*, viewer: Viewer, title: str, audience: int) -> Workshop:
    """Start a workshop that people join with a code."""
    _must_host(viewer)
    given = kept_text(title, 120)
    if not given:
        raise InvalidInput(_("Give the workshop a title."))
    if audience not in (Visibility.PUBLIC, Visibility.MEMBERS):
        raise InvalidInput(_("Choose what the room may see of the map."))
    return Workshop.objects.create(
        network_id=viewer.network_id,
        title=given,
        audience=audience,
        code=_free_code(),
        hosted_by_id=viewer.account_id,
    )


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _place in range(_CODE_LENGTH))
        if not Workshop.objects.filter(code=code).exists():
            return code


def note_change(workshop: Workshop) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1)


def host_only(viewer: Viewer, workshop: Workshop) -> None:
    _must_host(viewer)
    if workshop.network_id != viewer.network_id:
        raise NotAllowed


def held_workshop(workshop_id: int) -> Workshop:
    """The workshop as it is now. Who writes holds it first, so that nobody's "No" comes while
    it is put on the map."""
    held = Workshop.objects.select_for_update().filter(pk=workshop_id).first()
    if held is None:
        raise InvalidInput(_("This workshop is deleted, with all that was said there."))
    return held


@transaction.atomic
def set_open(*, viewer: Viewer, workshop: Workshop, is_open: bool) -> None:
    """Close the doors, or open them again."""
    host_only(viewer, workshop)
    held = held_workshop(workshop.pk)
    if held.state == State.DONE:
        raise InvalidInput(_("This workshop is on the map already. Start another one."))
    now = timezone.now()
    if is_open:
        # From now on, whatever is counted in days since the doors were opened.
        held.state, held.opened_at, held.ended_at = State.OPEN, now, None
    else:
        held.state, held.ended_at = State.CLOSED, now
    held.save(update_fields=["state", "opened_at", "ended_at"])
    note_change(held)


@transaction.atomic
def decide(*, viewer: Viewer, workshop: Workshop, shown: Iterable[str], decision: str) -> int:
    """Accept people with what they said, or leave them out; how many have changed since.

    `shown` are the versions that the host saw: nobody is accepted with words that the host has
    not read.
    """
    if decision not in Decision.values:
        raise InvalidInput(_("Choose whether to accept them or to leave them out."))
    held, ids, changed = _as_shown(viewer, workshop, shown)
    held.participants.filter(pk__in=ids).update(decision=decision)
    note_change(held)
    return changed


def _as_shown(
    viewer: Viewer, workshop: Workshop, shown: Iterable[str]
) -> tuple[Workshop, list[int], int]:
    """The workshop, held; those who still say what the host saw; and how many do not."""
    host_only(viewer, workshop)
    held = held_workshop(workshop.pk)
    if held.state == State.DONE:
        raise InvalidInput(_("This workshop is on the map already. Undo that change instead."))
    wanted = set(shown)
    ids = [one.pk for one in held.participants.all() if one.version in wanted]
    return held, ids, len(wanted) - len(ids)


@transaction.atomic
def delete_left_out(*, viewer: Viewer, workshop: Workshop, shown: Iterable[str]) -> int:
    """Delete people who were left out, as if they had never joined; how many have changed since."""
    held, ids, changed = _as_shown(viewer, workshop, shown)
    held.participants.filter(pk__in=ids, decision=Decision.REFUSED).delete()
    note_change(held)
    return changed


@transaction.atomic
def discard_workshop(*, viewer: Viewer, workshop: Workshop) -> None:
    """Delete a workshop with all that was said; what is on the map stays."""
    host_only(viewer, workshop)
    workshop.delete()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person sends from their phone."""

    name: str
    group: str = ""
    agreement: str = ""
    ties: Sequence[tuple[str, int | None]] = ()


def _checked(entry: Entry) -> Entry:
    name = kept_text(entry.name, 120)
    group = kept_text(entry.group, 200)
    if not name:
        raise InvalidInput(_("Write your name, or what you want to be called here."))
    if entry.agreement not in Agreement.values:
        raise InvalidInput(_("Choose whether you may be on the map."))
    ties: dict[str, int | None] = {}
    for other, rung in entry.ties:
        called = kept_text(other, 200)
        if rung is not None and rung not in Rung.values:
            raise InvalidInput(_("Choose one of the answers that are offered."))
        if called and rung != Rung.NONE:
            ties[called] = rung
    return Entry(name, group, entry.agreement, list(ties.items())[:MOST_TIES])


@transaction.atomic
def join(*, workshop: Workshop, entry: Entry, form: str = "") -> Participant:
    """Take part, without an account. What one form sends twice is one person."""
    now = held_workshop(workshop.pk)
    if now.state != State.OPEN:
        raise InvalidInput(_("This workshop is closed. Ask the host to open it again."))
    checked = _checked(entry)
    key = _tap(now, checked, form)
    before = now.participants.filter(pk=cache.get(key)).first() if form else None
    if before is not None:
        return before
    # Who is left out takes nobody's seat.
    if now.participants.exclude(decision=Decision.REFUSED).count() >= MOST_PEOPLE:
        raise InvalidInput(_("This workshop is full. Ask the host."))
    participant = Participant.objects.create(workshop=now, **_columns(checked))
    _say(participant, checked)
    note_change(now)
    if form:
        cache.set(key, participant.pk, _TAPS_SECONDS)
    return participant


def _tap(workshop: Workshop, entry: Entry, form: str) -> str:
    """Stands for one form with these words; another person's words on it are another person."""
    said = repr((workshop.pk, form, entry.name, entry.group, entry.agreement, entry.ties))
    return f"workshop-tap-{hashlib.sha256(said.encode()).hexdigest()}"


@transaction.atomic
def change_entry(*, participant: Participant, entry: Entry) -> Participant:
    """Say it differently. The host looks at it again."""
    row = _still_open(participant)
    checked = _checked(entry)
    for name, value in _columns(checked).items():
        setattr(row, name, value)
    row.decision = Decision.WAITING
    row.save()
    row.said.all().delete()
    _say(row, checked)
    note_change(row.workshop)
    return row


@transaction.atomic
def withdraw(*, participant: Participant) -> None:
    """Delete all that this person said here."""
    row = _still_open(participant)
    row.delete()
    note_change(row.workshop)


def _still_open(participant: Participant) -> Participant:
    """What this person said, as it is now, in a workshop that is not on the map yet."""
    held = held_workshop(participant.workshop_id)
    if held.state == State.DONE:
        raise InvalidInput(
            _("What was said here is on the map by now. Ask a map manager to change it there.")
        )
    row = held.participants.filter(pk=participant.pk).first()
    if row is None:
        raise InvalidInput(_("What you said here is deleted. Join again if you wish."))
    return row


def _columns(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "group": entry.group,
        "agreement": entry.agreement,
        "agreed_to": AGREEMENT_WORDS,
        "agreed_at": timezone.now(),
    }


def _say(participant: Participant, entry: Entry) -> None:
    Said.objects.bulk_create(
        Said(participant=participant, name=name, rung=rung) for name, rung in entry.ties
    )


def token_of(participant: Participant) -> str:
    """What stands in the link by which a phone finds its own words again."""
    return _signer.sign(str(participant.pk))


def participant_of(code: str, token: str) -> Participant | None:
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    if "\0" in code:
        return None
    found = Participant.objects.select_related("workshop__network")
    return found.filter(pk=pk, workshop__code=code).first()


says_kept(
    "workshop.said",
    KEPT_DAYS,
    what=gettext_lazy("What people said at a workshop and who they were"),
    why=gettext_lazy("So that the host can put it on the map."),
)


@nightly("workshop.forget")
def forget_old(payload: Payload, progress: Progress) -> Payload:
    """Close doors that were left open, and delete what was said at workshops that ended, or
    began, long ago."""
    now = timezone.now()
    left = Workshop.objects.filter(state=State.OPEN, opened_at__lt=now - timedelta(days=OPEN_DAYS))
    closed = left.update(state=State.CLOSED, version=F("version") + 1)
    long_ago = now - timedelta(days=KEPT_DAYS)
    ended = Workshop.objects.filter(ended_at__lt=long_ago)
    left_open = Workshop.objects.filter(ended_at__isnull=True, opened_at__lt=long_ago)
    rows = Participant.objects.filter(workshop__in=ended | left_open)
    count = rows.count()
    rows.delete()
    return {"deleted": count, "closed": closed}
