"""Where uploaded files wait until they are imported, and how they are read with the choices
that the person made."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.sna import io as netio
from weft.sna.io.headings import guess_actor_mapping, guess_tie_mapping

Choices = dict[str, object]


def store(uploads: Sequence[UploadedFile[bytes]]) -> tuple[str, list[str]]:
    """Keep uploads in a folder of their own; the folder and the names they came with."""
    if not uploads:
        raise InvalidInput(_("Choose a file first."))
    total = sum(upload.size or 0 for upload in uploads)
    if total > settings.WEFT_MAX_UPLOAD_MB * 2**20:
        raise InvalidInput(
            _("The files are larger than %(limit)s MB. Split them, or ask your host to raise it.")
            % {"limit": settings.WEFT_MAX_UPLOAD_MB}
        )
    folder = f"imports/{secrets.token_hex(12)}"
    place = Path(settings.MEDIA_ROOT) / folder
    place.mkdir(parents=True, mode=0o700)
    names = []
    for number, upload in enumerate(uploads):
        names.append(Path(upload.name or f"file {number + 1}").name[:150])
        with (place / str(number)).open("wb") as stream:
            for chunk in upload.chunks():
                stream.write(chunk)
    return folder, names


def stored_paths(folder: str, count: int) -> list[Path]:
    return [Path(settings.MEDIA_ROOT) / folder / str(number) for number in range(count)]


def discard(folder: str) -> None:
    """Delete the uploaded files for good."""
    if folder:
        shutil.rmtree(Path(settings.MEDIA_ROOT) / folder, ignore_errors=True)


def read_with_choices(
    paths: Sequence[Path], names: Sequence[str], choices: Choices
) -> netio.NetworkFile:
    """Read files and put the person's corrections in place of our guesses."""
    wanted = choices.get("format")
    file = netio.read(paths, format=str(wanted) if wanted else None, names=names)
    if direction := choices.get("direction"):
        file.direction = direction  # type: ignore[assignment]  # checked by the form
    roles = choices.get("roles")
    if isinstance(roles, dict):
        for number, table in enumerate(file.tables):
            if (role := roles.get(str(number), table.role)) != table.role:
                _take_role(table, role)
    corrections = choices.get("mapping")
    if isinstance(corrections, dict):
        for number, table in enumerate(file.tables):
            for_table = {**corrections.get("*", {}), **corrections.get(str(number), {})}
            known = {key: value for key, value in for_table.items() if key in table.columns}
            for column, field in known.items():
                if field == "field":
                    table.mapping.pop(column, None)
                else:
                    _free(table, field)
                    table.mapping[column] = field
            if known:
                table.role = _role_of(table)
    return file


def _take_role(table: netio.Table, role: netio.TableRole) -> None:
    """Let a table list what the person says, with its columns guessed anew for that."""
    table.role = role
    if role == "ties":
        table.mapping = guess_tie_mapping(table.columns)
        if not table.mapping:
            table.mapping = dict(zip(table.columns, ("source", "target"), strict=False))
        return
    table.mapping = guess_actor_mapping(table.columns)
    if "name" not in table.mapping.values():
        first = next(iter(table.columns), None)
        if first is not None:
            table.mapping[first] = "name"


def _role_of(table: netio.Table) -> netio.TableRole:
    """What a table lists, now that a person has said what its columns are."""
    fields = set(table.mapping.values())
    if {"source", "target"} <= fields:
        return "ties"
    return "actors" if table.role in ("ties", "unknown") and "name" in fields else table.role


def _free(table: netio.Table, field: str) -> None:
    """A field is filled from one column only: take it from the column that had it."""
    for column, mapped in list(table.mapping.items()):
        if mapped == field and field != netio.IGNORE:
            del table.mapping[column]
