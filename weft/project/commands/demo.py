"""weft demo: load the made-up demo network."""

from __future__ import annotations

import argparse
import json

from weft.home.demo.load import load_demo
from weft.project.commands.database import prepare_database


def run(options: argparse.Namespace) -> int:
    prepare_database()
    network = load_demo(options.seed)
    if options.json:
        print(json.dumps({"network": network.slug}))
    else:
        print(f"The demo network is “{network.name}”.")
    return 0
