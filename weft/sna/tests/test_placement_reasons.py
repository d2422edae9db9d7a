"""Tests of what people without a place are told."""

from __future__ import annotations

from weft import sna
from weft.sna.tests.test_placement import person


def told(
    people: list[sna.Participant], rules: sna.GroupRules | None = None, **more: object
) -> dict[object, tuple[str, str]]:
    found = sna.form_groups(people, rules, **more)  # type: ignore[arg-type]  # Pairs.
    return {each.id: (each.code, each.sentence) for each in found.unplaced}


FIVE = [person(f"p{i}") for i in range(5)]


def test_reasons_before_any_group() -> None:
    rules = sna.GroupRules(no_state=True)
    people = [
        *FIVE, person("a", consent=False), person("b", stake=False), person("c", state=True),
        person("d", slots=""), person("e", "Wed"), person("f", "Thu"), person("g", "Thu Fri"),
    ]  # fmt: skip
    assert told(people, rules) == {
        "a": ("no consent", "They have not agreed to take part."),
        "b": ("no stake", "They are not working on any issue right now."),
        "c": ("state", "These groups are not for people who work for the state."),
        "d": ("no slot", "They have not said when they can come."),
        "e": ("too few", "Nobody else can make Wed. A group needs 5 people."),
        "f": ("too few", ("Only 1 other person who can be in their group can make Thu. "
              "A group needs 5 people.")),
        "g": ("too few", ("None of their 2 times has enough people. Only 1 other person who can be "
              "in their group can make Thu. A group needs 5 people.")),
    }  # fmt: skip


def test_reasons_beside_groups() -> None:
    people = [person(f"p{i}", organisation=f"o{i}") for i in range(7)]
    full = told([*people, person("late", organisation="new")])
    assert len(full) == 1
    assert next(iter(full.values())) == (
        "full", "The only group they could join meets on Tue and is full."
    )  # fmt: skip
    same = told([*people[:5], person("twin", organisation="o1")])
    assert next(iter(same.values())) == (
        "seat taken",
        (
            "The only group they could join meets on Tue and already has someone from their "
            "organisation."
        ),
    )
    apart = [("p0", "other"), ("p1", "other")]
    assert told([*people[:6], person("other")], apart=apart)["other"] == (
        "kept apart",
        (
            "The only group they could join meets on Tue and has someone they should be kept apart "
            "from."
        ),
    )


def test_people_needed_elsewhere() -> None:
    movable = [person(f"p{i}", "Tue Wed") for i in range(4)]
    people = [*movable, person("w1", "Wed"), person("w2", "Wed"), person("t1")]
    assert told(people) == {
        "t1": (
            "elsewhere",
            (
                "No group meets when they can come. Of the 4 others who could come then, 4 have a "
                "place in a group at another time."
            ),
        )
    }


def test_several_groups_and_several_reasons() -> None:
    people = [person(f"p{i}", organisation=f"o{i % 7}") for i in range(14)]
    rules = sna.GroupRules(least=7, most=7)
    found = told([*people, person("third", organisation="o0")], rules)
    assert list(found.values()) == [
        (
            "seat taken",
            (
                "All 2 groups that meet when they can come already have someone from their "
                "organisation."
            ),
        )
    ]
