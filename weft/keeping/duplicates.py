"""Looks for actors that may be one, as work of its own: a page only reads what was found."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.models import Job, JobState
from weft.common.nightly import nightly
from weft.common.visibility import Viewer, Visibility
from weft.graph.likeness import Pair, alike
from weft.graph.likeness.seen import seen_traits
from weft.graph.merged import became
from weft.graph.models import KeptApart
from weft.graph.permissions import can_edit_map
from weft.keeping.models import Suspect
from weft.networks.models import Network

LOOK = "keeping.duplicates"
#: Nobody works through more pairs than these before the next search.
MOST_KEPT = 2000


def look_again(*, viewer: Viewer) -> Job:
    """Have a network searched for duplicates."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can look for duplicates."))
    return ask_for_search(viewer.network_id)


def ask_for_search(network_id: int) -> Job:
    return enqueue(kind=LOOK, dedupe_key=str(network_id), payload={"network": network_id})


@nightly("keeping.duplicates_night")
def look_every_night(payload: Payload, progress: Progress) -> Payload:
    """Search each network that has changed since it was last searched."""
    asked = 0
    for pk, version in Network.objects.values_list("pk", "graph_version"):
        last = last_look(pk)
        if version and (last is None or last.result.get("graph_version") != version):
            ask_for_search(pk)
            asked += 1
    return {"networks": asked}


def last_look(network_id: int) -> Job | None:
    """The last search of a network that came to its end."""
    ended = Job.objects.filter(kind=LOOK, dedupe_key=str(network_id), state=JobState.DONE)
    return ended.order_by("-finished_at", "-pk").first()


def look_under_way(network_id: int) -> Job | None:
    """The search of a network that is running or waits."""
    unfinished = Job.objects.filter(
        kind=LOOK, dedupe_key=str(network_id), state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    return unfinished.order_by("-state", "pk").first()


@job(LOOK)
def look_for_duplicates(payload: Payload, progress: Progress) -> Payload:
    """Find the pairs of one network and store them in the place of those found before.

    All of its fields are used: the pages are for those who may see all of them. Whoever asks
    is shown only pairs and reasons that rest on what they may see.
    """
    network = Network.objects.filter(pk=str(payload["network"])).first()
    if network is None:
        return {}
    now = timezone.now()
    everything = Viewer(network.pk, Visibility.STEWARDS)
    progress.report(5, _("Reading the actors"))
    seen = seen_traits(everything)
    weighing = progress.share(20, 95)
    pairs = alike(
        seen.traits, report=lambda share: weighing.report(100 * share, _("Comparing them"))
    )
    found = _not_decided(network.pk, pairs, seen.ids)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        Suspect.objects.filter(network=network).delete()
        Suspect.objects.bulk_create(
            [
                Suspect(
                    network=network,
                    first_id=min(ids),
                    second_id=max(ids),
                    score=pair.points,
                    reasons=list(pair.reasons),
                    graph_version=network.graph_version,
                    found_at=now,
                )
                for pair, ids in found[:MOST_KEPT]
            ],
            batch_size=500,
        )
    return {"graph_version": network.graph_version, "found": len(found), "actors": len(seen.ids)}


def _not_decided(
    network_id: int, pairs: list[Pair], ids: list[int]
) -> list[tuple[Pair, tuple[int, int]]]:
    """Drop pairs of which one was merged with an actor that is not the same as the other.

    Decisions about the two themselves are looked up when they are shown: they can be taken back.
    """
    last = became(network_id)
    decided = KeptApart.objects.filter(network_id=network_id).values_list("first", "second")
    apart = {
        frozenset((last.get(first, first), last.get(second, second)))
        for first, second in decided
        if first in last or second in last
    }
    named = [(pair, (ids[pair.first], ids[pair.second])) for pair in pairs]
    return [(pair, both) for pair, both in named if frozenset(both) not in apart]
