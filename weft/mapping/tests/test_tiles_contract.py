"""One fixture holds the cutter and the script to the same contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from testkit.nets import clique, load
from weft.common.visibility import Viewer
from weft.mapping.tiles.around import around
from weft.mapping.tiles.store import current_cut
from weft.sna.io.records import ActorRecord

FIXTURE = Path(__file__).resolve().parents[3] / "map_ui/fixtures/tiles.json"
#: Numbers of rows, and what hangs on them: where those of one place stand around it.
_CHANGING = {"id", "e_id"}


def settled(data: dict[str, Any], *changing: str) -> dict[str, Any]:
    """Without what differs from run to run."""
    return {
        key: [n if old is not None else None for n, old in enumerate(value, 1)]
        if key in _CHANGING.union(changing)
        else value
        for key, value in data.items()
    }


@pytest.mark.django_db
def test_the_contract_with_the_script() -> None:
    kinds = ("Group", "Funder")
    records = [
        ActorRecord(name=f"Actor {n}", kind=kinds[n % 2], place="Leeds" if n else "", tags=["Food"])
        for n in range(9)
    ]
    network = load(records, [*clique(0, 4, rung=3), *clique(4, 4)])
    viewer = Viewer(network.pk, 0)
    cut = current_cut(viewer, network)
    about = cut.about()
    first = about.pop("first")
    found = around(viewer, cut, "place", first["id"][:1])
    assert found is not None
    found["actors"] = settled(found["actors"], "x", "y")
    about["bounds"]["place"] = [5_000, 5_000, 5_010, 5_010]
    made = {
        "overview": {**about, "stamp": "1-0-v1-1-1-n1", "version": 1},
        "tile": settled(first),
        "around": found,
    }
    text = json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not FIXTURE.exists():
        FIXTURE.write_text(text, encoding="utf-8")
    assert json.loads(FIXTURE.read_text(encoding="utf-8")) == json.loads(text)
