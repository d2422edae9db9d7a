"""What the passing of time does to ties: every night, those that cross a limit are looked at."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from weft.common.jobs import Payload, Progress
from weft.common.nightly import nightly
from weft.graph.freshness import Limits, refresh_ties
from weft.graph.models import Evidence, Tie
from weft.networks.actions import mark_changed
from weft.networks.models import Network

FADE = "graph.fade"
#: Nights that the server may have slept through: what crossed a limit in them is looked at too.
_NIGHTS = timedelta(days=8)


@nightly(FADE)
def fade_all(payload: Payload, progress: Progress) -> Payload:
    """Let what has become too old fade, network by network."""
    networks = list(Network.objects.order_by("pk"))
    changed = 0
    for number, network in enumerate(networks):
        progress.report(100 * number / len(networks))
        changed += fade(network)
    return {"networks": changed}


@transaction.atomic
def fade(network: Network) -> bool:
    """Derive ties anew whose evidence became too old; True where the net looks different now."""
    limits = Limits.of(network, timezone.localdate())
    just_faded = Q(date__lte=limits.faded, date__gt=limits.faded - _NIGHTS)
    evidence = Evidence.objects.filter(just_faded, tie__network=network, ended_in__isnull=True)
    weaker = refresh_ties(set(evidence.values_list("tie", flat=True)))
    crossed = Q(pk__in=[])
    for limit in (limits.fading, limits.faded):
        crossed |= Q(evidence_date__lte=limit, evidence_date__gt=limit - _NIGHTS)
    here = Tie.objects.filter(network=network, ended_in__isnull=True)
    if not weaker and not here.filter(crossed).exists():
        return False
    mark_changed(network.pk)
    return True
