"""weft reach: the most promising ways from one actor of a file to another."""

from __future__ import annotations

import argparse

import numpy as np

from weft import sna
from weft.project.commands.network_file import NetworkFile, actor_named, read_network, shown

_HIGHEST_RUNG = 5
#: A tie of which no rung is known counts as middling.
_UNKNOWN = 0.5


def run(options: argparse.Namespace) -> int:
    file = read_network(options)
    start, end = actor_named(file, options.start), actor_named(file, options.end)
    found = sna.routes(file.graph, start, end, strength=_strength(file))
    values = {
        "from": file.graph.label(start),
        "to": file.graph.label(end),
        "steps": found.steps if found.steps >= 0 else None,
        "shortest_ways": found.shortest,
        "ways": [
            {
                "actors": file.names(way.actors),
                "favours": way.favours,
                "weakest_tie": way.strength,
                "value": way.value,
            }
            for way in found.routes
        ],
    }
    return shown(values, as_json=options.json, text=_text(file, (start, end), found))


def _text(file: NetworkFile, ends: tuple[int, int], found: sna.Routes) -> str:
    one, other = file.names(ends)
    if found.steps < 0:
        return f"No way leads from {one} to {other}."
    if not found.steps:
        return f"{one} is {other}."
    if found.steps == 1:
        lines = [f"{one} and {other} are tied."]
    else:
        ways = f"{found.shortest:,.0f} ways" if found.shortest > 1 else "one way"
        lines = [f"{other} is {found.steps} steps from {one}; {ways} are that short."]
        if found.shortest == 1:
            lines = [f"{other} is {found.steps} steps from {one}; {ways} is that short."]
    for number, way in enumerate(found.routes, start=1):
        lines.append(f"{number:3}. {' → '.join(file.names(way.actors))}")
    return "\n".join(lines)


def _strength(file: NetworkFile) -> np.ndarray | None:
    """The rung of each entry of the graph as a share of the highest, where any is known."""
    graph = file.graph
    if all(tie.rung is None for tie in file.net.ties):
        return None
    best: dict[tuple[int, int], int] = {}
    for tie in file.net.ties:
        if tie.rung is None:
            continue
        ways = [(tie.source, tie.target)]
        if not graph.directed or tie.direction != "directed":
            ways.append((tie.target, tie.source))
        for way in ways:
            best[way] = max(best.get(way, 0), min(max(tie.rung, 1), _HIGHEST_RUNG))
    pairs = zip(graph.sources().tolist(), graph.indices.tolist(), strict=True)
    unknown = _UNKNOWN * _HIGHEST_RUNG
    return np.array([best.get(pair, unknown) for pair in pairs]) / _HIGHEST_RUNG
