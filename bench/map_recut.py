"""What tiles cost the server: cutting them, their room on disk, and what one edit cuts again."""

from __future__ import annotations

import time

import numpy as np

from bench.networks import steward_of
from bench.table import Line, seconds
from weft.analysis.pipeline import refresh_network, stored
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, add_tie, apply_difference, edit_actor
from weft.graph.difference import compare
from weft.graph.models import Actor
from weft.mapping.tiles.grid import BITS
from weft.mapping.tiles.store import VIEWS, Cut, current_cut, tile_bytes
from weft.mapping.tiles.tile import Place
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, Net, TieRecord

#: All tiles down to this level are cut; deeper ones are small and cut as someone comes by.
_DOWN_TO = 6
WHAT = "tiles of 120,000/600,000"


def cutting_lines(network: Network) -> list[Line]:
    viewer = Viewer(network.pk, Visibility.PUBLIC)
    for folder in current_cut(viewer, network).folder.parent.glob("tiles-*"):
        for file in folder.glob("*"):
            file.unlink()
        folder.rmdir()
    started = time.perf_counter()
    cut = current_cut(viewer, network)
    ranked = time.perf_counter() - started
    started = time.perf_counter()
    count = _cut_all(viewer, cut)
    taken = time.perf_counter() - started
    sizes = [file.stat().st_size for file in cut.folder.glob("*-*-*-*-*.json.gz")]
    arrays = sum(file.stat().st_size for file in cut.folder.glob("*.npz"))
    found = [
        Line(f"{WHAT}: reading and ranking, both views", seconds(ranked), "", "", ""),
        Line(f"{WHAT}: cutting {count:,} tiles, to level {_DOWN_TO}", seconds(taken),
             f"{1000 * taken / count:.1f} ms a tile", "", ""),
        Line(f"{WHAT}: room on disk", f"{sum(sizes) / 1e6:.1f} MB of tiles",
             f"{arrays / 1e6:.0f} MB of arrays that they are cut from", "", ""),
    ]  # fmt: skip
    return [*found, *_after_edits(network, viewer, len(sizes)), _after_growth(network, viewer)]


def _cut_all(viewer: Viewer, cut: Cut) -> int:
    count = 0
    for view in VIEWS:
        for level in range(_DOWN_TO + 1):
            for code in np.unique(cut.views[view]["code"] >> 2 * (BITS - level)).tolist():
                column = sum(((code >> 2 * bit) & 1) << bit for bit in range(level))
                row = sum(((code >> (2 * bit + 1)) & 1) << bit for bit in range(level))
                tile_bytes(viewer, cut, view, Place(level, column, row))
                count += 1
    return count


def _names(viewer: Viewer, network: Network) -> set[str]:
    network.refresh_from_db()
    return {file.name for file in current_cut(viewer, network).folder.glob("*-*-*-*-*.json.gz")}


def _after_edits(network: Network, viewer: Viewer, count: int) -> list[Line]:
    """The actor with the most ties is in more tiles than any other."""
    steward = steward_of(network)
    rank = current_cut(viewer, network).views["network"]
    hub = Actor.objects.get(pk=int(rank["id"][np.argmin(rank["rank"])]))
    quiet = Actor.objects.get(pk=int(rank["id"][np.argmax(rank["rank"])]))
    found = []
    edits = (
        ("the hub renamed", lambda: edit_actor(viewer=steward, actor=hub, values={"name": "Hub"})),
        ("a tie between the hub and an isolate", lambda: add_tie(
            viewer=steward, source=hub, target=quiet, values={"rung": 5, "visibility": 0})),
    )  # fmt: skip
    for what, edit in edits:
        before = _names(viewer, network)
        edit()
        network.refresh_from_db()
        refresh_network(network, Progress())
        kept = len(before & _names(viewer, network))
        again = len(before) - kept
        found.append(
            Line(f"{WHAT}: cut again after {what}", f"{again} of {len(before):,}",
                 f"{kept:,} taken over as they are", f"1/{len(before) // max(again, 1)}",
                 "≤ 1/20", again <= count / 20)
        )  # fmt: skip
    return found


def _after_growth(network: Network, viewer: Viewer) -> Line:
    """One in a hundred more, each tied to two of those who are there."""
    random = np.random.default_rng(3)
    before = stored(network.pk, viewer.clearance)
    assert before is not None
    names = dict(Actor.objects.filter(network=network).values_list("pk", "name"))
    chosen = random.choice(before["ids"], len(before["ids"]) // 50)
    old = [ActorRecord(name=names[int(pk)]) for pk in np.unique(chosen)]
    new = [ActorRecord(name=f"Newcomer {n}") for n in range(len(before["ids"]) // 100)]
    ties = [
        TieRecord(len(old) + n, int(other))
        for n in range(len(new))
        for other in random.choice(len(old), 2, replace=False)
    ]
    difference = compare(viewer=steward_of(network), net=Net("more", [*old, *new], ties))
    apply_difference(
        viewer=steward_of(network), difference=difference, intake=Intake(Visibility.PUBLIC)
    )
    network.refresh_from_db()
    refresh_network(network, Progress())
    after = stored(network.pk, viewer.clearance)
    assert after is not None
    at = np.searchsorted(after["ids"], before["ids"])
    moved = np.hypot(*(after["xy"][at] - before["xy"]).T)
    share = float((after["cluster"][at] == before["cluster"]).mean())
    return Line(
        f"{WHAT}: actors that moved when 1 % joined", f"{int((moved > 0).sum())}",
        f"farthest {moved.max() / 2:.4f} of the width; {share:.1%} keep their cluster", "", "0",
        not (moved > 0).any(),
    )  # fmt: skip
