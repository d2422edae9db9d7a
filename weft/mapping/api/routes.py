"""The addresses of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from ninja import NinjaAPI, Status
from ninja.pagination import paginate

from weft import __version__
from weft.analysis.queries import reading, what_the_map_says
from weft.common.errors import NotAllowed, WeftError
from weft.common.paging import Pages
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, add_tie, edit_actor, end_actor, end_tie, undo_change_set
from weft.graph.merged import kept_instead
from weft.graph.models import Actor, FieldTarget, Tie
from weft.graph.queries import (
    ActorFilter,
    change_set_lines,
    change_sets_seen,
    counts,
    find_actors,
)
from weft.graph.values import VisibleFields, visible_fields
from weft.mapping.api.schemas import (
    ActorChange,
    ActorIn,
    ActorOut,
    ChangeSetOut,
    MeasuresOut,
    NetworkListed,
    NetworkOut,
    Problem,
    TieIn,
    TieOut,
)
from weft.mapping.limits import ApiLimit
from weft.networks.api import SessionOrVisitor, network_and_viewer
from weft.networks.models import Network
from weft.networks.viewers import account_id_of

api = NinjaAPI(
    title="Weft",
    version=__version__,
    description="The net of a network, as whoever asks may see it.",
    urls_namespace="api",
    auth=SessionOrVisitor(),
    docs_url=None,
    throttle=ApiLimit(),
)
PROBLEMS = {404: Problem, 422: Problem}
WRITING = {**PROBLEMS, 403: Problem}
_BIGGEST_ID = 2**62


@api.exception_handler(WeftError)
def explain(request: HttpRequest, error: WeftError) -> object:
    status = 403 if isinstance(error, NotAllowed) else 422
    return api.create_response(request, {"detail": str(error)}, status=status)


@api.get("networks/", response=list[NetworkListed], url_name="networks")
@paginate(Pages)
def list_networks(request: HttpRequest) -> object:
    """The networks that the asker may know of."""
    return Network.objects.visible_to_account(account_id_of(request)).order_by("slug")


def _network_out(request: HttpRequest, network: Network) -> NetworkOut:
    _network, viewer = network_and_viewer(request, network.slug)
    seen = counts(viewer)
    return NetworkOut(
        slug=network.slug,
        name=network.name,
        purpose=network.purpose,
        boundary=network.boundary,
        actors=int(str(seen["actors"])),
        ties=int(str(seen["ties"])),
        graph_version=network.graph_version,
    )


@api.get("networks/{slug}/", response={200: NetworkOut, **PROBLEMS}, url_name="network")
def get_network(request: HttpRequest, slug: str) -> object:
    network, _viewer = network_and_viewer(request, slug)
    return _network_out(request, network)


@api.get("networks/{slug}/actors/", response=list[ActorOut], url_name="actors")
@paginate(Pages)
def list_actors(
    request: HttpRequest, slug: str, q: str = "", kind: str = "", region: str = "", topic: str = ""
) -> object:
    _network, viewer = network_and_viewer(request, slug)
    seen = visible_fields(viewer)
    given = {"kinds": kind, "regions": region, "topics": topic}
    wanted = {name: (value,) for name, value in given.items() if value}
    found = find_actors(viewer, ActorFilter(q=q, **wanted))  # type: ignore[arg-type]  # as named
    return _Lazily(found.select_related("kind").order_by("search_name", "pk"), seen, ActorOut.of)


class _Lazily:
    """Rows turned into answers one page at a time, so that a page costs a page."""

    def __init__(
        self, rows: QuerySet[Any], seen: VisibleFields, make: Callable[[Any, VisibleFields], object]
    ) -> None:
        self.rows, self.seen, self.make = rows, seen, make

    def __getitem__(self, part: slice) -> list[object]:
        return [self.make(row, self.seen) for row in self.rows[part]]

    def count(self) -> int:
        return int(self.rows.count())

    def all(self) -> _Lazily:
        return self


def actor_here(viewer: Viewer, actor_id: int) -> Actor:
    if not 0 < actor_id < _BIGGEST_ID:
        raise Http404
    actor = Actor.objects.visible_to(viewer).select_related("kind").filter(pk=actor_id).first()
    if actor is None:
        raise Http404
    return actor


@api.post("networks/{slug}/actors/", response={201: ActorOut, **WRITING}, url_name="actors")
def create_actor(request: HttpRequest, slug: str, given: ActorIn) -> object:
    _network, viewer = network_and_viewer(request, slug)
    actor = add_actor(viewer=viewer, values=given.model_dump())
    return Status(201, ActorOut.of(actor_here(viewer, actor.pk), visible_fields(viewer)))


@api.get(
    "networks/{slug}/actors/{actor_id}/", response={200: ActorOut, **PROBLEMS}, url_name="actor"
)
def get_actor(request: HttpRequest, slug: str, actor_id: int) -> object:
    """An actor. The address of one that was merged leads to the one that it became."""
    network, viewer = network_and_viewer(request, slug)
    kept = kept_instead(viewer, actor_id) if 0 < actor_id < _BIGGEST_ID else None
    if kept is not None and kept.pk != actor_id:
        return redirect("api:actor", network.slug, kept.pk)
    return ActorOut.of(actor_here(viewer, actor_id), visible_fields(viewer))


@api.patch(
    "networks/{slug}/actors/{actor_id}/", response={200: ActorOut, **WRITING}, url_name="actor"
)
def change_actor(request: HttpRequest, slug: str, actor_id: int, given: ActorChange) -> object:
    _network, viewer = network_and_viewer(request, slug)
    values = given.model_dump(exclude_none=True)
    comment = values.pop("comment", "")
    actor = actor_here(viewer, actor_id)
    edit_actor(viewer=viewer, actor=actor, values=values, comment=comment)
    return ActorOut.of(actor_here(viewer, actor_id), visible_fields(viewer))


@api.delete("networks/{slug}/actors/{actor_id}/", response={204: None, **WRITING}, url_name="actor")
def remove_actor(request: HttpRequest, slug: str, actor_id: int) -> object:
    """Take an actor off the map. The change set can be undone."""
    _network, viewer = network_and_viewer(request, slug)
    end_actor(viewer=viewer, actor=actor_here(viewer, actor_id))
    return Status(204, None)


@api.get("networks/{slug}/ties/", response=list[TieOut], url_name="ties")
@paginate(Pages)
def list_ties(request: HttpRequest, slug: str) -> object:
    _network, viewer = network_and_viewer(request, slug)
    ties = Tie.objects.visible_to(viewer).select_related("type").order_by("pk")
    return _Lazily(ties, visible_fields(viewer, FieldTarget.TIE), TieOut.of)


@api.post("networks/{slug}/ties/", response={201: TieOut, **WRITING}, url_name="ties")
def create_tie(request: HttpRequest, slug: str, given: TieIn) -> object:
    _network, viewer = network_and_viewer(request, slug)
    values = given.model_dump(exclude={"source", "target"})
    tie = add_tie(
        viewer=viewer,
        source=actor_here(viewer, given.source),
        target=actor_here(viewer, given.target),
        values=values,
    )
    return Status(201, TieOut.of(tie, visible_fields(viewer, FieldTarget.TIE)))


@api.delete("networks/{slug}/ties/{tie_id}/", response={204: None, **WRITING}, url_name="tie")
def remove_tie(request: HttpRequest, slug: str, tie_id: int) -> object:
    """Take a tie off the map. The change set can be undone."""
    _network, viewer = network_and_viewer(request, slug)
    tie = (
        Tie.objects.visible_to(viewer).filter(pk=tie_id).first()
        if 0 < tie_id < _BIGGEST_ID
        else None
    )
    if tie is None:
        raise Http404
    end_tie(viewer=viewer, tie=tie)
    return Status(204, None)


@api.get("networks/{slug}/change-sets/", response=list[ChangeSetOut], url_name="change_sets")
@paginate(Pages)
def list_change_sets(request: HttpRequest, slug: str) -> object:
    _network, viewer = network_and_viewer(request, slug)
    return _ChangeSets(viewer)


class _ChangeSets:
    """Change sets, read one page at a time."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.rows = change_sets_seen(viewer)

    def __getitem__(self, part: slice) -> list[ChangeSetOut]:
        lines = change_set_lines(self.viewer, self.rows[part])
        return [ChangeSetOut.of(line, sees_comments=self.viewer.can_edit_map) for line in lines]

    def count(self) -> int:
        return self.rows.count()

    def all(self) -> _ChangeSets:
        return self


@api.post(
    "networks/{slug}/change-sets/{change_set_id}/undo/",
    response={201: ChangeSetOut, **WRITING},
    url_name="change_set_undo",
)
def undo(request: HttpRequest, slug: str, change_set_id: int) -> object:
    _network, viewer = network_and_viewer(request, slug)
    change_set = (
        change_sets_seen(viewer).filter(pk=change_set_id).first()
        if 0 < change_set_id < _BIGGEST_ID
        else None
    )
    if change_set is None:
        raise Http404
    made = undo_change_set(viewer=viewer, change_set=change_set)
    line = change_set_lines(viewer, change_sets_seen(viewer).filter(pk=made.pk))
    return Status(201, ChangeSetOut.of(line[0], sees_comments=viewer.can_edit_map))


@api.get("networks/{slug}/measures/", response={200: MeasuresOut, **PROBLEMS}, url_name="measures")
def get_measures(request: HttpRequest, slug: str) -> object:
    network, viewer = network_and_viewer(request, slug)
    found = reading(viewer, network)
    return MeasuresOut(
        is_current=found.is_current,
        graph_version=found.version,
        figures=found.summary,
        clusters=found.clusters,
        says=[sentence.text for sentence in what_the_map_says(viewer, network)],
    )
