"""Rows → arrays → results: what is out of date is worked out, once per audience and lens."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from weft import sna
from weft.analysis.arrays import NetArrays, read_net
from weft.analysis.compute import Former, compute
from weft.analysis.errors import NotWorkedOut
from weft.analysis.files import Arrays, mapped_arrays, write_arrays
from weft.analysis.meeting import dated_contacts
from weft.analysis.memory import PeakMemory
from weft.analysis.models import ALL_TIES, Result
from weft.common.jobs import Payload, Progress, job
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import REFRESH
from weft.networks.models import Network

#: Raised when the same net gives other results than before: then all are worked out anew.
RECIPE = 3


#: Another worker may have written a file so young and not yet the row that names it.
_YOUNG_SECONDS = 60
#: What other apps make of fresh results before the older files are deleted.
AFTER_REFRESH: list[Callable[[Network], None]] = []


def is_of_this_recipe(row: Result) -> bool:
    """Whether this version of Weft would store the same; an earlier one may lack arrays."""
    return row.fingerprint.startswith(f"{RECIPE}:")


def results_folder(network_id: int) -> Path:
    return Path(settings.DATA_DIR) / "analysis" / str(network_id)


@job(REFRESH)
def refresh(payload: Payload, progress: Progress) -> Payload:
    """Compute what is out of date for each audience of a network."""
    network = Network.objects.filter(pk=str(payload["network"])).first()
    if network is None:
        return {}
    return refresh_network(network, progress, also_lens=int(str(payload.get("lens", ALL_TIES))))


def refresh_network(network: Network, progress: Progress, *, also_lens: int = ALL_TIES) -> Payload:
    """Compute and store the results of every audience; equal nets share the work."""
    version = Network.objects.values_list("graph_version", flat=True).get(pk=network.pk)
    asked = Result.objects.filter(network=network).values_list("least_rung", flat=True)
    lenses = sorted({ALL_TIES, also_lens, *asked})
    rounds = [(audience, lens) for lens in lenses for audience in sorted(Visibility.values)]
    for number, (audience, lens) in enumerate(rounds):
        part = progress.share(100 * number / len(rounds), 100 * (number + 1) / len(rounds))
        part.report(0, _("Reading the network"))
        _refresh(network, version, Viewer(network.pk, audience), lens, part)
    try:
        for follow in AFTER_REFRESH:
            follow(network)
    finally:
        _delete_older(network.pk)
    return {"version": version}


def _refresh(
    network: Network, version: int, viewer: Viewer, lens: int, progress: Progress
) -> Result:
    """Bring one result up to date; where nothing changed, only its version is."""
    net = read_net(viewer, lens)
    rows = Result.objects.filter(network=network)
    dated = dated_contacts(viewer, net.ids)
    rests_on = _fingerprint(net, dated)
    fingerprint = f"{RECIPE}:{rests_on}:{network.fading_months}"
    former = rows.filter(audience=viewer.clearance, least_rung=lens).first()
    # Another audience may see the same net, and so may this one have done before.
    same = rows.filter(least_rung=lens, fingerprint=fingerprint).order_by("-graph_version").first()
    if same is not None and file_of(same).exists():
        return _store(network, version, viewer.clearance, lens, same)
    started, memory = time.monotonic(), PeakMemory()
    with memory:
        found = compute(
            net,
            dated=dated,
            fading_months=network.fading_months,
            former=_former(former),
            progress=progress.share(10, 98),
        )
    result = Result(
        fingerprint=fingerprint,
        actors=len(net.ids),
        ties=net.ties,
        summary=found.summary,
        clusters=found.clusters,
        findings=found.findings,
        insights=found.insights,
        facets=found.facets,
        file=f"{viewer.clearance}-{lens}-{version}-{rests_on[:8]}.npz",
        seconds=time.monotonic() - started,
        memory_mb=memory.peak_mb,
    )
    folder = results_folder(network.pk)
    folder.mkdir(parents=True, exist_ok=True)
    write_arrays(folder / result.file, found.arrays)
    return _store(network, version, viewer.clearance, lens, result)


def _fingerprint(net: NetArrays, dated: sna.Contacts | None) -> str:
    """The same for two nets of which everything, also what is learned, is the same."""
    digest = hashlib.blake2b(net.fingerprint().encode(), digest_size=16)
    if dated is not None:
        for array in (dated.time, dated.source, dated.target):
            digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


_COPIED = (
    "fingerprint", "actors", "ties", "summary", "clusters", "findings", "insights", "facets",
    "file", "seconds", "memory_mb",
)  # fmt: skip


@transaction.atomic
def _store(network: Network, version: int, audience: int, lens: int, found: Result) -> Result:
    """Keep what was found, unless another worker has stored that of a newer state meanwhile."""
    keys: dict[str, Any] = {"network": network, "audience": audience, "least_rung": lens}
    newer = Result.objects.select_for_update().filter(**keys, graph_version__gt=version).first()
    if newer is not None:
        return newer
    values = {name: getattr(found, name) for name in _COPIED}
    return Result.objects.update_or_create(**keys, defaults={"graph_version": version, **values})[0]


def _former(row: Result | None) -> Former | None:
    if row is None or not file_of(row).exists():
        return None
    return Former(arrays_of(row), is_of_this_recipe(row))


def stored(network_id: int, audience: int) -> Arrays | None:
    """The newest arrays of an audience, or None before the first are computed."""
    row = Result.objects.filter(
        network_id=network_id, audience=audience, least_rung=ALL_TIES
    ).first()
    return arrays_of(row) if row is not None and file_of(row).exists() else None


def file_of(row: Result) -> Path:
    return results_folder(row.network_id) / row.file


def arrays_of(row: Result, names: Collection[str] | None = None) -> Arrays:
    """The arrays of a result, or only those named; the file is read where they are used."""
    return arrays_in(file_of(row), names)


def arrays_in(file: Path, names: Collection[str] | None = None) -> Arrays:
    """The same of a file; raises NotWorkedOut where a newer result has just taken its place."""
    try:
        return mapped_arrays(file, names)
    except FileNotFoundError as gone:
        raise NotWorkedOut from gone


def forget_outdated(network_id: int) -> None:
    """Take every word out of results of an earlier state: erased names must not wait in them.

    Positions and measures are numbers of actors by id; they stay, so that the map stays still.
    """
    version = Network.objects.values_list("graph_version", flat=True).get(pk=network_id)
    outdated = Result.objects.filter(network_id=network_id).exclude(graph_version=version)
    outdated.update(summary={}, clusters=[], findings=[], insights={}, facets={}, fingerprint="")
    _delete_older(network_id)


def _delete_older(network_id: int) -> None:
    """Delete the files that no result has; very young ones may be just about to be stored."""
    kept = set(Result.objects.filter(network_id=network_id).values_list("file", flat=True))
    folder = results_folder(network_id)
    for file in folder.glob("*.npz"):
        if file.name not in kept and _seconds_since_written(file) > _YOUNG_SECONDS:
            file.unlink(missing_ok=True)
    # The map's data holds names: what was made of an earlier state must not outlive it.
    version = Network.objects.values_list("graph_version", flat=True).get(pk=network_id)
    for tiles in folder.glob("*tiles-*"):
        if f"-v{version}-" not in tiles.name:
            shutil.rmtree(tiles, ignore_errors=True)
    for file in folder.glob("map-*.json.gz"):
        # map-<shape>-<audience>-<version of the net>-<version of the results>.json.gz
        if file.name.split("-")[3] != str(version):
            file.unlink(missing_ok=True)


def _seconds_since_written(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
