"""Made-up surveys: how often a change is reported where there is none, and where there is."""

from __future__ import annotations

import pytest

from bench.compare import (
    MOST_FALSE_ALARMS,
    Scenario,
    interval,
    quiet_scenarios,
    simulated,
)


def test_interval_of_a_share() -> None:
    # Clopper & Pearson's own example, and the ends.
    assert interval(5, 10) == pytest.approx((0.1871, 0.8129), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert interval(10, 10)[1] == 1


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(30, (0.9, 0.9), "style", "churn"),
        Scenario(30, (0.9, 0.75), "report", "moods"),
        Scenario(100, (0.9, 0.6), "ties", "churn"),
    ],
    ids=str,
)
def test_few_false_alarms(scenario: Scenario) -> None:
    outcome = simulated(scenario, 60)
    low, _ = interval(outcome.better + outcome.worse, outcome.simulations)
    assert low <= MOST_FALSE_ALARMS


def test_a_real_rise_is_seen() -> None:
    outcome = simulated(Scenario(100, rise=0.4), 20)
    assert outcome.better >= 18
    assert outcome.worse == 0


@pytest.mark.slow
@pytest.mark.parametrize("scenario", list(quiet_scenarios()), ids=str)
def test_false_alarms_stay_below_six_percent(scenario: Scenario) -> None:
    outcome = simulated(scenario, 500 if scenario.n < 300 else 200, seed=1)
    low, _ = interval(outcome.better + outcome.worse, outcome.simulations)
    assert low <= MOST_FALSE_ALARMS


@pytest.mark.slow
@pytest.mark.parametrize(("n", "rise", "least"), [(30, 0.4, 0.5), (100, 0.2, 0.5), (300, 0.2, 0.9)])
def test_power(n: int, rise: float, least: float) -> None:
    outcome = simulated(Scenario(n, rise=rise), 200, seed=1)
    assert outcome.better / outcome.simulations >= least
