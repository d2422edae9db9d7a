"""The towns of UK postcode areas, the nations, and towns that mark the English regions."""

from __future__ import annotations

NATIONS = {
    "ENG": "England",
    "SCT": "Scotland",
    "WLS": "Wales",
    "NIR": "Northern Ireland",
}

COUNTRY_ALIASES = {
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "royaume-uni": "GB",
    "reino unido": "GB", "deutschland": "DE", "osterreich": "AT", "espana": "ES",
    "italia": "IT", "schweiz": "CH", "suisse": "CH", "belgique": "BE", "belgie": "BE",
    "nederland": "NL", "the netherlands": "NL", "polska": "PL", "ceska republika": "CZ",
    "czech republic": "CZ", "magyarorszag": "HU", "hrvatska": "HR", "sverige": "SE",
    "norge": "NO", "danmark": "DK", "suomi": "FI", "ellada": "GR", "usa": "US",
    "united states of america": "US", "allemagne": "DE", "espagne": "ES", "italie": "IT",
    "roumanie": "RO", "romania": "RO", "eire": "IE", "republic of ireland": "IE",
}  # fmt: skip

#: Several towns stand for each region; a place belongs to the region of the nearest.
ENGLISH_REGIONS = [
    (region, latitude, longitude)
    for region, points in {
        "North East": [
            (54.97, -1.61), (54.57, -1.23), (54.78, -1.57), (54.52, -1.55), (55.17, -1.69),
            (55.77, -2.00), (54.68, -1.21),
        ],
        "North West": [
            (53.48, -2.24), (53.41, -2.98), (53.76, -2.70), (54.89, -2.94), (53.82, -3.05),
            (53.19, -2.89), (54.33, -2.74), (53.39, -2.59), (53.10, -2.44), (53.79, -2.24),
            (54.05, -2.80), (53.62, -2.16), (54.65, -3.55), (53.54, -2.10), (53.26, -2.13),
        ],
        "Yorkshire and the Humber": [
            (53.80, -1.55), (53.38, -1.47), (53.74, -0.33), (53.96, -1.08), (53.52, -1.13),
            (54.28, -0.40), (53.65, -1.78), (53.57, -0.08), (53.99, -1.54), (53.79, -1.75),
            (53.59, -0.65), (54.34, -1.43), (53.96, -2.02),
        ],
        "East Midlands": [
            (52.95, -1.15), (52.64, -1.13), (52.92, -1.48), (53.23, -0.54), (52.24, -0.90),
            (53.24, -1.42), (52.98, -0.03), (52.49, -0.69), (53.14, -1.20), (52.91, -0.64),
            (53.26, -1.91),
        ],
        "West Midlands": [
            (52.48, -1.90), (52.41, -1.51), (52.59, -2.13), (53.00, -2.18), (52.19, -2.22),
            (52.06, -2.72), (52.71, -2.75), (52.68, -2.45), (52.29, -1.54), (52.37, -1.26),
            (52.81, -2.12), (52.80, -1.64),
        ],
        "East of England": [
            (52.63, 1.30), (52.21, 0.12), (52.06, 1.16), (51.89, 0.90), (51.88, -0.42),
            (52.57, -0.24), (51.74, 0.47), (51.54, 0.71), (51.90, -0.20), (51.75, -0.34),
            (52.75, 0.40), (52.14, -0.46), (51.66, -0.40), (51.77, 0.10), (51.62, 0.30),
            (52.61, 1.73),
        ],
        "London": [
            (51.51, -0.13), (51.59, -0.33), (51.37, -0.10), (51.58, 0.18), (51.51, -0.41),
            (51.65, -0.08), (51.41, 0.02), (51.46, 0.15), (51.36, -0.19), (51.41, -0.30),
        ],
        "South East": [
            (50.82, -0.14), (51.45, -0.97), (51.75, -1.26), (50.91, -1.40), (50.80, -1.09),
            (51.28, 1.08), (51.24, -0.57), (51.13, 1.31), (51.27, 0.52), (52.04, -0.76),
            (50.85, 0.57), (51.06, -1.31), (51.81, -0.81), (51.40, -1.32), (51.39, 0.54),
            (51.12, -0.18), (51.51, -0.59), (50.77, 0.28), (51.44, 0.37), (50.70, -1.29),
            (52.06, -1.34), (51.32, -0.56), (51.63, -0.75),
        ],
        "South West": [
            (51.45, -2.59), (50.37, -4.14), (50.72, -3.53), (51.86, -2.24), (51.56, -1.78),
            (50.72, -1.88), (51.38, -2.36), (50.26, -5.05), (51.02, -3.10), (50.46, -3.53),
            (51.07, -1.79), (51.90, -2.08), (50.71, -2.44), (51.08, -4.06), (50.12, -5.54),
        ],
    }.items()
    for latitude, longitude in points
]

