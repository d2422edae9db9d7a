"""weft measure FILE: no database, no Django, and the figures under their names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_BARE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "django" or name.startswith("weft.project.settings"):
            raise AssertionError(name + " was imported")
sys.meta_path.insert(0, Refuse())
from weft.project import cli
code = cli.main(["measure", *sys.argv[1:]])
assert not {"django", "sqlite3", "psycopg"} & set(sys.modules)
sys.exit(code)
"""


def test_a_file_is_measured_without_django_and_database(tmp_path: Path) -> None:
    path = tmp_path / "square.csv"
    path.write_text("source,target\na,b\nb,c\nc,d\nd,a\n", "utf-8")
    out = tmp_path / "actors.csv"
    environment = {**os.environ, "WEFT_DATABASE_URL": "nonsense://", "WEFT_DATA_DIR": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", _BARE, str(path), "--json", "--actors", str(out)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    figures = json.loads(done.stdout)
    assert (figures["n"], figures["m"], figures["directed"]) == (4, 4, False)
    assert {"density", "transitivity", "efficiency", "degree_centralisation"} <= figures.keys()
    assert len(out.read_text("utf-8").splitlines()) == 5
