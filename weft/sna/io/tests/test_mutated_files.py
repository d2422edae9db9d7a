"""Whatever happens to a file, readers raise a `FileProblem` or give a net, and never guess."""

from __future__ import annotations

import io
import json
import logging
import random
import time
import zipfile
from pathlib import Path

import pytest

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, TieRecord

TOKENS = (
    b"null", b"[]", b"{}", b'"x"', b"1e999", b"-1", b"true", b"[[", b"<", b">", b'"', b",", b"\n",
    b"\x00", b"\xff", b"9" * 30, b"NaN", b"*", b"[", b"]", b"|", b"'",
)  # fmt: skip
TEXTS = {
    "a.csv": b"source,target,weight,bidirectional\nA,B|C,1.5,true\nB,,x,\n",
    "b.csv": b"nom;lat;long;tags\nNord;48.1;2.2;a,b\nSud;;;\n",
    "a.net": b'*Vertices 3\n1 "A" 0.1 0.2 box ic Red\n2 "B"\n*Arcs :1 "x"\n1 2 3 l "y"\n'
    b"*Edgeslist\n1 2 3\n*Matrix\n0 1 0\n",
    "a.graph": b"3 3 1\n2 1 3 2\n1 1 3 1\n1 2 2 1\n",
    "a.txt": b"# Directed\n1 2\n2 3 4.5\n",
    "a.gml": b'graph [ directed 1 node [ id 1 label "A" graphics [ x 1 y 2 ] ] node [ id 2 ] '
    b"edge [ source 1 target 2 value 3 ] ]",
    "o.json": b'{"entities":[{"id":1,"display":{"name":"A"}}],"rels":[{"id":2,"node1_id":1,'
    b'"node2_id":1,"display":{"arrow":"left"}}],"texts":[{"text":"x"}]}',
    "n.json": b'{"graph":{"nodes":{"1":{"name":"A"}},"edges":{"e":{"node1_id":"1","node2_id":"1",'
    b'"arrow":"both"}},"captions":{}},"annotations":[{"header":"h"}]}',
    "g.json": b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":'
    b'"A"},"geometry":{"type":"Point","coordinates":[1,2]}}]}',
    "l.json": b'{"graphDataset":{"nodeData":{"1":{"label":"A"}},"layout":{"1":{"x":1}},'
    b'"fullGraph":{"nodes":[{"key":"1"}],"edges":[{"key":"e","source":"1","target":"1"}]}}}',
    "k.json": b'{"defaultMap":"m","elements":[{"_id":"e1","attributes":{"label":"A"}}],'
    b'"connections":[{"_id":"c","from":"e1","to":"e1","attributes":{"connection type":"x"}}],'
    b'"maps":[{"_id":"m","elements":[{"element":"e1","position":{"x":1,"y":2}}]}],"loops":[1]}',
}


def small_net() -> Net:
    """A net with something of every kind in it."""
    north = ActorRecord("North", "n", kind="Charity", tags=["a", "b"], colour="#ff0000", x=1.0)
    north.latitude, north.longitude, north.start = 1.0, 2.0, "2019"
    north.fields = {"Staff": 3, "Themes": ["x", "y"]}
    net = Net("json", [north, ActorRecord("South", "s")], [TieRecord(1, 1)])
    net.ties.append(TieRecord(0, 1, direction="directed", weight=2.0, fields={"Q": True}))
    net.extras = {"loops": [1]}
    return net


def seeds(folder: Path) -> dict[str, bytes]:
    """Valid files of every format."""
    found = dict(TEXTS)
    names = {"csv": "w.zip", "xlsx": "w.xlsx", "kumu-json": "w1.json", "gexf": "w.gexf",
             "graphml": "w.graphml", "json": "w2.json"}  # fmt: skip
    for key, name in names.items():
        netio.write(small_net(), folder / name, key)
        found[name] = (folder / name).read_bytes()
    return found


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Change, take away, repeat or put in a few bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(changed) + 1)
        kind = chance.random()
        if kind < 0.3:
            changed[place : place + chance.randint(0, 8)] = chance.choice(TOKENS)
        elif kind < 0.5:
            changed[place : place + 1] = bytes([chance.randrange(256)])
        elif kind < 0.7:
            del changed[place : place + chance.randint(1, 20)]
        elif kind < 0.9:
            other = chance.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + chance.randint(1, 60)]
        else:
            changed = changed[:place]
    return bytes(changed)


def mutate_inside(data: bytes, chance: random.Random) -> bytes:
    """Change one of the files in a zip, so that the zip itself stays whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, mutate(content, chance) if name == chosen else content)
    return stream.getvalue()


def mutate_json(data: bytes, chance: random.Random) -> bytes:
    """Put another kind of value in the place of one in a JSON file."""
    content = json.loads(data)
    spots: list[tuple[object, object]] = []
    waiting = [content]
    while waiting:
        value = waiting.pop()
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        for key in keys:
            spots.append((value, key))
            if isinstance(value[key], (dict, list)):
                waiting.append(value[key])
    holder, key = chance.choice(spots)
    other = chance.choice([None, [], {}, 5, "x", True, 1e300, [[1]], {"a": {"b": 1}}, -0.0, ""])
    holder[key] = other  # type: ignore[index]  # Only lists and objects are holders.
    return json.dumps(content).encode()


@pytest.mark.parametrize("seed", range(3))
def test_no_other_error_escapes(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)  # noqa: S311 - It makes damage, no secrets.
    files = seeds(tmp_path)
    names = sorted(files)
    deadline = time.perf_counter() + 0.9
    tried, sentences = 0, list[str]()
    with caplog.at_level(logging.ERROR):
        while tried < 600 and time.perf_counter() < deadline:
            tried += 1
            name = chance.choice(names)
            data = files[name]
            if name.endswith((".zip", ".xlsx")):
                data = mutate_inside(data, chance)
            elif name.endswith(".json") and chance.random() < 0.6:
                data = mutate_json(data, chance)
            else:
                data = mutate(data, chance)
            path = tmp_path / f"mutated-{name}"
            path.write_bytes(data)
            try:
                netio.resolve(netio.read([path]))
            except netio.FileProblem as error:
                sentences.append(error.message)
    # The last guard in `read` is for what nobody thought of; here it must have had no work.
    assert not caplog.records
    assert tried > 20
    assert all(sentence.endswith(".") for sentence in sentences)
