"""The demo network is what it says: made up, the same each time, with something to find."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from weft.analysis.queries import what_the_map_says
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Actor, ChangeSet, Evidence, EvidenceKind, Tie
from weft.groups.models import Domain, Group, Openness, Pulse
from weft.home.demo.load import load_demo
from weft.home.demo.net import MONTHS, make_net
from weft.home.demo.words import HUB, NEVER_MEET
from weft.insights.power import standing
from weft.joining.signposts import event_for
from weft.keeping.models import Suspect
from weft.mapping.models import Lens, Snapshot, Story
from weft.mapping.sharing import could_share
from weft.networks.models import Network


def test_the_same_seed_gives_the_same_net() -> None:
    first, second = make_net(3), make_net(3)
    assert [a.name for a in first.actors] == [a.name for a in second.actors]
    assert first.pairs == second.pairs
    assert make_net(4).pairs != first.pairs


def test_the_net_has_the_shape_of_a_real_one() -> None:
    net = make_net(7)
    kinds = Counter(actor.kind for actor in net.actors)
    assert 210 <= kinds["Organisation"] <= 240
    assert kinds["Person"] == 181
    assert {"Group", "Project", "Public body", "Funder"} <= set(kinds)
    hub = next(n for n, actor in enumerate(net.actors) if actor.name == HUB)
    degrees = Counter(end for pair in net.pairs for end in pair)
    assert degrees.most_common(1)[0][0] == hub
    assert len({actor.name for actor in net.actors}) == len(net.actors)
    assert max(net.tie_month) < MONTHS


def test_two_pairs_of_clusters_never_meet() -> None:
    net = make_net(7)
    met = {frozenset((net.cluster_of.get(a), net.cluster_of.get(b))) for a, b in net.pairs}
    for pair in NEVER_MEET:
        assert frozenset(pair) not in met


@pytest.fixture
def demo(db: None) -> Network:
    return load_demo()


def test_the_demo_has_history_evidence_and_privacy(demo: Network) -> None:
    assert demo.is_fictional
    made = ChangeSet.objects.filter(network=demo, actors_created__isnull=False).distinct()
    days = sorted(made.values_list("made_at", flat=True))
    assert (days[-1] - days[0]).days > 900
    kinds = set(Evidence.objects.values_list("kind", flat=True))
    assert {EvidenceKind.MEETING, EvidenceKind.BID, EvidenceKind.CONFIRMED} <= kinds
    counts = [
        Actor.objects.visible_to(Viewer(demo.pk, audience)).count() for audience in Visibility
    ]
    assert counts[0] < counts[1] == counts[2]
    ties = [Tie.objects.visible_to(Viewer(demo.pk, audience)).count() for audience in Visibility]
    assert ties[0] < ties[1] < ties[2]
    placed = Actor.objects.filter(network=demo, latitude__isnull=False).count()
    assert placed > 0.9 * Actor.objects.filter(network=demo).exclude(place="").count()


def test_the_map_finds_what_was_put_into_it(demo: Network) -> None:
    viewer = Viewer(demo.pk, Visibility.STEWARDS)
    said = {sentence.kind: sentence.text for sentence in what_the_map_says(viewer, demo)}
    assert HUB in said["bridges"]
    assert {"clusters", "gap", "dependence", "isolates", "mix", "freshness"} <= set(said)


def test_the_history_has_endings_new_names_and_gatherings(demo: Network) -> None:
    assert Actor.objects.filter(network=demo, ended_in__isnull=False, kind__name="Project").exists()
    assert Tie.objects.filter(network=demo, ended_in__isnull=False).count() >= 10
    renamed = Actor.objects.visible_to(Viewer(demo.pk, 2)).filter(name__endswith=" Together")
    assert renamed.count() == 6
    events = Actor.objects.filter(network=demo, kind__name="Event", start="").order_by("pk")
    came = [event.ties_to.count() for event in events]
    assert len(came) >= 10
    assert min(came) >= 1
    assert came[-1] >= 10
    assert sum(came) >= 80
    names = list(Actor.objects.visible_to(Viewer(demo.pk, 2)).values_list("name", flat=True))
    assert len(names) == len(set(names))


def test_the_demo_has_something_of_everything(demo: Network) -> None:
    visitor = Viewer(demo.pk, Visibility.PUBLIC)
    assert Lens.objects.visible_to(visitor).count() == 3
    assert Story.objects.visible_to(visitor).get().steps.count() == 3
    assert Snapshot.objects.visible_to(visitor).exists()
    assert could_share(visitor, within_km=5)
    assert event_for(visitor, demo) is not None
    power = standing(visitor)
    assert power.holders > 20
    assert power.reached > 0


def test_the_demo_has_groups_of_each_kind_and_in_each_state(demo: Network) -> None:
    groups = Group.objects.filter(network=demo)
    assert set(groups.values_list("domain", flat=True)) == set(Domain.values)
    assert set(groups.values_list("openness", flat=True)) == set(Openness.values)
    assert groups.get(parent__isnull=False).members.filter(is_steward=True).count() == 1
    ended = groups.get(state=Pulse.ENDED)
    assert ended.closing_note
    assert ended.thanks
    asleep = groups.get(state=Pulse.ASLEEP)
    assert asleep.asked_at is not None
    for group in groups:
        assert group.purpose
        assert group.members.filter(is_steward=True).exists()
    # Of those on the map, some people are seen to take part.
    actors = groups.exclude(actor=None).values("actor")
    assert Tie.objects.visible_to(Viewer(demo.pk, 0)).filter(target__in=actors).exists()


def test_loading_twice_changes_nothing(demo: Network) -> None:
    assert load_demo().pk == demo.pk
    assert Network.objects.count() == 1


def test_pages_say_that_it_is_made_up(demo: Network, client: Client) -> None:
    page = client.get(f"/{demo.slug}/").content.decode()
    assert "This network is made up" in page


def test_three_are_on_the_map_twice(demo: Network) -> None:
    run_until_idle()
    pairs = Suspect.objects.filter(network=demo).select_related("first", "second")
    names = {(pair.first.name, pair.second.name) for pair in pairs}
    assert ("The Meeting House", "Meeting House CIO") in names
    assert len({name for name in names if name[1].endswith("City Council")}) == 1
    assert 3 <= len(names) <= 12, names
