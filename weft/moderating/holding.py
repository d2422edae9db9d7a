"""Holding back what newcomers write until a moderator has read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.jobs import enqueue
from weft.common.links import has_link
from weft.common.visibility import Viewer
from weft.moderating.kinds import Kind, Payload
from weft.moderating.models import Held, HeldState, Why
from weft.moderating.queries import moderators_of, rules_of
from weft.networks.models import MEMBER, Membership

TELL_MODERATORS = "moderating.waits"
_DELAY_SECONDS = 300
#: More than so many things of one person do not wait at once.
_MOST_WAITING = 20


def why_it_waits(viewer: Viewer, texts: Iterable[str]) -> Why | None:
    """Why these words of this member have to wait, or None where they need not.

    Whoever has taken something on is no newcomer, and without anybody to look at it nothing waits.
    """
    if viewer.account_id is None or viewer.roles - {MEMBER}:
        return None
    rules = rules_of(viewer.network_id)
    since = Membership.objects.filter(network=viewer.network_id, account=viewer.account_id)
    new = since.filter(since__gt=timezone.now() - timedelta(days=rules.new_days)).exists()
    if not new or not moderators_of(viewer.network_id).exists():
        return None
    if any(has_link(text) for text in texts):
        return Why.LINK
    passed = Held.objects.filter(
        network=viewer.network_id, author=viewer.account_id, state=HeldState.RELEASED
    ).count()
    return Why.FIRST if passed < rules.first_posts else None


@transaction.atomic
def hold(
    *, viewer: Viewer, kind: Kind, why: Why, words: str, payload: Payload, audience: int
) -> Held:
    """Keep what somebody wrote until a moderator lets it through."""
    assert viewer.account_id is not None
    own = Held.objects.filter(network=viewer.network_id, author=viewer.account_id)
    if own.filter(state=HeldState.WAITING).count() >= _MOST_WAITING:
        raise InvalidInput(_("Much of what you wrote waits already. A moderator looks at it soon."))
    held = Held.objects.create(
        network_id=viewer.network_id,
        author_id=viewer.account_id,
        kind=kind.code,
        payload=payload,
        words=words.strip(),
        visibility=audience,
        why=why,
    )
    tell_moderators(viewer.network_id)
    return held


def take_back_earlier(*, viewer: Viewer, kind: Kind, names: Collection[str]) -> None:
    """Forget what of these fields still waits: its author has written them anew."""
    own = Held.objects.filter(network=viewer.network_id, author=viewer.account_id or 0)
    for held in own.filter(kind=kind.code, state=HeldState.WAITING):
        if set(held.payload) & set(names):
            held.delete()


def tell_moderators(network_id: int) -> None:
    """One mail for all that comes in within minutes."""
    enqueue(
        kind=TELL_MODERATORS,
        dedupe_key=str(network_id),
        payload={"network": network_id},
        delay=_DELAY_SECONDS,
    )


def it_waits() -> str:
    """What the author is told."""
    return _("Thank you. You are new here, so a moderator reads it first. You get a mail then.")


def refuse_links_of_newcomers(viewer: Viewer, texts: Iterable[str]) -> None:
    """For what is changed again and again and so does not wait: no links while one is new."""
    if why_it_waits(viewer, texts) == Why.LINK:
        raise InvalidInput(
            _("You are new here, so this cannot have a link yet. Leave it out for now.")
        )
