"""weft compare: are the people of several rounds of a survey better connected than before?"""

from __future__ import annotations

import argparse
import math
from dataclasses import fields
from typing import Any

from weft import sna
from weft.project.commands.network_file import shown


def run(options: argparse.Namespace) -> int:
    if len(options.waves) < 2:
        raise sna.SnaError("Give at least two rounds to compare: WAVE1.csv WAVE2.csv.")
    waves = [sna.read_wave(path) for path in options.waves]
    found = sna.compare(waves, rung=options.rung)
    text = _text(found, options.waves)
    return shown(_values(found, options.waves), as_json=options.json, text=text)


def _values(found: sna.Comparison, files: list[str]) -> dict[str, object]:
    return {
        "rung": found.rung,
        "verdict": found.verdict,
        "waves": [
            {"file": file, **_plain(wave)} for file, wave in zip(files, found.waves, strict=True)
        ],
        "changes": [
            {
                "first": files[change.first],
                "second": files[change.second],
                "verdict": change.verdict,
                "sentence": change.sentence,
                "reasons": [reason.code for reason in change.reasons],
                "before": _plain(change.before),
                "after": _plain(change.after),
                "evidence": _plain(change.evidence),
                "splits": {
                    name: _plain(getattr(change.splits, name))
                    for name in ("ties", "mean_degree", "density")
                },
                "transitions": change.transitions.tolist(),
            }
            for change in found.changes
        ],
    }


def _plain(record: Any) -> dict[str, object]:
    """The fields of a record, with figures that are not defined as None."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in values.items()
    }


def _text(found: sna.Comparison, files: list[str]) -> str:
    lines = [f"Ties from rung {found.rung} on.", ""]
    for file, wave in zip(files, found.waves, strict=True):
        share = "" if math.isnan(wave.response) else f" ({wave.response:.0%})"
        lines.append(
            f"  {file}: {wave.answered} of {wave.asked} asked answered{share}; "
            f"density {wave.density:.3f}, {wave.mean_degree:.1f} ties a person"
        )
    for change in found.changes:
        lines += ["", f"{files[change.first]} → {files[change.second]}: {change.verdict}"]
        lines.append(f"  {change.sentence}")
        split = change.splits.ties
        lines.append(
            f"  The whole map has {split.before:.0f} → {split.after:.0f} ties: "
            f"{split.panel:+.0f} among the same people, {split.joiners:+.0f} from joiners, "
            f"{split.leavers:+.0f} from leavers, {split.response:+.0f} from who answered."
        )
    return "\n".join(lines)
