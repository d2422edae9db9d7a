"""weft gaps: groups of a file with fewer ties between them than chance would give."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

import numpy as np

from weft import sna
from weft.project.commands.network_file import NetworkFile, read_network, shown

#: Asked of all pairs at once, a gap is surer than this.
_SURE = 0.05
_SHOWN = 20
_BEST_PLACED = 2
_COLUMNS = {"topic": "tags", "kind": "kind", "region": "region"}


def run(options: argparse.Namespace) -> int:
    file = read_network(options)
    of_actor = _groups(file, options.by)
    pairs = [_pair(file, gap, of_actor) for gap in _gaps(file, options.by, of_actor)]
    values = {"by": options.by, "pairs": pairs}
    return shown(values, as_json=options.json, text=_text(options.by, pairs))


def _groups(file: NetworkFile, by: str) -> list[list[str]]:
    """The names of the groups of each actor."""
    if by == "cluster":
        names = _cluster_names(file)
        return [[names[label]] for label in sna.communities(file.graph).labels.tolist()]
    if by == "topic":
        values = [list(actor.tags) for actor in file.net.actors]
    else:
        values = [[value] if (value := getattr(actor, by)) else [] for actor in file.net.actors]
    if not any(values):
        raise sna.SnaError(
            f"No {by} of anybody is known here: add a column “{_COLUMNS[by]}” to the actors, "
            "or ask for gaps --by cluster."
        )
    return values


def _cluster_names(file: NetworkFile) -> dict[int, str]:
    """Each cluster named after the one of its members who has most ties."""
    labels = sna.communities(file.graph).labels
    first: dict[int, str] = {}
    for actor in np.lexsort((np.arange(file.graph.n), -sna.degree(file.graph))).tolist():
        number = int(labels[actor])
        name = f"around {file.graph.label(actor)}"
        first.setdefault(number, name if name not in first.values() else f"{name} ({number})")
    return first


def _gaps(file: NetworkFile, by: str, of_actor: list[list[str]]) -> list[sna.Gap]:
    if by != "cluster":
        return sna.gaps(file.graph, of_actor)
    names = _cluster_names(file)
    found = sna.outward_gaps(file.graph, sna.communities(file.graph).labels)
    return [replace(gap, one=names[gap.one], other=names[gap.other]) for gap in found]


def _pair(file: NetworkFile, gap: sna.Gap, of_actor: list[list[str]]) -> dict[str, Any]:
    is_gap = gap.corrected < _SURE
    pair: dict[str, Any] = {
        "one": gap.one,
        "other": gap.other,
        "ties": gap.ties,
        "expected": gap.expected,
        "p": gap.p,
        "corrected": gap.corrected,
        "is_gap": is_gap,
    }
    if is_gap:
        one, other = (
            [i for i, groups in enumerate(of_actor) if name in groups]
            for name in (gap.one, gap.other)
        )
        pair["best_placed"] = [
            file.names(
                [each.actor for each in sna.best_placed(file.graph, ours, theirs, _BEST_PLACED)]
            )
            for ours, theirs in ((one, other), (other, one))
        ]
    return pair


def _text(by: str, pairs: list[dict[str, Any]]) -> str:
    found = [pair for pair in pairs if pair["is_gap"]]
    if not pairs:
        return f"There are no two groups by {by} with three members each to compare."
    if not found:
        return f"Of {len(pairs):,} pairs of groups by {by}, none is tied less than by chance."
    lines = [f"Tied less than by chance, of {len(pairs):,} pairs of groups by {by}:"]
    for pair in found[:_SHOWN]:
        ties = "no tie" if not pair["ties"] else f"{pair['ties']} tie{'s' * (pair['ties'] != 1)}"
        lines.append(
            f"  {pair['one']} – {pair['other']}: {ties}, by chance {pair['expected']:.1f} "
            f"(p = {pair['corrected']:.3g})"
        )
        ours, theirs = pair["best_placed"]
        lines.append(f"    best placed: {', '.join(ours)}; {', '.join(theirs)}")
    if len(found) > _SHOWN:
        lines.append(f"  and {len(found) - _SHOWN:,} more; --json gives all")
    return "\n".join(lines)
