"""Letting through what waits, or not; and taking it back oneself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.moderating.actions.measures import Step, take
from weft.moderating.actions.principles import named
from weft.moderating.deeds import REFUSED, RELEASED
from weft.moderating.kinds import kind_of
from weft.moderating.mails import write_to_author
from weft.moderating.models import Act, Held, HeldState, Measure
from weft.moderating.permissions import must_moderate
from weft.networks.viewers import viewer_of


def _waiting(held: Held) -> Held:
    rows = Held.objects.select_for_update(of=("self",)).select_related("network")
    kept = rows.filter(pk=held.pk).first()
    if kept is None:
        raise InvalidInput(_("Whoever wrote this has taken it back."))
    if kept.state != HeldState.WAITING:
        raise InvalidInput(_("Another moderator has dealt with this already."))
    return kept


@transaction.atomic
def release(*, viewer: Viewer, held: Held) -> Held:
    """Let it through: it is done now, as its author would have done it."""
    must_moderate(viewer, held)
    kept = _waiting(held)
    perform(kept)
    _decide(kept, HeldState.RELEASED, viewer)
    record(
        RELEASED,
        network_id=kept.network_id,
        whom=Whom(by=viewer.account_id, about=kept.author_id),
        subject=f"moderating.Held:{kept.pk}",
    )
    write_to_author(kept)
    return kept


def perform(held: Held) -> None:
    """Do what was held, with the rights that its author has today."""
    kind = kind_of(held.kind)
    if kind is None or kind.perform is None:
        raise InvalidInput(_("This cannot be done any more."))
    try:
        author = viewer_of(held.network, held.author_id)
        if not author.is_member or author.is_paused:
            raise NotAllowed
        kind.perform(author, held.payload)
    except NotAllowed as refused:
        raise InvalidInput(
            _("Whoever wrote this may not do it any more, so it cannot be let through.")
        ) from refused


@transaction.atomic
def refuse(*, viewer: Viewer, held: Held, principle: int | None, words: str) -> Measure:
    """Do not let it through; its author hears which principle it breaks, and can appeal."""
    must_moderate(viewer, held)
    kept = _waiting(held)
    number, broken = named(kept.network, principle)
    told = kept_text(words, 2000)
    if not told:
        raise InvalidInput(_("Write them a few words, so that they know what to change."))
    _decide(kept, HeldState.REFUSED, viewer)
    record(
        REFUSED,
        network_id=kept.network_id,
        whom=Whom(by=viewer.account_id, about=kept.author_id),
        subject=f"moderating.Held:{kept.pk}",
        details={"principle": number},
    )
    step = Step(Act.REFUSED, kept.author_id, broken, told, kind=kept.kind,
                title=kept.words[:200], audience=kept.visibility)  # fmt: skip
    return take(viewer, step, held=kept)


def _decide(held: Held, state: HeldState, viewer: Viewer) -> None:
    held.state, held.decided_at, held.decided_by_id = state, timezone.now(), viewer.account_id
    if state == HeldState.RELEASED:
        held.words, held.payload = "", {}
    held.save(update_fields=["state", "decided_at", "decided_by", "words", "payload"])


@transaction.atomic
def take_back(*, viewer: Viewer, held: Held) -> None:
    """Its author does not want it any more."""
    if held.author_id != viewer.account_id or held.network_id != viewer.network_id:
        raise NotAllowed
    _waiting(held).delete()
