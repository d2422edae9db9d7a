"""Questions rest on one state of the net, and count ties as all other figures do."""

from __future__ import annotations

from typing import Any

import pytest

from testkit.nets import load, steward_of
from weft.analysis import questions
from weft.analysis.errors import NotWorkedOut
from weft.analysis.models import Result
from weft.analysis.pipeline import arrays_of, file_of, refresh_network
from weft.analysis.questions import Question, answered, ask
from weft.common import jobs
from weft.common.jobs import Progress
from weft.common.models import Job
from weft.graph.actions import add_tie
from weft.graph.models import Actor
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord


@pytest.fixture
def network(db: None) -> Network:
    """A circle of five in which each names the next, and a leaf that names the first."""
    ring = [TieRecord(n, (n + 1) % 5, direction="directed") for n in range(5)]
    records = [ActorRecord(name=f"A{n}") for n in range(6)]
    return load(records, [*ring, TieRecord(5, 0, direction="directed")])


def ids_of(*names: str) -> list[int]:
    found = dict(Actor.objects.values_list("name", "pk"))
    return [found[name] for name in names]


def figures(values: Any) -> dict[str, float]:
    return {name: before for name, (before, _after, _error) in values["figures"].items()}


def test_what_if_starts_from_the_figures_that_the_other_pages_show(network: Network) -> None:
    row = Result.objects.get(audience=2)
    now = figures(answered(row, Question("without", {"actors": []})))
    assert now["efficiency"] == pytest.approx(row.summary["efficiency"])
    assert now["reach"] == pytest.approx(row.summary["reach2"])
    assert now["fragmentation"] == pytest.approx(row.summary["fragmentation"])


def test_a_tie_goes_whichever_way_it_runs_and_however_often_it_is_told(network: Network) -> None:
    leaf, first = ids_of("A5", "A0")
    asked = Question("without", {"ties": [[leaf, first], [first, leaf], [leaf, 10**9]]})
    found = answered(Result.objects.get(audience=2), asked)
    assert found["ties"] == 1
    assert found["isolated"] == [1, [leaf]]


def test_an_answer_of_another_state_of_the_net_is_not_kept(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "AT_ONCE_UP_TO", 0)
    viewer = steward_of(network)
    question = Question("without", {"actors": ids_of("A1")})
    waiting = ask(viewer, network, question).waiting
    assert waiting is not None
    ends = list(Actor.objects.filter(name__in=("A1", "A3")))
    add_tie(viewer=viewer, source=ends[0], target=ends[1], values={})
    network.refresh_from_db()
    refresh_network(network, Progress())
    jobs.run_until_idle()
    assert Job.objects.get(pk=waiting.pk).result == {}
    ask(viewer, network, question)
    jobs.run_until_idle()
    assert ask(viewer, network, question).values is not None


def test_no_more_answers_are_kept_than_are_of_use(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "AT_ONCE_UP_TO", 0)
    monkeypatch.setattr(questions, "MOST_KEPT", 2)
    viewer = steward_of(network)
    asked = [Question("without", {"actors": [pk]}) for pk in ids_of("A0", "A1", "A2", "A3")]
    for question in asked:
        ask(viewer, network, question)
        jobs.run_until_idle()
    assert Job.objects.filter(kind=questions.ANSWER).count() == 3, "two, and the newest"
    assert ask(viewer, network, asked[-1]).values is not None
    assert ask(viewer, network, asked[0]).values is None, "asked anew"


def test_a_file_that_was_just_replaced_is_told_as_that(network: Network) -> None:
    row = Result.objects.get(audience=2)
    file_of(row).unlink()
    with pytest.raises(NotWorkedOut, match="Try again in a minute"):
        arrays_of(row)


def test_an_empty_net_has_nobody_to_take_away(db: None) -> None:
    network = load([], [])
    found = answered(
        Result.objects.get(network=network, audience=2), Question("without", {"actors": [1]})
    )
    assert (found["leaving"], found["isolated"]) == (0, [0, []])
