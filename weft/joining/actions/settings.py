"""Changing how one joins a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.audit import Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.joining.models import EqualityQuestion, Gate, JoinQuestion
from weft.networks.models import MembershipKind, Network
from weft.networks.permissions import can_manage_network

GATE_CHANGED = deed("gate_changed", gettext_lazy("{by} changed how one joins."))
KIND_CHANGED = deed("kind_changed", gettext_lazy("{by} changed a kind of membership."))


def _must_manage(viewer: Viewer, network: Network) -> None:
    if not can_manage_network(viewer) or network.pk != viewer.network_id:
        raise NotAllowed(_("Only a convenor can change how one joins."))


def _has_changed(stored: Model | None, values: Mapping[str, Any]) -> bool:
    """Whether anything is other than it was: of what did not change, the log says nothing."""
    return stored is None or any(getattr(stored, key) != value for key, value in values.items())


@transaction.atomic
def change_gate(*, viewer: Viewer, network: Network, values: Mapping[str, Any]) -> Gate:
    """Change the public page, who admits, and who says hello."""
    _must_manage(viewer, network)
    if not 1 <= values.get("needed", 1) <= 50 or not 1 <= values.get("remind_days", 7) <= 90:
        raise InvalidInput(_("1 to 50 people have to say yes, and the reminder is 1 to 90 days."))
    before = Gate.objects.filter(network=network).first()
    gate, is_new = Gate.objects.update_or_create(network=network, defaults=dict(values))
    if is_new or _has_changed(before, values):
        record(GATE_CHANGED, network_id=network.pk, whom=Whom(by=viewer.account_id))
    return gate


@transaction.atomic
def save_kind(
    *, viewer: Viewer, network: Network, kind: MembershipKind | None, values: Mapping[str, Any]
) -> MembershipKind:
    """Add or change a kind of membership; what it allows holds at once for all who have it."""
    _must_manage(viewer, network)
    if kind is not None and kind.network_id != network.pk:
        raise NotAllowed
    same = network.membership_kinds.filter(name=values["name"])
    if same.exclude(pk=kind.pk if kind else 0).exists():
        raise InvalidInput(_("There is a kind of this name already."))
    if kind is not None and not _has_changed(
        MembershipKind.objects.filter(pk=kind.pk).first(), values
    ):
        return kind
    kept = kind or MembershipKind(network=network)
    for key, value in values.items():
        setattr(kept, key, value)
    kept.save()
    record(
        KIND_CHANGED,
        network_id=network.pk,
        whom=Whom(by=viewer.account_id),
        subject=f"networks.MembershipKind:{kept.pk}",
    )
    return kept


@transaction.atomic
def remove_kind(*, viewer: Viewer, network: Network, kind: MembershipKind) -> None:
    """Take a kind away that nobody has."""
    _must_manage(viewer, network)
    if kind.network_id != network.pk:
        raise NotAllowed
    if kind.memberships.exists():
        raise InvalidInput(_("Some members are of this kind. Close it for applications instead."))
    kind.delete()


@transaction.atomic
def add_question(
    *, viewer: Viewer, network: Network, words: str, is_required: bool
) -> JoinQuestion:
    _must_manage(viewer, network)
    number = network.join_questions.count()
    if number >= 10:
        raise InvalidInput(_("Ten questions are enough. Take one away first."))
    return JoinQuestion.objects.create(
        network=network, words=words, is_required=is_required, position=number
    )


@transaction.atomic
def remove_question(*, viewer: Viewer, network: Network, question: JoinQuestion) -> None:
    """Take a question away, with the answers to it."""
    _must_manage(viewer, network)
    JoinQuestion.objects.filter(network=network, pk=question.pk).delete()


@transaction.atomic
def add_equality_question(
    *, viewer: Viewer, network: Network, words: str, options: list[str]
) -> EqualityQuestion:
    _must_manage(viewer, network)
    number = EqualityQuestion.objects.filter(network=network).count()
    if number >= 10:
        raise InvalidInput(_("Ten questions are enough. Take one away first."))
    return EqualityQuestion.objects.create(
        network=network, words=words, options=options, position=number
    )


@transaction.atomic
def remove_equality_question(
    *, viewer: Viewer, network: Network, question: EqualityQuestion
) -> None:
    """Take a question away, with the answers to it."""
    _must_manage(viewer, network)
    EqualityQuestion.objects.filter(network=network, pk=question.pk).delete()
