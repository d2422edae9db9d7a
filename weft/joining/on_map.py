"""Bringing the map in line with what a member wants it to show of them.

Whoever wants to be an unnamed dot is stored as one: no name, place or word of theirs stands on
the map, so none can leak from it.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.jobs import Payload, Progress, job
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Ends, Newcomer, Seen, add_actor, edit_actor, record_evidence
from weft.graph.kinds import names_people, organisation_kind, person_kind
from weft.graph.models import (
    UNNAMED,
    Actor,
    ChangeSet,
    EvidenceKind,
    Part,
    Rung,
    Tie,
    Voice,
    VoiceKind,
)
from weft.graph.personal import take_name_off
from weft.joining.models import Profile, Shown
from weft.networks.models import Membership, Role
from weft.networks.viewers import viewer_of

#: The kind of job that brings the map in line with a changed profile.
ON_MAP = "joining.on_map"
PART_OF = "part of"
_JOINT = {Part.PAID, Part.VOLUNTEER, Part.TRUSTEE}


def _own_hand(profile: Profile) -> Viewer:
    """A member who puts themselves on the map, with the network's rights and in their own name."""
    return Viewer(
        profile.network_id,
        Visibility.STEWARDS,
        profile.account_id,
        frozenset({Role.MAP_MANAGER.value}),
    )


@job(ON_MAP)
def bring_on_map(payload: Payload, progress: Progress) -> Payload:
    """Make or change the member's actor and their ties to their groups."""
    profile = (
        Profile.objects.select_related("network", "account")
        .filter(pk=str(payload["profile"]), account__isnull=False)
        .first()
    )
    if profile is None:
        return {}
    with transaction.atomic():
        actor = put_on_map(profile)
    return {"actor": actor.pk if actor else 0}


def put_on_map(profile: Profile) -> Actor | None:
    """The member's actor, as they want it to be shown; none where they are on no map at all."""
    viewer = _own_hand(profile)
    actor = own_actor(profile)
    if "seen" not in profile.steps_done:
        return actor
    values = _values(profile)
    if actor is None:
        values["kind"] = person_kind(profile.network_id)
        actor = add_actor(viewer=viewer, values=values, comment=_("Joined"))
        Voice.objects.create(actor=actor, account_id=_account(profile), kind=VoiceKind.SELF)
    else:
        if profile.shown == Shown.DOT and actor.name != UNNAMED:
            # What they were called must not be found in the history either.
            take_name_off(actor)
        changed = {key: value for key, value in values.items() if getattr(actor, key) != value}
        if changed:
            edit_actor(viewer=viewer, actor=actor, values=changed, comment=_("Own profile"))
    _tie_to_groups(profile, actor, viewer)
    return actor


def _account(profile: Profile) -> int:
    assert profile.account_id is not None
    return profile.account_id


def own_actor(profile: Profile) -> Actor | None:
    """The actor that the member is: the one they were made the voice of, or the only person on
    the map with their address. One that was written there after they had joined must have their
    name too, so that map managers make nobody somebody else."""
    on_map = Actor.objects.filter(network_id=profile.network_id, ended_in=None)
    own = on_map.filter(voices__account_id=_account(profile), voices__kind=VoiceKind.SELF)
    found = own.first()
    if found is not None or profile.account is None:
        return found
    address = profile.account.email
    free = on_map.filter(email__iexact=address).exclude(voices__kind=VoiceKind.SELF)
    alike = [
        actor
        for actor in free.select_related("kind")
        if actor.email.lower() == address.lower()
        and names_people(actor.kind.name)
        and (_is_called(actor, profile) or _was_there_before(actor, profile))
    ]
    if len(alike) != 1:
        return None
    Voice.objects.get_or_create(
        actor=alike[0], account_id=_account(profile), defaults={"kind": VoiceKind.SELF}
    )
    return alike[0]


def _was_there_before(actor: Actor, profile: Profile) -> bool:
    """Whether the actor had the address already when the member joined."""
    own = Membership.objects.filter(network=profile.network_id, account=profile.account_id)
    joined = own.values_list("since", flat=True).first()
    wrote = Q(pk=actor.created_in_id) | Q(changes__actor=actor, changes__after__has_key="email")
    written = ChangeSet.objects.filter(wrote).aggregate(at=Max("made_at"))["at"]
    return joined is not None and written < joined


def _is_called(actor: Actor, profile: Profile) -> bool:
    """Whether all words of the shorter name stand in the longer one."""
    one, other = set(actor.search_name.split()), set(search_form(profile.name).split())
    return bool(one and other) and (one <= other or other <= one)


def _values(profile: Profile) -> dict[str, object]:
    """What the map says of them."""
    if profile.shown == Shown.DOT:
        return {"name": UNNAMED, "description": "", "topics": [], "place": "", "region": "",
                "latitude": None, "longitude": None, "website": "", "email": "", "image": "",
                "visibility": int(profile.seen_by)}  # fmt: skip
    hidden = profile.shown == Shown.HIDDEN
    return {
        "name": profile.name,
        "description": profile.success,
        "topics": profile.topics,
        "place": profile.based or profile.works_place,
        "visibility": int(Visibility.STEWARDS if hidden else profile.seen_by),
    }


def _tie_to_groups(profile: Profile, actor: Actor, viewer: Viewer) -> None:
    """One piece of evidence for each group that they are part of and that is not tied yet."""
    seen = []
    for group in profile.groups:
        there = _group_called(profile, group["name"])
        if there is not None and _is_tied(actor, there):
            continue
        target: Actor | Newcomer = there or Newcomer(
            group["name"], organisation_kind(profile.network_id), Visibility.MEMBERS
        )
        rung = Rung.JOINT_WORK if group["part"] in _JOINT else Rung.ADJUST_PLANS
        ends = Ends(actor, target, PART_OF, visibility=actor.visibility)
        seen.append(Seen(ends, EvidenceKind.SURVEY, timezone.localdate(), rung, said_by=actor))
    if seen:
        record_evidence(viewer=viewer, seen=seen, comment=_("Own profile"))


def _is_tied(actor: Actor, group: Actor) -> bool:
    return Tie.objects.filter(
        source=actor, target=group, type__name=PART_OF, ended_in=None
    ).exists()


def _group_called(profile: Profile, name: str) -> Actor | None:
    """The one actor of this name that is no person, among those that the member may see; none
    where several are called so."""
    seen = Actor.objects.visible_to(viewer_of(profile.network, profile.account_id))
    called = seen.filter(search_name=search_form(name))
    alike = list(called.exclude(kind__name=person_kind(profile.network_id))[:2])
    return alike[0] if len(alike) == 1 else None
