"""Claim: 120,000 actors are searched for duplicates in under a minute, and rightly.

Beside it: what one would write first, every name with every other by rapidfuzz's `cdist` on both
cores, measured on a sample and multiplied by the square of the size. And how right the
suggestions are on the real directories that WEFT_CORPUS has.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from random import Random

import numpy as np
from rapidfuzz import fuzz, process

from bench.networks import load
from bench.table import Line, interleaved, seconds
from testkit.directories import DIRECTORIES, answers
from testkit.misspelling import misspelt
from weft.common.jobs import Progress
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.likeness import alike
from weft.graph.likeness.seen import seen_traits
from weft.keeping.duplicates import look_for_duplicates
from weft.keeping.models import Suspect
from weft.sna.io.records import ActorRecord, Net

ACTORS = 120_000
AIM = 60.0
_SAMPLE = 12_000
_SYLLABLES = (
    "ba", "ben", "bri", "ca", "da", "den", "do", "fa", "ga", "gor", "ha", "hol", "ka", "ken", "la",
    "lin", "ma", "mor", "na", "nor", "pa", "ra", "ro", "sa", "sto", "ta", "ten", "va", "wa", "wil",
)  # fmt: skip
_WORDS = ("Trust", "Forum", "Partnership", "Network", "Association", "Group", "Centre", "Project")


def lines() -> list[Line]:
    net = _net()
    network = load("Large", Net("bench", net, []))
    traits = seen_traits(Viewer(network.pk, Visibility.STEWARDS)).traits
    sample = [search_form(one.name) for one in traits[:_SAMPLE]]

    def ours() -> None:
        alike(traits)

    def naive() -> None:
        process.cdist(
            sample, sample, scorer=fuzz.ratio, score_cutoff=90, dtype=np.uint8, workers=-1
        )

    mine, part = interleaved((ours, naive), 3)
    whole = part * (ACTORS / _SAMPLE) ** 2
    started = time.perf_counter()
    look_for_duplicates({"network": network.pk}, Progress())
    job = time.perf_counter() - started
    stored = Suspect.objects.filter(network=network).count()
    return [
        Line(f"{ACTORS:,} actors: pairs that are alike", seconds(mine),
             f"cdist of all names {seconds(whole)}", f"{mine / whole:.3f}", "≤ 0.25",
             mine <= whole * 0.25),
        Line(f"{ACTORS:,} actors: the whole job, {stored:,} pairs stored", seconds(job), "", "",
             f"≤ {AIM:.0f} s", job <= AIM),
        *_rightness(),
    ]  # fmt: skip


def _net() -> list[ActorRecord]:
    """People and organisations of made-up words, one in a hundred of them twice."""
    random = Random(3)
    words = sorted({"".join(random.choices(_SYLLABLES, k=random.randint(2, 4))).title()
                    for _ in range(12_000)})  # fmt: skip
    towns = words[:600]
    found: list[ActorRecord] = []
    while len(found) < ACTORS:
        town = random.choice(towns)
        if random.random() < 0.5:
            name = f"{random.choice(words)} {random.choice(words)}"
        else:
            name = f"{town} {random.choice(words)} {random.choice(_WORDS)}"
        site = f"https://{name.lower().replace(' ', '')}.example" if random.random() < 0.3 else ""
        found.append(ActorRecord(name, place=town, website=site))
        if random.random() < 0.01:
            found.append(ActorRecord(misspelt(name, random), place=town))
    return found[:ACTORS]


def _rightness() -> list[Line]:
    corpus = os.environ.get("WEFT_CORPUS")
    found: list[Line] = []
    for name, read in DIRECTORIES.items() if corpus else ():
        directory = read(Path(str(corpus)))
        for half, answer in answers(directory).items():
            found.append(
                Line(f"{name}, {half}: {answer.right} of {answer.true} found in {answer.found}",
                     f"precision {answer.precision:.2f}, recall {answer.recall:.2f}",
                     f"with branches {answer.worth_a_look:.2f}", "", "")
            )  # fmt: skip
    return found
