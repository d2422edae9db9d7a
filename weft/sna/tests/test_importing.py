"""`from weft import sna` is quick and needs neither Django nor what only some functions use."""

from __future__ import annotations

import subprocess
import sys

_BARE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "pandas", "networkx", "vl_convert"}:
            raise ImportError(name + " is not installed")
sys.meta_path.insert(0, Refuse())
from weft import sna
slow = {"charset_normalizer", "igraph", "matplotlib", "scipy.sparse", "scipy.special"}
slow |= {"defusedxml", "python_calamine", "xlsxwriter"}
assert not slow & set(sys.modules), slow & set(sys.modules)
graph = sna.Graph.from_edges(3, [0, 1], [1, 2], labels=["Ann", "Ben", "Cleo"])
assert sna.summary(graph).n == 3
"""


def test_it_works_where_django_is_not_installed_and_imports_nothing_slow() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _BARE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
