"""The figures of the whole network, with what each says and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NetworkFigure:
    """One figure as text, what it says, and by how much an estimate may be off."""

    key: str
    name: Promise
    says: Promise
    text: str
    is_estimated: bool
    off_by: str


#: Key of the summary, name, what it says, and how it is written.
_SHOWN: tuple[tuple[str, Promise, Promise, str], ...] = (
    ("mean_degree", _("Contacts of each actor, on average"),
     _("How many others it is tied to. Can be compared from year to year."), "number"),
    ("share_ge3", _("Actors with three contacts or more"),
     _("Those who do not hang on one or two others."), "percent"),
    ("largest_component", _("In the largest piece"),
     _("The actors who can all reach each other by some way."), "percent"),
    ("reach2", _("Pairs within two steps"),
     _("A friend of a friend: near enough for help to travel."), "percent"),
    ("efficiency", _("Nearness of all to all"),
     _("100 where everyone is tied to everyone, 0 where no one is to anyone."), "percent"),
    ("fragmentation", _("Pairs who cannot reach each other"),
     _("No way along ties leads from one to the other."), "percent"),
    ("transitivity", _("Closed circles"),
     _("When two have a contact in common, how often they know each other."), "percent"),
    ("degree_centralisation", _("Ties that lean on one actor"),
     _("100 where one is tied to all and the others only to it."), "percent"),
    ("betweenness_centralisation", _("Ways that lean on one actor"),
     _("100 where every way between others passes through one."), "percent"),
    ("degree_gini", _("Inequality of ties (Gini)"),
     _("0 where all have as many ties, near 100 where few have nearly all."), "percent"),
    ("best_modularity", _("How clearly it has clusters (modularity)"),
     _("Near 0 where ties run anyhow. Thin networks score high by chance too."), "percent"),
    ("density", _("Density"),
     _("The pairs that are tied. It falls as a network grows, so it is no goal."), "percent"),
)  # fmt: skip


def network_figures(summary: dict[str, Any]) -> list[NetworkFigure]:
    """The figures that the stored summary has."""
    estimated = {entry["figure"]: entry for entry in summary.get("estimated", [])}
    return [
        _figure(key, name, says, kind, summary[key], estimated.get(key))
        for key, name, says, kind in _SHOWN
        if summary.get(key) is not None
    ]


def _figure(
    key: str, name: Promise, says: Promise, kind: str, value: float, estimate: Any
) -> NetworkFigure:
    error = estimate.get("error") if estimate else None
    # Nineteen times of twenty an estimate is within two standard errors.
    off_by = _written(2 * error, kind) if error else ""
    return NetworkFigure(key, name, says, _written(value, kind), estimate is not None, off_by)


def _written(value: float, kind: str) -> str:
    if kind == "number":
        return f"{value:.2f}"
    percent = 100 * value
    return (
        f"{percent:.1f}\N{NO-BREAK SPACE}%"
        if abs(percent) >= 0.1 or not percent
        else f"{percent:.3f}\N{NO-BREAK SPACE}%"
    )
