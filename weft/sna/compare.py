"""Are we better connected? Waves of answers compared so that only real change counts.

People join, leave and stop answering, and each has a style of answering. A map of all answers
therefore changes where nothing did. Here the same people are compared on the same pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from weft.sna.change import pair_test, paired_bootstrap, sign_flip_p
from weft.sna.compare_figures import (
    Matched,
    PanelFigures,
    Splits,
    WaveFigures,
    matched,
    panel_figures,
    splits,
    transitions,
    wave_figures,
)
from weft.sna.compare_verdict import Evidence, Reason, Verdict, VerdictRules, judged, sentence
from weft.sna.errors import SnaError
from weft.sna.gaps import holm
from weft.sna.graph import BoolArray, IntArray
from weft.sna.waves import Wave


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Two waves compared.

    Attributes
    ----------
    first, second : int
        Which waves, counted from 0.
    before, after : PanelFigures
        What the panel (those who answered both) said about pairs shown to them both times.
    splits : Splits
        The change of the whole map in its parts.
    transitions : int64 array of shape (6, 6)
        The panel's pairs by rung before (row) and after (column).
    evidence : Evidence
        Sizes, tests and interval the verdict rests on.
    verdict : "better", "no clear change", "worse" or "cannot tell"
    reasons : tuple of Reason
        Why it cannot be told; empty otherwise.
    sentence : str
        The verdict in plain English, with its figures or reasons.
    """

    first: int
    second: int
    before: PanelFigures
    after: PanelFigures
    splits: Splits
    transitions: IntArray = field(repr=False)
    evidence: Evidence
    verdict: Verdict
    reasons: tuple[Reason, ...]
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two or more waves compared.

    Attributes
    ----------
    rung : int
        From which rung on an answer counts as a tie.
    waves : tuple of WaveFigures
    changes : tuple of Change
        Each wave with the next; of more than two waves then also the first with the last.
    """

    rung: int
    waves: tuple[WaveFigures, ...]
    changes: tuple[Change, ...]

    @property
    def overall(self) -> Change:
        """The change from the first wave to the last."""
        return self.changes[-1]

    @property
    def verdict(self) -> Verdict:
        """The verdict from the first wave to the last."""
        return self.overall.verdict


def compare(
    waves: Sequence[Wave], *, rung: int = 2, rules: VerdictRules | None = None
) -> Comparison:
    """Compare waves of answers: are the people better connected than before?

    The panel are those who answered both waves. Each one's change is how many more others
    they name, of the pairs that both waves showed them: nobody's change comes from being
    asked more. Two tests must agree: flipping the signs of these changes, which allows for
    styles of answering (`sign_flip_p`), and one that also allows for ties being reported by
    both ends (`pair_test`). Of several waves, p-values are Holm-adjusted over all
    comparisons. Where the panel is small or chosen by what it would say, the verdict is
    "cannot tell", with the reason.

    What no test here can see: different wording of the question, and answers withheld because
    of a passing mood that nothing else in the data reflects.

    Parameters
    ----------
    waves : sequence of at least two Wave
        In order of time, with the same ids for the same people and the same question.
    rung : int
        Answers from this rung on are ties.
    rules : VerdictRules, optional
        Limits of the verdict and draws of the bootstrap.

    Returns
    -------
    Comparison

    Raises
    ------
    SnaError
        If there are fewer than two waves or the rung is not 1 … 5.

    References
    ----------
    Snijders & Borgatti (1999); Aronow, Samii & Assenova (2015); Holm (1979).

    Examples
    --------
    >>> people = [f"p{i}" for i in range(30)]
    >>> def ring(steps):
    ...     rows = [(p, people[(i + s) % 30], 3) for i, p in enumerate(people) for s in steps]
    ...     return Wave.from_rows(people, rows)
    >>> found = compare([ring([1, 2]), ring([1, 2, 5])])
    >>> found.verdict, found.overall.after.own_reports
    ('better', 3.0)
    """
    if len(waves) < 2:
        raise SnaError("A comparison needs at least two waves.")
    if not 1 <= rung <= 5:
        raise SnaError("A tie begins at a rung from 1 to 5.")
    chosen = rules or VerdictRules()
    pairs = list(pairwise(range(len(waves))))
    if len(waves) > 2:
        pairs.append((0, len(waves) - 1))
    lined_up = [matched(waves[a], waves[b]) for a, b in pairs]
    found = [_evidence(pair, rung, chosen) for pair in lined_up]
    adjusted = holm([max(each.sign_flip_p, each.pair_p) for each in found]).tolist()
    without = holm([max(each.sign_flip_p, each.selected_p) for each in found]).tolist()
    changes = []
    for at, pair, evidence, p, selected in zip(
        pairs, lined_up, found, adjusted, without, strict=True
    ):
        evidence = replace(evidence, adjusted_p=p, adjusted_selected_p=selected)  # noqa: PLW2901
        changes.append(_change(at, pair, rung, evidence, chosen))
    return Comparison(
        rung=rung,
        waves=tuple(wave_figures(wave, rung) for wave in waves),
        changes=tuple(changes),
    )


def _change(
    at: tuple[int, int], pair: Matched, rung: int, evidence: Evidence, rules: VerdictRules
) -> Change:
    before = panel_figures(pair, pair.before, rung)
    after = panel_figures(pair, pair.after, rung)
    verdict, reasons = judged(evidence, rules)
    return Change(
        first=at[0],
        second=at[1],
        before=before,
        after=after,
        splits=splits(pair, rung),
        transitions=transitions(pair),
        evidence=evidence,
        verdict=verdict,
        reasons=reasons,
        sentence=sentence(verdict, reasons, evidence, (before.own_reports, after.own_reports)),
    )


def _evidence(pair: Matched, rung: int, rules: VerdictRules) -> Evidence:
    before, after = pair.before >= rung, pair.after >= rung
    change = (after.astype(np.int8) - before) * pair.fair
    panel = int(pair.panel.sum())
    number = int(pair.fair.sum())
    per_actor = change.sum(axis=1)[pair.panel]
    tested = pair_test(change, pair.fair)
    selection = _selection(pair, before, after) * number
    # Only a push in the direction of the change can have made it.
    removed = rules.margin * selection if selection * tested.total > 0 else 0.0
    scale = number / panel if panel else 0.0
    low = high = float("nan")
    if rules.draws and number:
        drawn = paired_bootstrap(change, pair.fair, draws=rules.draws, seed=rules.seed)
        low, high = (np.quantile(drawn, [rules.alpha / 2, 1 - rules.alpha / 2]) * scale).tolist()
    return Evidence(
        panel=panel,
        asked_twice=pair.asked_twice,
        joiners=pair.second.n - len(pair.panel),
        leavers=pair.first.n - len(pair.panel),
        pairs=number,
        mean_change=float(per_actor.mean()) if panel else 0.0,
        low=low,
        high=high,
        sign_flip_p=sign_flip_p(per_actor),
        pair_p=tested.p(),
        selected_p=tested.p(removed),
        selection=selection / panel if panel else 0.0,
        shown_again=_shown_again(pair, before, after),
    )


def _selection(pair: Matched, before: BoolArray, after: BoolArray) -> float:
    """Return the change per pair to expect if who answered hung on what they would have said.

    Those who answered one wave only tell how far the panel was chosen: by how much it names
    more than all who answered that wave. What a person says is partly lasting, partly of the
    moment; a choice by the whole of it lifts the panel in the wave in which it was made, by
    1/r − 1 times what is seen in the other wave, with r how well one wave predicts the other.
    """
    one, other = pair.positions
    rates, answered = [], []
    for wave, at, arcs in ((pair.first, one, before), (pair.second, other, after)):
        shown = wave.opportunities(at)
        asked = shown.sum(axis=1)
        rates.append((arcs & shown).sum(axis=1) / np.maximum(asked, 1))
        answered.append(asked > 0)
    panel = answered[0] & answered[1]
    if np.count_nonzero(panel) < 3:
        return 0.0
    gaps = [
        float(rate[panel].mean() - rate[here].mean())
        for rate, here in zip(rates, answered, strict=True)
    ]
    x, y = (rate[panel] - rate[panel].mean() for rate in rates)
    spread = float(np.sqrt((x @ x) * (y @ y)))
    lasting = float(np.clip(x @ y / spread, 0.2, 1.0)) if spread else 1.0
    return (1 / lasting - 1) * (gaps[0] - gaps[1])


def _shown_again(pair: Matched, before: BoolArray, after: BoolArray) -> tuple[float, float]:
    """Return by how much ties were likelier than other pairs to be shown in the other wave.

    In each direction: pairs of the first wave shown again, pairs of the second shown before.
    0 where the difference may be chance.
    """
    one, other = pair.positions
    found = []
    for wave, at, arcs in ((pair.first, one, before), (pair.second, other, after)):
        shown = wave.opportunities(at) & pair.panel[:, None]
        groups = [shown & arcs, shown & ~arcs]
        sizes = [max(int(group.sum()), 1) for group in groups]
        shares = [
            float((group & pair.fair).sum()) / n for group, n in zip(groups, sizes, strict=True)
        ]
        error = float(np.sqrt(sum(p * (1 - p) / n for p, n in zip(shares, sizes, strict=True))))
        apart = shares[0] - shares[1] if groups[0].any() and groups[1].any() else 0.0
        found.append(apart if abs(apart) > 2 * error else 0.0)
    return found[0], found[1]
