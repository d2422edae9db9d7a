"""weft what-if: what a network in a file would lose without some of its actors."""

from __future__ import annotations

import argparse

from weft import sna
from weft.project.commands.network_file import (
    NetworkFile,
    actor_named,
    listed,
    read_network,
    shown,
)

_FIGURES = (
    ("components", "pieces the network is in"),
    ("isolates", "actors without any tie"),
    ("fragmentation", "of 100 pairs, cannot reach each other"),
    ("reach", "of 100 pairs, within two steps"),
    ("efficiency", "nearness of all to all (100: all are tied)"),
)


def run(options: argparse.Namespace) -> int:
    file = read_network(options)
    leaving = list(dict.fromkeys(actor_named(file, name) for name in options.without))
    loss = sna.what_if(file.graph, leaving)
    return shown(_values(file, loss), as_json=options.json, text=_text(file, loss))


def _values(file: NetworkFile, loss: sna.Loss) -> dict[str, object]:
    return {
        "without": file.names(loss.actors),
        **{
            key: {"before": figure.before, "after": figure.after, "error": figure.error}
            for key, _ in _FIGURES
            for figure in [getattr(loss, key)]
        },
        "cut_off": file.names(loss.cut_off),
        "isolated": file.names(loss.isolated),
        "exact": loss.exact,
        "sources": loss.sources,
    }


def _text(file: NetworkFile, loss: sna.Loss) -> str:
    lines = [f"Without {listed(file.names(loss.actors))}:"]
    for key, name in _FIGURES:
        figure: sna.BeforeAfter = getattr(loss, key)
        share = 1 if key in ("components", "isolates") else 100
        digits = 0 if share == 1 else 1
        off = f"  (± {2 * figure.error * share:.1f})" if figure.error else ""
        lines.append(
            f"  {name:44} {figure.before * share:8.{digits}f} → "
            f"{figure.after * share:.{digits}f}{off}"
        )
    if len(loss.cut_off):
        lines.append(f"Cut off from the largest piece: {listed(file.names(loss.cut_off))}.")
    if len(loss.isolated):
        lines.append(f"Left without any tie: {listed(file.names(loss.isolated))}.")
    if not loss.exact:
        lines.append(f"Distances are estimated from {loss.sources:,} sampled actors.")
    return "\n".join(lines)
