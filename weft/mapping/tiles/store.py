"""Tiles of one version of a net, as one audience sees it, in a folder that goes with the version.

Tiles are cut when they are first asked for, the upper levels by the worker. A new version takes
over, file by file, the tiles that show just the same; the others are gone with the old folder.
"""

from __future__ import annotations

import gzip
import json
import os
import secrets
import shutil
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from weft.analysis.files import Arrays, mapped_arrays, write_arrays
from weft.analysis.models import Result
from weft.analysis.pipeline import arrays_of, results_folder
from weft.analysis.queries import current_result, result_for
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Actor
from weft.mapping.tiles.cutting import network_view, place_view
from weft.mapping.tiles.frames import frame_of_layout, frame_of_places, mercator
from weft.mapping.tiles.grid import DEEPEST
from weft.mapping.tiles.overview import overview
from weft.mapping.tiles.reading import read
from weft.mapping.tiles.tile import Place, contents, digest, packed
from weft.networks.models import Network

VIEWS = ("network", "place")
#: Goes up when tiles of the same net would look different, so that no older file is taken.
_SHAPE = 1
#: The worker cuts tiles down to this level; the others are cut when someone looks at them.
_CUT_AHEAD = 2
_OVERVIEW = "overview.json.gz"
_making = threading.Lock()
_opened: dict[str, Cut] = {}
_MOST_OPEN = 6


