"""Makes the demo's actors and ties from a seed: the shape that real networks have, with a hub
that holds too much, two pairs of clusters that never meet, and newcomers at the edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from weft.home.demo.words import (
    CLUSTERS,
    FIRST_NAMES,
    GROUPS,
    HUB,
    LAST_NAMES,
    NEVER_MEET,
    PROJECTS,
    TOPICS,
    Cluster,
)
from weft.sna.io.records import ActorRecord, Direction, Net, TieRecord

#: The network's history in months before today, oldest first.
MONTHS = 36
PEOPLE = 180
NEWCOMERS = 12
#: Ties between organisations: type, rung, how often.
ORGANISATION_TIES = (
    ("in touch with", 2, 30), ("shares news with", 3, 30), ("plans with", 4, 22),
    ("works with", 5, 18),
)  # fmt: skip


@dataclass(slots=True)
class DemoNet:
    """The records of the demo, and in which month each actor and tie appeared."""

    actors: list[ActorRecord] = field(default_factory=list)
    ties: list[TieRecord] = field(default_factory=list)
    actor_month: list[int] = field(default_factory=list)
    tie_month: list[int] = field(default_factory=list)
    cluster_of: dict[int, str] = field(default_factory=dict)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    #: Actors and pairs that ended on the way, so that no later part brings them back.
    gone: set[int | tuple[int, int]] = field(default_factory=set)

    def add(self, record: ActorRecord, month: int) -> int:
        record.id = f"demo-{len(self.actors)}"
        self.actors.append(record)
        self.actor_month.append(month)
        return len(self.actors) - 1

    def tie(
        self, ends: tuple[int, int], kind: str, rung: int | None, month: int,
        direction: Direction = "undirected",
    ) -> None:  # fmt: skip
        """Tie two actors once, not before both are there."""
        key = (min(ends), max(ends))
        if key in self.pairs or ends[0] == ends[1]:
            return
        self.pairs.add(key)
        self.ties.append(TieRecord(*ends, type=kind, rung=rung, direction=direction))
        self.tie_month.append(max(month, self.actor_month[ends[0]], self.actor_month[ends[1]]))

    def part(self, months: range) -> Net:
        """What was there by the end of these months, as a file would bring it."""
        shown = [
            i
            for i, month in enumerate(self.actor_month)
            if month < months.stop and i not in self.gone
        ]
        number = {old: new for new, old in enumerate(shown)}
        ties = [
            TieRecord(number[t.source], number[t.target], type=t.type, rung=t.rung,
                      direction=t.direction, start=t.start)
            for t, month in zip(self.ties, self.tie_month, strict=True)
            if month < months.stop and not self.gone & {t.source, t.target, (t.source, t.target)}
        ]  # fmt: skip
        return Net("demo", [self.actors[i] for i in shown], ties)


def make_net(seed: int) -> DemoNet:
    """The whole demo net. The same seed gives the same net."""
    random = Random(seed)  # noqa: S311 - a made-up network, not a secret
    net = DemoNet()
    by_cluster = {cluster.topic: _organisations(net, random, cluster) for cluster in CLUSTERS}
    _tie_inside(net, random, by_cluster)
    _tie_between(net, random, by_cluster)
    hub = _hub(net, random, by_cluster)
    people = _people(net, random, by_cluster, hub)
    _groups_and_projects(net, random, people, by_cluster)
    _councils_and_funders(net, random, by_cluster, hub)
    _newcomers(net, random, hub)
    _entered_twice(net, random, hub, people[0])
    return net


def _organisations(net: DemoNet, random: Random, cluster: Cluster) -> list[int]:
    names = [f"{town} {word}" for town in cluster.towns for word in cluster.words]
    random.shuffle(names)
    numbers = []
    for position in range(cluster.organisations):
        base = names[position % len(names)]
        name = base if position < len(names) else f"{base} {('East', 'West')[position % 2]}"
        town = next(town for town in cluster.towns if base.startswith(town))
        topics = [cluster.topic]
        if random.random() < 0.35:
            topics.append(random.choice([t for t in TOPICS if t != cluster.topic]))
        record = ActorRecord(
            name=name,
            kind="Organisation",
            tags=topics,
            place=town,
            description=f"A made-up group in {town} that works on {cluster.topic.lower()}.",
            fields={
                "Staff": random.choices((0, 1, 3, 8, 20, 60), (20, 30, 25, 15, 7, 3))[0],
                "Founded": random.randint(1978, 2023),
                "Form": random.choice(("Charity", "Community group", "Company", "Unregistered")),
            },
        )
        number = net.add(record, min(MONTHS - 8, int(random.expovariate(1 / 7))))
        net.cluster_of[number] = cluster.topic
        numbers.append(number)
    return numbers


def _some_tie(random: Random) -> tuple[str, int]:
    kinds = [(kind, rung) for kind, rung, _weight in ORGANISATION_TIES]
    return random.choices(kinds, [weight for _kind, _rung, weight in ORGANISATION_TIES])[0]


def _tie_inside(net: DemoNet, random: Random, by_cluster: dict[str, list[int]]) -> None:
    """Inside a cluster most are tied to a few that are already well tied, and to neighbours."""
    for members in by_cluster.values():
        ends: list[int] = []
        for position, member in enumerate(members):
            earlier = members[:position]
            for _ in range(min(len(earlier), random.choice((1, 2, 2, 3, 4)))):
                other = (
                    random.choice(ends)
                    if ends and random.random() < 0.6
                    else random.choice(earlier)
                )
                kind, rung = _some_tie(random)
                net.tie((member, other), kind, rung, random.randrange(MONTHS))
                ends += [member, other]
        for _ in range(len(members) // 2):
            one, other = random.sample(members, 2)
            if net.actors[one].place == net.actors[other].place:
                net.tie((one, other), "works with", 5, random.randrange(MONTHS))


def _tie_between(net: DemoNet, random: Random, by_cluster: dict[str, list[int]]) -> None:
    """A few ties between most pairs of clusters, and none between those that never meet."""
    topics = list(by_cluster)
    apart = {frozenset(pair) for pair in NEVER_MEET}
    for position, first in enumerate(topics):
        for second in topics[position + 1 :]:
            if frozenset((first, second)) in apart:
                continue
            for _ in range(random.choice((2, 3, 4))):
                one = random.choice(by_cluster[first][:8])
                other = random.choice(by_cluster[second][:8])
                kind, rung = _some_tie(random)
                net.tie((one, other), kind, min(rung, 4), random.randrange(MONTHS))


def _hub(net: DemoNet, random: Random, by_cluster: dict[str, list[int]]) -> int:
    """The organisation through which nearly everything goes."""
    hub = net.add(
        ActorRecord(
            name=HUB,
            kind="Organisation",
            tags=["Citizens' assemblies", "Voting reform", "Local councils"],
            place="London",
            description="A made-up charity that convenes the network, and holds too much of it.",
            fields={"Staff": 12, "Founded": 2011, "Form": "Charity"},
        ),
        0,
    )
    for members in by_cluster.values():
        for member in random.sample(members, max(5, len(members) // 4)):
            kind, rung = _some_tie(random)
            net.tie((hub, member), kind, rung, random.randrange(MONTHS))
    return hub


def _people(net: DemoNet, random: Random, by_cluster: dict[str, list[int]], hub: int) -> list[int]:
    names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
    organisations = [number for members in by_cluster.values() for number in members]
    people: list[int] = []
    for name in random.sample(names, PEOPLE):
        home = hub if len(people) < 6 else random.choice(organisations)
        own = net.actors[home]
        month = max(net.actor_month[home], random.randrange(MONTHS - 2))
        record = ActorRecord(
            name=name,
            kind="Person",
            place=own.place,
            tags=own.tags[:1],
            fields={"Role": random.choice(("Director", "Organiser", "Volunteer", "Researcher"))},
        )
        person = net.add(record, month)
        net.cluster_of[person] = net.cluster_of.get(home, "")
        net.tie((person, home), "works for", 5, month, "directed")
        people.append(person)
    for person in people:
        place = net.actors[person].place
        near = [other for other in people if other != person and net.actors[other].place == place]
        for other in random.sample(near, min(len(near), random.choice((0, 1, 1, 2)))):
            net.tie((person, other), "knows", random.choice((2, 3, 3, 4)), random.randrange(MONTHS))
    return people


def _groups_and_projects(
    net: DemoNet, random: Random, people: list[int], by_cluster: dict[str, list[int]]
) -> None:
    for name in GROUPS:
        group = net.add(
            ActorRecord(name=name, kind="Group", description="A made-up group of the network."),
            random.randrange(6, MONTHS - 6),
        )
        # A group is shared by a few clusters, never by two that do not meet.
        shared = set(random.sample(list(by_cluster), 3))
        for first, second in NEVER_MEET:
            if {first, second} <= shared:
                shared.discard(second)
        fitting = [person for person in people if net.cluster_of.get(person) in shared]
        for person in random.sample(fitting, random.randint(5, 11)):
            net.tie((person, group), "takes part in", None, random.randrange(MONTHS))
    topics = list(by_cluster)
    for position, name in enumerate(PROJECTS):
        topic = topics[position % len(topics)]
        project = net.add(
            ActorRecord(name=name, kind="Project", tags=[topic]), random.randrange(4, MONTHS - 4)
        )
        for member in random.sample(by_cluster[topic][:16], random.randint(3, 6)):
            net.tie((member, project), "takes part in", 5, random.randrange(MONTHS))


def _councils_and_funders(
    net: DemoNet, random: Random, by_cluster: dict[str, list[int]], hub: int
) -> None:
    for topic, members in by_cluster.items():
        town = net.actors[members[0]].place
        council = net.add(ActorRecord(name=f"{town} Council", kind="Public body", place=town), 0)
        for member in random.sample(members, 3):
            net.tie((member, council), "in touch with", 2, random.randrange(MONTHS))
        for number in range(1, 4):
            seat = net.add(
                ActorRecord(
                    name=f"Councillor for {town} Ward {number}",
                    kind="Councillor",
                    place=town,
                    tags=[topic] if number == 1 else [],
                ),
                random.randrange(6),
            )
            net.tie((seat, council), "sits on", 5, net.actor_month[seat], "directed")
        net.tie((members[0], council), "lobbies", 2, random.randrange(MONTHS), "directed")
        funder = net.add(
            ActorRecord(
                name=f"{topic.split()[0].strip(chr(39))} Trust", kind="Funder", tags=[topic]
            ),
            random.randrange(12),
        )
        for member in random.sample(members, 4):
            net.tie((funder, member), "funds", 3, random.randrange(MONTHS), "directed")
        net.tie((funder, hub), "funds", 3, random.randrange(MONTHS), "directed")


def _newcomers(net: DemoNet, random: Random, hub: int) -> None:
    """Groups that joined lately: most know only the hub, some nobody."""
    towns = ("Aberdeen", "Wrexham", "Truro", "Norwich", "Carlisle", "Sunderland")
    for position in range(NEWCOMERS):
        town = towns[position % len(towns)]
        word = ("Neighbours' Table", "Open Door")[position // len(towns)]
        record = ActorRecord(
            name=f"{town} {word}",
            kind="Organisation",
            place=town,
            tags=[random.choice(TOPICS)],
            description=f"A made-up group in {town} that has just joined.",
            fields={"Staff": 0, "Founded": 2024, "Form": "Unregistered"},
        )
        newcomer = net.add(record, MONTHS - random.randint(1, 5))
        if position % 3:
            net.tie((newcomer, hub), "in touch with", 2, MONTHS - 1)


def _entered_twice(net: DemoNet, random: Random, hub: int, person: int) -> None:
    """Three whom somebody put on the map again in other words, for a map manager to find."""
    council = next(n for n, actor in enumerate(net.actors) if actor.kind == "Public body")
    town, name = net.actors[council].place, net.actors[person].name
    slip = f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"
    for again, called in (
        (hub, f"{HUB.removeprefix('The ')} CIO"), (person, slip), (council, f"{town} City Council"),
    ):  # fmt: skip
        known = net.actors[again]
        number = net.add(ActorRecord(name=called, kind=known.kind, place=known.place), MONTHS - 1)
        around = [next(end for end in pair if end != again) for pair in net.pairs if again in pair]
        for other in random.sample(sorted(around), min(2, len(around))):
            net.tie((number, other), "in touch with", 2, MONTHS - 1)
