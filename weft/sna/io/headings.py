"""Guess what the columns of a table mean from their headings, in five languages."""

from __future__ import annotations

import re
import unicodedata

from weft.sna.io.records import Cell

#: For each actor field, headings in tiers: a heading of an earlier tier is taken first.
_ACTOR_WORDS: dict[str, tuple[str, ...]] = {
    "id": (
        "id key uid uri identifier identifiant identificador kennung _id node_id nodeid",
        "",
    ),
    "name": (
        "name label nom nombre nome titre title bezeichnung vertex",
        (
            "organisation organization organisation_name organization_name node_name "
            "full_name actor organisationsname organizacion organizacao denomination "
            "raison_sociale nom_de_l_organisation nombre_de_la_organizacion "
            "nome_da_organizacao name_of_organisation entity element node company person "
            "association group event etiqueta rotulo"
        ),
    ),
    "kind": (
        (
            "type kind node_type element_type actor_type nodetype typ tipo poi_type "
            "organisation_type organization_type entity_type"
        ),
        "category categorie categoria kategorie art genre",
    ),
    "description": (
        "description beschreibung descripcion descricao desc",
        "about bio summary presentation text notes resume",
    ),
    "tags": (
        (
            "tags tag keywords mots_cles etiquetas schlagworte schlagworter palabras_clave "
            "palavras_chave"
        ),
        "topics themes temas themen",
    ),
    "place": (
        "place location lieu ort lugar local lat_long latlng coordinates coordonnees",
        (
            "city town ville ciudad cidade stadt commune addr_city municipality "
            "localisation address adresse direccion endereco"
        ),
    ),
    "region": (
        "region country pays pais land bundesland addr_country county state regiao",
        "province departement department_label",
    ),
    "latitude": ("latitude lat latitud breitengrad geo_latitude y_coordinate",),
    "longitude": ("longitude long lon lng longitud langengrad geo_longitude x_coordinate",),
    "website": (
        (
            "website url site_web siteweb site_internet sitio_web web webseite homepage "
            "web_site contact_website www pagina_web site link"
        ),
    ),
    "email": ("email e_mail mail courriel correo correo_electronico contact_email email_address",),
    "image": ("image picture photo logo image_url image_file imagen imagem bild",),
    "colour": ("colour color couleur cor farbe",),
    "size": ("size taille tamano tamanho grosse",),
    "shape": ("shape forme forma",),
    "x": ("x",),
    "y": ("y",),
    "start": ("start start_date date_debut debut inicio fecha_inicio data_inicio beginn founded",),
    "end": ("end end_date date_fin fin fecha_fin data_fim ende closed",),
    "public_id": (
        (
            "public_id org_id orgid public_identifier org_identifier organisation_identifier "
            "organization_identifier recipient_org_identifier funding_org_identifier"
        ),
        (
            "charity_number charity_no charity_num charity_id registered_charity_number "
            "registered_charity_no recipient_org_charity_number charity_registration_number"
        ),
        (
            "company_number company_no company_registration_number company_reg_no "
            "companies_house_number recipient_org_company_number registered_company_number"
        ),
    ),
}
_TIE_WORDS: dict[str, tuple[str, ...]] = {
    "source": (
        (
            "source from from_name source_name de origine origen origem von quelle vertex_1 "
            "fromnodeid source_id from_id desde entity1_id node1_id"
        ),
        "respondent ego node1 node_1 actor1 actor_1",
    ),
    "target": (
        (
            "target to to_name target_name a vers cible destino alvo nach ziel vertex_2 "
            "tonodeid target_id to_id para hacia zu entity2_id node2_id"
        ),
        "nominee alter node2 node_2 actor2 actor_2",
    ),
    "source_kind": ("from_type source_type source_kind from_kind",),
    "target_kind": ("to_type target_type target_kind to_kind",),
    "id": ("id edge_id key identifiant _id connection_id",),
    "direction": (
        "direction directed directionality richtung sens direccion",
        "bidirectional mutual reciprocal",
    ),
    "type": (
        (
            "type edge_type connection_type tie relation relationship tie_type "
            "relation_type typ tipo kind beziehung relacion relacao lien connection"
        ),
        "category categorie categoria",
    ),
    "weight": ("weight poids peso gewicht strength intensite value", "amount"),
    "rung": ("rung collaboration_level ladder",),
    "label": ("label etiquette libelle etiqueta rotulo beschriftung name nom nombre",),
    "description": ("description beschreibung descripcion descricao notes",),
    "tags": ("tags tag keywords mots_cles etiquetas",),
    "colour": ("colour color couleur cor farbe",),
    "start": ("start start_date date_debut debut inicio fecha_inicio data_inicio beginn since",),
    "end": ("end end_date date_fin fin fecha_fin data_fim ende until",),
}  # fmt: skip
#: Headings of two columns that say that the tie goes from the first to the second.
_DIRECTED_PAIRS = (
    "source",
    "from",
    "de",
    "von",
    "origine",
    "origen",
    "origem",
    "desde",
    "quelle",
)
_KIND_OF_LAST_RESORT = ("level", "mode", "class", "group", "groupe", "grupo", "gruppe")


