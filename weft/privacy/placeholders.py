"""People whom a member names: told, asked, and forgotten where they do not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.addresses import plain_address, site_link
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.links import refuse_address_in_name
from weft.common.mails import Letter, send
from weft.common.retention import deleted_after
from weft.common.sent_links import SentLink
from weft.common.throttle import DAY, Throttle
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Ends, Newcomer, Seen, record_evidence
from weft.graph.cleaning import kept_text
from weft.graph.kinds import person_kind
from weft.graph.models import Actor, EvidenceKind, Rung
from weft.graph.owning import own_actors
from weft.networks.models import Network, Role
from weft.networks.queries import is_member
from weft.privacy.agreed import ask_to_tell
from weft.privacy.consenting import give_consent, is_suppressed, suppress, whose
from weft.privacy.models import Asked, Placeholder, PlaceholderState
from weft.privacy.purposes import MEMBERSHIP

TELL = "privacy.tell_placeholder"
DAYS_TO_ANSWER = 28
_NAMINGS = Throttle(
    "name-person",
    most=10,
    seconds=DAY,
    words=gettext_lazy("You have named as many people as one person can in a day. Go on tomorrow."),
)
LINK = SentLink("privacy.placeholder", days=DAYS_TO_ANSWER + 7)


@transaction.atomic
def name_person(
    *, viewer: Viewer, network: Network, name: str, address: str, rung: int | None
) -> Placeholder:
    """Note that one knows someone. They are told at once, and say what is to become of it.

    All addresses look the same to whoever names somebody: that one is of a member, or of
    somebody who does not want to be asked, shows nowhere.
    """
    if not viewer.is_member or viewer.clearance < Visibility.MEMBERS or not viewer.account_id:
        raise NotAllowed(_("Only members can name someone."))
    said, to = kept_text(name, 120), plain_address(address)
    refuse_address_in_name(said)
    if not said or "@" not in to:
        raise InvalidInput(
            _("Write their name and e-mail address: they have to be told that you named them.")
        )
    if rung is not None and rung not in Rung.values:
        raise InvalidInput(_("Choose one of the rungs from 0 to 5."))
    if Placeholder.objects.filter(network=network, address=to, named_by=viewer.account_id).exists():
        raise InvalidInput(_("You have named them already. They have not answered yet."))
    now = timezone.now()
    is_silent = _was_asked(network, to) or _wants_no_mail(network, to)
    placeholder = Placeholder.objects.create(
        network=network,
        address=to,
        named_by_id=viewer.account_id,
        name=said,
        rung=rung,
        named_at=now,
        # As if they had been told: to whoever named them they look like all others.
        told_at=now if is_silent else None,
    )
    _NAMINGS.count_deed(viewer.account_id)
    if is_silent:
        return placeholder
    in_a_while = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)
    Asked.objects.update_or_create(
        network=network, address_hash=whose(network, to), defaults={"until": in_a_while}
    )
    enqueue(kind=TELL, dedupe_key=str(placeholder.pk), payload={"placeholder": placeholder.pk})
    return placeholder


def _was_asked(network: Network, address: str) -> bool:
    """Whether they were asked for good, or a short while ago: taking a name back and naming them
    again would otherwise be a mail each time."""
    known = Asked.objects.filter(network=network, address_hash=whose(network, address))
    return known.filter(Q(until=None) | Q(until__gte=timezone.localdate())).exists()


def token_of(placeholder: Placeholder) -> str:
    own = whose(placeholder.network, placeholder.address)[:20]
    return LINK.token(placeholder.pk, own)


def placeholder_of(token: str) -> Placeholder | None:
    """Whom a link in a mail belongs to, unless it is made up or too old."""
    opened = LINK.opened(token)
    if opened is None:
        return None
    rows = Placeholder.objects.select_related("network", "named_by")
    found = rows.filter(pk=opened.pk, state=PlaceholderState.ASKED).first()
    is_theirs = found and opened.still_holds(whose(found.network, found.address)[:20])
    return found if is_theirs else None


@job(TELL)
def tell(payload: Payload, progress: Progress) -> Payload:
    """Tell someone that they were named, by whom, and what they can do about it."""
    rows = Placeholder.objects.select_related("network", "named_by")
    one = rows.filter(pk=str(payload["placeholder"]), told_at=None).first()
    if one is None:
        return {}
    told = Placeholder.objects.filter(pk=one.pk)
    if _wants_no_mail(one.network, one.address):
        told.update(told_at=timezone.now())
        return {}
    link = site_link(reverse("placeholder_answer", args=[one.network.slug, token_of(one)]))
    words = {"placeholder": one, "network": one.network, "link": link, "days": DAYS_TO_ANSWER}
    letter = Letter(
        one.address,
        gettext_lazy("%(who)s named you in %(network)s"),
        "privacy/placeholder_mail",
        f"named-{one.pk}",
        names={"who": one.named_by.shown_name, "network": one.network.name},
    )
    send(letter, words)
    told.update(told_at=timezone.now())
    return {"told": 1}


def _wants_no_mail(network: Network, address: str) -> bool:
    """Members, and those who have asked never to be written to."""
    return is_suppressed(network, address) or is_member(network, address)


@transaction.atomic
def agree(*, placeholder: Placeholder) -> Actor:
    """They want to be on the map: now there is an actor, with the tie that was noted."""
    placeholder = _still_asked(placeholder)
    network = placeholder.network
    give_consent(network=network, address=placeholder.address, purpose=MEMBERSHIP)
    viewer = Viewer(
        network.pk,
        Visibility.STEWARDS,
        placeholder.named_by_id,
        frozenset({Role.MAP_MANAGER.value}),
    )
    newcomer = Newcomer(placeholder.name, person_kind(network.pk), Visibility.MEMBERS)
    namer = own_actors(viewer).first()
    seen = []
    if namer is not None and placeholder.rung is not None:
        ends = Ends(namer, newcomer, visibility=Visibility.MEMBERS)
        seen = [
            Seen(ends, EvidenceKind.CONFIRMED, timezone.localdate(), placeholder.rung,
                 said_by=namer)
        ]  # fmt: skip
    change_set = record_evidence(viewer=viewer, seen=seen, newcomers=[newcomer])
    actor = Actor.objects.get(created_in=change_set)
    Actor.objects.filter(pk=actor.pk).update(email=placeholder.address)
    placeholder.delete()
    ask_to_tell(actor)
    return actor


@transaction.atomic
def stay_private(*, placeholder: Placeholder) -> None:
    """Only the one who named them goes on seeing the name. Of the address a keyed hash is left, by
    which the name goes too once its person wants to be forgotten."""
    placeholder = _still_asked(placeholder)
    _remember(placeholder)
    placeholder.address_hash = whose(placeholder.network, placeholder.address)
    placeholder.state, placeholder.address = PlaceholderState.PRIVATE, ""
    placeholder.save(update_fields=["state", "address", "address_hash"])


@transaction.atomic
def delete_me(*, placeholder: Placeholder) -> None:
    """Everything about them goes, and nobody of the network writes to them again."""
    placeholder = _still_asked(placeholder)
    suppress(network=placeholder.network, address=placeholder.address)
    Placeholder.objects.filter(network=placeholder.network, address=placeholder.address).delete()


def _still_asked(placeholder: Placeholder) -> Placeholder:
    """The row as it is now, held until the end: one link is answered once."""
    rows = Placeholder.objects.select_for_update(of=("self",)).select_related("network")
    kept = rows.filter(pk=placeholder.pk, state=PlaceholderState.ASKED).first()
    if kept is None:
        raise InvalidInput(_("You have answered this already."))
    return kept


def _remember(placeholder: Placeholder) -> None:
    Asked.objects.update_or_create(
        network=placeholder.network,
        address_hash=whose(placeholder.network, placeholder.address),
        defaults={"until": None},
    )


def named_by(account_id: int, network: Network) -> list[Placeholder]:
    """Those whom a member named and who are on no map: for nobody else to see."""
    rows = Placeholder.objects.filter(network=network, named_by_id=account_id)
    return list(rows.order_by("-named_at"))


@transaction.atomic
def take_back(*, viewer: Viewer, placeholder: Placeholder) -> None:
    """Whoever named someone thinks better of it."""
    if placeholder.named_by_id != viewer.account_id:
        raise NotAllowed
    placeholder.delete()


@deleted_after(
    "privacy.placeholders",
    DAYS_TO_ANSWER,
    what=gettext_lazy("People whom a member named and who have not answered"),
    why=gettext_lazy("They are told at once and have this long to say what they want."),
)
def forget_unanswered(before: datetime) -> int:
    """Delete those who did not answer; that they were asked is remembered by a hash."""
    Asked.objects.filter(until__lt=timezone.localdate()).delete()
    since = timezone.now() - timedelta(days=DAYS_TO_ANSWER + 2)
    told = Placeholder.objects.filter(state=PlaceholderState.ASKED, told_at__lt=before)
    # A mail that could not be sent is no reason to keep a person for longer.
    untold = Placeholder.objects.filter(
        state=PlaceholderState.ASKED, told_at=None, named_at__lt=since
    )
    count = 0
    for placeholder in (told | untold).select_related("network"):
        with transaction.atomic():
            if placeholder.told_at is not None and not is_member(
                placeholder.network, placeholder.address
            ):
                _remember(placeholder)
            placeholder.delete()
            count += 1
    return count
