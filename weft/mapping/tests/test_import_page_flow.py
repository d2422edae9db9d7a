"""An import from the page: read, looked at, corrected, confirmed, undone; or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from testkit.cast import Cast
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import run_until_idle
from weft.graph.actions import add_actor, undo_change_set
from weft.graph.models import Actor, Tie
from weft.mapping.imports.actions import (
    cancel_import,
    confirm_import,
    correct_import,
    start_import,
)
from weft.mapping.imports.files import Choices
from weft.mapping.models import Import, ImportState

pytestmark = pytest.mark.django_db

TABLE = b"a;b;strength\nZoe Alpha;Yan Beta;2\nYan Beta;Zoe Alphas;3\n"


def started(cast: Cast, content: bytes = TABLE, name: str = "ties.csv") -> Import:
    viewer = cast.open.viewer(cast.account("map_manager"))
    begun = start_import(viewer=viewer, uploads=[SimpleUploadedFile(name, content)], visibility=1)
    run_until_idle()
    begun.refresh_from_db()
    return begun


def test_from_upload_to_undo(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("map_manager"))
    before = Actor.objects.visible_to(viewer).count()
    begun = started(cast)
    assert begun.state == ImportState.READY, begun.error
    assert Actor.objects.visible_to(viewer).count() == before
    mapping: Choices = {"mapping": {"0": {"a": "source", "b": "target", "strength": "weight"}}}
    correct_import(viewer=viewer, started=begun, choices=mapping, visibility=2)
    run_until_idle()
    begun.refresh_from_db()
    assert begun.preview["actors"] == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    assert begun.preview["ties"]["new"] == 2
    assert begun.preview["suspects"][0]["resembles"] in ("Zoe Alpha", "Zoe Alphas")
    confirm_import(viewer=viewer, started=begun)
    run_until_idle()
    begun.refresh_from_db()
    assert (begun.state, begun.folder, begun.preview) == (ImportState.DONE, "", {})
    assert begun.change_set is not None
    assert begun.change_set.made_by == cast.account("map_manager")
    made = Tie.objects.filter(created_in=begun.change_set)
    assert set(made.values_list("weight", "visibility")) == {(2.0, 2), (3.0, 2)}
    with pytest.raises(InvalidInput):
        confirm_import(viewer=viewer, started=begun)
    undo_change_set(viewer=viewer, change_set=begun.change_set)
    assert Actor.objects.visible_to(viewer).count() == before


def test_what_changed_since_the_preview_counts(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("map_manager"))
    begun = started(cast, b"name,place\nZoe,Leeds\n", "actors.csv")
    assert begun.preview["actors"]["new"] == 1
    add_actor(viewer=viewer, values={"name": "Zoe"})
    confirm_import(viewer=viewer, started=begun)
    run_until_idle()
    assert Actor.objects.filter(name="Zoe").count() == 1
    assert Actor.objects.get(name="Zoe").place == "Leeds"


def test_a_file_that_cannot_be_read(cast: Cast) -> None:
    begun = started(cast, b'{"nodes": [', "net.json")
    assert begun.state == ImportState.FAILED
    assert begun.error.startswith("net.json")
    assert begun.error.endswith(".")


def test_a_cancelled_import_leaves_no_file(cast: Cast) -> None:
    begun = started(cast)
    folder = Path(settings.MEDIA_ROOT) / begun.folder
    assert folder.is_dir()
    cancel_import(viewer=cast.open.viewer(cast.account("map_manager")), started=begun)
    assert not folder.exists()
    assert not Import.objects.filter(pk=begun.pk).exists()


@pytest.mark.parametrize("role", ["anonymous", "stranger", "member"])
def test_others_may_not_import(cast: Cast, role: str) -> None:
    viewer = cast.open.viewer(cast.account(role))
    begun = started(cast)
    with pytest.raises(NotAllowed):
        start_import(viewer=viewer, uploads=[SimpleUploadedFile("a.csv", TABLE)], visibility=1)
    with pytest.raises(NotAllowed):
        confirm_import(viewer=viewer, started=begun)
    with pytest.raises(NotAllowed):
        correct_import(viewer=viewer, started=begun, choices={}, visibility=1)
    with pytest.raises(NotAllowed):
        cancel_import(viewer=viewer, started=begun)
    assert not Actor.objects.filter(name__startswith="Zoe").exists()


def test_whoever_lost_the_role_meanwhile_imports_nothing(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("map_manager"))
    begun = started(cast, b"name\nZoe\n", "actors.csv")
    confirm_import(viewer=viewer, started=begun)
    cast.open.network.memberships.filter(account=cast.account("map_manager")).delete()
    run_until_idle()
    assert not Actor.objects.filter(name="Zoe").exists()
    begun.refresh_from_db()
    assert begun.job is not None
    assert begun.job.state == "failed"
