"""CSV in the ways people save it: delimiters, encodings, headings, one file or two."""

from __future__ import annotations

from pathlib import Path

import pytest

from weft.sna import io as netio
from weft.sna.io import Net


def read(folder: Path, *files: str | bytes, names: tuple[str, ...] = ()) -> Net:
    """Write each text to a file of its own and read them together."""
    paths = []
    for place, content in enumerate(files):
        path = folder / (names[place] if names else f"file{place}.csv")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return netio.resolve(netio.read(paths))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str, tmp_path: Path) -> None:
    rows = [
        ["name", "type", "budget"],
        ["North Trust", "Charity", "10"],
        ["A, B; C", "x", "2"],
    ]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    net = read(tmp_path, text)
    assert [actor.name for actor in net.actors] == ["North Trust", "A, B; C"]
    assert [actor.kind for actor in net.actors] == ["Charity", "x"]
    assert [actor.fields["budget"] for actor in net.actors] == [10, 2]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1"],
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    text = "nom;ville\nThéâtre du Nord;Orléans\nForêt d'Été;Besançon\n" + "Ligue;Nantes\n" * 3
    net = read(tmp_path, text.encode(encoding))
    assert net.actors[0].name == "Théâtre du Nord"
    assert net.actors[1].place == "Besançon"
    assert bool(net.notes[:1]) == (encoding in ("cp1252", "iso-8859-1")) or net.notes


def test_letters_of_other_alphabets(tmp_path: Path) -> None:
    text = "name,city\n" + "Съюз на кооперациите,София\nФондация за култура,Пловдив\n" * 5
    net = read(tmp_path, text.encode("cp1251"))
    assert net.actors[0].name == "Съюз на кооперациите"


@pytest.mark.parametrize(
    "headings",
    ["nom,type,site web,ville,pays", "nombre,tipo,sitio web,ciudad,país",
     "Name,Typ,Webseite,Ort,Land", "nome,tipo,página web,cidade,país",
     "Organisation name,Kind,URL,Town,Country"],
)  # fmt: skip
def test_headings_in_five_languages(headings: str, tmp_path: Path) -> None:
    actor = read(tmp_path, f"{headings}\nNorth,Club,https://n.example,Leeds,UK\n").actors[0]
    assert (actor.name, actor.kind, actor.website) == (
        "North",
        "Club",
        "https://n.example",
    )
    assert (actor.place, actor.region) == ("Leeds", "UK")


def test_two_files_by_identifier(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        'source,target,type,weight\n1,2,fund,"1,5"\n2,9,fund,\n',
        "id,name\n1,North\n2,South\n",
    )
    assert [(actor.id, actor.name) for actor in net.actors] == [
        ("1", "North"), ("2", "South"), ("9", "9"),
    ]  # fmt: skip
    assert [(t.source, t.target, t.weight, t.direction) for t in net.ties] == [
        (0, 1, 1.5, "directed"), (1, 2, None, "directed"),
    ]  # fmt: skip


def test_ties_by_name_in_any_case_and_several_at_once(tmp_path: Path) -> None:
    net = read(tmp_path, "Label,Type\nNorth,x\nSouth,y\n", "From,To\nnorth,SOUTH|East\n")
    assert [actor.name for actor in net.actors] == ["North", "South", "East"]
    assert [(tie.source, tie.target) for tie in net.ties] == [(0, 1), (0, 2)]
    assert net.actors[2].id == ""


def test_two_nouns_are_two_kinds(tmp_path: Path) -> None:
    net = read(tmp_path, "person,association\n7,Sports\n8,Sports\n7,7\n")
    assert [(actor.name, actor.kind) for actor in net.actors] == [
        ("7", "person"), ("Sports", "association"), ("8", "person"), ("7", "association"),
    ]  # fmt: skip
    assert {tie.direction for tie in net.ties} == {"undirected"}


