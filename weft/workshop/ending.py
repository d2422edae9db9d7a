"""The end of a workshop: what the host accepted and people agreed to comes on the map, as one
change set."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Ends, Newcomer, Seen, record_evidence
from weft.graph.models import Actor, ChangeKind, ChangeSet, EvidenceKind
from weft.graph.permissions import can_edit_map
from weft.workshop.actions import held_workshop
from weft.workshop.models import Agreement, Decision, State, Workshop
from weft.workshop.room import Named, read_room


@transaction.atomic
def put_on_map(*, viewer: Viewer, workshop: Workshop) -> ChangeSet:
    """Put the accepted part of the room on the map; all else is deleted at once."""
    if not can_edit_map(viewer) or workshop.network_id != viewer.network_id:
        raise NotAllowed(_("Only convenors and map managers can host a workshop."))
    held = held_workshop(workshop.pk)
    if held.state == State.DONE:
        raise InvalidInput(_("This workshop is on the map already."))
    room = read_room(viewer, held, only_accepted=True)
    if not room.ties and not room.people:
        raise InvalidInput(_("Nobody is accepted yet. Accept people first, then end the workshop."))
    ends = {id(one): _end(one) for one in room.everyone}
    today = timezone.localdate()
    seen = [
        Seen(
            Ends(ends[id(tie.source)], ends[id(tie.target)], tie.type),
            EvidenceKind.WORKSHOP,
            today,
            tie.rung,
            said_by=ends[id(tie.said_by)] if tie.said_by is not None else None,
            visibility=_agreed_visibility(tie.said_by),
        )
        for tie in room.ties
    ]
    alone = [end for end in ends.values() if isinstance(end, Newcomer)]
    change_set = record_evidence(
        viewer=viewer, seen=seen, newcomers=alone, comment=held.title, kind=ChangeKind.WORKSHOP
    )
    Workshop.objects.filter(pk=held.pk).update(
        state=State.DONE, ended_at=timezone.now(), change_set=change_set
    )
    # Who did not agree, or was left out, leaves no trace; the others' words wait for the export.
    held.participants.exclude(decision=Decision.ACCEPTED).delete()
    held.participants.filter(agreement=Agreement.NO).delete()
    return change_set


def _end(one: Named) -> Actor | Newcomer:
    if one.actor is not None:
        return one.actor
    return Newcomer(one.name, one.kind, _agreed_visibility(one))


def _agreed_visibility(one: Named | None) -> int:
    """Who may see someone, and what they said: everyone only where they said so themselves."""
    participant = one.participant if one is not None else None
    if participant is not None and participant.agreement == Agreement.EVERYONE:
        return Visibility.PUBLIC
    return Visibility.MEMBERS
