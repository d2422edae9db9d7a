"""How much memory a computation takes, so that a host knows what a larger network will need."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_STATUS = Path("/proc/self/statm")
_PAGE = 4096
_EVERY_SECONDS = 0.1


class PeakMemory:
    """Watches the memory of this process while it is entered; 0 where the system does not say."""

    def __init__(self) -> None:
        self.peak_mb = 0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._watch.join()

    def _look(self) -> None:
        while True:
            self.peak_mb = max(self.peak_mb, _resident_mb())
            if self._stop.wait(_EVERY_SECONDS):
                return


def _resident_mb() -> int:
    try:
        pages = int(_STATUS.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * _PAGE // 1_000_000