def test_two_columns_of_one_noun_are_one_kind(tmp_path: Path) -> None:
    net = read(tmp_path, "Organisation A,Organisation B\nNorth,South\nSouth,North\n")
    assert len(net.actors) == 2
    assert {actor.kind for actor in net.actors} == {""}


def test_pairs_without_headings(tmp_path: Path) -> None:
    net = read(tmp_path, "1,2\n2,3\n1,3\n")
    assert (len(net.actors), len(net.ties)) == (3, 3)


def test_a_counted_graph_has_its_actors_without_ties(tmp_path: Path) -> None:
    net = read(tmp_path, "4,2,u,graph\n1,2\n2,3\n")
    assert (len(net.actors), len(net.ties)) == (4, 2)
    assert net.ties[0].direction == "undirected"


def test_gephi_calls_the_direction_type(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("Source,Target,Type,Id,Label,Weight\n1,2,Directed,0,x,2\n2,1,Undirected,1,,1\n")
    found = netio.read([file])
    assert found.format == "gephi-csv"
    net = netio.resolve(found)
    assert [tie.direction for tie in net.ties] == ["directed", "undirected"]
    assert net.ties[0].type == ""


def test_graph_commons_finds_actors_by_type_and_name(tmp_path: Path) -> None:
    nodes = "Node Type,Name,Description\nPerson,Mercury,\nPlanet,Mercury,small\n"
    edges = (
        "From Type,From Name,Edge Type,To Type,To Name,Weight\n"
        "Person,Mercury,SEES,Planet,Mercury,2\n"
    )
    net = read(tmp_path, nodes, edges)
    assert net.format == "graphcommons-csv"
    assert [(tie.source, tie.target, tie.type) for tie in net.ties] == [(0, 1, "SEES")]


def test_yes_and_no_as_a_direction(tmp_path: Path) -> None:
    net = read(tmp_path, "source,target,bidirectional\nA,B,True\nA,C,False\n")
    assert [tie.direction for tie in net.ties] == ["mutual", "directed"]


def test_fields_get_types_and_codes_stay_words(tmp_path: Path) -> None:
    text = "name,staff,score,open,postcode\nA,5,1.5,true,0123\nB,,2,false,9999\n"
    fields = read(tmp_path, text).actors[0].fields
    assert fields == {"staff": 5, "score": 1.5, "open": True, "postcode": "0123"}


def test_the_user_can_change_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,city,secret\nNorth,Leeds,x\n")
    file = netio.read([path])
    file.tables[0].mapping |= {"city": "region", "secret": netio.IGNORE}
    actor = netio.resolve(file).actors[0]
    assert (actor.place, actor.region, actor.fields) == ("", "Leeds", {})


def test_positions_tags_colours_and_dates(tmp_path: Path) -> None:
    text = (
        "name,location,tags,colour,start date\n"
        'North,"51.45, -2.58","a; b,c",red,31/05/2019\nSouth,Leeds,,"rgb(1,2,3)",2019-5\n'
    )
    first, second = read(tmp_path, text).actors
    assert (first.latitude, first.longitude, first.place) == (51.45, -2.58, "")
    assert (first.tags, first.colour, first.start) == (
        ["a", "b", "c"],
        "#ff0000",
        "2019-05-31",
    )
    assert (second.place, second.colour, second.start) == (
        "Leeds",
        "#010203",
        "2019-05",
    )


def test_the_same_identifier_twice_is_refused(tmp_path: Path) -> None:
    net = read(tmp_path, "id,name\n1,North\n1,South\n")
    assert [actor.name for actor in net.actors] == ["North"]
    assert "“1”" in net.refused_actors[0].message


def test_names_of_temporary_files_are_those_of_the_user(tmp_path: Path) -> None:
    path = tmp_path / "tmp123"
    path.write_text("name\nNorth\n")
    assert netio.read([path], names=["members.csv"]).tables[0].file == "members.csv"


def test_a_list_of_actors_is_a_directory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,website\nNorth,https://n.example\n")
    assert netio.read([path]).tables[0].role == "directory"
