"""What following a source would do, as plain values for its page."""

from __future__ import annotations

from dataclasses import asdict

from weft.mapping.imports.report import SHOWN, Report, preview
from weft.mapping.sources.comparing import Followed
from weft.sna import io as netio

#: Nobody answers more questions than these; what is left is decided by default.
MOST_ASKED = 300


def told(file: netio.NetworkFile, followed: Followed) -> Report:
    """The preview of an import, with what would be taken off and what is left alone."""
    difference = followed.difference
    return {
        **preview(file, difference),
        "actors_gone": [actor.name for actor in difference.gone_actors[:SHOWN]],
        "actors_gone_count": len(difference.gone_actors),
        "ties_gone_count": len(difference.gone_ties),
        "matches": [
            {
                "key": followed.keys.actors[match.record],
                "name": difference.net.actors[match.record].name,
                "kind": difference.net.actors[match.record].kind,
                "actor_id": match.actor_id,
                "resembles": match.resembles,
                "why": match.why,
                "is_certain": match.is_certain,
                "is_same": followed.keys.actors[match.record] in followed.same,
            }
            for match in followed.matches[:MOST_ASKED]
        ],
        "matches_count": len(followed.matches),
        **left_alone(followed),
    }


def left_alone(followed: Followed) -> Report:
    """What stays as people made it, though the source says otherwise."""
    return {
        "kept": [asdict(kept) for kept in followed.kept[:SHOWN]],
        "left_off": followed.left_off[:SHOWN],
        "held": followed.held[:SHOWN],
    }
