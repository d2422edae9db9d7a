"""The cast: one open and one closed network, a person for each role, and in each network an
actor, a tie, evidence and a field for each audience.

Every private value holds a canary: a word that must not appear in what others are given.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from testkit.cast_members import add_group, add_secret_groups, fill_members, fill_moderating
from testkit.stage import AUDIENCES, Stage, canary
from weft.accounts.models import Account
from weft.analysis.models import Result
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.common.models import AuditChain, AuditEntry, Job
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, add_tie, edit_actor, edit_tie
from weft.graph.models import Actor, Change, ChangeSet, Evidence, FieldDefinition, Layer, Tie
from weft.mapping.models import (
    Asset,
    Import,
    ImportState,
    Lens,
    Outcome,
    Snapshot,
    Source,
    Story,
    StoryStep,
)
from weft.mapping.sharing import Offer, add_asset
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.models import Membership, Network, Role, Standing
from weft.workshop.actions import Entry, join, open_workshop
from weft.workshop.models import Agreement

#: Role in a network → what its holder may see of an open and of a closed network.
CLEARANCE = {
    "anonymous": (0, -1),
    "stranger": (0, -1),
    "former": (0, -1),
    "friend": (0, 0),
    "member": (1, 1),
    "paused": (1, 1),
    "moderator": (1, 1),
    "steward": (2, 2),
    "map_manager": (2, 2),
    "convenor": (2, 2),
}
ROLES = tuple(CLEARANCE)


@dataclass(slots=True)
class Cast:
    """The people and the two networks."""

    accounts: dict[str, Account | None]
    open: Stage
    closed: Stage

    def account(self, role: str) -> Account | None:
        return self.accounts[role]


def make_cast() -> Cast:
    """Everything a permission test needs. Roles hold in both networks."""
    accounts: dict[str, Account | None] = {"anonymous": None}
    for role in ROLES[1:]:
        # What convenors are called, members read: pages that name the stewards of something.
        name = canary("convenor", 1) if role == "convenor" else ""
        address = f"{role}@canaryaccount.example"
        accounts[role] = Account.objects.create_user(address, name=name)
    elsewhere = create_network(account=accounts["stranger"], name="Elsewhere")
    assert elsewhere.pk
    stages = [
        _stage(accounts, name, visibility)
        for name, visibility in (("Open", Visibility.PUBLIC), ("Closed", Visibility.MEMBERS))
    ]
    return Cast(accounts, *stages)


def _stage(accounts: dict[str, Account | None], name: str, visibility: int) -> Stage:
    convenor = accounts["convenor"]
    network = create_network(
        account=convenor, name=f"{name} network", visibility=visibility, purpose="For tests."
    )
    for role in ROLES[2:]:
        account = accounts[role]
        assert account is not None
        _take_role(network, account, role)
    stage = Stage(network)
    viewer = stage.viewer(convenor)
    for audience in AUDIENCES:
        _fill(stage, viewer, audience)
    _fields_with_canaries(stage, viewer)
    stage.started = Import.objects.create(
        network=network,
        account=convenor,
        state=ImportState.READY,
        file_names=[canary("file", 2)],
        preview={"format": "csv", "tables": [], "actors": {}, "ties": {}},
    )
    stage.source = Source.objects.create(
        network=network,
        name=canary("source", 2),
        address=f"https://{canary('address', 2)}.example/secret.csv",
        made_by=convenor,
        is_accepted=True,
        outcome=Outcome.WAITING,
        message=canary("message", 2),
        preview={"format": "csv", "tables": [], "actors": {}, "ties": {},
                 "actors_gone": [canary("gone", 2)], "actors_gone_count": 1},
        preview_digest="x",
    )  # fmt: skip
    # A part that none of the cast belongs to: not even its name is for them.
    part = create_network(account=None, name=canary("part", 2), purpose=canary("part", 2))
    Network.objects.filter(pk=part.pk).update(parent=network)
    stage.workshop = open_workshop(viewer=viewer, title=canary("workshop", 2), audience=0)
    join(
        workshop=stage.workshop,
        entry=Entry(canary("participant", 2), "", Agreement.MEMBERS, [(canary("said", 2), 3)]),
    )
    fill_members(stage)
    for audience in AUDIENCES:
        add_group(stage, convenor, audience)
    add_secret_groups(stage)
    fill_moderating(stage)
    network.refresh_from_db()
    refresh_network(network, Progress())
    return stage


def _take_role(network: Network, account: Account, role: str) -> None:
    """Make an account of the cast what it is in this network."""
    kind = network.membership_kinds.get(name="Friend") if role == "friend" else None
    membership = add_membership(network=network, account=account, kind=kind)
    if role in Role.values and role != Role.CONVENOR:
        add_responsibility(membership=membership, role=role)
    state = {"former": Standing.ENDED, "paused": Standing.PAUSED}.get(role)
    if state is not None:
        Membership.objects.filter(pk=membership.pk).update(state=state)


def _fill(stage: Stage, viewer: Viewer, audience: int) -> None:
    """An actor and a neighbour of this audience, with a tie and a change of value."""
    values = {
        "kind": canary("kind", audience),
        "topics": [canary("topic", audience)],
        "description": canary("description", audience),
        "place": "Leeds",
        "visibility": audience,
    }
    actor = add_actor(viewer=viewer, values={"name": canary("actor", audience), **values})
    other = add_actor(viewer=viewer, values={"name": canary("other", audience), **values})
    tie = add_tie(
        viewer=viewer,
        source=actor,
        target=other,
        values={"type": canary("type", audience), "rung": 3, "visibility": audience},
    )
    edit_actor(viewer=viewer, actor=actor, values={"description": canary("edited", audience)})
    stage.actors[audience], stage.ties[audience] = actor, tie
    stage.change_sets[audience] = actor.created_in
    stage.snapshots[audience] = Snapshot.objects.create(
        network=stage.network,
        name=canary("snapshot", audience),
        day=timezone.localdate(),
        visibility=audience,
    )
    layer = Layer.objects.create(
        network=stage.network, name=canary("layer", audience), visibility=audience
    )
    stage.layers[audience] = layer
    # A public actor may be in a layer that not everyone knows of.
    Actor.objects.filter(pk__in=[actor.pk, stage.ties[0].target_id]).update(layer=layer)
    actor.layer = layer
    _add_views(stage, audience)
    made = add_asset(
        viewer=viewer,
        actor=stage.actors[0],
        offer=Offer("space", canary("asset", audience), canary("assetnote", audience), audience),
    )
    assert isinstance(made, Asset)
    stage.assets[audience] = made
    # A tie of two public actors whose own audience is narrower.
    if audience:
        narrow = add_tie(
            viewer=viewer,
            source=stage.actors[0],
            target=Actor.objects.get(network=stage.network, search_name=canary("other", 0)),
            values={"type": canary("narrow", audience), "label": canary("label", audience),
                    "visibility": audience},
        )  # fmt: skip
        narrow.evidence.update(note=canary("note", audience))


def _add_views(stage: Stage, audience: int) -> None:
    """A lens and a story for this audience; each story has a step with a lens of each audience,
    and the public lens names what others may not see."""
    named = [
        f"{name}={canary(name, hides)}" for name in ("kind", "topic", "type") for hides in (1, 2)
    ]
    rule = {"field": "f:Field 2", "test": "is", "value": canary("rule", 2), "colour": "#123456"}
    lens = Lens.objects.create(
        network=stage.network,
        title=canary("lens", audience),
        words=canary("lenswords", audience),
        query="" if audience else "&".join(["colour=f:Field 2", *named]),
        rules=[{**rule, "grow": 1.0}],
        visibility=audience,
    )
    story = Story.objects.create(
        network=stage.network, title=canary("story", audience), visibility=audience
    )
    pairs = [(story, earlier) for earlier in stage.lenses.values()]
    pairs += [(earlier, lens) for earlier in (*stage.stories.values(), story)]
    for told, shown in pairs:
        words = canary("step", max(told.visibility, shown.visibility))
        StoryStep.objects.create(story=told, lens=shown, number=1, words=words)
    stage.lenses[audience], stage.stories[audience] = lens, story


def _fields_with_canaries(stage: Stage, viewer: Viewer) -> None:
    """A custom field for each audience, all of them filled in on the public actor."""
    fields = {}
    for audience in AUDIENCES:
        FieldDefinition.objects.create(
            network=stage.network,
            target="actor",
            key=f"Field {audience}",
            label=canary("fieldlabel", audience),
            visibility=audience,
        )
        fields[f"Field {audience}"] = canary("field", audience)
    # A field of ties may have the key of an actors' field, and another audience.
    FieldDefinition.objects.create(
        network=stage.network, target="tie", key="Field 0", label="Of ties", visibility=2
    )
    edit_tie(
        viewer=viewer, tie=stage.ties[0], values={"fields": {"Field 0": canary("tiefield", 2)}}
    )
    edit_actor(
        viewer=viewer,
        actor=stage.actors[0],
        values={"fields": fields, "email": f"{canary('mail', 1)}@example.org"},
        comment=canary("comment", 2),
    )


def canaries_above(clearance: int) -> list[str]:
    """The beginnings of all words that someone of this clearance must never meet."""
    hidden = [name for audience, name in AUDIENCES.items() if audience > clearance]
    things = (
        "actor", "other", "kind", "topic", "description", "edited", "type", "narrow", "label",
        "note", "field", "fieldlabel", "mail", "comment", "file", "tiefield", "snapshot",
        "source", "address", "message", "gone", "layer", "part",
        "asset", "assetnote", "workshop", "participant", "said", "lens", "lenswords", "rule",
        "story", "step", "profile", "success", "phone", "access", "need", "applicant", "applies",
        "invited", "link", "batch", "complaint", "placeholder", "named",
        "circle", "decision", "holding", "group", "grouppurpose", "grouprules", "grouptopic",
        "groupmember", "groupaddress", "groupdoc", "groupwords", "held", "reported", "convenor",
    )  # fmt: skip
    # And what lies in a secret group that none of the cast is in.
    return ["canaryinside", *(f"canary{thing}{name}" for thing in things for name in hidden)]


def today_iso() -> str:
    return timezone.localdate().isoformat()


def leave_stage() -> None:
    """Delete the cast and its networks, those that hang on others first."""
    for model in (
        Import,
        Source,
        Snapshot,
        Result,
        Change,
        Evidence,
        Tie,
        Actor,
        ChangeSet,
        Layer,
        Network,
        Account,
        Job,
        # Numbers of networks are given again, and a trail outlives its network.
        AuditEntry,
        AuditChain,
    ):
        model._default_manager.all().delete()


__all__ = [
    "AUDIENCES",
    "CLEARANCE",
    "ROLES",
    "Cast",
    "Stage",
    "canaries_above",
    "canary",
    "leave_stage",
    "make_cast",
    "today_iso",
]
