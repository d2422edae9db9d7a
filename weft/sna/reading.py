"""From files straight to a graph, for measuring a network that is in no database."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from weft.sna.graph import Graph

if TYPE_CHECKING:
    from weft.sna.io.records import Net


def read(
    path: str | PathLike[str], *more: str | PathLike[str], directed: bool | None = None
) -> Graph:
    """Read a network from one file, or from several that belong together.

    Parameters
    ----------
    path, *more : str or path
        For instance one GEXF file, or a table of actors and one of ties.
    directed : bool, optional
        Left out, the graph is directed if the file has directed ties. A mutual tie, and an
        undirected tie among directed ones, is an arc each way.

    Returns
    -------
    Graph
        Labelled with the names of the actors; weight 1 where a tie has none.

    Raises
    ------
    weft.sna.io.FileProblem
        If the files hold no network that can be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "ties.csv"
    ...     _ = path.write_text("source,target\\nAnn,Ben\\nBen,Cleo\\n")
    ...     graph = read(path)
    >>> graph.labels, graph.m
    (('Ann', 'Ben', 'Cleo'), 2)
    """
    from weft.sna import io  # noqa: PLC0415  # Slow to import.

    return graph_of(io.resolve(io.read([Path(each) for each in (path, *more)])), directed=directed)


def graph_of(net: Net, *, directed: bool | None = None) -> Graph:
    """Return the graph of a net that was read before, as `read` does."""
    if directed is None:
        directed = any(tie.direction == "directed" for tie in net.ties)
    source = [tie.source for tie in net.ties]
    target = [tie.target for tie in net.ties]
    weight = [1.0 if tie.weight is None else tie.weight for tie in net.ties]
    if directed:
        # A loop turned round is the same loop, which must not be counted twice.
        both = [t for t in net.ties if t.direction != "directed" and t.source != t.target]
        source += [tie.target for tie in both]
        target += [tie.source for tie in both]
        weight += [1.0 if tie.weight is None else tie.weight for tie in both]
    labels = [actor.name for actor in net.actors]
    return Graph.from_edges(len(labels), source, target, weight, directed=directed, labels=labels)
