"""Starting, reading, correcting and applying an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed, WeftError
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.visibility import Viewer
from weft.graph.actions import Intake, apply_difference
from weft.graph.difference import Difference, compare, find_suspects
from weft.graph.models import ChangeSet
from weft.graph.permissions import can_edit_map
from weft.mapping.imports.files import (
    Choices,
    discard,
    read_with_choices,
    store,
    stored_paths,
)
from weft.mapping.imports.report import preview
from weft.mapping.models import Import, ImportState
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.sna import io as netio

READ = "mapping.read_import"
APPLY = "mapping.apply_import"
DISCARD = "mapping.discard_import"
KEPT = timedelta(days=7)


def must_import(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can import."))


@transaction.atomic
def start_import(
    *, viewer: Viewer, uploads: Sequence[UploadedFile[bytes]], visibility: int
) -> Import:
    """Keep the uploaded files and have them read."""
    must_import(viewer)
    folder, names = store(uploads)
    started = Import.objects.create(
        network_id=viewer.network_id,
        account_id=viewer.account_id,
        folder=folder,
        file_names=names,
        visibility=visibility,
    )
    # Whoever forgets the upload does not leave it here.
    enqueue(
        kind=DISCARD,
        dedupe_key=str(started.pk),
        payload={"import": started.pk},
        delay=int(KEPT.total_seconds()),
    )
    return _queue(started, READ, ImportState.READING)


@job(DISCARD)
def discard_import(payload: Payload, progress: Progress) -> Payload:
    """Delete the files of an import that nobody finished."""
    left = Import.objects.filter(pk=str(payload["import"]), folder__gt="").first()
    if left is not None:
        discard(left.folder)
        left.delete()
    return {}


def _queue(started: Import, kind: str, state: str) -> Import:
    started.job = enqueue(kind=kind, dedupe_key=str(started.pk), payload={"import": started.pk})
    started.state = state
    started.error = ""
    started.save(update_fields=["job", "state", "error"])
    return started


@transaction.atomic
def correct_import(*, viewer: Viewer, started: Import, choices: Choices, visibility: int) -> Import:
    """Read the files again with the person's corrections."""
    must_import(viewer)
    started = _held(started, ImportState.READY, ImportState.FAILED)
    started.choices = choices
    started.visibility = visibility
    started.save(update_fields=["choices", "visibility"])
    return _queue(started, READ, ImportState.READING)


@transaction.atomic
def confirm_import(*, viewer: Viewer, started: Import) -> Import:
    """Do what the preview shows."""
    must_import(viewer)
    started = _held(started, ImportState.READY, ImportState.APPLYING)
    if started.state == ImportState.APPLYING:
        return started
    return _queue(started, APPLY, ImportState.APPLYING)


@transaction.atomic
def cancel_import(*, viewer: Viewer, started: Import) -> None:
    """Forget the upload: nothing of it stays."""
    must_import(viewer)
    started = _held(started, ImportState.READY, ImportState.FAILED, ImportState.READING)
    discard(started.folder)
    started.delete()


def _held(started: Import, *states: str) -> Import:
    """The import as it stands now, held until the end of the transaction, in a state that fits."""
    now = Import.objects.select_for_update().get(pk=started.pk)
    if now.state == ImportState.DONE:
        raise InvalidInput(_("This import is finished. Upload the file again to import it again."))
    if now.state not in states:
        raise InvalidInput(_("This import is being worked on. Wait a moment, then look again."))
    return now


def difference_for(viewer: Viewer, file: netio.NetworkFile, choices: Choices) -> Difference:
    match = "name" if choices.get("match") == "name" else "auto"
    return compare(viewer=viewer, net=netio.resolve(file), match=match)  # type: ignore[arg-type]


def _open(payload: Payload) -> tuple[Import, Viewer, list[Path]]:
    started = Import.objects.select_related("network").get(pk=str(payload["import"]))
    viewer = viewer_of(started.network, started.account_id)
    return started, viewer, stored_paths(started.folder, len(started.file_names))


@job(READ)
def read_import(payload: Payload, progress: Progress) -> Payload:
    """Read the files and store what importing them would do."""
    started, viewer, paths = _open(payload)
    must_import(viewer)
    progress.report(10, _("Reading the file"))
    try:
        file = read_with_choices(paths, started.file_names, started.choices)
        progress.report(50, _("Comparing it with the network"))
        difference = difference_for(viewer, file, started.choices)
        progress.report(80, _("Looking for names that are alike"))
        find_suspects(difference, viewer)
    except netio.FileProblem as problem:
        Import.objects.filter(pk=started.pk).update(state=ImportState.FAILED, error=str(problem))
        raise WeftError(str(problem)) from problem
    Import.objects.filter(pk=started.pk).update(
        state=ImportState.READY, preview=preview(file, difference)
    )
    return {}


@job(APPLY)
def apply_import(payload: Payload, progress: Progress) -> Payload:
    """Import the files; run twice, the second time finds nothing left to do."""
    started, viewer, paths = _open(payload)
    if started.state == ImportState.DONE:
        return {"change_set": started.change_set_id}
    progress.report(5, _("Reading the file"))
    file = read_with_choices(paths, started.file_names, started.choices)
    progress.report(30, _("Comparing it with the network"))
    # Comparing takes as long as writing, and should not keep others from writing meanwhile.
    difference = difference_for(viewer, file, started.choices)
    with transaction.atomic():
        now = Network.objects.select_for_update().get(pk=started.network_id)
        if now.graph_version != started.network.graph_version:
            difference = difference_for(viewer, file, started.choices)
        change_set = import_file(
            viewer=viewer,
            difference=difference,
            comment=", ".join(started.file_names),
            visibility=started.visibility,
            progress=progress,
        )
        Import.objects.filter(pk=started.pk).update(
            state=ImportState.DONE, change_set=change_set, folder="", preview={}
        )
    discard(started.folder)
    return {"change_set": change_set.pk if change_set else None}


def import_file(
    *,
    viewer: Viewer,
    difference: Difference,
    comment: str,
    visibility: int,
    progress: Progress,
) -> ChangeSet | None:
    """Apply a difference as one change set; pages and the command line both end here."""
    return apply_difference(
        viewer=viewer,
        difference=difference,
        intake=Intake(visibility=visibility, comment=comment),
        report=progress.report,
    )


def network_named(slug: str) -> Network:
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        raise InvalidInput(
            _("There is no network “%(slug)s”. Use --create NAME to start one.") % {"slug": slug}
        )
    return network
