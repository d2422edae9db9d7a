"""weft measure: the whole suite of measures for a file alone, or for a network."""

from __future__ import annotations

import argparse
import csv
import json
from importlib import import_module
from pathlib import Path

import numpy as np

from weft import sna
from weft.sna.io.own_tables import neutralise


def run(options: argparse.Namespace) -> int:
    graph = _graph(options)
    figures = sna.summary(graph).as_dict()
    if options.actors:
        _write_actors(graph, options.actors)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, default=_plain))
    else:
        for key, value in figures.items():
            print(f"{key:28} {_shown(value)}")
    return 0


def _graph(options: argparse.Namespace) -> sna.Graph:
    if options.network:
        # Only a network in the database needs Django; a file is measured without it.
        return _graph_of_network(options)
    if not options.file:
        raise sna.SnaError("Say what to measure: a FILE, or --network SLUG.")
    return sna.read(options.file, directed=options.directed)


def _graph_of_network(options: argparse.Namespace) -> sna.Graph:
    graph: sna.Graph = import_module("weft.project.commands.network_graph").graph_of(
        options.network
    )
    return graph if options.directed else graph.undirected()


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    return str(value)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, list | tuple) and len(value) > 6:
        return ", ".join(map(str, value[:6])) + f" … ({len(value)})"
    return str(value)


def _write_actors(graph: sna.Graph, path: str) -> None:
    """One row per actor with every measure."""
    measures = sna.actor_measures(graph)
    columns = [np.asarray(values).tolist() for values in measures.values()]
    try:
        with Path(path).open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["actor", *measures])
            for actor, row in enumerate(zip(*columns, strict=True)):
                writer.writerow([neutralise(graph.label(actor)), *row])
    except OSError as error:
        raise sna.SnaError(f"{path} cannot be written: {error.strerror}.") from error
