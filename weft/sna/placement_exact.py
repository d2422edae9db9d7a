"""The best groups there are, by integer programming."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from weft.sna.graph import FloatArray, IntArray
from weft.sna.placement_model import GroupRules, Placement, Problem

#: One more person in a group is worth more than all soft rules of some groups.
UNPLACED = 1000.0


@dataclass(slots=True)
class _Programme:
    """Rows of a linear programme as they are written down."""

    costs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def variables(self, count: int, cost: float = 0.0, *, whole: bool = True) -> IntArray:
        """Add variables from 0 to 1, or from 0 up if not whole, and return their numbers."""
        first = len(self.costs)
        self.costs += [cost] * count
        self.whole += [whole] * count
        return np.arange(first, first + count)

    def row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        """Demand low ≤ Σ coefficient · variable ≤ high."""
        number = len(self.low)
        self.entries += [(number, int(variable), value) for variable, value in terms]
        self.low.append(low)
        self.high.append(high)


def score(problem: Problem, placement: Placement) -> float:
    """Return what a placement costs, people left out included."""
    placed = sum(len(members) for _, members in placement)
    soft = sum(problem.cost(members, option) for option, members in placement)
    return UNPLACED * (problem.n - placed) + soft


def solved(problem: Problem, rules: GroupRules, known: Placement) -> Placement | None:
    """Return the best groups, given some that are known, or None if they were not found in time."""
    bound = score(problem, known)
    if bound <= UNPLACED * np.count_nonzero(~problem.can.any(axis=1)):
        return known
    count = int(problem.can.any(axis=1).sum()) // rules.least
    programme = _Programme()
    n, options = problem.n, len(problem.options)
    x = programme.variables(n * count).reshape(n, count)
    z = programme.variables(count * options).reshape(count, options)
    left = programme.variables(n, UNPLACED, whole=False)
    _hard(programme, problem, rules, (x, z, left))
    _soft(programme, problem, (x, z))
    # Nothing worse than what is known needs to be looked at.
    programme.row([(v, cost) for v, cost in enumerate(programme.costs) if cost], 0, bound + 1e-6)
    values = _answer(programme, rules.seconds)
    if values is None:
        return None
    chosen, meets = values[x] > 0.5, values[z] > 0.5
    return [
        (int(np.argmax(meets[group])), np.flatnonzero(chosen[:, group]).tolist())
        for group in range(count)
        if chosen[:, group].any()
    ]


def _hard(
    programme: _Programme,
    problem: Problem,
    rules: GroupRules,
    variables: tuple[IntArray, IntArray, IntArray],
) -> None:
    x, z, left = variables
    n, count = x.shape
    for person in range(n):
        programme.row([(v, 1.0) for v in x[person]] + [(left[person], 1.0)], 1, 1)
    shared = [np.flatnonzero(problem.seat == seat) for seat in np.unique(problem.seat)]
    for group in range(count):
        used = [(v, 1.0) for v in z[group]]
        programme.row(used, 0, 1)
        size = [(v, 1.0) for v in x[:, group]]
        programme.row(size + [(v, -float(rules.least)) for v in z[group]], 0, np.inf)
        programme.row(size + [(v, -float(rules.most)) for v in z[group]], -np.inf, 0)
        for person in range(n):
            able = [(v, -1.0) for v in z[group][problem.can[person]]]
            programme.row([(x[person, group], 1.0), *able], -np.inf, 0)
        for members in shared:
            if len(members) > 1:
                programme.row([(x[member, group], 1.0) for member in members], 0, 1)
        for one, other in np.argwhere(np.triu(problem.conflict)):
            if problem.seat[one] != problem.seat[other]:
                programme.row([(x[one, group], 1.0), (x[other, group], 1.0)], 0, 1)
        if group:
            # Groups are alike but for their members: used ones first, in order of option.
            before = [(v, -1.0) for v in z[group - 1]]
            programme.row(used + before, -np.inf, 0)
            order = np.arange(1, z.shape[1] + 1, dtype=float)
            room = float(z.shape[1] + 1)
            terms = list(zip(z[group - 1], order, strict=True))
            terms += list(zip(z[group], room - order, strict=True))
            programme.row(terms, -np.inf, room)


def _soft(programme: _Programme, problem: Problem, variables: tuple[IntArray, IntArray]) -> None:
    x, z = variables
    alike, again, unmet = problem.weights
    for group in range(x.shape[1]):
        for kinds, most in problem.limits:
            for kind in range(int(kinds.max(initial=-1)) + 1):
                members = np.flatnonzero(kinds == kind)
                if alike and len(np.unique(problem.seat[members])) > most:
                    over = programme.variables(1, alike, whole=False)
                    terms = [(x[member, group], 1.0) for member in members]
                    programme.row([*terms, (over[0], -1.0)], -np.inf, most)
        for one, other in np.argwhere(np.triu(problem.met & ~problem.conflict)):
            if again:
                both = programme.variables(1, again, whole=False)
                terms = [(x[one, group], 1.0), (x[other, group], 1.0), (both[0], -1.0)]
                programme.row(terms, -np.inf, 1)
        for person in np.flatnonzero((problem.unmet * problem.can).any(axis=1)):
            if unmet:
                lacking = programme.variables(1, unmet, whole=False)[0]
                needs = problem.unmet[person]
                most_needs = float(needs.max())
                # Counts the unmet needs of the option chosen, if the person is in the group.
                terms = [(x[person, group], most_needs), (lacking, -1.0)]
                terms += [
                    (z[group, option], need - most_needs) for option, need in enumerate(needs)
                ]
                programme.row(terms, -np.inf, 0)


def _answer(programme: _Programme, seconds: float) -> FloatArray | None:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - slow to import

    rows, columns, values = zip(*programme.entries, strict=True)
    shape = (len(programme.low), len(programme.costs))
    matrix = coo_matrix((values, (rows, columns)), shape=shape).tocsr()
    whole = np.array(programme.whole)
    found = milp(
        np.array(programme.costs),
        integrality=whole.astype(int),
        bounds=Bounds(0, np.where(whole, 1.0, np.inf)),
        constraints=LinearConstraint(matrix, programme.low, programme.high),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    # Status 0 is proven; what is found when the time is over depends on the machine.
    return np.asarray(found.x) if found.status == 0 else None
