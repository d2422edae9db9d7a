"""Says whether the PostgreSQL of WEFT_DATABASE_URL answers, before the tests need it."""

from __future__ import annotations

import os
import sys

import psycopg


def main() -> int:
    address = os.environ.get("WEFT_DATABASE_URL", "")
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as error:
        print(f"PostgreSQL does not answer at {address}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
