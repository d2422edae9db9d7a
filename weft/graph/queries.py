"""Reads of the net that pages and the API share. Each starts from what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from weft.common.counting import Counted
from weft.common.db import having_any
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.freshness import Freshness, Limits, counting_ties, limits_of
from weft.graph.layers import in_layers, layer_name
from weft.graph.makers import account_label, named_to
from weft.graph.models import (
    Actor,
    ActorKind,
    Change,
    ChangeSet,
    Evidence,
    FieldDefinition,
    Rung,
    Tie,
    TieType,
    tie_in_audience,
)
from weft.graph.undoings import undoings_of
from weft.graph.values import VisibleFields, as_text, visible_fields


def counts(viewer: Viewer) -> dict[str, object]:
    """How many actors, ties and actors of each kind the viewer may see."""
    by_kind = (
        Actor.objects.visible_to(viewer)
        .values_list("kind__name")
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    kinds = [{"name": name, "count": count} for name, count in by_kind]
    return {
        "actors": sum(kind["count"] for kind in kinds),
        "ties": counting_ties(viewer).count(),
        "kinds": kinds,
    }


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """What of the directory, the table or the map is wanted. Empty means everything, and of
    several values of one sort each is enough."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tie_types: tuple[str, ...] = ()
    rung: int | None = None
    ids: list[int] | None = None
    layers: tuple[str, ...] = ()


def find_actors(viewer: Viewer, wanted: ActorFilter) -> QuerySet[Actor]:
    """The visible actors that match, unordered."""
    actors: QuerySet[Actor] = Actor.objects.visible_to(viewer)
    if "\0" in wanted.q + "".join(
        (*wanted.kinds, *wanted.regions, *wanted.topics, *wanted.tie_types, *wanted.layers)
    ):
        # No text in the database holds this character, and PostgreSQL refuses to look for it.
        return actors.none()
    fields = visible_fields(viewer)
    if wanted.q:
        actors = actors.filter(search_name__contains=search_form(wanted.q))
    if wanted.kinds:
        actors = actors.filter(kind__name__in=wanted.kinds)
    if wanted.regions and fields.sees("region"):
        actors = actors.filter(region__in=wanted.regions)
    if wanted.topics and fields.sees("topics"):
        actors = having_any(actors, "topics", wanted.topics)
    if wanted.tie_types or wanted.rung is not None:
        ties: QuerySet[Tie] = counting_ties(viewer)
        if wanted.tie_types:
            ties = ties.filter(type__name__in=wanted.tie_types)
        if wanted.rung is not None:
            ties = ties.filter(rung__gte=wanted.rung)
        own = Exists(ties.filter(source=OuterRef("pk"))) | Exists(
            ties.filter(target=OuterRef("pk"))
        )
        actors = actors.filter(own)
    if wanted.layers:
        actors = actors.filter(in_layers(viewer, wanted.layers))
    if wanted.ids is not None:
        actors = actors.filter(pk__in=wanted.ids)
    return actors


def kinds_seen(viewer: Viewer) -> list[str]:
    """The kinds of the actors that the viewer may see."""
    seen = Actor.objects.visible_to(viewer).filter(kind=OuterRef("pk"))
    kinds = ActorKind.objects.filter(Exists(seen), network_id=viewer.network_id)
    return list(kinds.order_by("name").values_list("name", flat=True))


def kinds_and_types(viewer: Viewer) -> tuple[list[ActorKind], list[TieType]]:
    """The kinds of actor and types of tie that the viewer meets on the map, by name."""
    actors = Actor.objects.visible_to(viewer).filter(kind=OuterRef("pk"))
    ties = Tie.objects.visible_to(viewer).filter(type=OuterRef("pk"))
    kinds = ActorKind.objects.filter(Exists(actors), network_id=viewer.network_id)
    types = TieType.objects.filter(Exists(ties), network_id=viewer.network_id)
    return list(kinds.order_by("name")), list(types.order_by("name"))


