"""Gaps, proposals and questions for programs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status

from weft.analysis.queries import current_result
from weft.analysis.questions import Question, ask
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.insights import queries, wording
from weft.networks.api import network_and_viewer
from weft.networks.models import Network

router = Router(tags=["insights"])
_MOST_IDS = 100
_BIGGEST_ID = 2**62


class ProblemOut(Schema):
    """What went wrong, in a sentence."""

    detail: str


class InsightsOut(Schema):
    """What was worked out for the asker's audience; actors stand as ids."""

    is_current: bool
    #: Names of the clusters; gaps refer to them by their place in this list.
    clusters: list[str] = []
    gaps: dict[str, Any] = {}
    key_players: dict[str, Any] = {}
    holes: list[dict[str, Any]] = []
    coverage: dict[str, Any] = {}


class AnswerOut(Schema):
    """The answer, or that it is still being worked out: then ask again in a second."""

    is_ready: bool
    #: Names of the clusters that the answer refers to by their place in this list.
    clusters: list[str] = []
    answer: dict[str, Any] = {}


class MeetingOut(Schema):
    """Someone whom an actor should meet."""

    actor: int
    name: str
    score: float
    parts: dict[str, float]
    reasons: list[str]
    is_drawn: bool


_ANSWERS = {200: AnswerOut, 202: AnswerOut, 404: ProblemOut, 422: ProblemOut}


@router.get(
    "networks/{slug}/insights/", response={200: InsightsOut, 404: ProblemOut}, url_name="insights"
)
def get_insights(request: HttpRequest, slug: str) -> object:
    network, viewer = network_and_viewer(request, slug)
    row = current_result(viewer, network)
    if row is None:
        return InsightsOut(is_current=False)
    kept = ("gaps", "key_players", "holes", "coverage")
    found = {k: row.insights[k] for k in kept if k in row.insights}
    return InsightsOut(is_current=True, clusters=[c["name"] for c in row.clusters], **found)


@router.get("networks/{slug}/what-if/", response=_ANSWERS, url_name="what_if")
def get_what_if(
    request: HttpRequest,
    slug: str,
    without: Annotated[list[int], Query()] = [],  # noqa: B006 - ninja copies it
    cluster: int | None = None,
) -> object:
    network, viewer = network_and_viewer(request, slug)
    values: dict[str, Any] = {"actors": _visible(viewer, without)}
    if cluster is not None:
        row = current_result(viewer, network)
        if row is not None and not 0 <= cluster < len(row.clusters):
            raise Http404
        values["cluster"] = cluster
    return _answer(viewer, network, Question("without", values))


@router.get("networks/{slug}/reach/", response=_ANSWERS, url_name="reach")
def get_reach(request: HttpRequest, slug: str, start: int, end: int) -> object:
    network, viewer = network_and_viewer(request, slug)
    _visible(viewer, [start, end])
    values = {"start": start, "end": end, "fading_months": network.fading_months}
    return _answer(viewer, network, Question("routes", values))


@router.get(
    "networks/{slug}/actors/{actor_id}/meet/",
    response={200: list[MeetingOut], 404: ProblemOut},
    url_name="meet",
)
def get_meet(request: HttpRequest, slug: str, actor_id: int) -> object:
    network, viewer = network_and_viewer(request, slug)
    _visible(viewer, [actor_id])
    row = current_result(viewer, network)
    found = None if row is None else queries.meetings_for(viewer, row, actor_id)
    return [
        MeetingOut(
            actor=meeting.person.pk,
            name=meeting.person.name,
            score=meeting.score,
            parts=meeting.parts,
            reasons=wording.reasons_to_meet(meeting),
            is_drawn=meeting.is_drawn,
        )
        for meeting in found or []
    ]


def _visible(viewer: Viewer, ids: list[int]) -> list[int]:
    """The ids, if the asker may see all of these actors; else they do not exist."""
    wanted = sorted(set(ids))
    if len(wanted) > _MOST_IDS or any(not 0 < pk < _BIGGEST_ID for pk in wanted):
        raise Http404
    if Actor.objects.visible_to(viewer).filter(pk__in=wanted).count() != len(wanted):
        raise Http404
    return wanted


def _answer(viewer: Viewer, network: Network, question: Question) -> object:
    found = ask(viewer, network, question)
    if found.values is None:
        return Status(202, AnswerOut(is_ready=False))
    return AnswerOut(is_ready=True, clusters=list(found.clusters), answer=found.values)
