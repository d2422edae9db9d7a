"""What joining keeps about a person: forgetting it, and telling it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from weft.common.addresses import plain_address
from weft.common.personal import KnownAs, Person, Row, forgets, knows_names, tells
from weft.graph.models import Actor
from weft.joining.models import (
    Application,
    ApplicationState,
    Batch,
    Gate,
    Invitation,
    InvitationState,
    InviteLink,
    Opinion,
    Profile,
    VoiceAsk,
    Welcome,
)
from weft.networks.viewers import viewer_of


def _applications(person: Person) -> QuerySet[Application]:
    own = Q(email=plain_address(person.address))
    if person.account_id is not None:
        own |= Q(account_id=person.account_id)
    rows = Application.objects.filter(own)
    return rows if person.network_id is None else rows.filter(network_id=person.network_id)


def _invitations(person: Person) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(email=plain_address(person.address))
    return rows if person.network_id is None else rows.filter(network_id=person.network_id)


def _voice_asks(person: Person) -> QuerySet[VoiceAsk]:
    rows = VoiceAsk.objects.filter(account_id=person.account_id or 0)
    return rows if person.network_id is None else rows.filter(network_id=person.network_id)


@knows_names
def names_admitted_by(person: Person) -> Iterable[KnownAs]:
    """The names by which somebody else took them in."""
    by_others = _applications(person).filter(
        state=ApplicationState.ADMITTED, decided_by__isnull=False
    )
    for one in by_others.exclude(decided_by_id=person.account_id):
        yield KnownAs(one.name, one.network_id, one.decided_at, is_confirmed=True)


@forgets
def forget_joining(person: Person) -> None:
    """Delete the profile, applications, invitations and what they asked for; they welcome
    nobody any more, and their name is taken out of lists that wait."""
    _voice_asks(person).delete()
    applications, here = _applications(person), Q()
    if person.network_id is not None:
        here = Q(network_id=person.network_id)
    profiles = Q(application__in=applications)
    if person.account_id is not None:
        profiles |= Q(account_id=person.account_id)
        by = Q(account_id=person.account_id)
        opinions = Opinion.objects.filter(by)
        if person.network_id is not None:
            opinions = opinions.filter(application__network_id=person.network_id)
        opinions.delete()
        welcomes = Welcome.objects.filter(by_id=person.account_id)
        if person.network_id is not None:
            welcomes = welcomes.filter(membership__network_id=person.network_id)
        # What this person wrote to others in welcome, invitation or answer is theirs.
        welcomes.update(words="", by=None)
        wrote = Invitation.objects.filter(here, invited_by_id=person.account_id)
        planned = wrote.filter(state=InvitationState.PLANNED)
        planned.update(state=InvitationState.STOPPED)
        wrote.update(words="", invited_by=None)
        answered = Application.objects.filter(here, decided_by_id=person.account_id)
        answered.update(words="", decided_by=None)
        Gate.objects.filter(here, welcomer_id=person.account_id).update(welcomer=None)
        for made in (Batch, InviteLink):
            made._default_manager.filter(here, made_by_id=person.account_id).update(made_by=None)
    Profile.objects.filter(here & profiles).delete()
    applications.delete()
    _invitations(person).delete()
    for batch in Batch.objects.filter(here, is_confirmed=False):
        kept = [row for row in batch.rows if row.get("email") != person.address.lower()]
        if len(kept) != len(batch.rows):
            batch.rows = kept
            batch.save(update_fields=["rows"])


@tells
def tell_joining(person: Person) -> Iterable[tuple[str, list[Row]]]:
    """The profile, applications with the answers, invitations, and what they asked for."""
    profiles = Profile.objects.select_related("network").filter(
        Q(application__in=_applications(person)) | Q(account_id=person.account_id or 0)
    )
    yield "profile", [_profile_row(one) for one in profiles if person.in_network(one.network_id)]
    yield (
        "applications",
        [
            {
                "network": one.network.name,
                "name": one.name,
                "email": one.email,
                "came": one.get_via_display(),
                "state": one.get_state_display(),
                "sent": one.sent_at,
                "answered": one.decided_at,
                "words_to_you": one.words,
                "answers": {a.question.words: a.words for a in one.answers.all()},
            }
            for one in _applications(person)
            .select_related("network")
            .prefetch_related("answers__question")
        ],
    )
    yield (
        "invitations",
        [
            {
                "network": one.network.name,
                "email": one.email,
                "name": one.name,
                "organisation": one.organisation,
                "state": one.get_state_display(),
                "sent": one.sent_at,
            }
            for one in _invitations(person).select_related("network")
        ],
    )
    yield (
        "asked_to_speak_for",
        [
            {
                "network": one.network.name,
                "organisation": one.actor.name if _is_seen(one) else "",
                "as": one.get_kind_display(),
                "part": one.get_part_display(),
                "words": one.words,
                "state": one.get_state_display(),
                "words_to_you": one.answer,
                "asked": one.made_at,
            }
            for one in _voice_asks(person).select_related("network", "actor")
        ],
    )


def _is_seen(ask: VoiceAsk) -> bool:
    """Whether who asked may still see what it is about."""
    viewer = viewer_of(ask.network, ask.account_id)
    return Actor.objects.visible_to(viewer).filter(pk=ask.actor_id).exists()


def _profile_row(profile: Profile) -> Row:
    left_out = {"id", "network", "account", "application"}
    columns = [f.name for f in Profile._meta.concrete_fields if f.name not in left_out]
    return {"network": profile.network.name, **{c: getattr(profile, c) for c in columns}}
