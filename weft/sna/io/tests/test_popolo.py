"""Popolo: people, organisations and who holds which office where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from weft.sna import io as netio

SMALL = {
    "persons": [
        {"id": "p1", "name": "Ada", "contact_details": [{"type": "email", "value": "a@x.org"}],
         "birth_date": "1970-01-01", "party": "Yellow"},
        {"id": "p2", "name": "Ben", "links": [{"url": "https://ben.example"}]},
    ],
    "organizations": [
        {"id": "o1", "name": "Town Council", "classification": "legislature",
         "area_id": "a1"},
        {"id": "o2", "name": "Yellow Party", "classification": "party"},
    ],
    "memberships": [
        {"person_id": "p1", "organization_id": "o1", "role": "mayor", "start_date": "2019-05",
         "on_behalf_of_id": "o2"},
        {"person_id": "p2", "organization_id": "o1"},
        {"person_id": "nobody", "organization_id": "o1", "role": "ghost"},
    ],
    "areas": [{"id": "a1", "name": "Leeds"}],
    "events": [{"id": "e"}],
}  # fmt: skip


def test_offices_are_ties_named_by_the_role(tmp_path: Path) -> None:
    path = tmp_path / "councillors.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    file = netio.read([path])
    assert file.format == "popolo"
    net = netio.resolve(file)
    by_name = {actor.name: actor for actor in net.actors}
    assert by_name["Ada"].kind == "Person"
    assert by_name["Ada"].email == "a@x.org"
    assert by_name["Ada"].fields == {"party": "Yellow"}, "a birthday is nobody's business"
    assert by_name["Ben"].website == "https://ben.example"
    assert (by_name["Town Council"].kind, by_name["Town Council"].place) == ("Public body", "Leeds")
    ties = {
        (net.actors[t.source].name, net.actors[t.target].name, t.type, t.start) for t in net.ties
    }
    assert {
        ("Ada", "Town Council", "mayor", "2019-05"),
        ("Ada", "Yellow Party", "on behalf of", "2019-05"),
        ("Ben", "Town Council", "member", ""),
    } <= ties
    assert any("events" in note.message for note in file.notes)


@pytest.mark.parametrize(
    ("name", "people", "bodies", "memberships"),
    [("NSW", 1480, 179, 1781), ("TAS", 263, 33, 317), ("VIC", 670, 96, 756)],
)
def test_australian_councillors(
    corpus: Path, name: str, people: int, bodies: int, memberships: int
) -> None:
    file = netio.read([corpus / "popolo-au-councillors" / f"{name}_popolo.json"])
    net = netio.resolve(file)
    kinds = [actor.kind for actor in net.actors]
    assert kinds.count("Person") == people
    assert len(kinds) - kinds.count("Person") == bodies
    assert sum(1 for tie in net.ties if tie.type != "on behalf of") == memberships
