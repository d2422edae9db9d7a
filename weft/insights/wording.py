"""Answers and proposals in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.analysis.strengths import UNKNOWN
from weft.graph.models import Rung
from weft.insights.queries import Meeting
from weft.sna import IntroductionReason

Values = dict[str, Any]
_HIGHEST_RUNG = 5
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure before and after, as text, with how far an estimate may be off."""

    name: str
    before: str
    after: str
    off_by: str


def without_sentences(answer: Values, who: str, clusters: Sequence[str]) -> list[str]:
    """What the network would lose, the gravest first."""
    figures = answer["figures"]
    before, after = int(figures["components"][0]), int(figures["components"][1])
    said = [_pieces(who, before, after)]
    if count := answer["cut_off"][0]:
        said.append(
            ngettext(
                "%(n)s other actor would lose touch with the largest piece.",
                "%(n)s other actors would lose touch with the largest piece.",
                count,
            )
            % {"n": count}
        )
    if count := answer["isolated"][0]:
        said.append(
            ngettext(
                "%(n)s would be left without any tie.",
                "%(n)s would be left without any tie.",
                count,
            )
            % {"n": count}
        )
    of_clusters = [
        _("The cluster “%(name)s” would fall apart.") % {"name": clusters[number]}
        for number in answer["split"]
    ]
    of_clusters += [
        _("“%(one)s” and “%(other)s” would lose every tie between them.")
        % {"one": clusters[one], "other": clusters[other]}
        for one, other in answer["parted"][1]
    ]
    said += of_clusters[:_NAMES_SHOWN]
    more = len(answer["split"]) + answer["parted"][0] - _NAMES_SHOWN
    if more > 0:
        said.append(
            ngettext(
                "The same is true of %(n)s more cluster or pair of clusters.",
                "The same is true of %(n)s more clusters or pairs of clusters.",
                more,
            )
            % {"n": more}
        )
    return said


def _pieces(who: str, before: int, after: int) -> str:
    if not after:
        return _("Without %(who)s nobody is left on the map.") % {"who": who}
    if after == before:
        return _("Without %(who)s the map stays in as many pieces as now.") % {"who": who}
    return ngettext(
        "Without %(who)s the map is in %(after)s piece; now it is in %(before)s.",
        "Without %(who)s the map is in %(after)s pieces; now it is in %(before)s.",
        after,
    ) % {"who": who, "before": before, "after": after}


def figures_of(answer: Values) -> list[Figure]:
    """The figures before and after, in words that need no course."""
    shown = (
        ("components", _("Pieces that the map is in"), _whole),
        ("isolates", _("Actors without any tie"), _whole),
        ("fragmentation", _("Of 100 pairs, how many cannot reach each other"), _of_100),
        ("reach", _("Of 100 pairs, how many are within two steps"), _of_100),
        ("efficiency", _("How near all are to all (100: everyone is tied to everyone)"), _of_100),
    )
    return [
        Figure(name, text(before), text(after), text(2 * error) if error else "")
        for key, name, text in shown
        for before, after, error in [answer["figures"][key]]
    ]


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _of_100(value: float) -> str:
    percent = 100 * value
    return f"{percent:.1f}" if percent >= 0.1 or not percent else f"{percent:.3f}"


def tie_strength(share: float) -> str:
    """The rung that a share stands for."""
    if share == UNKNOWN:
        return _("not known")
    return str(Rung(max(1, round(share * _HIGHEST_RUNG))).label)


def tie_freshness(share: float) -> str:
    """How fresh evidence is, in words; halved each time a tie takes to fade."""
    if share == UNKNOWN:
        return _("no date known")
    if share > UNKNOWN:
        return _("fresh")
    return _("fading") if share > UNKNOWN**2 else _("old")


def reasons_to_meet(meeting: Meeting) -> list[str]:
    """Two or three true facts; no third person is named."""
    has = meeting.reasons
    said = []
    if has & IntroductionReason.SAME_TOPIC and meeting.topic:
        said.append(_("Both work on %(topic)s.") % {"topic": meeting.topic})
    if has & IntroductionReason.KNOW_OF_EACH_OTHER:
        said.append(_("They know of each other, but are not in touch."))
    if has & IntroductionReason.COMMON_CONTACTS:
        said.append(
            ngettext(
                "They have %(n)s contact in common.",
                "They have %(n)s contacts in common.",
                meeting.common,
            )
            % {"n": meeting.common}
        )
    if has & IntroductionReason.JOINS_PARTS:
        said.append(_("No way leads from one to the other today: this tie would open one."))
    elif has & IntroductionReason.FAR_APART and meeting.steps == meeting.steps:
        said.append(
            _("They are about %(n)s steps apart: this tie would bring many others nearer.")
            % {"n": round(meeting.steps)}
        )
    if has & IntroductionReason.OTHER_REGION:
        said.append(_("They work in different regions."))
    elif has & IntroductionReason.SAME_REGION:
        said.append(_("They work in the same region."))
    if meeting.is_drawn:
        said.append(_("Drawn by lot, so that we learn whether our other reasons are any good."))
    return said[:4]


def parts_in_words(meeting: Meeting) -> list[tuple[str, str]]:
    """The parts of the score, as shares of 100."""
    names = {
        "acceptance": _("Chance that both say yes"),
        "fit": _("How well they fit"),
        "gain": _("What the tie would do for everyone"),
        "need": _("How much both need new ties"),
    }
    return [(name, f"{100 * meeting.parts[key]:.0f}") for key, name in names.items()]
