"""weft sign-out: end the sessions of one account, or of all."""

from __future__ import annotations

import argparse
import json

from weft.accounts.actions import end_all_sessions, end_sessions_of, forget_second_steps


def run(options: argparse.Namespace) -> int:
    if options.forget_second_step:
        forget_second_steps(email=options.email)
    ended = end_sessions_of(email=options.email) if options.email else end_all_sessions()
    print(json.dumps({"ended": ended}) if options.json else f"Ended {ended} sessions.")
    return 0
