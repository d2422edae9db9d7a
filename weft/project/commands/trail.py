"""weft audit: whether any entry of the audit trail was changed or taken out."""

from __future__ import annotations

import argparse
import json

from weft.common.audit import SITE, broken_links, chains, ended_so, ends_of_chains
from weft.networks.models import Network


def run(options: argparse.Namespace) -> int:
    names = dict(Network.objects.values_list("pk", "slug"))
    found = {
        "the site" if pk == SITE else names.get(pk, f"network {pk}"): list(broken_links(pk))
        for pk in chains()
    }
    made_up = [end for end in options.ended if not ended_so(end)]
    if made_up:
        found["the log"] = [f"No trail ever ended with {end}." for end in made_up]
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for name, broken in found.items():
            print(f"{name}: {'whole' if not broken else ''}")
            for sentence in broken:
                print(f"  {sentence}")
        print("Ends:", *ends_of_chains())
    return 1 if any(found.values()) else 0
