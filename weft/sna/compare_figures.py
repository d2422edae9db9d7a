"""What two waves look like side by side: rates, path measures, and where a change comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.cohesion import fragmentation, largest_share
from weft.sna.graph import BoolArray, Graph, IntArray
from weft.sna.paths import sweep
from weft.sna.waves import TOP_RUNG, RungArray, Wave


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """One wave by itself: who answered, and rates over the pairs where both did.

    Attributes
    ----------
    members, asked, answered : int
    response : float
        Answered over asked; nan if nobody was asked.
    mean_degree : float
        Ties (either says so) per person among those who answered.
    density : float
        Share of the pairs that were asked both ways and are tied.
    reciprocity : float
        Share of arcs, over pairs asked both ways, that go both ways; nan without arcs.
    mean_rung : float
        Of the answers above 0 about others who answered; nan without any.
    named_answered, named_silent : float
        How often somebody who answered, and somebody who did not, is named by those who were
        shown them. Far apart, the silent differ from the others. nan where there are none.
    map_ties : int
        Ties of the whole map, where it is enough that one of the two says so.
    """

    members: int
    asked: int
    answered: int
    response: float
    mean_degree: float
    density: float
    reciprocity: float
    mean_rung: float
    named_answered: float
    named_silent: float
    map_ties: int


@dataclass(frozen=True, slots=True)
class PanelFigures:
    """One wave as seen by those who answered both, over the pairs shown both times.

    Attributes
    ----------
    own_reports : float
        Others each one names on average, of all people who are there in both waves.
    mean_degree, density : float
        Ties among the panel (either says so) per person, and per pair that could show one.
    reciprocity : float
        Share of the panel's arcs that are returned; nan without arcs.
    mean_rung : float
        Of the panel's answers above 0 about each other; nan without any.
    efficiency, fragmentation, reach2, largest_share : float
        Of the network of the panel: see the functions of these names.
    """

    own_reports: float
    mean_degree: float
    density: float
    reciprocity: float
    mean_rung: float
    efficiency: float
    fragmentation: float
    reach2: float
    largest_share: float


@dataclass(frozen=True, slots=True)
class Split:
    """A figure of the whole map before and after, and the parts its change is made of.

    `panel + joiners + leavers + response == after - before`. Panel: what the same people say
    about the same people. Response: others answered, or people were shown others.

    Attributes
    ----------
    before, after : float
    panel, joiners, leavers, response : float
        The parts of the change.
    """

    before: float
    after: float
    panel: float
    joiners: float
    leavers: float
    response: float


@dataclass(frozen=True, slots=True)
class Splits:
    """The change of the whole map in ties, ties per person and density, each in its parts.

    Attributes
    ----------
    ties, mean_degree, density : Split
    """

    ties: Split
    mean_degree: Split
    density: Split


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """Two waves over the people who belong to both; the panel are those who answered twice.

    Attributes
    ----------
    first, second : Wave
    before, after : int8 arrays of shape (stayers, stayers)
    fair : bool array of shape (stayers, stayers)
        Pairs that a member of the panel was shown in both waves.
    panel : bool array of shape (stayers,)
    asked_twice : int
        Stayers who were asked in both waves.
    positions : two int64 arrays of shape (stayers,)
        Where the stayers stand in each wave.
    """

    first: Wave
    second: Wave
    before: RungArray
    after: RungArray
    fair: BoolArray
    panel: BoolArray
    asked_twice: int
    positions: tuple[IntArray, IntArray]


def matched(first: Wave, second: Wave) -> Matched:
    """Line up the people who belong to both waves."""
    where = {who: i for i, who in enumerate(second.members)}
    both = [(i, where[who]) for i, who in enumerate(first.members) if who in where]
    one, other = np.array(both, dtype=np.int64).reshape(-1, 2).T
    return Matched(
        first=first,
        second=second,
        before=first.rungs(one),
        after=second.rungs(other),
        fair=first.opportunities(one) & second.opportunities(other),
        panel=first.answered[one] & second.answered[other],
        asked_twice=int(np.count_nonzero(first.asked[one] & second.asked[other])),
        positions=(one, other),
    )


def wave_figures(wave: Wave, rung: int) -> WaveFigures:
    """Return response and rates of one wave."""
    asked, answered = int(wave.asked.sum()), int(wave.answered.sum())
    shown = wave.opportunities()
    rungs = wave.rungs()
    arcs = rungs >= rung
    here = wave.answered
    among = np.ix_(here, here)
    ties, said = (arcs | arcs.T)[among], arcs[among] & shown[among] & shown.T[among]
    possible = shown[among] & shown.T[among]
    positive = rungs[among][rungs[among] > 0]
    fair_arcs = arcs & shown
    return WaveFigures(
        members=wave.n,
        asked=asked,
        answered=answered,
        response=_ratio(answered, asked),
        mean_degree=_ratio(float(ties.sum()), answered, 0.0),
        density=_ratio(float((said | said.T).sum()), float(possible.sum()), 0.0),
        reciprocity=_ratio(float((said & said.T).sum()), float(said.sum())),
        mean_rung=float(positive.mean()) if len(positive) else float("nan"),
        named_answered=_ratio(float(fair_arcs[:, here].sum()), float(shown[:, here].sum())),
        named_silent=_ratio(float(fair_arcs[:, ~here].sum()), float(shown[:, ~here].sum())),
        map_ties=int(np.triu(arcs | arcs.T, 1).sum()),
    )


def _ratio(part: float, whole: float, otherwise: float = float("nan")) -> float:
    return part / whole if whole else otherwise


def panel_figures(pair: Matched, rungs: RungArray, rung: int) -> PanelFigures:
    """Return the figures of the matched panel from the answers of one of the two waves."""
    size = int(pair.panel.sum())
    arcs = (rungs >= rung) & pair.fair
    among = np.ix_(pair.panel, pair.panel)
    inside, possible = arcs[among], pair.fair[among]
    ties, could = np.triu(inside | inside.T, 1), np.triu(possible | possible.T, 1)
    graph = Graph.from_edges(size, *np.nonzero(ties))
    paths = sweep(graph)
    both_ways = inside & possible.T
    said = rungs[among][possible & (rungs[among] > 0)]
    return PanelFigures(
        own_reports=_ratio(float(arcs.sum()), size, 0.0),
        mean_degree=_ratio(2 * graph.m, size, 0.0),
        density=_ratio(graph.m, float(could.sum()), 0.0),
        reciprocity=_ratio(float((both_ways & both_ways.T).sum()), float(both_ways.sum())),
        mean_rung=float(said.mean()) if len(said) else float("nan"),
        efficiency=paths.efficiency.value,
        fragmentation=fragmentation(graph),
        reach2=paths.reach[1].value,
        largest_share=largest_share(graph),
    )


def transitions(pair: Matched) -> IntArray:
    """Return how many of the panel's pairs went from each rung (row) to each rung (column)."""
    codes = pair.before[pair.fair].astype(np.int64) * (TOP_RUNG + 1) + pair.after[pair.fair]
    table: IntArray = np.bincount(codes, minlength=(TOP_RUNG + 1) ** 2).reshape(TOP_RUNG + 1, -1)
    return table


