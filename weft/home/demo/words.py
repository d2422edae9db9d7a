"""The words that the demo network is put together from. None of it exists."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Common Ground (demo)"
PURPOSE = (
    "A made-up network of groups that work for a better democracy in the four nations of the "
    "UK. None of its people and organisations exist: it is here so that you can look around."
)
BOUNDARY = (
    "Groups, councils and people who work on how decisions are made. Political parties are "
    "not on the map."
)
HUB = "The Meeting House"
TOPICS = (
    "Citizens' assemblies", "Voting reform", "Housing", "Climate", "Young people",
    "Local councils", "Media", "Migrants' rights",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """A part of the network: its topic, its towns, and how many organisations it has."""

    topic: str
    towns: tuple[str, ...]
    organisations: int
    words: tuple[str, ...]


CLUSTERS = (
    Cluster(
        "Citizens' assemblies", ("Glasgow", "Edinburgh", "Dundee", "Stirling"), 34,
        ("Assembly", "Civic Forum", "Deliberation Lab", "Jury Network", "Voices"),
    ),
    Cluster(
        "Housing", ("Bristol", "Cardiff", "Swansea", "Plymouth", "Exeter"), 34,
        ("Tenants' Voice", "Housing Forum", "Renters' Circle", "Homes Alliance", "Co-op Homes"),
    ),
    Cluster(
        "Local councils", ("Leeds", "Sheffield", "Bradford", "Hull", "York"), 36,
        ("Council Watch", "Open Council", "Town Hall Group", "Participation Desk", "Ward Forum"),
    ),
    Cluster(
        "Voting reform", ("London", "Oxford", "Brighton", "Reading"), 36,
        ("Fair Votes", "Ballot Project", "Reform Circle", "Democracy Desk", "Vote Lab"),
    ),
    Cluster(
        "Young people", ("Manchester", "Liverpool", "Preston", "Bolton"), 30,
        ("Youth Council", "First Vote", "Student Voice", "Young Leaders", "Next Generation"),
    ),
    Cluster(
        "Climate", ("Belfast", "Derry", "Newry", "Lisburn"), 22,
        ("Climate Forum", "Green Table", "Just Transition Group", "Energy Circle", "Shoreline"),
    ),
    Cluster(
        "Migrants' rights", ("Birmingham", "Leicester", "Nottingham", "Coventry"), 26,
        ("Welcome Network", "New Voices", "Rights Desk", "Sanctuary Group", "Neighbours"),
    ),
)  # fmt: skip

#: Two clusters that never meet, for the map to find.
NEVER_MEET = (("Citizens' assemblies", "Housing"), ("Climate", "Migrants' rights"))

FIRST_NAMES = (
    "Aisha", "Alun", "Amara", "Anwen", "Asha", "Bryn", "Callum", "Carys", "Chidi", "Ciara",
    "Deepa", "Dylan", "Eilidh", "Elin", "Farah", "Femi", "Fiona", "Gareth", "Grace", "Hamza",
    "Idris", "Imran", "Iona", "Jamal", "Jess", "Kwame", "Leila", "Lorna", "Mairi", "Megan",
    "Mina", "Nadia", "Niamh", "Nia", "Omar", "Owen", "Parveen", "Rhys", "Rosa", "Ruth",
    "Sadia", "Sean", "Sian", "Tariq", "Tom", "Una", "Yusuf", "Zara",
)  # fmt: skip
LAST_NAMES = (
    "Adeyemi", "Ahmed", "Begum", "Boyle", "Brennan", "Campbell", "Chowdhury", "Davies", "Doyle",
    "Evans", "Farrell", "Fraser", "Ghosh", "Hassan", "Hughes", "Iqbal", "Jones", "Kaur", "Kelly",
    "Khan", "Lewis", "Mackay", "Malik", "McBride", "Mensah", "Morgan", "Murray", "Nwosu",
    "O'Neill", "Okafor", "Patel", "Pritchard", "Quinn", "Rahman", "Reid", "Roberts", "Shah",
    "Sharma", "Singh", "Stewart", "Sutherland", "Thomas", "Wallace", "Williams",
)  # fmt: skip
GROUPS = (
    "Working group on charters", "Working group on fair pay", "Convenors' circle",
    "Facilitators' practice circle", "Evidence and evaluation group", "Access and inclusion group",
    "Press group", "New staff circle",
)  # fmt: skip
PROJECTS = (
    "Assembly toolkit", "Registration week", "Open budgets map", "Neighbourhood juries",
    "Renters' hearing", "First-time voters' guide", "Council meetings in plain words",
    "Democracy festival", "Local news fund", "Sanctuary charter",
)  # fmt: skip
#: Gatherings come round in turn; where they are held.
GATHERINGS = (
    ("Spring gathering", "Manchester"), ("Summer school", "Cardiff"),
    ("Autumn gathering", "Glasgow"), ("Winter meet-up", "London"),
)  # fmt: skip
#: What organisations have and could share.
ASSETS = (
    ("space", "Hall for 60 people"), ("space", "Meeting room with a screen"),
    ("space", "Community kitchen"), ("equipment", "Van with nine seats"),
    ("equipment", "Loudspeakers and two microphones"), ("equipment", "Printer for large posters"),
    ("skill", "Translates Welsh and English"), ("skill", "Trains facilitators"),
    ("skill", "Knows charity accounts"), ("other", "Stall for markets"),
)  # fmt: skip
#: How likely someone who is invited comes.
REGULAR = 0.22
BIDS = ("Bid for core costs", "Bid for a shared post", "Bid to a trust")

#: Who answers for the demo's personal data.
CONTROLLER = {
    "name": "Common Ground (made up)",
    "contact": "privacy@demo.invalid",
    "hosted_at": "On the machine that shows you this page",
    "has_such_an_aim": True,
}
#: What members of the demo network hold to.
PRINCIPLES = (
    "We listen before we act.",
    "We share credit.",
    "We say it when we disagree, to the person and not about them.",
    "What is told in confidence stays there.",
    "We sell nothing to each other and canvass for no party.",
)
#: How one joins the demo network.
GATE: dict[str, object] = {
    "is_open": True,
    "names_convenors": True,
    "asks": "An hour a month, and an answer when somebody asks you something.",
    "gives": "People who work on the same things, a room when you need one, and a map of who "
    "does what.",
    "exclusions": "Political parties and their branches, and anyone who sells to members.",
    "welcome": "There is tea on the first Tuesday of each month. Come and say hello.",
    "needed": 1,
    "remind_days": 7,
}
#: What members need and could share: the kind, and a line.
OFFERS_AND_NEEDS = (
    ("space", "A hall with a kitchen, on Mondays"),
    ("skill", "Making posters that people read"),
    ("people", "Stewards for a street party"),
    ("contact", "Someone at the council who answers"),
    ("feedback", "A second look at a funding bid"),
    ("information", "How planning hearings work"),
    ("ear", "An hour to think aloud"),
)
SUCCESSES = (
    "Everyone on our street would know whom to ask.",
    "Nobody would decide about us without us.",
    "The young would have as much say as the old.",
    "Neighbours would mend things together.",
    "The council would ask first and build later.",
)
#: What the group of the demo that ended said at its end.
ENDED_WELL = {
    "closing_note": "The festival was there: 340 people on two days, and nobody was hurt. We said "
    "from the start that we would end after it, and so we do. Whoever puts up the second one "
    "starts afresh, and reads our list of what we would do again.",
    "thanks": "To the farmer who lent us the field, to the choir that sang in the rain, and to "
    "everyone who stayed to take down the tents.",
    "handover": "The tents are with the Meeting House. The list of helpers was deleted.",
}
