"""Read the bare text formats of graph libraries: lists of pairs and METIS."""

from __future__ import annotations

import re
from itertools import count as count_from

from weft.sna.io.limits import MAX_ROWS, MAX_WORDS, check_rows, check_words
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell, Direction, NetworkFile, Note, Table
from weft.sna.io.source import Source

_PAIR = re.compile(r"\S+[ \t]+\S+([ \t]+[+-]?[\d.]+([eE][+-]?\d+)?)?[ \t]*\Z")
_NUMBERS = re.compile(r"[\d.\s]*\Z", re.ASCII)


def looks_like_edge_list(text: str) -> bool:
    """Whether each of the first lines is `u v` or `u v weight`, with # comments allowed."""
    lines = [line for line in text[:20_000].splitlines()[:200] if line.strip()]
    if len(text) > 20_000:
        lines = lines[:-1]
    body = [line for line in lines if line.lstrip()[0] not in "#%"]
    pairs = [line for line in body if _PAIR.match(line)]
    # A few damaged lines are refused one by one; the file is still a list of pairs.
    if not body or len(pairs) < 0.7 * len(body):
        return False
    # Two words on each line may be names in a sentence; numbers or comments make it sure.
    return len(body) < len(lines) or all(re.search(r"\d", line) for line in pairs)


def read_edge_list(source: Source) -> NetworkFile:
    """Read pairs of names parted by spaces or tabs; # and % begin comments."""
    sources: list[Cell] = []
    targets: list[Cell] = []
    weights: list[Cell] = []
    rows: list[int] = []
    refused: list[Note] = []
    comments: list[str] = []
    for number, line in enumerate(source.text().splitlines(), start=1):
        parts = line.split()
        if not parts:
            continue
        if parts[0][0] in "#%":
            comments.append(line)
            continue
        if not 2 <= len(parts) <= 3:
            message = f"This line has {len(parts)} words; give two actors, and a weight if any."
            refused.append(Note(source.name, number, message))
            continue
        sources.append(parts[0])
        targets.append(parts[1])
        weights.append(parts[2] if len(parts) == 3 else None)
        rows.append(number)
        if len(rows) > MAX_ROWS:
            check_rows(len(rows), source.name)
    if not rows:
        raise FileProblem("This file holds no pairs of actors; check the file.", source.name)
    columns = {"source": sources, "target": targets}
    mapping = {"source": "source", "target": "target"}
    if any(weight is not None for weight in weights):
        columns["weight"], mapping["weight"] = weights, "weight"
    table = Table(source.name, "ties", "ties", columns, rows, mapping, refused, typed=True)
    said = " ".join(comments).lower()
    directed: Direction = "directed" if re.search(r"\bdirected\b", said) else "undirected"
    return NetworkFile("edgelist", [table], directed, list(source.notes), list(refused))


def looks_like_metis(text: str) -> bool:
    """Whether the first line counts actors and ties, and one line follows for each actor."""
    lines = [line for line in text.splitlines() if not line.startswith("%")]
    first = lines[0].split() if lines else []
    if not 2 <= len(first) <= 4 or not all(word.isascii() and word.isdigit() for word in first):
        return False
    if len(first[0]) > 9 or not all(_NUMBERS.match(line) for line in lines[:500]):
        return False
    count = int(first[0])
    return len(lines) - 1 >= count and not any(line.strip() for line in lines[count + 1 :])


def read_metis(source: Source) -> NetworkFile:
    """Read METIS adjacency: line n lists the neighbours of actor n, counted from 1."""
    numbered = [
        (number, line)
        for number, line in enumerate(source.text().splitlines(), start=1)
        if not line.startswith("%")
    ]
    count, ties, code, actor_weights = _header(numbered, source.name)
    if len(numbered) - 1 < count:
        message = f"The first line speaks of {count:,} actors and the file breaks off before."
        raise FileProblem(message + " Export it again.", source.name, len(numbered))
    pairs: dict[tuple[int, int], list[tuple[float | None, int]]] = {}
    skip = (1 if code[0] == "1" else 0) + (actor_weights if code[1] == "1" else 0)
    step = 2 if code[2] == "1" else 1
    check_words(len(source.content()) // 2, source.name, 3 * MAX_WORDS)
    for actor, (number, line) in zip(count_from(1), numbered[1 : count + 1], strict=False):
        words = line.split()[skip:]
        for place in range(0, len(words), step):
            try:
                other = int(words[place])
                weight = float(words[place + 1]) if step == 2 else None
            except (ValueError, IndexError):
                message = "This line is not a list of numbers; export the network again."
                raise FileProblem(message, source.name, number) from None
            if not 1 <= other <= count:
                message = f"This line speaks of actor {other}, and there are only {count:,}."
                raise FileProblem(message + " Export it again.", source.name, number)
            pairs.setdefault((actor, other), []).append((weight, number))
    return _as_file(source, count, ties, pairs)


def _header(numbered: list[tuple[int, str]], file: str) -> tuple[int, int, str, int]:
    words = numbered[0][1].split() if numbered else []
    if len(words) < 2 or not all(word.isascii() and word.isdigit() for word in words[:4]):
        message = "The first line must count the actors and the ties; check the file."
        raise FileProblem(message, file, 1)
    count = int(words[0][:12])
    check_rows(count, file)
    code = (words[2] if len(words) > 2 else "0").zfill(3)[-3:]
    return count, int(words[1][:12]), code, int(words[3][:6]) if len(words) > 3 else 1


def _as_file(
    source: Source,
    count: int,
    ties: int,
    pairs: dict[tuple[int, int], list[tuple[float | None, int]]],
) -> NetworkFile:
    """Every tie stands in the lines of both its ends; take it from one of them."""
    names: list[Cell] = [str(number) for number in range(1, count + 1)]
    actors = Table(source.name, "actors", "actors", {"id": names}, list(range(2, count + 2)),
                   {"id": "id"}, typed=True)  # fmt: skip
    sources: list[Cell] = []
    targets: list[Cell] = []
    weights: list[Cell] = []
    rows: list[int] = []
    for (actor, other), found in pairs.items():
        back = pairs.get((other, actor), [])
        if actor > other and len(back) >= len(found):
            continue
        for weight, number in found[len(back) :] if actor > other else found:
            sources.append(str(actor))
            targets.append(str(other))
            weights.append(weight)
            rows.append(number)
    columns = {"source": sources, "target": targets}
    mapping = {"source": "source", "target": "target"}
    if any(weight is not None for weight in weights):
        columns["weight"], mapping["weight"] = weights, "weight"
    table = Table(source.name, "ties", "ties", columns, rows, mapping, typed=True)
    file = NetworkFile("metis", [actors, table], "undirected", list(source.notes))
    if len(rows) != ties:
        message = f"The first line speaks of {ties:,} ties and {len(rows):,} were found."
        file.notes.append(Note(source.name, 1, message))
    return file
