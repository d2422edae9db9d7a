"""What a map manager looks after: each concern is a query over what they may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer
from weft.graph.freshness import Limits, counting_ties, limits_of
from weft.graph.models import Actor, Evidence, EvidenceKind, Tie
from weft.keeping.people import with_old_ties

#: Kinds of evidence by which somebody who must know said that a tie is there.
_SAID = (EvidenceKind.CONFIRMED, EvidenceKind.SURVEY)
Find = Callable[[Viewer, Limits], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Concern:
    """One list of the desk: what is in it, why it matters, and what can be done about it."""

    key: str
    title: object
    why: object
    all_well: object
    of_ties: bool
    find: Find

    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        return self.find(viewer, limits_of(viewer.network_id))


def _ties(viewer: Viewer) -> QuerySet[Tie]:
    return Tie.objects.visible_to(viewer)


def _fading(viewer: Viewer, limits: Limits) -> QuerySet[Tie]:
    counting = counting_ties(viewer).filter(evidence_date__lte=limits.fading)
    return counting.order_by("evidence_date", "pk")


def _faded(viewer: Viewer, limits: Limits) -> QuerySet[Tie]:
    return _ties(viewer).filter(evidence_date__lte=limits.faded).order_by("-evidence_date", "pk")


def _unconfirmed(viewer: Viewer, limits: Limits) -> QuerySet[Tie]:
    said = Evidence.objects.filter(tie=OuterRef("pk"), ended_in__isnull=True, kind__in=_SAID)
    return counting_ties(viewer).filter(~Exists(said)).order_by("evidence_date", "pk")


def _actors(viewer: Viewer) -> QuerySet[Actor]:
    return Actor.objects.visible_to(viewer).filter(kind__is_activity=False).order_by("search_name")


def _unplaced(viewer: Viewer, limits: Limits) -> QuerySet[Actor]:
    return _actors(viewer).filter(latitude__isnull=True)


def _topicless(viewer: Viewer, limits: Limits) -> QuerySet[Actor]:
    return _actors(viewer).filter(topics=[])


def _untied(viewer: Viewer, limits: Limits) -> QuerySet[Actor]:
    ties = counting_ties(viewer)
    own = Exists(ties.filter(source=OuterRef("pk"))) | Exists(ties.filter(target=OuterRef("pk")))
    return _actors(viewer).filter(~own)


def _askable(viewer: Viewer, limits: Limits) -> QuerySet[Actor]:
    return with_old_ties(viewer).order_by("search_name")


CONCERNS = {
    concern.key: concern
    for concern in (
        Concern(
            "fading",
            _("Ties that fade"),
            _("Nobody has seen these for long. Ask someone who knows, or note what you know."),
            _("No tie is fading."),
            True,
            _fading,
        ),
        Concern(
            "faded",
            _("Ties that no longer count"),
            _("They are in no measure and not on the map until somebody sees them again."),
            _("Every tie still counts."),
            True,
            _faded,
        ),
        Concern(
            "unconfirmed",
            _("Ties that nobody has confirmed"),
            _("They come from a file or from others; neither end has ever said that it is so."),
            _("An end of every tie has confirmed it."),
            True,
            _unconfirmed,
        ),
        Concern(
            "unplaced",
            _("Actors without a place"),
            _("They are missing from the map of places, and from every figure of regions."),
            _("Everyone has a place."),
            False,
            _unplaced,
        ),
        Concern(
            "topicless",
            _("Actors without topics"),
            _("Without a topic nobody finds them, and no introduction fits them."),
            _("Everyone has a topic."),
            False,
            _topicless,
        ),
        Concern(
            "untied",
            _("Actors without any tie"),
            _("Either they are new here, or the map does not know yet whom they work with."),
            _("Everyone has a tie."),
            False,
            _untied,
        ),
        Concern(
            "askable",
            _("People who could confirm"),
            _("They have an address, and ties that nobody has seen for long."),
            _("Nobody with an address has old ties."),
            False,
            _askable,
        ),
    )
}


def chosen(concern: Concern, viewer: Viewer, ids: list[int]) -> list[Any]:
    """The rows of these ids that the viewer may see, whether or not they are still a concern."""
    model = Tie if concern.of_ties else Actor
    rows: QuerySet[Any] = model._default_manager.visible_to(viewer)
    related = ("source", "target", "type") if concern.of_ties else ("kind",)
    return list(rows.filter(Q(pk__in=ids)).select_related(*related))
