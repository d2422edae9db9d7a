"""weft introductions: who of a file should meet, and why."""

from __future__ import annotations

import argparse
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft import sna
from weft.project.commands.network_file import NetworkFile, actor_named, read_network, shown
from weft.sna import IntroductionReason as Reason
from weft.sna.io.records import Cell, Net

#: On this rung and above two are in touch; below they know of each other at most.
_IN_TOUCH, _KNOW_OF = 2, 1
_PAIRS, _EACH = 20, 2


def run(options: argparse.Namespace) -> int:
    file = read_network(options)
    graph, aware = _in_touch(file)
    people, topics = _people(file.net, aware)
    introducer = sna.Introducer(graph, people)
    if options.to:
        actor = actor_named(file, options.to)
        row = introducer.for_actor(actor).person[0]
        pairs = [(actor, int(other)) for other in row if other >= 0]
    else:
        pairs = introducer.for_everyone().asks(_PAIRS, cap=_EACH) if graph.n > 1 else []
    found = [_introduction(file, introducer, pair, topics) for pair in pairs]
    values = {"for": options.to or None, "introductions": found}
    return shown(values, as_json=options.json, text=_text(found))


def _in_touch(file: NetworkFile) -> tuple[sna.Graph, list[tuple[int, int]]]:
    """The graph of those who are in touch, and who only know of each other."""
    below = {i for i, tie in enumerate(file.net.ties) if tie.rung in range(_IN_TOUCH)}
    aware = [
        (tie.source, tie.target)
        for i, tie in enumerate(file.net.ties)
        if i in below and tie.rung == _KNOW_OF and tie.source != tie.target
    ]
    kept = [tie for i, tie in enumerate(file.net.ties) if i not in below]
    source, target = [tie.source for tie in kept], [tie.target for tie in kept]
    return sna.Graph.from_edges(file.graph.n, source, target, labels=file.graph.labels), aware


def _people(net: Net, aware: list[tuple[int, int]]) -> tuple[sna.People, list[str]]:
    """What the file says about people, and the topics by number."""
    tags = [actor.tags for actor in net.actors]
    asks, offers = (
        [_values(actor.fields.get(name)) for actor in net.actors] for name in ("asks", "offers")
    )
    topics = sorted({*chain.from_iterable((*tags, *asks, *offers))})
    at = {topic: number for number, topic in enumerate(topics)}

    def rows(of_actor: list[list[str]]) -> list[tuple[int, int]] | None:
        return [(i, at[name]) for i, names in enumerate(of_actor) for name in set(names)] or None

    return sna.People(
        asks=rows(asks),
        offers=rows(offers),
        topics=rows(tags),
        region=_numbers([actor.region for actor in net.actors]),
        kind=_numbers([actor.kind for actor in net.actors]),
        aware=aware or None,
    ), topics


def _values(cell: Cell) -> list[str]:
    if cell is None or cell == "":
        return []
    return [str(each) for each in cell] if isinstance(cell, list) else [str(cell)]


def _numbers(values: list[str]) -> NDArray[np.int64]:
    """A number for each value, −1 where there is none."""
    known = {value: number for number, value in enumerate(dict.fromkeys(filter(None, values)))}
    return np.array([known.get(value, -1) for value in values], dtype=np.int64)


def _introduction(
    file: NetworkFile, introducer: sna.Introducer, pair: tuple[int, int], topics: list[str]
) -> dict[str, Any]:
    reasons = introducer.reasons(*pair)
    return {
        "one": file.graph.label(pair[0]),
        "other": file.graph.label(pair[1]),
        "reasons": [each.reason.name for each in reasons],
        "sentences": [said for each in reasons if (said := _sentence(each, topics))],
    }


def _sentence(evidence: sna.IntroductionEvidence, topics: list[str]) -> str:
    count = evidence.count
    topic = f"“{topics[evidence.topic]}”" if evidence.topic >= 0 else ""
    return {
        Reason.OFFERS_WHAT_YOU_ASK: f"The second offers {topic}, which the first asks for.",
        Reason.ASKS_WHAT_YOU_OFFER: f"The second asks for {topic}, which the first offers.",
        Reason.SAME_TOPIC: f"Both work on {topic}.",
        Reason.KNOW_OF_EACH_OTHER: "They know of each other, but are not in touch.",
        Reason.COMMON_CONTACTS: f"They have {count} contact{'s' * (count != 1)} in common.",
        Reason.JOINS_PARTS: "No way leads from one to the other yet.",
        Reason.FAR_APART: f"They are {count} steps apart.",
        Reason.OTHER_REGION: "They work in different regions.",
        Reason.SAME_REGION: "They work in the same region.",
        Reason.OTHER_KIND: "They are of different kinds.",
    }.get(evidence.reason, "")


def _text(found: list[dict[str, Any]]) -> str:
    if not found:
        return "Nobody is left to introduce."
    lines = []
    for number, each in enumerate(found, start=1):
        lines.append(f"{number:3}. {each['one']} – {each['other']}")
        lines.append(f"     {' '.join(each['sentences'][:3])}".rstrip())
    return "\n".join(lines)