@dataclass(frozen=True, slots=True)
class Cut:
    """A version of the net, ranked for each view, and where its tiles lie."""

    stamp: str
    folder: Path
    views: dict[str, Arrays]
    overview: bytes

    def about(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(gzip.decompress(self.overview))
        return found


def is_tiled(viewer: Viewer, network: Network) -> bool:
    """Whether the viewer sees more actors than are sent at once."""
    row = current_result(viewer, network)
    count = row.actors if row is not None else Actor.objects.visible_to(viewer).count()
    return count > settings.WEFT_MAP_WHOLE_UP_TO


def stamp_of(viewer: Viewer, network: Network) -> str:
    """Names what tiles show: the audience, the net's version and whose positions they have."""
    return _stamp(viewer, network, result_for(viewer))


def _stamp(viewer: Viewer, network: Network, row: Result | None) -> str:
    placed = row.graph_version if row is not None else 0
    is_current = current_result(viewer, network) is not None
    of = f"v{network.graph_version}-{placed}-{int(is_current)}-n{network.pk}"
    return f"{_SHAPE}-{viewer.clearance}-{of}"


def seen_in(stamp: str, viewer: Viewer) -> Viewer:
    """The viewer, seeing no more than the audience that a stamp names."""
    audience = whole_number(stamp.split("-")[1] if "-" in stamp else None, most=max(Visibility))
    return viewer if audience is None else viewer.seen_as(audience)


def current_cut(viewer: Viewer, network: Network) -> Cut:
    """The viewer's cut of the net as it is now; made anew where there is none yet."""
    row = result_for(viewer)
    stamp = _stamp(viewer, network, row)
    folder = results_folder(network.pk) / f"tiles-{stamp}"
    cut = _opened.get(str(folder))
    if cut is not None and (folder / _OVERVIEW).exists():
        return cut
    with _making:
        if not (folder / _OVERVIEW).exists():
            _make(viewer, network, row, folder)
        cut = _open(folder, stamp)
        while len(_opened) >= _MOST_OPEN:
            _opened.pop(next(iter(_opened)))
        _opened[str(folder)] = cut
    return cut


def _open(folder: Path, stamp: str) -> Cut:
    views = {view: mapped_arrays(folder / f"{view}.npz") for view in VIEWS}
    return Cut(stamp, folder, views, (folder / _OVERVIEW).read_bytes())


def _make(viewer: Viewer, network: Network, row: Result | None, folder: Path) -> None:
    """Rank the net in a folder beside, take over what stayed the same, and put it in place."""
    part = folder.with_name(f".{secrets.token_hex(8)}-{folder.name}")
    part.mkdir(parents=True)
    try:
        stored = arrays_of(row, ("ids", "xy", "cluster")) if row is not None else {}
        seen = read(viewer, stored)
        earth = frame_of_places(mercator(seen.places[~np.isnan(seen.places[:, 0])]))
        cuts = {
            "network": network_view(seen, frame_of_layout(seen.xy)),
            "place": place_view(seen, earth),
        }
        for view, arrays in cuts.items():
            write_arrays(part / f"{view}.npz", arrays)
        first = contents(cuts["network"], Place(0, 0, 0))
        about = overview(viewer, network, seen, cuts, earth)
        about["stamp"] = folder.name.removeprefix("tiles-")
        about["first"] = json.loads(gzip.decompress(packed(first, partial(names_of, viewer))))
        text = json.dumps(about, separators=(",", ":"), ensure_ascii=False)
        (part / _OVERVIEW).write_bytes(gzip.compress(text.encode(), 6, mtime=0))
        older = _others(folder)
        for other in older:
            _take_over(other, part, cuts)
        try:
            part.rename(folder)
        except OSError:
            # Another process was faster; its folder says the same.
            if not (folder / _OVERVIEW).exists():
                raise
        for other in older:
            shutil.rmtree(other, ignore_errors=True)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _others(folder: Path) -> list[Path]:
    """Folders of the same audience for other states of the net."""
    audience = "-".join(folder.name.split("-")[:3])
    return [other for other in folder.parent.glob(f"{audience}-*") if other != folder]


def _take_over(other: Path, part: Path, cuts: dict[str, Arrays]) -> int:
    """Keep the tiles that would be cut just the same again."""
    kept = 0
    for file in other.glob("*-*-*-*-*.json.gz"):
        view, level, column, row, made_of = file.name.removesuffix(".json.gz").split("-")
        place = Place(int(level), int(column), int(row))
        if not (part / file.name).exists() and digest(contents(cuts[view], place)) == made_of:
            os.link(file, part / file.name)
            kept += 1
    return kept


def tile_bytes(viewer: Viewer, cut: Cut, view: str, place: Place) -> bytes:
    """One tile, gzipped: from its file, or cut now."""
    for file in cut.folder.glob(f"{view}-{place.level}-{place.column}-{place.row}-*.json.gz"):
        return file.read_bytes()
    found = contents(cut.views[view], place)
    data = packed(found, partial(names_of, viewer))
    name = f"{view}-{place.level}-{place.column}-{place.row}-{digest(found)}.json.gz"
    spare = cut.folder / f".{secrets.token_hex(8)}"
    try:
        spare.write_bytes(data)
        spare.replace(cut.folder / name)
    except FileNotFoundError:
        # The net has changed meanwhile and the folder is gone: nothing of it may be kept.
        pass
    return data


def names_of(viewer: Viewer, ids: list[int]) -> dict[int, str]:
    """Names as the viewer may see them at this moment."""
    return dict(Actor.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


def cut_ahead(network: Network) -> None:
    """Make what the first visitors of each audience will look at, after an analysis."""
    network.refresh_from_db(fields=("graph_version",))
    for audience in sorted(Visibility.values):
        viewer = Viewer(network.pk, audience)
        if not is_tiled(viewer, network):
            for folder in results_folder(network.pk).glob(f"tiles-{_SHAPE}-{audience}-*"):
                shutil.rmtree(folder, ignore_errors=True)
            continue
        cut = current_cut(viewer, network)
        for level in range(_CUT_AHEAD + 1):
            for number in range(4**level):
                place = Place(level, number % 2**level, number // 2**level)
                for view in VIEWS:
                    tile_bytes(viewer, cut, view, place)


def place_of(name: str) -> Place | None:
    """The tile of an address, such as 3-5-2, where there can be one."""
    parts = [whole_number(part) for part in name.split("-")]
    if len(parts) != 3 or None in parts:
        return None
    level, column, row = (part or 0 for part in parts)
    is_there = level <= DEEPEST and column < 2**level and row < 2**level
    return Place(level, column, row) if is_there else None