def plain_heading(heading: str) -> str:
    """Write a heading without accents, capitals and punctuation, to compare it."""
    decomposed = unicodedata.normalize("NFKD", heading.strip().lower())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "_", letters).strip("_") or heading.strip().lower()


def _ranks(words: dict[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    ranks: dict[str, dict[str, int]] = {}
    for meaning, tiers in words.items():
        ranks[meaning] = {
            plain_heading(word): tier
            for tier, text in reversed(list(enumerate(tiers)))
            for word in text.split()
        }
    return ranks


_ACTOR_RANKS = _ranks(_ACTOR_WORDS)
_TIE_RANKS = _ranks(_TIE_WORDS)


def _filled(cells: list[Cell]) -> int:
    return sum(1 for cell in cells if cell not in (None, "", []))


def _guess(columns: dict[str, list[Cell]], ranks: dict[str, dict[str, int]]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    plain = {heading: plain_heading(heading) for heading in columns}
    for meaning, words in ranks.items():
        candidates = [
            (words[plain[heading]], -_filled(columns[heading]), place, heading)
            for place, heading in enumerate(columns)
            if plain[heading] in words and heading not in mapping
        ]
        if candidates:
            mapping[min(candidates)[3]] = meaning
    return mapping


def guess_actor_mapping(columns: dict[str, list[Cell]]) -> dict[str, str]:
    """Guess the meaning of the columns of an actors table."""
    mapping = _guess(columns, _ACTOR_RANKS)
    if "kind" not in mapping.values():
        for heading, cells in columns.items():
            is_candidate = plain_heading(heading) in _KIND_OF_LAST_RESORT
            if is_candidate and heading not in mapping and _names_kinds(cells):
                mapping[heading] = "kind"
                break
    return mapping


def _names_kinds(cells: list[Cell]) -> bool:
    """Whether a column holds a few words that repeat, as a column of kinds does."""
    words = {cell for cell in cells if isinstance(cell, str) and cell}
    has_numbers = any(word.replace(".", "").isdigit() for word in words)
    return 0 < len(words) <= 20 and len(words) < max(2, len(cells)) and not has_numbers


def guess_tie_mapping(columns: dict[str, list[Cell]]) -> dict[str, str]:
    """Guess the meaning of the columns of a ties table; without both ends it is none."""
    mapping = _guess(columns, _TIE_RANKS)
    if not {"source", "target"} <= set(mapping.values()):
        return {}
    return mapping


def is_directed_heading(heading: str) -> bool:
    """Whether a heading such as "from" says that ties have a direction."""
    return plain_heading(heading).split("_")[0] in _DIRECTED_PAIRS or plain_heading(
        heading
    ).startswith(("fromnode", "entity1"))


def is_known_heading(heading: str) -> bool:
    """Whether any guess knows a heading, so that a first row is surely a row of headings."""
    plain = plain_heading(heading)
    return any(plain in words for words in (*_ACTOR_RANKS.values(), *_TIE_RANKS.values()))


def is_noun_of_actors(heading: str) -> bool:
    """Whether a heading may name a kind of actor, alone or as one of a pair."""
    plain = plain_heading(heading)
    if plain in _TIE_RANKS["source"] or plain in _TIE_RANKS["target"]:
        return False
    others = [meaning for meaning, words in _ACTOR_RANKS.items() if plain in words]
    return not others or (others == ["name"] and _ACTOR_RANKS["name"][plain] == 1)
