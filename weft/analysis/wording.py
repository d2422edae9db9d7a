"""Puts findings into plain sentences, with the names that the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One plain sentence, the actors it is about, and how we know."""

    kind: str
    text: str
    actors: list[int]
    measure: str
    how: str
    caveat: str


def sentences(findings: list[Values], names: dict[int, str]) -> list[Sentence]:
    """The findings in words; one that names an actor the reader cannot see is left out."""
    said = []
    for finding in findings:
        named = [names[pk] for pk in finding["actors"] if pk in names]
        if finding["actors"] and not named:
            continue
        text, measure, how, caveat = _WORDS[finding["kind"]](finding["values"], named)
        visible = [pk for pk in finding["actors"] if pk in names]
        said.append(Sentence(finding["kind"], text, visible, measure, how, caveat))
    return said


def listed(names: list[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _percent(share: float) -> int:
    return round(100 * share)


def _bridges(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    share = _percent(values["share"])
    text = ngettext(
        "%(names)s bridges the network: %(share)s of every 100 shortest ways between two "
        "others pass through it.",
        "%(names)s bridge the network: %(share)s of every 100 shortest ways between two "
        "others pass through %(first)s alone.",
        len(names),
    ) % {"names": listed(names), "share": share, "first": names[0]}
    how = _(
        "For each two actors we look at the shortest ways from one to the other along ties. "
        "Betweenness is the share of these ways that pass through an actor."
    )
    if values["estimated"]:
        how += " " + _("In a network of this size it is estimated from a sample.")
    caveat = _(
        "News does not only take the shortest way, and a tie that is missing from the map can "
        "make someone look like a bridge who is not."
    )
    return text, _("Betweenness"), how, caveat


def _clusters(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    shown = [
        _("%(name)s (%(size)s)") % {"name": name, "size": size}
        for name, size in zip(values["names"], values["sizes"], strict=True)
    ]
    more = values["count"] - len(shown)
    if more > 0:
        shown.append(ngettext("%(n)s smaller one", "%(n)s smaller ones", more) % {"n": more})
    text = _("There are %(count)s clusters that work more with each other: %(names)s.") % {
        "count": values["count"],
        "names": listed(shown),
    }
    how = _(
        "Leiden looks for groups with many ties inside and few between. Of several runs we "
        "keep the best (modularity %(q)s); the runs agree %(agree)s out of 100. Each cluster "
        "is named after what its members share more than others do."
    ) % {"q": values["modularity"], "agree": _percent(max(0, values["stability"]))}
    caveat = _(
        "Clusters come from ties alone. Their edges are soft: those who have ties to two "
        "clusters could stand in either."
    )
    return text, _("Communities (Leiden)"), how, caveat


def _gap(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    text = _("No tie links “%(one)s” and “%(other)s”.") % {
        "one": values["names"][0],
        "other": values["names"][1],
    }
    more = values["pairs"] - 1
    if more > 0:
        text += " " + ngettext(
            "The same is true of %(n)s more pair of clusters.",
            "The same is true of %(n)s more pairs of clusters.",
            more,
        ) % {"n": more}
    how = _(
        "We count the ties between each two clusters. If everyone kept their number of ties "
        "and chose partners by chance, about %(n)s would link these two."
    ) % {"n": values["expected"]}
    caveat = _("They may know each other in ways that nobody has put on the map yet.")
    return text, _("Ties between clusters"), how, caveat


def _dependence(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    text = ngettext(
        "Much hangs on %(name)s: without it %(n)s other would lose touch with the rest.",
        "Much hangs on %(name)s: without it %(n)s others would lose touch with the rest.",
        values["cut_off"],
    ) % {"name": names[0], "n": values["cut_off"]}
    if values["sole_links"]:
        text += " " + ngettext(
            "%(n)s of them has no other tie at all.",
            "%(n)s of them have no other tie at all.",
            values["sole_links"],
        ) % {"n": values["sole_links"]}
    how = _(
        "We take each actor away in turn and count who can no longer be reached from the "
        "largest part that is left. Such actors are called cut points."
    )
    caveat = _("This counts ties on the map. A phone number in a drawer may save the day.")
    return text, _("Cut points"), how, caveat


def _isolates(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    text = ngettext(
        "%(n)s actor on the map has no tie yet: %(names)s.",
        "%(n)s actors on the map have no tie yet, such as %(names)s.",
        values["count"],
    ) % {"n": values["count"], "names": listed(names[:3])}
    how = _("We count the actors without any tie.")
    caveat = _("They may be newcomers, or nobody has asked them.")
    return text, _("Isolates"), how, caveat


def _mix(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    inside, chance = _percent(values["inside"]), _percent(values["chance"])
    figures = {"inside": inside, "chance": chance}
    by_region = values["what"] == "region"
    if values["p"] > 0.05:
        text = (
            _("Region plays no clear part: %(inside)s of 100 ties stay inside one.")
            if by_region
            else _("The kind of actor plays no clear part: %(inside)s of 100 ties stay inside one.")
        ) % figures
    elif values["inside"] > values["chance"]:
        text = (
            _(
                "Actors keep to their own region: %(inside)s of 100 ties stay inside one; "
                "by chance it would be %(chance)s."
            )
            if by_region
            else _(
                "Actors keep to their own kind: %(inside)s of 100 ties stay inside one; "
                "by chance it would be %(chance)s."
            )
        ) % figures
    else:
        text = (
            _(
                "Ties cross regions: only %(inside)s of 100 stay inside one; by chance it "
                "would be %(chance)s."
            )
            if by_region
            else _(
                "Ties join different kinds of actor: only %(inside)s of 100 stay inside one "
                "kind; by chance it would be %(chance)s."
            )
        ) % figures
    how = _(
        "We compare the share of ties inside with what 199 random shuffles of the labels give "
        "(E–I index, p = %(p)s). Known for %(known)s of 100 actors."
    ) % {"p": values["p"], "known": _percent(values["known"])}
    caveat = _("Near is easy. Ties inside a region are not bad; too few across may be.")
    return text, _("E–I index"), how, caveat


def _freshness(values: Values, names: list[str]) -> tuple[str, str, str, str]:
    text = _(
        "%(share)s of 100 ties were seen at work in the last %(months)s months; "
        "the others are fading."
    ) % {"share": _percent(values["fresh"]), "months": values["months"]}
    how = _("We look at the date of the newest evidence for each of %(n)s ties.") % {
        "n": values["ties"]
    }
    caveat = _("An old date says that nobody told us, not that the tie is gone.")
    return text, _("Freshness of evidence"), how, caveat


_WORDS: dict[str, Callable[[Values, list[str]], tuple[str, str, str, str]]] = {
    "bridges": _bridges,
    "clusters": _clusters,
    "gap": _gap,
    "dependence": _dependence,
    "isolates": _isolates,
    "mix": _mix,
    "freshness": _freshness,
}