#: The town that each postcode area is named after, or its largest town.
POSTCODE_TOWNS = {
    "AB": "Aberdeen", "AL": "St Albans", "B": "Birmingham", "BA": "Bath", "BB": "Blackburn",
    "BD": "Bradford", "BH": "Bournemouth", "BL": "Bolton", "BN": "Brighton", "BR": "Bromley",
    "BS": "Bristol", "BT": "Belfast", "CA": "Carlisle", "CB": "Cambridge", "CF": "Cardiff",
    "CH": "Chester", "CM": "Chelmsford", "CO": "Colchester", "CR": "Croydon",
    "CT": "Canterbury", "CV": "Coventry", "CW": "Crewe", "DA": "Dartford", "DD": "Dundee",
    "DE": "Derby", "DG": "Dumfries", "DH": "Durham", "DL": "Darlington", "DN": "Doncaster",
    "DT": "Dorchester", "DY": "Dudley", "E": "London", "EC": "London", "EH": "Edinburgh",
    "EN": "Enfield", "EX": "Exeter", "FK": "Falkirk", "FY": "Blackpool", "G": "Glasgow",
    "GL": "Gloucester", "GU": "Guildford", "HA": "Harrow", "HD": "Huddersfield",
    "HG": "Harrogate", "HP": "Hemel Hempstead", "HR": "Hereford", "HU": "Hull",
    "HX": "Halifax", "IG": "Ilford", "IP": "Ipswich", "IV": "Inverness", "KA": "Kilmarnock",
    "KT": "Kingston upon Thames", "KY": "Kirkcaldy", "L": "Liverpool", "LA": "Lancaster",
    "LD": "Brecon", "LE": "Leicester", "LL": "Wrexham", "LN": "Lincoln", "LS": "Leeds",
    "LU": "Luton", "M": "Manchester", "ME": "Maidstone", "MK": "Milton Keynes",
    "ML": "Motherwell", "N": "London", "NE": "Newcastle upon Tyne", "NG": "Nottingham",
    "NN": "Northampton", "NP": "Newport", "NR": "Norwich", "NW": "London", "OL": "Oldham",
    "OX": "Oxford", "PA": "Paisley", "PE": "Peterborough", "PH": "Perth", "PL": "Plymouth",
    "PO": "Portsmouth", "PR": "Preston", "RG": "Reading", "RH": "Redhill", "RM": "Romford",
    "S": "Sheffield", "SA": "Swansea", "SE": "London", "SG": "Stevenage", "SK": "Stockport",
    "SL": "Slough", "SM": "Sutton", "SN": "Swindon", "SO": "Southampton", "SP": "Salisbury",
    "SR": "Sunderland", "SS": "Southend-on-Sea", "ST": "Stoke-on-Trent", "SW": "London",
    "SY": "Shrewsbury", "TA": "Taunton", "TD": "Galashiels", "TF": "Telford",
    "TN": "Tunbridge Wells", "TQ": "Torquay", "TR": "Truro", "TS": "Middlesbrough",
    "TW": "Twickenham", "UB": "Southall", "W": "London", "WA": "Warrington", "WC": "London",
    "WD": "Watford", "WF": "Wakefield", "WN": "Wigan", "WR": "Worcester", "WS": "Walsall",
    "WV": "Wolverhampton", "YO": "York", "ZE": "Lerwick",
}  # fmt: skip
