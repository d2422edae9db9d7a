"""What should never have come in can be erased: it is gone from the database file too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from testkit.cast import Cast
from testkit.nets import clique, load, steward_of
from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import erase_change_set, undo_change_set
from weft.graph.errors import AlreadyUndone
from weft.graph.models import Actor, Change, ChangeSet, Evidence, Tie
from weft.sna.io.records import ActorRecord

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.mark.django_db
def test_only_what_is_undone_can_be_erased_and_only_by_convenors(cast: Cast) -> None:
    change_set = cast.open.change_sets[0]
    convenor = cast.open.viewer(cast.account("convenor"))
    with pytest.raises(InvalidInput, match="Undo this change first"):
        erase_change_set(viewer=convenor, change_set=change_set)
    undo_change_set(viewer=convenor, change_set=change_set)
    with pytest.raises(NotAllowed):
        erase_change_set(
            viewer=cast.open.viewer(cast.account("map_manager")), change_set=change_set
        )
    with pytest.raises(NotAllowed):
        erase_change_set(viewer=cast.closed.viewer(cast.account("convenor")), change_set=change_set)
    assert Actor.objects.filter(created_in=change_set).exists()


@pytest.mark.django_db
def test_an_erased_import_leaves_only_a_line_in_the_history() -> None:
    network = load([ActorRecord(name=f"Wrong {n}") for n in range(5)], clique(0, 5))
    viewer, change_set = steward_of(network), ChangeSet.objects.get(network=network)
    undo = undo_change_set(viewer=viewer, change_set=change_set)
    erase_change_set(viewer=viewer, change_set=change_set)
    assert not Actor.objects.filter(network=network).exists()
    assert not Tie.objects.filter(network=network).exists()
    assert not Evidence.objects.filter(created_in=change_set).exists()
    assert not Change.objects.filter(change_set__in=[change_set, undo]).exists()
    assert ChangeSet.objects.filter(network=network, is_erased=True).count() == 2
    for gone in (change_set, undo):
        gone.refresh_from_db()
        with pytest.raises(AlreadyUndone):
            undo_change_set(viewer=viewer, change_set=gone)


_ERASE = """
import django; django.setup()
from django.db import connection
from testkit.nets import steward_of
from weft.graph.actions import erase_change_set
from weft.graph.models import ChangeSet
from weft.common.models import Job
change_set = ChangeSet.objects.get(pk=1)
erase_change_set(viewer=steward_of(change_set.network), change_set=change_set)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


def test_an_erased_name_is_nowhere_in_the_database_file(tmp_path: Path) -> None:
    """Imported, undone and erased on the embedded database, whose file is then searched."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEFT_")}
    environment |= {
        "WEFT_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "weft.project.settings",
        "PYTHONPATH": str(ROOT),
    }
    listed = tmp_path / "people.csv"
    listed.write_text("Name,Town\nZyxwvut Qponmlk,Leeds\n" * 3, encoding="utf-8")
    weft = [sys.executable, "-m", "weft.project.cli"]
    for arguments in (["setup"], ["import", str(listed), "--create", "N"], ["undo", "1"]):
        subprocess.run([*weft, *arguments], env=environment, check=True, capture_output=True)
    data = tmp_path / "data"
    assert any(b"Zyxwvut" in file.read_bytes() for file in data.glob("weft.sqlite3*"))
    subprocess.run([sys.executable, "-c", _ERASE], env=environment, check=True)
    for file in data.rglob("*"):
        if file.is_file():
            assert b"zyxwvut" not in file.read_bytes().lower(), file.name
