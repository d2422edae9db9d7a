"""Bringing nets and files into networks, as the import does, for its tests."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

from testkit.nets import steward_of
from weft.common.jobs import Progress
from weft.graph.difference import Difference, compare
from weft.mapping.export import FORMATS, net_of, write_network
from weft.mapping.imports.actions import difference_for, import_file
from weft.mapping.imports.files import Choices, read_with_choices
from weft.mapping.imports.report import Report, summary
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.sna.io import ActorRecord, Net, TieRecord

NEW, CHANGED, UNCHANGED, REFUSED = range(4)


def network(name: str = "Net") -> Network:
    return create_network(account=None, name=name)


def bring_net(into: Network, net: Net) -> Difference:
    """Import records."""
    viewer = steward_of(into)
    difference = compare(viewer=viewer, net=net)
    import_file(
        viewer=viewer, difference=difference, comment="test", visibility=1, progress=Progress()
    )
    return difference


def bring(into: Network, *paths: Path, choices: Choices | None = None) -> Report:
    """Import files; the counts, as `weft import --json` prints them."""
    viewer = steward_of(into)
    file = read_with_choices(paths, [path.name for path in paths], choices or {})
    difference = difference_for(viewer, file, choices or {})
    change_set = import_file(
        viewer=viewer, difference=difference, comment="test", visibility=1, progress=Progress()
    )
    return summary(difference, change_set.pk if change_set else None)


def counts(report: Report | Difference) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(new, changed, unchanged, refused) of the actors and of the ties."""
    told = summary(report, None) if isinstance(report, Difference) else report
    actors, ties = told["actors"], told["ties"]
    assert isinstance(actors, dict)
    assert isinstance(ties, dict)
    return tuple(actors.values()), tuple(ties.values())


def held(by: Network) -> Net:
    return net_of(steward_of(by))


def export(by: Network, folder: Path, format_key: str) -> Path:
    path = folder / f"export{FORMATS[format_key][0]}"
    write_network(steward_of(by), path, format_key, by.name)
    return path


def looks(net: Net) -> tuple[Counter[str], Counter[str]]:
    """All that a net says, whatever the order and wherever it was read."""
    actors = Counter(_look(actor, ("id", "file", "row", "audience")) for actor in net.actors)
    ties = Counter(
        f"{net.actors[tie.source].name} → {net.actors[tie.target].name}: "
        + _look(tie, ("source", "target", "file", "row", "audience", "seen"))
        for tie in net.ties
    )
    return actors, ties


def _look(record: ActorRecord | TieRecord, left_out: tuple[str, ...]) -> str:
    values = dataclasses.asdict(record)
    # A format with one type per column writes 2 as 2.0 beside 0.1.
    values["fields"] = sorted(
        (key, float(value) if type(value) is int else value)
        for key, value in values["fields"].items()
    )
    return repr({key: value for key, value in values.items() if key not in left_out})
