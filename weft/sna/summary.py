"""The figures of a whole network, and the measures of every actor, in one call each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from weft.sna import centrality, cohesion, groups, keyplayers
from weft.sna.brokerage import constraint, effective_size
from weft.sna.communities import communities
from weft.sna.coreperiphery import core_periphery
from weft.sna.cutpoints import cut_points, removal_figures
from weft.sna.graph import FloatArray, Graph
from weft.sna.inequality import gini
from weft.sna.paths import Sweep, sweep
from weft.sna.spectrum import algebraic_connectivity
from weft.sna.whatif import what_if

#: Actors up to which path measures are exact unless the caller says otherwise.
EXACT_UP_TO = 5_000
#: Actors × ties up to which betweenness is exact: about three seconds.
EXACT_BETWEENNESS = 150_000_000
#: Actors searched from where distances are estimated.
SOURCES = 1_024
#: Most actors searched from where betweenness is estimated: finds about 95 of the top 100.
BETWEENNESS_SOURCES = 2_048
#: Ties followed, over all sources, where betweenness is estimated.
BETWEENNESS_WORK = 600_000_000
#: Actors above which the search for a core and periphery is left out.
CORE_PERIPHERY_UP_TO = 1_500
#: Actors above which the algebraic connectivity is left out.
ALGEBRAIC_UP_TO = 3_000

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one network; None where a figure is left out because of its size.

    Every figure is defined at the function of `weft.sna` that computes it. Of a directed
    network `m`, `density` and `reciprocity` count arcs; `reach2`, `reach3`, `efficiency`,
    `betweenness_centralisation`, `kpp_pos1_DR`, `kpp_pos2` and `hub_exit` follow directions;
    all else treats two actors as tied if either names the other.

    Attributes
    ----------
    n, m : int
        Actors; ties, or arcs of a directed network.
    directed : bool
    loops : int
        Ties of an actor with itself, dropped when the graph was built.
    density, mean_degree : float
    share_ge3 : float
        Share of actors with three ties or more (`share_with_at_least`).
    reach2, reach3 : float
        Share of pairs within two and three steps (`reach`).
    fragmentation : float
    components, isolates : int
    largest_component : float
        Share of actors in the largest component (`largest_share`).
    efficiency, transitivity : float
    avg_clustering : float
        See `average_clustering`.
    reciprocity, dyad_reciprocity : float or None
        By arcs and by pairs (`Reciprocity`); None if undirected.
    degree_centralisation, betweenness_centralisation, closeness_centralisation : float
    degree_gini : float
        Inequality of degree (`gini`).
    max_core, n_in_max_core : int
        The innermost k-core and how many are in it (`core_numbers`).
    degree_assortativity : float
    algebraic_connectivity : float or None
    articulation_points : list of str
        Names of the actors whose exit breaks a component (`cut_points`).
    best_modularity, modularity_stability : float
    n_communities : int
        See `Communities`.
    kpp_neg1, kpp_neg2 : dict or None
        One and two actors whose exit fragments most, "set", and the "F" left.
    kpp_pos1_DR : float or None
        D_R of the one actor from whom all others are nearest.
    kpp_pos2 : dict or None
        The two such actors, "set", and their "DR".
    hub_exit : dict or None
        "who" has the highest betweenness, and efficiency, F and reach after their exit.
    core_periphery_best : dict or None
        "r", the "core" and "how" it was found (`core_periphery`).
    estimated : list of dict
        Figures that are estimates or the best of a search, each with its "error" if known.
    """

    n: int
    m: int
    directed: bool
    loops: int
    density: float
    mean_degree: float
    share_ge3: float
    reach2: float
    reach3: float
    fragmentation: float
    components: int
    largest_component: float
    isolates: int
    efficiency: float
    transitivity: float
    avg_clustering: float
    reciprocity: float | None
    dyad_reciprocity: float | None
    degree_centralisation: float
    betweenness_centralisation: float
    closeness_centralisation: float
    degree_gini: float
    max_core: int
    n_in_max_core: int
    degree_assortativity: float
    algebraic_connectivity: float | None
    articulation_points: list[str]
    best_modularity: float
    modularity_stability: float
    n_communities: int
    kpp_neg1: Record | None
    kpp_neg2: Record | None
    kpp_pos1_DR: float | None  # noqa: N815  # D_R is the name of the figure in print.
    kpp_pos2: Record | None
    hub_exit: Record | None
    core_periphery_best: Record | None
    #: Figures that are estimates or the best of a search, with their standard error if known.
    estimated: list[Record]

    def as_dict(self) -> Record:
        """Return the figures by name, without those left out; undefined ones (nan) as None."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in found.items()
            if value is not None
        }


Telling = Callable[[float], None]


def betweenness_sources(graph: Graph) -> int:
    """Return from how many actors betweenness is estimated in a large network."""
    return int(np.clip(BETWEENNESS_WORK // max(graph.m, 1), 128, BETWEENNESS_SOURCES))


def _betweenness(
    graph: Graph, exact_up_to: int, progress: Telling | None = None
) -> tuple[FloatArray, FloatArray | None, int]:
    """Return betweenness, its standard errors (None if exact) and the sources searched from."""
    if graph.n <= exact_up_to and graph.n * graph.m <= EXACT_BETWEENNESS:
        return centrality.betweenness(graph), None, graph.n
    found = centrality.betweenness_estimate(
        graph, sources=betweenness_sources(graph), progress=progress
    )
    return found.values, found.errors, found.sources


def _distances(graph: Graph, exact_up_to: int) -> Sweep:
    return sweep(graph, sources=None if graph.n <= exact_up_to else SOURCES)


def prepare_paths(
    graph: Graph, *, exact_up_to: int = EXACT_UP_TO, progress: Telling | None = None
) -> None:
    """Do the searches that `summary` and `actor_measures` take longest over, telling how far.

    What they find is kept with the graph. What `progress` raises ends the searches.

    Parameters
    ----------
    graph : Graph
    exact_up_to : int
    progress : function of a float, optional
        Called with the share done, 0 … 1.

    Examples
    --------
    >>> prepare_paths(Graph.from_edges(3, [0, 1], [1, 2]))
    """
    _distances(graph, exact_up_to)
    _betweenness(graph, exact_up_to, progress)


def summary(graph: Graph, *, exact_up_to: int = EXACT_UP_TO) -> Summary:
    """Return every figure of a network.

    Up to `exact_up_to` actors (and 150 million actors × ties) path measures are exact; above,
    distances are estimated from 1,024 sampled actors and betweenness from 128 to
    2,048, as many as 600 million ties followed allow.
    Core and periphery are left out above 1,500 actors, algebraic connectivity above 3,000,
    and pairs of key players are the best of a search above the sizes given at
    `key_players_fragmenting` and `key_players_reaching`. `estimated` names such figures.

    Parameters
    ----------
    graph : Graph
    exact_up_to : int

    Returns
    -------
    Summary

    Examples
    --------
    >>> found = summary(Graph.from_edges(3, [0, 1, 0], [1, 2, 2]))
    >>> found.efficiency, found.n_communities, found.estimated
    (1.0, 1, [])
    """
    whole = graph.undirected()
    degrees = cohesion.degree(whole)
    cores = cohesion.core_numbers(whole)
    paths = _distances(graph, exact_up_to)
    closeness = _distances(whole, exact_up_to)
    between, errors, sources = _betweenness(graph, exact_up_to)
    found = communities(whole)
    returned = cohesion.reciprocity(graph) if graph.directed else None
    players = _key_players(graph)
    periphery = _core(whole)
    return Summary(
        n=graph.n,
        m=graph.m,
        directed=graph.directed,
        loops=graph.loops,
        density=cohesion.density(graph),
        mean_degree=cohesion.mean_degree(graph),
        share_ge3=cohesion.share_with_at_least(whole, 3),
        reach2=paths.reach[1].value,
        reach3=paths.reach[2].value,
        fragmentation=cohesion.fragmentation(whole),
        components=len(cohesion.component_sizes(whole)),
        largest_component=cohesion.largest_share(whole),
        isolates=len(cohesion.isolates(whole)),
        efficiency=paths.efficiency.value,
        transitivity=cohesion.transitivity(whole),
        avg_clustering=cohesion.average_clustering(whole),
        reciprocity=returned.arc if returned else None,
        dyad_reciprocity=returned.dyad if returned else None,
        degree_centralisation=centrality.degree_centralisation(whole),
        betweenness_centralisation=centrality.betweenness_centralisation(graph, between),
        closeness_centralisation=centrality.closeness_centralisation(whole, closeness.closeness),
        degree_gini=gini(degrees),
        max_core=int(cores.max()) if graph.n else 0,
        n_in_max_core=int(np.count_nonzero(cores == cores.max())) if graph.n else 0,
        degree_assortativity=groups.degree_assortativity(whole),
        algebraic_connectivity=algebraic_connectivity(whole)
        if graph.n <= ALGEBRAIC_UP_TO
        else None,
        articulation_points=sorted(graph.label(point.actor) for point in cut_points(whole)),
        best_modularity=found.modularity,
        modularity_stability=found.stability,
        n_communities=found.count,
        kpp_neg1=_named(graph, players.get("kpp_neg1"), "F"),
        kpp_neg2=_named(graph, players.get("kpp_neg2"), "F"),
        kpp_pos1_DR=players["kpp_pos1_DR"].value if players else None,
        kpp_pos2=_named(graph, players.get("kpp_pos2"), "DR"),
        hub_exit=_hub_exit(graph, between, exact_up_to),
        core_periphery_best=periphery,
        estimated=_sampled(paths, closeness, between, errors, sources)
        + _searched(players, periphery),
    )


def _key_players(graph: Graph) -> dict[str, keyplayers.KeyPlayers]:
    """Return the four key player figures of a network with enough actors to leave two."""
    if graph.n < 4:
        return {}
    return {
        "kpp_neg1": keyplayers.key_players_fragmenting(graph, 1),
        "kpp_neg2": keyplayers.key_players_fragmenting(graph, 2),
        "kpp_pos1_DR": keyplayers.key_players_reaching(graph, 1),
        "kpp_pos2": keyplayers.key_players_reaching(graph, 2),
    }


def _named(graph: Graph, found: keyplayers.KeyPlayers | None, value: str) -> Record | None:
    if found is None:
        return None
    return {"set": [graph.label(actor) for actor in found.actors], value: found.value}


def _hub_exit(graph: Graph, between: FloatArray, exact_up_to: int) -> Record | None:
    """Say what the exit of the actor with the highest betweenness changes."""
    if graph.n < 3 or not graph.m:
        return None
    hub = int(np.argmax(between))
    sources = graph.n if graph.n <= exact_up_to else SOURCES
    found = what_if(graph, [hub], sources=sources)
    return {
        "who": graph.label(hub),
        "eff_after": found.efficiency.after,
        "F_after": found.fragmentation.after,
        "reach2_after": found.reach.after,
    }


def _core(graph: Graph) -> Record | None:
    if graph.n > CORE_PERIPHERY_UP_TO:
        return None
    found = core_periphery(graph)
    if math.isnan(found.r):
        return None
    return {"r": found.r, "core": [graph.label(v) for v in found.core], "how": found.how}


def _sampled(
    paths: Sweep, closeness: Sweep, between: FloatArray, errors: FloatArray | None, sources: int
) -> list[Record]:
    """List the figures estimated from sampled actors, with standard errors where known."""
    listed: list[Record] = []
    if not paths.exact:
        for name, share in (
            ("reach2", paths.reach[1]),
            ("reach3", paths.reach[2]),
            ("efficiency", paths.efficiency),
        ):
            listed.append({"figure": name, "error": share.error, "sources": share.sources})
        listed.append({"figure": "hub_exit", "error": None, "sources": paths.sources})
    if not closeness.exact:
        figure = "closeness_centralisation"
        listed.append({"figure": figure, "error": None, "sources": closeness.sources})
    if errors is not None:
        # The most central actor's value decides the figure, and so does its error.
        error = float(errors[int(np.argmax(between))])
        figure = "betweenness_centralisation"
        listed.append({"figure": figure, "error": error, "sources": sources})
    return listed


def _searched(players: dict[str, keyplayers.KeyPlayers], periphery: Record | None) -> list[Record]:
    """List the figures that are the best of a search, which a better one may beat."""
    names = [name for name, found in players.items() if not found.exact]
    if periphery is not None and periphery["how"] == "search":
        names.append("core_periphery_best")
    return [{"figure": name, "error": None, "how": "search"} for name in names]


def actor_measures(
    graph: Graph, *, exact_up_to: int = EXACT_UP_TO
) -> dict[str, NDArray[np.generic]]:
    """Return every measure of every actor, one array of shape (n,) each.

    Keys: degree, in_degree and out_degree (directed only), strength, betweenness, closeness,
    harmonic, eigenvector, pagerank, core, clustering, constraint, effective_size, community,
    component, is_cut_point, reach2. Path measures are estimated above `exact_up_to` as in
    `summary`.

    Parameters
    ----------
    graph : Graph
    exact_up_to : int
        Actors up to which path measures are exact.

    Examples
    --------
    >>> found = actor_measures(Graph.from_edges(3, [0, 1], [1, 2]))
    >>> found["is_cut_point"].tolist(), found["reach2"].tolist()
    ([False, True, False], [2.0, 2.0, 2.0])
    """
    paths = _distances(graph, exact_up_to)
    whole = graph.undirected()
    found: dict[str, NDArray[np.generic]] = {"degree": cohesion.degree(graph)}
    if graph.directed:
        found["in_degree"] = cohesion.in_degree(graph)
        found["out_degree"] = cohesion.out_degree(graph)
    found |= {
        "strength": cohesion.strength(graph),
        "betweenness": _betweenness(graph, exact_up_to)[0],
        "closeness": paths.closeness,
        "harmonic": paths.harmonic,
        "eigenvector": centrality.eigenvector(graph),
        "pagerank": centrality.pagerank(graph),
        "core": cohesion.core_numbers(graph),
        "clustering": cohesion.local_clustering(graph),
        "constraint": constraint(graph),
        "effective_size": effective_size(graph),
        "community": communities(whole).labels,
        "component": cohesion.components(graph),
        "is_cut_point": removal_figures(whole).pieces > 1,
        "reach2": paths.within[:, 1],
    }
    return found
