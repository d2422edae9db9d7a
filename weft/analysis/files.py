"""Arrays in one file: any NumPy opens it, and it can be read in place without loading it."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
#: Arrays start at multiples of this many bytes, as compiled loops want them.
_ALIGNED = 64
#: A zip entry's own header, and where in it the lengths of its name and extra part stand.
_HEADER, _LENGTHS = 30, slice(26, 30)
#: Marks the part of an entry that only fills up ("WF").
_FILLER = 0x4657


def places_of(wanted: NDArray[np.int64] | list[int], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of the wanted stands in sorted ids; −1 for those that are not there."""
    looked_for = np.asarray(wanted, dtype=np.int64)
    if not len(ids):
        return np.full(len(looked_for), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(ids, looked_for), len(ids) - 1)
    return np.where(ids[at] == looked_for, at, -1)


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an uncompressed .npz whose arrays are aligned, beside it first, then in place."""
    part = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as file:
            for name, values in arrays.items():
                _add(file, f"{name}.npy", np.ascontiguousarray(values))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _add(file: zipfile.ZipFile, name: str, values: NDArray[Any]) -> None:
    if values.dtype.hasobject:
        raise ValueError(f"{name} holds objects, which only a program could read back.")
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, np.lib.format.header_data_from_array_1_0(values))
    entry = zipfile.ZipInfo(name)
    assert file.fp is not None
    starts = file.fp.tell() + _HEADER + len(name.encode()) + 4 + len(header.getvalue())
    entry.extra = struct.pack("<HH", _FILLER, -starts % _ALIGNED) + bytes(-starts % _ALIGNED)
    file.writestr(entry, header.getvalue() + values.tobytes())


def mapped_arrays(path: Path, names: Collection[str] | None = None) -> Arrays:
    """The arrays of a file, or those named, read from the file only where they are used."""
    found: Arrays = {}
    with zipfile.ZipFile(path) as file, path.open("rb") as stream:
        for entry in file.infolist():
            name = entry.filename.removesuffix(".npy")
            if names is None or name in names:
                found[name] = _mapped(path, stream, entry)
    return found


def _mapped(path: Path, stream: io.BufferedReader, entry: zipfile.ZipInfo) -> NDArray[Any]:
    stream.seek(entry.header_offset)
    name_length, extra_length = struct.unpack("<HH", stream.read(_HEADER)[_LENGTHS])
    stream.seek(entry.header_offset + _HEADER + name_length + extra_length)
    np.lib.format.read_magic(stream)
    shape, _by_column, dtype = np.lib.format.read_array_header_1_0(stream)
    if 0 in shape:
        return np.zeros(shape, dtype)
    # A plain array over the map: slices of it are plain, and compiled loops take it.
    return np.asarray(np.memmap(path, dtype, "r", offset=stream.tell(), shape=shape))
