"""Claim: with nothing changed, `sna.compare` says so in at least 94 of 100 surveys.

    python -m bench.compare [SIMULATIONS]

Made-up people have real ties, a style of answering and reasons to answer or not. Between two
waves nothing changes on the whole, or ties are added. Every row tells how often the verdict was
better or worse, and how often it would have been had it never been allowed to say "cannot tell".
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from bench.table import Line
from weft import sna

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
#: Ties per person before.
DEGREE = 5.0
#: How strongly the wish to answer hangs on what a scenario says it hangs on.
PULL = 0.6
MOST_FALSE_ALARMS = 0.06
NO_INTERVAL = sna.VerdictRules(draws=0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A survey answered twice.

    Attributes
    ----------
    n : int
    response : (float, float)
        Share that answers in each wave.
    answers_by : "chance", "style", "ties", "report" or "mood"
        What the wish to answer hangs on: nothing, how freely a person ticks, how many ties
        they have then, how many they would name then, or how freely they would tick then.
    world : "still", "churn", "moods" or "fame"
        Whether ties stay, a third is replaced by as many others, everybody's style also
        shifts, or everybody's fame does.
    mood : float
        How far styles shift in the world of moods; people differ by 0.8 for good.
    rise : float
        Share of real ties that are added.
    loyal : bool
        Whether those who answered the first time are the ones to answer the second.
    """

    n: int
    response: tuple[float, float] = (0.9, 0.9)
    answers_by: str = "chance"
    world: str = "churn"
    rise: float = 0.0
    mood: float = 0.4
    loyal: bool = True

    def __str__(self) -> str:
        one, other = (f"{share:.0%}" for share in self.response)
        rise = f", ties +{self.rise:.0%}" if self.rise else ""
        loyal = "" if self.loyal else ", not the same people"
        return f"{self.n} people, {self.world}, {one}→{other} by {self.answers_by}{loyal}{rise}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often each verdict was given, and how often the tests alone would have found a change."""

    scenario: Scenario
    simulations: int
    better: int
    worse: int
    unsure: int
    outspoken: int

    @property
    def alarms(self) -> float:
        return (self.better + self.worse) / self.simulations


