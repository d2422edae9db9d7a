"""Working results out anew, or stopping that."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from weft.analysis.models import ALL_TIES, Result
from weft.analysis.pipeline import RECIPE
from weft.analysis.work import unfinished_jobs
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import enqueue, stop
from weft.common.models import Job
from weft.common.visibility import Viewer
from weft.graph.actions import REFRESH
from weft.graph.models import Rung
from weft.graph.permissions import can_edit_map
from weft.networks.models import Network


def work_out(*, viewer: Viewer, network: Network, lens: int = ALL_TIES) -> Job:
    """Have everything worked out that is out of date, and what a new lens shows."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can have it worked out."))
    if lens not in Rung.values:
        raise InvalidInput(_("There is no such rung of the ladder. Choose one from the list."))
    key = f"{network.pk}:{lens}" if lens else str(network.pk)
    return enqueue(kind=REFRESH, dedupe_key=key, payload={"network": network.pk, "lens": lens})


def renew_outdated() -> int:
    """Have worked out anew what an earlier version of Weft worked out; how many networks."""
    current = Q(fingerprint__startswith=f"{RECIPE}:")
    outdated = set(Result.objects.exclude(current).values_list("network_id", flat=True))
    for network_id in outdated:
        enqueue(kind=REFRESH, dedupe_key=str(network_id), payload={"network": network_id})
    return len(outdated)


def stop_working(*, viewer: Viewer, network: Network) -> None:
    """Ask what is being worked out of a network to stop, and what waits for that."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can stop it."))
    for job in unfinished_jobs(network):
        stop(job)
