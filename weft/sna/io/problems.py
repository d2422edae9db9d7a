"""The one error a reader raises: a file that cannot be read, said so that a convenor can act."""

from __future__ import annotations


class FileProblem(Exception):
    """What is wrong with a file and what to do, in one sentence."""

    def __init__(self, message: str, file: str = "", row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.row = row

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, f"row {self.row}" if self.row is not None else "") if part
        )
        return f"{place}: {self.message}" if place else self.message
