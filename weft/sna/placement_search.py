"""Good groups for many people: built greedily, then improved by seeded moves and swaps."""

from __future__ import annotations

import math

import numpy as np

from weft.sna.placement_exact import UNPLACED
from weft.sna.placement_model import GroupRules, Placement, Problem

#: Greedy starts of which the best is improved, and how hot the improving begins.
STARTS, HEAT = 12, 2.0


def searched(problem: Problem, rules: GroupRules) -> Placement:
    """Return good groups; the same for the same seed."""
    rng = np.random.default_rng(rules.seed)
    if problem.n < rules.least or not problem.options:
        return []
    best = min(
        (_Arrangement(problem, rules, rng) for _ in range(STARTS)), key=lambda each: each.score()
    )
    best.improve(rules.rounds * problem.n)
    return best.groups()


class _Arrangement:
    """Groups under change; every one keeps the hard rules at all times."""

    def __init__(self, problem: Problem, rules: GroupRules, rng: np.random.Generator) -> None:
        self.problem, self.rules, self.rng = problem, rules, rng
        self.can = [set(np.flatnonzero(row).tolist()) for row in problem.can]
        self.foes = [set(np.flatnonzero(row).tolist()) for row in problem.conflict]
        self.members: list[list[int]] = []
        self.option: list[int] = []
        self.costs: list[float] = []
        self.unplaced = set(range(problem.n))
        self._build()

    def score(self) -> float:
        return UNPLACED * len(self.unplaced) + sum(self.costs)

    def groups(self) -> Placement:
        return [
            (option, sorted(members))
            for option, members in zip(self.option, self.members, strict=True)
        ]

    def _fits(self, person: int, members: list[int], option: int) -> bool:
        return option in self.can[person] and self.foes[person].isdisjoint(members)

    def _build(self) -> None:
        """Open a group where most can come, those with the least choice first; then fill up."""
        while self._open_group():
            pass
        for person in self._shuffled(self.unplaced):
            self._insert(person)

    def _shuffled(self, people: set[int]) -> list[int]:
        ordered: list[int] = self.rng.permutation(np.array(sorted(people), dtype=np.int64)).tolist()
        return ordered

    def _open_group(self) -> bool:
        best: tuple[float, int, list[int]] | None = None
        waiting = self._shuffled(self.unplaced)
        waiting.sort(key=lambda person: len(self.can[person]))
        for option in range(len(self.problem.options)):
            members: list[int] = []
            choice = 0.0
            for person in waiting:
                if len(members) < self.rules.least and self._fits(person, members, option):
                    members.append(person)
                    choice += len(self.can[person]) + self.rng.random()
            if len(members) == self.rules.least and (best is None or choice < best[0]):
                best = choice, option, members
        if best is None:
            return False
        self._add_group(best[1], best[2])
        return True

    def _add_group(self, option: int, members: list[int]) -> None:
        self.members.append(members)
        self.option.append(option)
        self.costs.append(self.problem.cost(members, option))
        self.unplaced -= set(members)

    def _insert(self, person: int) -> bool:
        """Put an unplaced person where it costs least, if there is room anywhere."""
        best: tuple[float, int] | None = None
        for group, members in enumerate(self.members):
            if len(members) < self.rules.most and self._fits(person, members, self.option[group]):
                more = self.problem.cost([*members, person], self.option[group]) - self.costs[group]
                if best is None or more < best[0]:
                    best = more, group
        if best is None:
            return False
        self.members[best[1]].append(person)
        self.costs[best[1]] += best[0]
        self.unplaced.discard(person)
        return True

    def improve(self, rounds: int) -> None:
        """Try moves by chance, worse ones rarely and ever more rarely; keep the best seen."""
        if not self.members:
            return
        best, kept = self.score(), self._copy()
        for step in range(rounds):
            if not self.unplaced and not any(self.costs):
                return
            heat = HEAT * (1 - step / rounds)
            kind = self.rng.random()
            if self.unplaced and kind < 0.3:
                self._make_room()
            elif self.unplaced and kind < 0.31:
                self._gather()
            elif kind < 0.6:
                self._move(heat)
            elif kind < 0.97:
                self._swap(heat)
            else:
                self._meet_elsewhere(heat)
            if self.score() < best - 1e-9:
                best, kept = self.score(), self._copy()
        self.members, self.option, self.costs, self.unplaced = kept
        for person in sorted(self.unplaced):
            self._insert(person)

    def _copy(self) -> tuple[list[list[int]], list[int], list[float], set[int]]:
        members = [list(group) for group in self.members]
        return members, list(self.option), list(self.costs), set(self.unplaced)

    def _pick(self, count: int) -> int:
        return int(self.rng.integers(count))

    def _accepted(self, more: float, heat: float) -> bool:
        return more <= 1e-9 or (heat > 0 and self.rng.random() < math.exp(-more / heat))

    def _make_room(self) -> None:
        """Place somebody, or let them take the seat of one who then waits or moves on."""
        waiting = sorted(self.unplaced)
        person = waiting[self._pick(len(waiting))]
        if self._insert(person):
            return
        group = self._pick(len(self.members))
        members, option = self.members[group], self.option[group]
        if option not in self.can[person]:
            return
        in_the_way = [member for member in members if member in self.foes[person]]
        if len(in_the_way) > 1:
            return
        out = in_the_way[0] if in_the_way else members[self._pick(len(members))]
        members.remove(out)
        members.append(person)
        self.costs[group] = self.problem.cost(members, option)
        self.unplaced.discard(person)
        self.unplaced.add(out)
        self._insert(out)

    def _gather(self) -> None:
        """Open one more group of the unplaced and of those whom large groups can spare."""
        option = self._pick(len(self.problem.options))
        spare = {group: len(each) - self.rules.least for group, each in enumerate(self.members)}
        home = {member: g for g, each in enumerate(self.members) for member in each}
        everyone = self._shuffled(self.unplaced) + self._shuffled(set(home))
        gathered: list[int] = []
        for person in everyone:
            if len(gathered) == self.rules.least or not self._fits(person, gathered, option):
                continue
            group = home.get(person)
            if group is not None:
                if not spare[group]:
                    continue
                spare[group] -= 1
            gathered.append(person)
        if len(gathered) < self.rules.least:
            return
        for person in gathered:
            if person in home:
                self.members[home[person]].remove(person)
        for group, members in enumerate(self.members):
            self.costs[group] = self.problem.cost(members, self.option[group])
        self._add_group(option, gathered)

    def _move(self, heat: float) -> None:
        one, other = self._pick(len(self.members)), self._pick(len(self.members))
        source, target = self.members[one], self.members[other]
        if one == other or len(source) <= self.rules.least or len(target) >= self.rules.most:
            return
        person = source[self._pick(len(source))]
        if not self._fits(person, target, self.option[other]):
            return
        left = [member for member in source if member != person]
        self._change({one: left, other: [*target, person]}, heat)

    def _swap(self, heat: float) -> None:
        one, other = self._pick(len(self.members)), self._pick(len(self.members))
        if one == other:
            return
        source, target = self.members[one], self.members[other]
        a, b = source[self._pick(len(source))], target[self._pick(len(target))]
        without_a = [member for member in source if member != a]
        without_b = [member for member in target if member != b]
        if self._fits(a, without_b, self.option[other]) and self._fits(
            b, without_a, self.option[one]
        ):
            self._change({one: [*without_a, b], other: [*without_b, a]}, heat)

    def _change(self, groups: dict[int, list[int]], heat: float) -> None:
        costs = {g: self.problem.cost(members, self.option[g]) for g, members in groups.items()}
        if self._accepted(sum(costs[g] - self.costs[g] for g in groups), heat):
            for group, members in groups.items():
                self.members[group], self.costs[group] = members, costs[group]

    def _meet_elsewhere(self, heat: float) -> None:
        group = self._pick(len(self.members))
        options = set.intersection(*(self.can[member] for member in self.members[group]))
        option = sorted(options)[self._pick(len(options))]
        cost = self.problem.cost(self.members[group], option)
        if self._accepted(cost - self.costs[group], heat):
            self.option[group], self.costs[group] = option, cost
