"""Arrays in one file: any NumPy opens it, aligned, and nothing but what is asked for is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weft.analysis.files import Arrays, mapped_arrays, write_arrays

ARRAYS: Arrays = {
    "ids": np.arange(7),
    "none": np.zeros((0, 3), dtype=np.float32),
    "xy": np.random.default_rng(0).random((5, 2)).astype(np.float32),
    "by_column": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "flag": np.array([True]),
}


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "net.npz"
    write_arrays(file, ARRAYS)
    with np.load(file) as plain:
        for found in (mapped_arrays(file), dict(plain)):
            assert set(found) == set(ARRAYS)
            for name, values in ARRAYS.items():
                assert np.array_equal(found[name], values)
                assert found[name].dtype == values.dtype


def test_mapped_arrays_are_aligned_and_cannot_be_changed(tmp_path: Path) -> None:
    file = tmp_path / "net.npz"
    write_arrays(file, ARRAYS)
    for values in mapped_arrays(file, ["ids", "xy"]).values():
        assert values.ctypes.data % 64 == 0
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "net.npz"
    write_arrays(file, {"ids": np.arange(3)})
    with pytest.raises(ValueError, match="holds objects"):
        write_arrays(file, {"ids": np.array([object()])})
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]
    assert mapped_arrays(file)["ids"].tolist() == [0, 1, 2]
