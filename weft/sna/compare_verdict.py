"""The verdict on a change, in words, and the reasons why there can be none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["better", "no clear change", "worse", "cannot tell"]
Why = Literal["few", "small share", "nothing shown twice", "lists differ", "who answered"]


@dataclass(frozen=True, slots=True)
class VerdictRules:
    """When a verdict is given, and how the interval is drawn.

    Attributes
    ----------
    alpha : float
        Chance of a false alarm that each test accepts. Four in a hundred, so that false alarms
        stay below six where people lean the way they do in a survey.
    panel_actors : int
        With fewer people who answered both waves it cannot be told.
    panel_share : float
        Nor with a smaller share of those asked both times. Judgement, as is the number.
    shown_apart : float
        Nor if ties were shown again more often than other pairs, by more than this.
    margin : float
        How many times the suspected effect of who answered must leave the change standing.
    draws, seed : int
        Of the bootstrap; no draws, no interval.
    """

    alpha: float = 0.04
    panel_actors: int = 20
    panel_share: float = 0.6
    shown_apart: float = 0.1
    margin: float = 2.0
    draws: int = 1000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on.

    Attributes
    ----------
    panel, asked_twice : int
        People in both waves who answered both, and who were asked both times.
    joiners, leavers : int
        People who are only in the second wave, only in the first.
    pairs : int
        Pairs (who, about whom) that the panel was shown both times.
    mean_change : float
        How many more others a member of the panel names.
    low, high : float
        Its interval by the vertex bootstrap (wide); nan without draws.
    sign_flip_p, pair_p : float
        The two tests; both must find a change.
    selected_p : float
        The second test if who answered made as much of the change as is suspected, times the
        margin of the rules.
    selection : float
        The part of `mean_change` that who answered may have made.
    shown_again : (float, float)
        By how much ties were likelier to be shown in the other wave than other pairs.
    adjusted_p, adjusted_selected_p : float
        Larger of the two tests' p-values, without and with that part removed, adjusted for
        the number of comparisons.
    """

    panel: int
    asked_twice: int
    joiners: int
    leavers: int
    pairs: int
    mean_change: float
    low: float
    high: float
    sign_flip_p: float
    pair_p: float
    selected_p: float
    selection: float
    shown_again: tuple[float, float]
    adjusted_p: float = 1.0
    adjusted_selected_p: float = 1.0

    @property
    def panel_share(self) -> float:
        """Share of those asked both times who answered both; 0 if nobody was."""
        return self.panel / self.asked_twice if self.asked_twice else 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it cannot be told: a code to translate by, and a plain sentence.

    Attributes
    ----------
    code : "few", "small share", "nothing shown twice", "lists differ" or "who answered"
    sentence : str
    """

    code: Why
    sentence: str


def judged(evidence: Evidence, rules: VerdictRules) -> tuple[Verdict, tuple[Reason, ...]]:
    """Return the verdict, and the reasons if there is none."""
    reasons = tuple(_reasons(evidence, rules))
    if reasons:
        return "cannot tell", reasons
    if evidence.adjusted_p > rules.alpha:
        return "no clear change", ()
    if evidence.adjusted_selected_p > rules.alpha:
        return "cannot tell", (_who_answered(evidence),)
    return ("better" if evidence.mean_change > 0 else "worse"), ()


def _reasons(evidence: Evidence, rules: VerdictRules) -> list[Reason]:
    found = []
    if evidence.panel < rules.panel_actors:
        found.append(
            Reason(
                "few",
                f"Only {evidence.panel} people answered both times; "
                f"at least {rules.panel_actors} are needed.",
            )
        )
    if evidence.panel_share < rules.panel_share:
        found.append(
            Reason(
                "small share",
                f"Only {_percent(evidence.panel_share)} of those who were asked both times "
                f"answered both times; at least {_percent(rules.panel_share)} are needed.",
            )
        )
    if evidence.panel and not evidence.pairs:
        found.append(Reason("nothing shown twice", "Nobody was asked about the same people twice."))
    apart = max(evidence.shown_again, key=abs)
    if abs(apart) > rules.shown_apart:
        which = "more" if apart > 0 else "less"
        found.append(
            Reason(
                "lists differ",
                f"People were asked {which} often about those they named than about others, so "
                "the two lists cannot be compared.",
            )
        )
    return found


def _who_answered(evidence: Evidence) -> Reason:
    more = "more" if evidence.mean_change > 0 else "fewer"
    return Reason(
        "who answered",
        f"Those who answered both times name {more} people now, but those who answered only "
        "once differ from them so much that this alone could explain it.",
    )


def _percent(share: float) -> str:
    return f"{share:.0%}"


def sentence(
    verdict: Verdict,
    reasons: tuple[Reason, ...],
    evidence: Evidence,
    own_reports: tuple[float, float],
) -> str:
    """Return the verdict as a sentence, with the figures or the reasons it rests on."""
    if reasons:
        return " ".join(["Cannot tell.", *(reason.sentence for reason in reasons)])
    before, after = (f"{figure:.1f}" for figure in own_reports)
    start = {
        "better": "Better connected",
        "worse": "Less well connected",
    }.get(verdict, "No clear change")
    return (
        f"{start}: the {evidence.panel} people who answered both times named {before} others "
        f"each on average, and now name {after}."
    )
