"""What open maps hear of: a newer net, and newer results of it."""

from __future__ import annotations

from weft.analysis.models import ALL_TIES, Result
from weft.common.streams import Fact
from weft.networks.models import Network


def news_of(network_id: int, audience: int) -> Fact | None:
    """The version of the net, and that of the results for an audience; None where it is gone."""
    version = Network.objects.filter(pk=network_id).values_list("graph_version", flat=True)
    results = Result.objects.filter(network_id=network_id, audience=audience, least_rung=ALL_TIES)
    if not (found := list(version)):
        return None
    newest = results.values_list("graph_version", flat=True).first()
    return {"version": found[0], "workedOut": newest}
