"""Read Popolo (popoloproject.com): people, organisations, and who holds which office where."""

from __future__ import annotations

from weft.sna.io.json_values import as_cell, as_list, as_object, as_text
from weft.sna.io.records import Cell, NetworkFile, Note
from weft.sna.io.records_table import RecordTable
from weft.sna.io.source import Source

_KINDS = {
    "legislature": "Public body", "government": "Public body", "executive": "Public body",
    "chamber": "Public body", "ministry": "Public body", "committee": "Committee",
    "party": "Political party", "party/faction": "Political party",
}  # fmt: skip
#: What of a person or organisation has a place of its own.
_KNOWN = {
    "name": "name", "summary": "description", "biography": "description",
    "description": "description", "email": "email", "image": "image",
    "birth_date": "ignore", "death_date": "ignore", "founding_date": "start",
    "dissolution_date": "end",
}  # fmt: skip
_ASIDE = frozenset(
    {"id", "classification", "other_names", "identifiers", "contact_details", "links", "sources",
     "memberships", "posts", "area", "images", "parent_id", "sort_name", "given_name",
     "family_name"}
)  # fmt: skip


def is_popolo(content: object) -> bool:
    """Whether a JSON file is in Popolo."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("memberships"), list)
        and any(isinstance(content.get(key), list) for key in ("persons", "organizations"))
    )


def read_popolo(content: dict[str, object], source: Source) -> NetworkFile:
    """Read people and organisations as actors, and memberships as ties named by the role.

    On whose behalf someone holds an office, such as a party, is a tie of its own.
    """
    actors = RecordTable(source.name, "persons and organizations", "actors")
    ties = RecordTable(source.name, "memberships", "ties")
    areas = {
        as_text(area.get("id")): as_text(area.get("name"))
        for area in map(as_object, as_list(content.get("areas")))
    }
    row = 0
    for key, usual in (("persons", "Person"), ("organizations", "Organisation")):
        for item in as_list(content.get(key)):
            row += 1
            _add_actor(row, as_object(item), usual, areas, actors)
    for number, item in enumerate(as_list(content.get("memberships")), start=1):
        _add_membership(number, as_object(item), ties)
    file = NetworkFile("popolo", [actors.table(), ties.table()], "directed")
    events = as_list(content.get("events"))
    if events:
        message = f"Left out: {len(events):,} events, which are terms of office and have no ties."
        file.notes.append(Note(source.name, None, message))
    return file


def _add_actor(
    row: int,
    record: dict[str, object],
    usual: str,
    areas: dict[str, str],
    actors: RecordTable,
) -> None:
    classified = as_text(record.get("classification"))
    area = as_object(record.get("area"))
    known: dict[str, Cell] = {
        "id": as_text(record.get("id")),
        "kind": _KINDS.get(classified.lower(), usual),
        "place": as_text(area.get("name")) or areas.get(as_text(record.get("area_id")), ""),
        "website": _website(record),
    }
    fields: dict[str, Cell] = {"classification": classified} if classified else {}
    for key, value in record.items():
        meaning = _KNOWN.get(key)
        if meaning == "ignore" or key in _ASIDE or key == "area_id":
            continue
        if meaning and not known.get(meaning):
            known[meaning] = as_cell(value)
        elif not meaning:
            fields[key] = as_cell(value)
    contact = _contact(record)
    if contact and not known.get("email"):
        known["email"] = contact
    actors.add(row, known, fields)


def _website(record: dict[str, object]) -> Cell:
    links = [as_text(as_object(link).get("url")) for link in as_list(record.get("links"))]
    return next((link for link in links if link.startswith("http")), "")


def _contact(record: dict[str, object]) -> str:
    details = map(as_object, as_list(record.get("contact_details")))
    emails = [as_text(d.get("value")) for d in details if as_text(d.get("type")) == "email"]
    return emails[0] if emails else ""


def _add_membership(row: int, record: dict[str, object], ties: RecordTable) -> None:
    person = as_text(record.get("person_id"))
    dates: dict[str, Cell] = {
        "start": as_text(record.get("start_date")),
        "end": as_text(record.get("end_date")),
    }
    role = as_text(record.get("role")) or as_text(record.get("label")) or "member"
    own: dict[str, Cell] = {"id": as_text(record.get("id")), "direction": "directed", **dates}
    body = as_text(record.get("organization_id"))
    area = as_text(as_object(record.get("area")).get("name"))
    fields: dict[str, Cell] = {"area": area} if area else {}
    ties.add(row, {**own, "source": person, "target": body, "type": role}, fields)
    behalf = as_text(record.get("on_behalf_of_id"))
    if behalf and behalf != body:
        party: dict[str, Cell] = {"direction": "directed", **dates, "type": "on behalf of"}
        ties.add(row, {**party, "source": person, "target": behalf}, {})
