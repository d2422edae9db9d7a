"""Evidence, saved views and the past, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.pagination import paginate

from weft.common.paging import Pages
from weft.common.visibility import Viewer
from weft.graph.actions import Ends, Seen, record_evidence
from weft.graph.comparing import between
from weft.graph.past import Clock
from weft.graph.record_values import DEFAULT_TYPE
from weft.mapping.api.routes import PROBLEMS, WRITING, actor_here
from weft.mapping.api.schemas import Audience
from weft.mapping.lens_reading import query_for
from weft.mapping.models import Lens
from weft.networks.api import network_and_viewer
from weft.networks.models import Network

router = Router(tags=["living map"])
Day = Annotated[date, Query(ge=date(1000, 1, 1))]


class EvidenceIn(Schema):
    """Why a tie is believed; where the two are not tied yet, they are now."""

    source: int = Field(ge=1, le=2**62)
    target: int = Field(ge=1, le=2**62)
    kind: Literal["entered", "survey", "meeting", "bid", "group", "conversation", "introduction"]
    date: date
    rung: Literal[0, 1, 2, 3, 4, 5] | None = None
    note: str = Field("", max_length=300)
    type: str = Field("", max_length=100)
    visibility: Audience = 1


class LensOut(Schema):
    """A saved view: the question that it puts to the map."""

    id: int
    title: str
    visibility: Audience
    query: str


class BetweenOut(Schema):
    """What differs between two days, as ids of actors and ties; rungs before and after."""

    actors_first: int
    actors_last: int
    ties_first: int
    ties_last: int
    actors_added: list[int]
    actors_ended: list[int]
    ties_added: list[int]
    ties_ended: list[int]
    ties_faded: list[int]
    stronger: list[tuple[int, int, int]]
    weaker: list[tuple[int, int, int]]


@router.post("networks/{slug}/evidence/", response={204: None, **WRITING}, url_name="evidence")
def add_evidence(request: HttpRequest, slug: str, given: EvidenceIn) -> object:
    """Say what was seen of a tie. The change set can be undone."""
    _network, viewer = network_and_viewer(request, slug)
    pair = (actor_here(viewer, given.source), actor_here(viewer, given.target))
    ends = Ends(*pair, given.type or DEFAULT_TYPE, visibility=given.visibility)
    seen = Seen(ends, given.kind, given.date, given.rung, given.note)
    record_evidence(viewer=viewer, seen=[seen])
    # Their tie may be one that the asker cannot see, and the answer must not tell.
    return Status(204, None)


class _Lenses:
    """Lenses as the asker may see them, one page at a time."""

    def __init__(self, viewer: Viewer, network: Network) -> None:
        self.viewer, self.network = viewer, network
        self.rows = Lens.objects.visible_to(viewer).order_by("pk")

    def __getitem__(self, part: slice) -> list[LensOut]:
        return [
            LensOut.model_validate(
                {
                    "id": lens.pk,
                    "title": lens.title,
                    "visibility": lens.visibility,
                    "query": query_for(self.viewer, self.network, lens).urlencode(),
                }
            )
            for lens in self.rows[part]
        ]

    def count(self) -> int:
        return self.rows.count()

    def all(self) -> _Lenses:
        return self


@router.get("networks/{slug}/lenses/", response=list[LensOut], url_name="lenses")
@paginate(Pages)
def list_lenses(request: HttpRequest, slug: str) -> object:
    network, viewer = network_and_viewer(request, slug)
    return _Lenses(viewer, network)


@router.get("networks/{slug}/compare/", response={200: BetweenOut, **PROBLEMS}, url_name="compare")
def compare(
    request: HttpRequest, slug: str, first: Day, last: Day, clock: Clock = Clock.HAPPENED
) -> object:
    """What became different from one day to another, as far as the asker may know of it."""
    network, viewer = network_and_viewer(request, slug)
    days = sorted((first, last))
    return between(viewer, network, days[0], days[1], clock)
