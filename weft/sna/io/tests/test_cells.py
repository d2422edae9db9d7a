"""Single cells: what a spreadsheet would run, numbers, dates, colours, and limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from weft.sna import io as netio
from weft.sna.io import limits
from weft.sna.io.cell_values import to_colour, to_date, to_number
from weft.sna.io.own_tables import join_list, neutralise, split_list, take_off_prefix


@pytest.mark.parametrize(
    "text", ["=1+1", " =1", "+44 20", "-x", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "\rx", "\nx"]
)
def test_cells_that_would_run_get_a_mark(text: str) -> None:
    assert neutralise(text) == f"'{text}"
    assert take_off_prefix(neutralise(text)) == text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1e5", "North", "", "a=b", "'North'", "'"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert neutralise(text) == text
    assert take_off_prefix(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "''", "' =x"])
def test_a_mark_of_the_users_own_survives(text: str) -> None:
    assert take_off_prefix(neutralise(text)) == text


def test_lists_keep_their_separators() -> None:
    values = ["a|b", "c\\", "\\|", "d"]
    assert split_list(join_list(values)) == values


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.5", 1.5), ("1,5", 1.5), ("6 275", 6275), ("1,234,567", 1234567), ("1.234,5", 1234.5),
     ("1e3", 1000), ("nan", None), ("inf", None), ("1e999", None), ("12 Main Street", None)],
)  # fmt: skip
def test_numbers(text: str, number: float | None) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [("2019", "2019"), ("2019-5", "2019-05"), ("31/05/2019", "2019-05-31"),
     ("2019/05/31", "2019-05-31"), ("2019-05-31T00:00:00Z", "2019-05-31"),
     ("2019-05-31T10:15:00", "2019-05-31T10:15:00"), ("2019-13", None), ("spring", None)],
)  # fmt: skip
def test_dates(text: str, day: str | None) -> None:
    assert to_date(text) == day


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#FFF", "#ffffff"), ("ff0000", "#ff0000"), ("#ff000080", "#ff0000"), ("red", "#ff0000"),
     ("rgba(255, 0, 10, 0.5)", "#ff000a"), ("0, 0, 255", "#0000ff"), ("rgb(a)", ""), ("x", "")],
)  # fmt: skip
def test_colours(text: str, colour: str) -> None:
    assert to_colour(text) == colour


def test_a_second_column_with_the_same_meaning_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,city,town\nNorth,Leeds,York\n")
    file = netio.read([path])
    file.tables[0].mapping |= {"city": "place", "town": "place"}
    actor = netio.resolve(file).actors[0]
    assert (actor.place, actor.fields) == ("Leeds", {"town": "York"})


def test_too_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 5)
    path = tmp_path / "a.csv"
    path.write_text("name\n" + "North\n" * 10)
    with pytest.raises(netio.FileProblem, match="split"):
        netio.read([path])


def test_every_format_has_a_label_and_endings() -> None:
    assert len(netio.FORMATS) == 21
    for key, format_ in netio.FORMATS.items():
        assert format_.key == key
        assert format_.label
        assert all(ending.startswith(".") for ending in format_.extensions)
        assert all(sentence.endswith(".") for sentence in format_.cannot_carry)
