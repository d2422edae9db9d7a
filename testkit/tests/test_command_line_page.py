"""docs/reference/command-line.md names every command, and its files can be read."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from weft import sna
from weft.project import cli

TEXT = (Path(__file__).resolve().parent.parent.parent / "docs/reference/command-line.md").read_text(
    "utf-8"
)


def test_every_command_and_option_is_documented() -> None:
    (commands,) = (
        action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    for name, command in commands.choices.items():
        assert f"weft {name}" in TEXT, name
        for action in command._actions:
            for option in action.option_strings:
                assert option in {"-h", "--help"} or option in TEXT, f"{name} {option}"


def test_the_round_shown_can_be_read(tmp_path: Path) -> None:
    (rows,) = re.findall(r"(?m)^    (from,to,rung.*\n(?:    .*\n)+)", TEXT)
    path = tmp_path / "spring.csv"
    path.write_text(re.sub(r"(?m)^    ", "", rows), "utf-8")
    wave = sna.read_wave(path)
    assert wave.members == ("Ann", "Ben", "Cleo", "Dai")
    assert wave.answered.tolist() == [True, False, True, False]
    assert wave.asked.tolist() == [True, True, True, False]
