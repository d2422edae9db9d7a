"""How lines of the log look: when (in UTC), how grave, from where, and what."""

from __future__ import annotations

import logging
import time
from typing import Any


class WithoutAddresses(logging.Filter):
    """Puts the pattern of an address into what Django logs of a request, as the address itself may
    carry a link that was sent to somebody, and then opens what was meant for them alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(_pattern(request) if arg == path else arg for arg in record.args)
        return True


def _pattern(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "an address that there is not"


class OneLine(logging.Formatter):
    """One line for each message, so that no text of somebody's looks like a line of its own.

    What went wrong inside (a traceback) follows on lines that are set in.
    """

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        line = super().formatMessage(record)
        return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        return "\n".join("    " + line for line in super().formatException(ei).split("\n"))  # type: ignore[arg-type]  # as logging gives it