def tie_types_seen(viewer: Viewer) -> list[str]:
    """The types of the ties that the viewer may see."""
    seen = counting_ties(viewer).filter(type=OuterRef("pk"))
    types = TieType.objects.filter(Exists(seen), network_id=viewer.network_id)
    return list(types.order_by("name").values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tie as its actor's page shows it."""

    tie: Tie
    other: Actor
    is_outgoing: bool
    evidence: list[Evidence]
    freshness: Freshness

    @property
    def is_over(self) -> bool:
        """Whether its ends said that they have nothing to do with each other any more."""
        return self.tie.rung == Rung.NONE


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that a viewer may see of one actor."""

    actor: Actor
    values: dict[str, object]
    custom: list[tuple[str, object]]
    ties: list[TieLine] = field(default_factory=list)
    ties_left_out: int = 0
    #: The layer that it came with, where the viewer may know of it.
    layer: str = ""


def actor_page(viewer: Viewer, actor_id: int, *, most: int = 200) -> ActorPage | None:
    """One actor with its ties and why we believe them, the strongest and newest first."""
    actor = Actor.objects.visible_to(viewer).select_related("kind").filter(pk=actor_id).first()
    if actor is None:
        return None
    seen = visible_fields(viewer)
    ties, total = _ties_of(viewer, actor, most)
    limits = limits_of(viewer.network_id)
    lines = [_line(tie, actor, limits) for tie in ties]
    values = seen.filtered(
        {name: getattr(actor, name) for name in ("description", "topics", "place", "region",
         "latitude", "longitude", "website", "email", "image", "public_id")}
    )  # fmt: skip
    custom = [(seen.custom[key], value) for key, value in seen.of(actor.fields).items()]
    layer = layer_name(viewer, actor)
    return ActorPage(actor, values, custom, lines, total - len(lines), layer)


def _ties_of(viewer: Viewer, actor: Actor, most: int) -> tuple[list[Tie], int]:
    visible = Tie.objects.visible_to(viewer)
    touching = visible.filter(source=actor) | visible.filter(target=actor)
    total = touching.count()
    shown = (
        touching.select_related("source__kind", "target__kind", "type")
        .prefetch_related(
            Prefetch(
                "evidence",
                Evidence.objects.visible_to(viewer).order_by("-date", "-pk"),
                to_attr="visible_evidence",
            )
        )
        .order_by(F("rung").desc(nulls_last=True), F("evidence_date").desc(nulls_last=True), "pk")[
            :most
        ]
    )
    return list(shown), total


def _line(tie: Tie, actor: Actor, limits: Limits) -> TieLine:
    outgoing = tie.source_id == actor.pk
    return TieLine(
        tie,
        tie.target if outgoing else tie.source,
        outgoing,
        tie.visible_evidence,  # type: ignore[attr-defined]  # the prefetch puts it there
        limits.freshness(tie.evidence_date),
    )


def change_sets_seen(viewer: Viewer) -> QuerySet[ChangeSet]:
    """Change sets, newest first. Others than stewards see those that touch what they see."""
    change_sets = (
        ChangeSet.objects.filter(network_id=viewer.network_id)
        .select_related("made_by", "undone_by", "undoes")
        .order_by("-made_at", "-pk")
    )
    if viewer.can_edit_map:
        return change_sets
    if viewer.clearance < 0:
        return change_sets.none()
    own = Q(made_by=viewer.account_id) if viewer.account_id is not None else Q(pk__in=[])
    touched = (
        own
        | Exists(Actor.objects.visible_to(viewer).filter(created_in=OuterRef("pk")))
        | Exists(Tie.objects.brought_by(OuterRef("pk"), viewer))
        | Exists(changes_seen(viewer).filter(change_set=OuterRef("pk")))
        | Exists(Evidence.objects.visible_to(viewer).filter(created_in=OuterRef("pk")))
    )
    return change_sets.filter(touched)


def changes_seen(viewer: Viewer) -> QuerySet[Change]:
    """Changes of actors and ties that the viewer may see today."""
    of_actor = Q(
        actor__network_id=viewer.network_id,
        actor__ended_in__isnull=True,
        actor__visibility__lte=viewer.clearance,
    )
    of_tie = tie_in_audience(viewer, "tie__") & Q(tie__network_id=viewer.network_id)
    return Change.objects.visible_to(viewer).filter(of_actor | of_tie)


@dataclass(frozen=True, slots=True)
class ChangeSetLine:
    """A change set in a list: who, when, and how much of it the viewer may see.

    Counts above `weft.common.counting.MOST_COUNTED` mean that there are more.
    """

    change_set: ChangeSet
    who: str
    actors: int
    ties: int
    changes: int
    evidence: int
    #: The last of what undid it, what undid that, and so on; itself where nothing did.
    latest: int
    #: Whether it is not in effect: undone and done again, it is.
    is_undone: bool
    #: What it did, where `weft.graph.telling` was asked to say it.
    words: str = ""


def change_set_lines(viewer: Viewer, change_sets: QuerySet[ChangeSet]) -> list[ChangeSetLine]:
    """The page of change sets in a few queries, with counts of what the viewer may see."""
    actors = Actor.objects.visible_to(viewer).filter(created_in=OuterRef("pk"))
    ties = Tie.objects.brought_by(OuterRef("pk"), viewer)
    changes = changes_seen(viewer).filter(change_set=OuterRef("pk"))
    # A new tie brings its first evidence with it, which need not be told as well.
    evidence = Evidence.objects.visible_to(viewer).filter(created_in=OuterRef("pk"))
    evidence = evidence.exclude(tie__created_in=OuterRef("pk"))
    annotated = change_sets.annotate(
        actors_seen=Counted(actors),
        ties_seen=Counted(ties),
        changes_seen=Counted(changes),
        evidence_seen=Counted(evidence),
    )
    rows = list(annotated)
    named = named_to(viewer, (row.made_by_id for row in rows))
    chains = undoings_of(viewer.network_id, rows)
    return [
        ChangeSetLine(
            row,
            account_label(row.made_by, viewer) if row.made_by_id in named else "",
            row.actors_seen,
            row.ties_seen,
            row.changes_seen,
            row.evidence_seen,
            (chains.get(row.pk) or [row.pk])[-1],
            len(chains.get(row.pk, ())) % 2 == 1,
        )
        for row in rows
    ]


def changes_of(
    viewer: Viewer, *, change_set: ChangeSet | None = None, actor: Actor | None = None
) -> QuerySet[Change]:
    """The changed values that a viewer may see, of one change set or of one actor."""
    changes = changes_seen(viewer).select_related(
        "actor", "tie__source", "tie__target", "change_set__made_by"
    )
    if change_set is not None:
        changes = changes.filter(change_set=change_set)
    if actor is not None:
        changes = changes.filter(actor=actor)
    return changes.order_by("-change_set__made_at", "-pk")


def change_values(change: Change, seen: VisibleFields) -> list[tuple[str, object, object]]:
    """(what, before, after) of each value that may be seen; custom fields one by one."""
    before, after = seen.filtered(change.before), seen.filtered(change.after)
    lines: list[tuple[str, object, object]] = []
    for key, value in after.items():
        if key == "fields" and isinstance(value, dict):
            old = before.get("fields") or {}
            assert isinstance(old, dict)
            lines += [
                (str(seen.custom.get(name, name)), as_text(old.get(name)), as_text(new))
                for name, new in value.items()
                if old.get(name) != new
            ]
        else:
            lines.append((key, as_text(before.get(key)), as_text(value)))
    return lines


def field_definitions(viewer: Viewer) -> list[FieldDefinition]:
    """The definitions of the fields that the viewer may see."""
    return list(
        FieldDefinition.objects.filter(
            network_id=viewer.network_id, visibility__lte=viewer.clearance
        ).order_by("target", "-is_builtin", "position", "pk")
    )


@dataclass(frozen=True, slots=True)
class TieStory:
    """A tie with all that is known of it, also when it has ended."""

    tie: Tie
    freshness: Freshness
    evidence: list[Evidence]
    changes: list[Change]
    #: Who said each piece of evidence, as far as the viewer may know.
    speakers: dict[int, str]


def tie_story(viewer: Viewer, tie_id: int, *, most: int = 200) -> TieStory | None:
    """One tie with its evidence and changes, newest first."""
    ties = Tie.objects.ever_visible_to(viewer).select_related(
        "source__kind", "target__kind", "type", "created_in", "ended_in"
    )
    tie = ties.filter(pk=tie_id).first()
    if tie is None:
        return None
    evidence = list(
        Evidence.objects.filter(
            tie=tie, visibility__lte=viewer.clearance, ended_in__isnull=True
        ).order_by("-date", "-pk")[:most]
    )
    speaking = {row.said_by_id for row in evidence if row.said_by_id is not None}
    names: dict[int, str] = dict(
        Actor.objects.visible_to(viewer).filter(pk__in=speaking).values_list("pk", "name")
    )
    speakers = {row.pk: names.get(row.said_by_id or 0, "") for row in evidence}
    changes = Change.objects.visible_to(viewer).filter(tie=tie).select_related("change_set")
    newest = list(changes.order_by("-change_set__made_at", "-pk")[:most])
    return TieStory(
        tie, limits_of(viewer.network_id).freshness(tie.evidence_date), evidence, newest, speakers
    )