def interval(count: int, of: int, looked_at: int = 1) -> tuple[float, float]:
    """The exact (Clopper–Pearson) 95 % interval of a share, wider where it is one of many."""
    tail = 0.025 / looked_at
    low = float(betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return low, high


def simulated(scenario: Scenario, simulations: int, seed: int = 0) -> Outcome:
    """Count the verdicts on surveys made by chance."""
    rng = np.random.default_rng([seed, scenario.n])
    verdicts: list[str] = []
    outspoken = 0
    for _ in range(simulations):
        found = sna.compare(survey(scenario, rng), rules=NO_INTERVAL)
        verdicts.append(found.verdict)
        outspoken += found.overall.evidence.adjusted_p <= NO_INTERVAL.alpha
    return Outcome(
        scenario=scenario,
        simulations=simulations,
        better=verdicts.count("better"),
        worse=verdicts.count("worse"),
        unsure=verdicts.count("cannot tell"),
        outspoken=outspoken,
    )


def survey(scenario: Scenario, rng: np.random.Generator) -> list[sna.Wave]:
    """Two waves of answers from one made-up network."""
    n = scenario.n
    likely = _likely_ties(n, rng)
    before = _pairs(rng, likely)
    after = before
    if scenario.world != "still":
        kept = before & _pairs(rng, np.full((n, n), 2 / 3))
        after = kept | (~before & _pairs(rng, np.minimum(likely / 3 / (1 - likely), 1)))
    if scenario.rise:
        after = after | _pairs(rng, np.minimum(scenario.rise * likely / (1 - likely), 1))
    style = rng.normal(0, 0.8, n)
    lasting = rng.normal(size=n)
    waves = []
    for share, ties in zip(scenario.response, (before, after), strict=True):
        now = style + (rng.normal(0, scenario.mood, n) if scenario.world == "moods" else 0)
        fame = rng.normal(0, 0.7, n) if scenario.world == "fame" else np.zeros(n)
        named = _report(ties, now, fame, rng)
        wish = lasting if scenario.loyal else rng.normal(size=n)
        reason = {"style": style, "ties": ties.sum(1), "report": named.sum(1), "mood": now}
        hangs_on = reason.get(scenario.answers_by)
        waves.append(_wave(named, _answering(share, hangs_on, wish)))
    return waves


def _likely_ties(n: int, rng: np.random.Generator) -> Floats:
    """How likely each pair is tied: neighbours more than others, some people more than others."""
    place = rng.random((n, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    sociable = rng.gamma(2, 0.5, n)
    chance: Floats = np.exp(-4 * distance) * np.sqrt(sociable[:, None] * sociable)
    np.fill_diagonal(chance, 0)
    for _ in range(5):
        chance = np.minimum(chance * (DEGREE * n / chance.sum()), 0.9)
    return chance


def _pairs(rng: np.random.Generator, chance: Floats) -> Bools:
    drawn = np.triu(rng.random(chance.shape) < chance, 1)
    either: Bools = drawn | drawn.T
    return either


def _report(ties: Bools, style: Floats, fame: Floats, rng: np.random.Generator) -> Bools:
    """Who names whom: three of four ties, few others, and more or fewer by style and fame."""
    log_odds = np.where(ties, 1.1, np.log(0.2 / len(ties))) + style[:, None] + fame
    named: Bools = rng.random(ties.shape) < 1 / (1 + np.exp(-log_odds))
    np.fill_diagonal(named, val=False)
    return named


def _answering(share: float, hangs_on: Floats | None, wish: Floats) -> Bools:
    if hangs_on is None:
        chosen: Bools = wish > ndtri(1 - share)
        return chosen
    spread = hangs_on.std() or 1.0
    standard = (hangs_on - hangs_on.mean()) / spread
    answers: Bools = PULL * standard + wish > ndtri(1 - share) * np.sqrt(1 + PULL**2)
    return answers


def _wave(named: Bools, answered: Bools) -> sna.Wave:
    n = len(named)
    source, target = np.nonzero(named & answered[:, None])
    return sna.Wave(
        members=tuple(range(n)),
        asked=np.ones(n, dtype=np.bool_),
        answered=answered,
        source=source,
        target=target,
        rung=np.full(len(source), 3, dtype=np.int8),
    )


def quiet_scenarios() -> Iterator[Scenario]:
    """Nothing changes on the whole."""
    responses = ((0.9, 0.9), (0.9, 0.75), (0.9, 0.6), (0.75, 0.6), (0.6, 0.6))
    for n in (30, 100, 300):
        for response in responses:
            for world, answers_by in (
                ("still", "chance"),
                ("churn", "style"),
                ("churn", "ties"),
                ("moods", "style"),
            ):
                yield Scenario(n, response, answers_by, world)
        for world in ("churn", "moods", "fame"):
            yield Scenario(n, (0.9, 0.9), "chance", world, loyal=False)
        yield Scenario(n, (0.9, 0.75), "style", "moods", loyal=False)
        yield Scenario(n, (0.9, 0.6), "style", "moods", loyal=False)
        yield Scenario(n, (0.9, 0.75), "mood", "moods")
        yield Scenario(n, (0.9, 0.6), "report", "still")
        yield Scenario(n, (0.9, 0.75), "report", "moods")


def unseen_scenarios() -> Iterator[Scenario]:
    """Nothing changes, but who answers hangs on strong moods that pass by the next wave.

    Nothing in the answers tells such a panel from one that has changed. These rates are
    reported and not bounded.
    """
    for n in (30, 100, 300):
        yield Scenario(n, (0.9, 0.6), "mood", "moods", mood=1.0)


def rising_scenarios() -> Iterator[Scenario]:
    """Ties are added."""
    for n in (30, 100, 300):
        for rise in (0.1, 0.2, 0.4):
            plain = Scenario(n, (0.9, 0.9), "chance", "still", rise)
            yield plain
            yield replace(plain, world="churn")
            yield replace(plain, world="churn", response=(0.9, 0.75), answers_by="style")


def lines() -> list[Line]:
    """False alarms of each size over all scenarios, and the power to see a fifth more ties."""
    often = {30: 300, 100: 200, 300: 100}
    quiet = [simulated(each, often[each.n]) for each in quiet_scenarios()]
    rising = [simulated(Scenario(n, rise=0.2), often[n]) for n in often]
    found = []
    for n in (30, 100, 300):
        mine = [outcome for outcome in quiet if outcome.scenario.n == n]
        worst = max(mine, key=lambda outcome: outcome.alarms)
        alarms = sum(outcome.better + outcome.worse for outcome in mine)
        rate = alarms / sum(outcome.simulations for outcome in mine)
        # The highest of many small counts is high by chance.
        low, _ = interval(worst.better + worst.worse, worst.simulations, len(mine))
        claim = f"better connected? {n} people, no change: false alarms, {len(mine)} scenarios"
        told = f"worst {worst.alarms:.1%} of {worst.simulations}: {worst.scenario}"
        holds = max(rate, low) <= MOST_FALSE_ALARMS
        found.append(Line(claim, f"{rate:.1%}", told, "", "≤ 6 %", holds))
    for outcome in rising:
        seen = outcome.better / outcome.simulations
        found.append(
            Line(f"better connected? {outcome.scenario.n} people: a fifth more ties is seen",
                 f"{seen:.0%}", "", "", "")
        )  # fmt: skip
    return found


def report(outcome: Outcome) -> str:
    """One row of the table."""
    low, high = interval(outcome.better + outcome.worse, outcome.simulations)
    return (
        f"{outcome.scenario!s:62} better {outcome.better / outcome.simulations:6.1%}  "
        f"worse {outcome.worse / outcome.simulations:6.1%}  "
        f"[{low:.1%}, {high:.1%}]  cannot tell {outcome.unsure / outcome.simulations:4.0%}  "
        f"outspoken {outcome.outspoken / outcome.simulations:6.1%}"
    )


def main(arguments: list[str]) -> int:
    """Print every scenario; the exit code tells whether false alarms are within the limit."""
    simulations = int(arguments[0]) if arguments else 500
    too_many = 0
    quiet = list(quiet_scenarios())
    for heading, scenarios in (
        ("Nothing changed", quiet),
        ("Nothing changed, but strong passing moods decide who answers", list(unseen_scenarios())),
        ("Ties were added", list(rising_scenarios())),
    ):
        print(f"{heading}, {simulations} simulations each, interval 95 %:")
        for scenario in scenarios:
            outcome = simulated(scenario, simulations)
            print(report(outcome), flush=True)
            low, _ = interval(outcome.better + outcome.worse, simulations)
            too_many += scenario in quiet and low > MOST_FALSE_ALARMS
    return 1 if too_many else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
