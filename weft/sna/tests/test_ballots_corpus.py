"""Real elections, where the machine has their ballots: winners and figures that were published."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from weft import sna

CORPUS = Path(os.environ.get("WEFT_CORPUS", "")) / "ballots"
pytestmark = pytest.mark.skipif(
    not os.environ.get("WEFT_CORPUS"), reason="WEFT_CORPUS does not name a folder of real ballots"
)


LEADERS = {
    2006: (
        "Anthony Towns > Steve McIntyre > Jeroen van Wolffelaar = Andreas Schuldei > "
        "Bill Allombert > None of the Above > Ari Pollak > Jonathan aka Ted Walther"
    ),
    2007: (
        "Sam Hocevar > Steve McIntyre > Raphaël Hertzog > Wouter Verhelst > Anthony Towns > "
        "Gustavo Franco > None Of The Above > Simon Richter > Aigars Mahinovs"
    ),
    2020: "Jonathan Carter > Sruthi Chandran > Brian Gupta > None Of The Above",
}


@pytest.mark.parametrize(("year", "ballots"), [(2006, 421), (2007, 482), (2020, 339)])
def test_leaders_of_debian(year: int, ballots: int) -> None:
    file = sna.read_ballots(CORPUS / "debian" / f"leader{year}_tally.txt")
    assert (file.format, file.ballots.total) == ("debian", ballots)
    # The sheet of 2007 is in ISO-8859-1.
    assert bool(file.notes) == (year == 2007)
    found = sna.schulze(file.ballots)
    assert found.pairwise.winner == found.order[0][0]
    order = " > ".join(" = ".join(file.ballots.named(rank)) for rank in found.order)
    assert order == LEADERS[year]


def test_mayor_of_minneapolis() -> None:
    begun = time.perf_counter()
    file = sna.read_ballots(CORPUS / "votekit" / "minneapolis_mayor_2013_cvr.csv", overvotes="skip")
    ballots = file.ballots
    assert (file.format, ballots.total, len(ballots.candidates)) == ("csv", 80_101, 36)
    found = sna.instant_runoff(ballots)
    assert ballots.named(found.elected) == ["BETSY HODGES"]
    # The threshold announced was 39,708, more than half of the ballots that name someone.
    assert found.valid // 2 + 1 == 39_708
    votes = dict(found.rows())
    assert votes["BETSY HODGES"][0] == 28_962
    assert votes["BETSY HODGES"][-1] == 38_870
    assert votes["MARK ANDREW"][-1] == 24_972
    assert time.perf_counter() - begun < 10


def test_council_of_albany() -> None:
    """Up to the first election the city counted by the same rules, and published each round."""
    ballots = sna.read_ballots(CORPUS / "votekit" / "albany_profile.csv").ballots
    found = sna.scottish_stv(ballots, 2)
    assert (found.valid, found.quota) == (7_159, 2_387)
    assert ballots.named(found.elected) == ["JOHN ANTHONY MIKI", "ROBIN D  LOPEZ"]
    votes = {name: list(each[:3]) for name, each in found.rows()}
    assert votes["JOHN ANTHONY MIKI"] == [2_152, 2_219, 2_876]
    assert votes["JENNIFER HANSEN ROMERO"] == [1_814, 1_881, 2_076]
    assert votes["ROBIN D  LOPEZ"] == [1_642, 1_742, 2_111]
    assert votes["NICK PILCH"] == [1_237, 1_284, 0]
    assert votes["JEREMIAH GARRETT PINGUELO"] == [314, 0, 0]


def test_first_district_of_portland() -> None:
    ballots = sna.read_ballots(CORPUS / "votekit" / "Portland_2024_D1_profile.csv").ballots
    assert (ballots.total, len(ballots.candidates)) == (42_871, 17)
    assert "Michael (Mike) Sands" in ballots.candidates
    found = sna.scottish_stv(ballots, 3)
    assert set(ballots.named(found.elected)) == {
        "Candace Avalos",
        "Jamie Dunphy",
        "Loretta Smith",
    }
    assert {tie.settled for tie in found.ties} == {"earlier stages"}


def test_a_ward_of_the_western_isles() -> None:
    file = sna.read_ballots(CORPUS / "votekit" / "eilean_siar_2012_ward3.csv")
    assert (file.seats, file.title) == (3, "Na Hearadh Agus Ceann A Deas Nan Loch")
    found = sna.scottish_stv(file.ballots, 3)
    assert (found.valid, found.quota) == (802, 201)
    assert file.ballots.named(found.elected) == [
        "Catherine Macdonald",
        "Philip Robert Mclean",
        "D J Macrae",
    ]


def test_an_association_with_three_candidates() -> None:
    file = sna.read_ballots(CORPUS / "tideman-ers" / "A77.HIL")
    assert (file.format, file.seats, file.ballots.total) == ("blt", 1, 213)
    letters = {
        "".join(file.ballots.named(c for rank in ranking for c in rank)): count
        for ranking, count in file.ballots
    }
    assert letters == {
        "3": 39, "13": 38, "31": 36, "32": 29, "12": 28, "21": 15, "1": 14, "23": 9, "2": 5,
    }  # fmt: skip
    assert sna.schulze(file.ballots).order == ((2,), (0,), (1,))


@pytest.mark.parametrize(
    ("name", "ballots", "seats", "elected"),
    [
        # As pyrankvote and votelib count them; of A3 they name the last two in either order.
        ("A1", 380, 3, ["Candidate 1", "Candidate 9", "Candidate 3"]),
        ("A3", 989, 7, ["6", "8", "4", "11", "5", "2", "14"]),
        ("A60", 197, 1, ["1"]),
    ],
)
def test_associations(name: str, ballots: int, seats: int, elected: list[str]) -> None:
    file = sna.read_ballots(CORPUS / "tideman-ers" / f"{name}.HIL")
    assert (file.seats, file.ballots.total) == (seats, ballots)
    found = sna.scottish_stv(file.ballots, seats)
    assert file.ballots.named(found.elected) == elected
    assert found.open_tie is None
