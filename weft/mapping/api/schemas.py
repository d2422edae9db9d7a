"""What the API takes and gives, as OpenAPI describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from weft.graph.models import Actor, ChangeSet, Tie
from weft.graph.queries import ChangeSetLine
from weft.graph.values import ACTOR_COLUMNS, TIE_COLUMNS, VisibleFields

Audience = Literal[0, 1, 2]


class NetworkListed(Schema):
    """A network that the asker may know of."""

    slug: str
    name: str
    purpose: str
    boundary: str
    graph_version: int


class NetworkOut(NetworkListed):
    """A network with how many actors and ties the asker may see."""

    actors: int
    ties: int


class ActorOut(Schema):
    """An actor with the fields that the asker may see; others are not there at all."""

    id: int
    name: str
    kind: str
    visibility: Audience
    description: str | None = None
    topics: list[str] | None = None
    place: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    website: str | None = None
    email: str | None = None
    public_id: str | None = None
    ref: str = ""
    start: str = ""
    end: str = ""
    fields: dict[str, object] = {}

    @classmethod
    def of(cls, actor: Actor, seen: VisibleFields) -> ActorOut:
        wanted = [name for name in ACTOR_COLUMNS if name in cls.model_fields]
        values = seen.filtered({name: getattr(actor, name) for name in wanted})
        return cls.model_validate({"id": actor.pk, "kind": actor.kind.name, **values})


class ActorIn(Schema):
    """A new actor. A place that is a town or postcode is found on the map by itself."""

    name: str = Field(min_length=1, max_length=300)
    kind: str = Field("", max_length=100)
    description: str = Field("", max_length=20_000)
    topics: list[str] = Field([], max_length=100)
    place: str = Field("", max_length=300)
    website: str = Field("", max_length=500)
    email: str = Field("", max_length=254)
    public_id: str = Field("", max_length=120)
    visibility: Audience = 1


class ActorChange(Schema):
    """What to change of an actor; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=300)
    kind: str | None = Field(None, min_length=1, max_length=100)
    description: str | None = Field(None, max_length=20_000)
    topics: list[str] | None = Field(None, max_length=100)
    place: str | None = Field(None, max_length=300)
    website: str | None = Field(None, max_length=500)
    email: str | None = Field(None, max_length=254)
    public_id: str | None = Field(None, max_length=120)
    visibility: Audience | None = None
    comment: str = Field("", max_length=300)


class TieOut(Schema):
    """A tie between two actors that the asker may see."""

    id: int
    source: int
    target: int
    type: str
    direction: str
    weight: float | None
    rung: int | None
    evidence_date: date | None
    visibility: Audience
    label: str = ""
    description: str | None = None
    topics: list[str] | None = None
    start: str = ""
    end: str = ""
    fields: dict[str, object] = {}

    @classmethod
    def of(cls, tie: Tie, seen: VisibleFields) -> TieOut:
        wanted = [name for name in TIE_COLUMNS if name in cls.model_fields]
        values = seen.filtered({name: getattr(tie, name) for name in wanted})
        known = {
            "id": tie.pk,
            "source": tie.source_id,
            "target": tie.target_id,
            "type": tie.type.name,
            "evidence_date": tie.evidence_date,
        }
        return cls.model_validate({**known, **values})


class TieIn(Schema):
    """A new tie between two actors by their ids."""

    source: int = Field(ge=1, le=2**62)
    target: int = Field(ge=1, le=2**62)
    type: str = Field("", max_length=100)
    direction: Literal["directed", "undirected", "mutual"] = "undirected"
    rung: Literal[0, 1, 2, 3, 4, 5] | None = None
    weight: float | None = Field(None, allow_inf_nan=False)
    visibility: Audience = 1


class ChangeSetOut(Schema):
    """Who changed the net and when, with counts of what the asker may see of it."""

    id: int
    kind: str
    made_at: datetime
    made_by: str
    comment: str
    actors: int
    ties: int
    changes: int
    is_undone: bool

    @classmethod
    def of(cls, line: ChangeSetLine, *, sees_comments: bool) -> ChangeSetOut:
        row: ChangeSet = line.change_set
        return cls(
            id=row.pk,
            kind=row.kind,
            made_at=row.made_at,
            made_by=line.who,
            comment=row.comment if sees_comments else "",
            actors=line.actors,
            ties=line.ties,
            changes=line.changes,
            is_undone=line.is_undone,
        )


class MeasuresOut(Schema):
    """Figures of the whole net as the asker's audience sees it."""

    is_current: bool
    graph_version: int
    figures: dict[str, object]
    clusters: list[dict[str, object]]
    says: list[str]


class Problem(Schema):
    """What went wrong, in a sentence."""

    detail: str