def splits(pair: Matched, rung: int) -> Splits:
    """Walk from one map to the other: leavers go, the same answers change, joiners come."""
    stayers = len(pair.panel)

    def tied(rungs: RungArray, counted: BoolArray | None = None) -> int:
        arcs = rungs >= rung if counted is None else (rungs >= rung) & counted
        return int(np.triu(arcs | arcs.T, 1).sum())

    # (ties, people) of six maps, each differing from the one before by one cause.
    steps = (
        (tied(pair.first.rungs()), pair.first.n),
        (tied(pair.before), stayers),
        (tied(pair.before, pair.fair), stayers),
        (tied(pair.after, pair.fair), stayers),
        (tied(pair.after), stayers),
        (tied(pair.second.rungs()), pair.second.n),
    )

    def split(figures: list[float]) -> Split:
        gone, unmatched, panel, matched_again, come = np.diff(figures).tolist()
        return Split(
            before=figures[0],
            after=figures[-1],
            panel=panel,
            joiners=come,
            leavers=gone,
            response=unmatched + matched_again,
        )

    return Splits(
        ties=split([float(ties) for ties, _ in steps]),
        mean_degree=split([_ratio(2 * ties, n, 0.0) for ties, n in steps]),
        density=split([_ratio(2 * ties, n * (n - 1), 0.0) for ties, n in steps]),
    )
