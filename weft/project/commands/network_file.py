"""A network from files alone, for the commands that need neither Django nor a database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from weft import sna
from weft.common.names import search_form
from weft.sna import io
from weft.sna.io.records import Net
from weft.sna.reading import graph_of

_NEAR = 3
#: Likeness, of 100, from which on another name may have been meant.
_ALIKE = 60


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """What the files hold, and the graph of it; actors stand at the same positions in both."""

    net: Net
    graph: sna.Graph

    def names(self, actors: Iterable[int]) -> list[str]:
        """The names of some positions."""
        return [self.graph.label(int(actor)) for actor in actors]


def read_network(options: argparse.Namespace) -> NetworkFile:
    """Read FILE and what goes with it."""
    paths = [Path(each) for each in (options.file, *options.also)]
    net = io.resolve(io.read(paths))
    return NetworkFile(net, graph_of(net, directed=bool(getattr(options, "directed", False))))


def actor_named(file: NetworkFile, name: str) -> int:
    """The position of the one actor of this name or id; raises with the names that are near."""
    wanted = search_form(name)
    actors = file.net.actors
    found = [i for i, actor in enumerate(actors) if actor.name == name]
    found = found or [i for i, actor in enumerate(actors) if search_form(actor.name) == wanted]
    by_id = [i for i, actor in enumerate(actors) if actor.id and actor.id == name]
    if len(found) > 1:
        ids = [actors[i].id for i in found]
        told = f"; give the id of one instead: {', '.join(ids[:10])}" if all(ids) else ""
        raise sna.SnaError(f"{len(found)} in this file are called “{name}”{told}.")
    if found or by_id:
        return (found or by_id)[0]
    raise sna.SnaError(f"Nobody in this file is called “{name}”.{_nearest(file, wanted)}")


def shown(values: Mapping[str, object], *, as_json: bool, text: str) -> int:
    """Print an answer as JSON or as text; every command ends with it."""
    print(json.dumps(values, ensure_ascii=False) if as_json else text, flush=True)
    return 0


def listed(names: list[str], most: int = 12) -> str:
    """Some names as text."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _nearest(file: NetworkFile, wanted: str) -> str:
    names = dict.fromkeys(actor.name for actor in file.net.actors if actor.name)
    holding = [name for name in names if wanted and wanted in search_form(name)]
    alike = process.extract(
        wanted,
        list(names),
        scorer=fuzz.token_sort_ratio,
        processor=search_form,
        limit=_NEAR,
        score_cutoff=_ALIKE,
    )
    near = list(dict.fromkeys([*holding, *(each[0] for each in alike)]))[:_NEAR]
    return f" Did you mean {', '.join(f'“{name}”' for name in near)}?" if near else ""
