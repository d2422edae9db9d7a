"""The same net as other programs draw it: everything at once by sigma.js, and a file as Gephi Lite
opens it. Both are pages that are served from a folder; their scripts come from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.browser import serving
from weft.analysis.queries import reading
from weft.common.visibility import Viewer, Visibility
from weft.mapping.map_data import map_data
from weft.networks.models import Network

_PACKAGES = ("sigma@3.0.3", "graphology@0.26.0", "graphology-library@0.8.0")
_SCRIPTS = (
    "sigma/dist/sigma.min.js",
    "graphology/dist/graphology.umd.min.js",
    "graphology-library/dist/graphology-library.min.js",
)
_COLOUR = "#2a78b5"


@contextmanager
def peers(folder: Path, network: Network) -> Iterator[str]:
    """The address of a folder with the peers' pages, sigma_page.html and gephi_lite_page.html."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *_PACKAGES],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    site = folder / "site"
    site.mkdir()
    for script in _SCRIPTS:
        shutil.copy(folder / "node_modules" / script, site)
    for page in Path(__file__).parent.glob("*_page.html"):
        shutil.copy(page, site)
    viewer = Viewer(network.pk, Visibility.PUBLIC)
    data = map_data(viewer, network, reading(viewer, network))
    (site / "net.json").write_text(json.dumps(_as_lists(data)), encoding="utf-8")
    (site / "net.gexf").write_text(_as_gexf(data), encoding="utf-8")
    with serving(site) as url:
        yield url


def _as_lists(data: dict[str, Any]) -> dict[str, list[list[object]]]:
    """Actors and ties as plain lists, with the positions that Weft's page has."""
    actors, ties = data["actors"], data["ties"]
    ids = actors["id"]
    columns = zip(ids, actors["x"], actors["y"], actors["name"], strict=True)
    ends = zip(ties["source"], ties["target"], strict=True)
    return {
        "actors": [[pk, x, -y, 3, _COLOUR, name] for pk, x, y, name in columns],
        "ties": [[ids[source], ids[target]] for source, target in ends],
    }


def _as_gexf(data: dict[str, Any]) -> str:
    """The same as a file of Gephi's."""
    lists = _as_lists(data)
    nodes = (
        f'<node id="{pk}" label="{name}"><viz:position x="{x}" y="{y}"/><viz:size value="{size}"/>'
        '<viz:color r="42" g="120" b="181"/></node>'
        for pk, x, y, size, _colour, name in lists["actors"]
    )
    edges = (
        f'<edge id="{number}" source="{source}" target="{target}"/>'
        for number, (source, target) in enumerate(lists["ties"])
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gexf xmlns="http://gexf.net/1.3" '
        'xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><graph defaultedgetype="undirected">'
        f"<nodes>{''.join(nodes)}</nodes><edges>{''.join(edges)}</edges></graph></gexf>"
    )
