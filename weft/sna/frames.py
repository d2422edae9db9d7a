"""Data frames: measures of actors as a table, and ties to and from one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft.sna import centrality, cohesion
from weft.sna.brokerage import constraint, effective_size
from weft.sna.communities import communities
from weft.sna.cutpoints import removal_figures
from weft.sna.errors import InvalidGraph, SnaError
from weft.sna.graph import Graph
from weft.sna.libraries import wanted
from weft.sna.summary import actor_measures

#: Measures that can be had without the searches that `actor_measures` takes longest over.
_QUICK: dict[str, Callable[[Graph], NDArray[Any]]] = {
    "degree": cohesion.degree,
    "in_degree": cohesion.in_degree,
    "out_degree": cohesion.out_degree,
    "strength": cohesion.strength,
    "eigenvector": centrality.eigenvector,
    "pagerank": centrality.pagerank,
    "core": cohesion.core_numbers,
    "clustering": cohesion.local_clustering,
    "constraint": constraint,
    "effective_size": effective_size,
    "community": lambda graph: communities(graph.undirected()).labels,
    "component": cohesion.components,
    "is_cut_point": lambda graph: removal_figures(graph.undirected()).pieces > 1,
}
_SEARCHED = ("betweenness", "closeness", "harmonic", "reach2")


def frame(graph: Graph, measures: Sequence[str] | None = None) -> Any:
    """Return measures of every actor as a data frame: one row per actor, one column each.

    Parameters
    ----------
    graph : Graph
    measures : sequence of str, optional
        Names of measures as in `actor_measures`, in the order wanted; all when left out.

    Returns
    -------
    pandas.DataFrame
        Its index, "actor", holds the labels, or the positions where there are none. A name
        that two actors share stands there twice.

    Raises
    ------
    SnaError
        If pandas is not installed, or a measure has no such name.

    Examples
    --------
    >>> graph = Graph.from_edges(3, [0, 1], [1, 2], labels=["Ann", "Ben", "Cleo"])
    >>> table = frame(graph, ["degree", "betweenness"])
    >>> table.loc["Ben"].tolist()
    [2.0, 1.0]
    """
    pandas = wanted("pandas", "make a data frame")
    index = pandas.Index(range(graph.n) if graph.labels is None else graph.labels, name="actor")
    return pandas.DataFrame(measured(graph, measures), index=index)


def tie_frame(graph: Graph) -> Any:
    """Return the ties as a data frame: columns source, target and weight, one row per tie.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    pandas.DataFrame
        Source and target are labels, or positions where there are none.

    Raises
    ------
    SnaError
        If pandas is not installed.

    Examples
    --------
    >>> graph = Graph.from_edges(2, [0], [1], [2.5], labels=["Ann", "Ben"])
    >>> tie_frame(graph).values.tolist()
    [['Ann', 'Ben', 2.5]]
    """
    pandas = wanted("pandas", "make a data frame")
    source, target = graph.edges()
    weight = graph.weights if graph.directed else graph.weights[graph.sources() < graph.indices]
    names = np.array([*(graph.labels or range(graph.n))], dtype=object)
    return pandas.DataFrame({"source": names[source], "target": names[target], "weight": weight})


def from_frame(
    ties: Any,
    source: str = "source",
    target: str = "target",
    *,
    weight: str | None = None,
    directed: bool = False,
    actors: Sequence[Hashable] | None = None,
) -> Graph:
    """Build a graph from a table with one row per tie.

    Parameters
    ----------
    ties : table
        A data frame of any library, or a dict of columns: anything with `ties["source"]`.
    source, target : str
        The columns that name the two ends of each tie.
    weight : str, optional
        The column of the weights; 1 each when left out.
    directed : bool
    actors : sequence of names, optional
        All actors in the order wanted, those without a tie too. When left out, the actors are
        the ends of the ties, in the order in which they first appear.

    Returns
    -------
    Graph
        Labelled with the names as text.

    Raises
    ------
    InvalidGraph
        If a column is missing, an end of a tie is empty or not among `actors`, an actor is
        named twice there, or a weight is no number.

    Examples
    --------
    >>> ties = {"source": ["Ann", "Ann"], "target": ["Ben", "Cleo"]}
    >>> graph = from_frame(ties, actors=["Ann", "Ben", "Cleo", "Dai"])
    >>> graph.labels, graph.m
    (('Ann', 'Ben', 'Cleo', 'Dai'), 2)
    """
    ends = [_column(ties, name) for name in (source, target)]
    for name, column in zip((source, target), ends, strict=True):
        for row, end in enumerate(column):
            if _is_empty(end):
                raise InvalidGraph(f"Row {row} of the ties has nothing in “{name}”.")
    named = dict.fromkeys(end for pair in zip(*ends, strict=True) for end in pair)
    everyone = list(named if actors is None else actors)
    position = {actor: i for i, actor in enumerate(everyone)}
    if len(position) < len(everyone):
        raise InvalidGraph("An actor is named twice in “actors”.")
    unknown = [end for end in named if end not in position]
    if unknown:
        raise InvalidGraph(f"A tie names “{unknown[0]}”, who is not in “actors”.")
    return Graph.from_edges(
        len(everyone),
        [position[end] for end in ends[0]],
        [position[end] for end in ends[1]],
        None if weight is None else _numbers(_column(ties, weight), weight),
        directed=directed,
        labels=[str(actor) for actor in everyone],
    )


def measured(graph: Graph, names: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
    """Return measures of every actor by name, searching no further than these names need."""
    if names is None:
        return dict(actor_measures(graph))
    if isinstance(names, str):
        names = [names]
    for name in names:
        if name not in _QUICK and name not in _SEARCHED:
            raise SnaError(
                f"There is no measure “{name}”; there are {', '.join((*_QUICK, *_SEARCHED))}."
            )
    searched = actor_measures(graph) if set(names) & set(_SEARCHED) else {}
    return {name: searched[name] if name in searched else _QUICK[name](graph) for name in names}


def _column(table: Any, name: str) -> list[Any]:
    try:
        return list(table[name])
    except (KeyError, IndexError, TypeError) as error:
        raise InvalidGraph(f"The table of ties has no column “{name}”.") from error


def _is_empty(value: Any) -> bool:
    """Whether a cell holds nothing: None, or a number or time that is not one."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124  # nan is not itself.
    except TypeError:
        return True  # pandas.NA is neither itself nor not.


def _numbers(values: list[Any], name: str) -> list[float]:
    found = []
    for row, value in enumerate(values):
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not np.isfinite(number):
            raise InvalidGraph(f"Row {row} of the ties has no number in “{name}”: “{value}”.")
        found.append(number)
    return found
