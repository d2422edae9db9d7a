"""Weft's analysis of networks: an immutable graph, its measures and its layout, no Django."""

from weft.sna.acceptance import AcceptanceModel, learn_acceptance, prior_acceptance, reply_odds
from weft.sna.backbone import Backbone, BackboneRules, backbone
from weft.sna.ballot_files import BallotFile, read_ballots
from weft.sna.ballot_pairs import Pairwise, Schulze, condorcet, schulze
from weft.sna.ballot_scores import Scores, dots, score
from weft.sna.ballot_ties import CountTie
from weft.sna.ballot_transfers import CountStage, TransferCount, instant_runoff, scottish_stv
from weft.sna.ballots import Ballots, InvalidBallots, Tally, borda, plurality
from weft.sna.brokerage import ROLES, Brokerage, brokerage, constraint, effective_size
from weft.sna.buddies import Buddies, Unmatched, match_buddies, stable_buddies
from weft.sna.centrality import (
    BetweennessEstimate,
    betweenness,
    betweenness_centralisation,
    betweenness_estimate,
    closeness_centralisation,
    degree_centralisation,
    eigenvector,
    pagerank,
)
from weft.sna.chance import Chance, chance_of_ties
from weft.sna.change import PairTest, pair_test, paired_bootstrap, sign_flip_p, vertex_bootstrap
from weft.sna.closing import (
    Coverage,
    Placed,
    StructuralHoles,
    best_placed,
    coverage,
    structural_holes,
)
from weft.sna.cohesion import (
    Reciprocity,
    average_clustering,
    component_sizes,
    components,
    core_numbers,
    degree,
    density,
    fragmentation,
    in_degree,
    isolates,
    largest_share,
    local_clustering,
    mean_degree,
    out_degree,
    reciprocity,
    share_with_at_least,
    strength,
    transitivity,
)
from weft.sna.communities import Communities, adjusted_rand, communities
from weft.sna.compare import Change, Comparison, compare
from weft.sna.compare_figures import PanelFigures, Split, Splits, WaveFigures
from weft.sna.compare_verdict import Evidence, Reason, VerdictRules
from weft.sna.contacts import Contacts, InvalidContacts, read_contacts
from weft.sna.continuing import carry_over
from weft.sna.converting import from_igraph, from_networkx, to_igraph, to_networkx
from weft.sna.coreperiphery import CorePeriphery, core_periphery
from weft.sna.cutpoints import Bridge, CutPoint, bridges, cut_points
from weft.sna.drawing import DrawingRules, Picture, draw
from weft.sna.errors import InvalidGraph, InvalidGroups, SnaError, UnknownActor
from weft.sna.frames import frame, from_frame, tie_frame
from weft.sna.gaps import Gap, gaps, holm, outward_gaps
from weft.sna.graph import Graph
from weft.sna.groups import (
    EIIndex,
    Mixing,
    assortativity,
    degree_assortativity,
    degree_preserving,
    ei_index,
    mixing,
    modularity,
)
from weft.sna.inequality import gini
from weft.sna.introduction_candidates import IntroductionBreadth
from weft.sna.introduction_choice import IntroductionRules, Introductions
from weft.sna.introduction_gain import tie_gain
from weft.sna.introduction_people import People
from weft.sna.introduction_reasons import IntroductionEvidence, IntroductionReason
from weft.sna.introductions import Introducer, introductions, introductions_for
from weft.sna.keyplayers import (
    KeyPlayers,
    distance_reach,
    key_players_distancing,
    key_players_fragmenting,
    key_players_reaching,
)
from weft.sna.layout import layout
from weft.sna.opinion import OpinionGroup, OpinionGroups, OpinionRules, opinion_groups
from weft.sna.opinion_statements import Bars, Representative
from weft.sna.paths import (
    Estimate,
    Sweep,
    actor_reach,
    chance_efficiency,
    closeness,
    efficiency,
    harmonic,
    reach,
    shortest_path,
    shortest_paths,
    sweep,
)
from weft.sna.placement import FormedGroup, Groups, form_groups
from weft.sna.placement_model import GroupRules, Participant
from weft.sna.placement_reasons import Unplaced
from weft.sna.reading import read
from weft.sna.routes import Route, RouteRules, Routes, routes
from weft.sna.spectrum import algebraic_connectivity
from weft.sna.summary import Summary, actor_measures, prepare_paths, summary
from weft.sna.twomode import projection, robins_alexander, two_mode_density
from weft.sna.unlinked import UnlinkedPair, unlinked_groups
from weft.sna.wave_files import read_wave
from weft.sna.waves import InvalidWave, Wave
from weft.sna.whatif import BeforeAfter, Loss, WhatIf, what_if

__all__ = [
    "ROLES",
    "AcceptanceModel",
    "Backbone",
    "BackboneRules",
    "BallotFile",
    "Ballots",
    "Bars",
    "BeforeAfter",
    "BetweennessEstimate",
    "Bridge",
    "Brokerage",
    "Buddies",
    "Chance",
    "Change",
    "Communities",
    "Comparison",
    "Contacts",
    "CorePeriphery",
    "CountStage",
    "CountTie",
    "Coverage",
    "CutPoint",
    "DrawingRules",
    "EIIndex",
    "Estimate",
    "Evidence",
    "FormedGroup",
    "Gap",
    "Graph",
    "GroupRules",
    "Groups",
    "Introducer",
    "IntroductionBreadth",
    "IntroductionEvidence",
    "IntroductionReason",
    "IntroductionRules",
    "Introductions",
    "InvalidBallots",
    "InvalidContacts",
    "InvalidGraph",
    "InvalidGroups",
    "InvalidWave",
    "KeyPlayers",
    "Loss",
    "Mixing",
    "OpinionGroup",
    "OpinionGroups",
    "OpinionRules",
    "PairTest",
    "Pairwise",
    "PanelFigures",
    "Participant",
    "People",
    "Picture",
    "Placed",
    "Reason",
    "Reciprocity",
    "Representative",
    "Route",
    "RouteRules",
    "Routes",
    "Schulze",
    "Scores",
    "SnaError",
    "Split",
    "Splits",
    "StructuralHoles",
    "Summary",
    "Sweep",
    "Tally",
    "TransferCount",
    "UnknownActor",
    "UnlinkedPair",
    "Unmatched",
    "Unplaced",
    "VerdictRules",
    "Wave",
    "WaveFigures",
    "WhatIf",
    "actor_measures",
    "actor_reach",
    "adjusted_rand",
    "algebraic_connectivity",
    "assortativity",
    "average_clustering",
    "backbone",
    "best_placed",
    "betweenness",
    "betweenness_centralisation",
    "betweenness_estimate",
    "borda",
    "bridges",
    "brokerage",
    "carry_over",
    "chance_efficiency",
    "chance_of_ties",
    "closeness",
    "closeness_centralisation",
    "communities",
    "compare",
    "component_sizes",
    "components",
    "condorcet",
    "constraint",
    "core_numbers",
    "core_periphery",
    "coverage",
    "cut_points",
    "degree",
    "degree_assortativity",
    "degree_centralisation",
    "degree_preserving",
    "density",
    "distance_reach",
    "dots",
    "draw",
    "effective_size",
    "efficiency",
    "ei_index",
    "eigenvector",
    "form_groups",
    "fragmentation",
    "frame",
    "from_frame",
    "from_igraph",
    "from_networkx",
    "gaps",
    "gini",
    "harmonic",
    "holm",
    "in_degree",
    "instant_runoff",
    "introductions",
    "introductions_for",
    "isolates",
    "key_players_distancing",
    "key_players_fragmenting",
    "key_players_reaching",
    "largest_share",
    "layout",
    "learn_acceptance",
    "local_clustering",
    "match_buddies",
    "mean_degree",
    "mixing",
    "modularity",
    "opinion_groups",
    "out_degree",
    "outward_gaps",
    "pagerank",
    "pair_test",
    "paired_bootstrap",
    "plurality",
    "prepare_paths",
    "prior_acceptance",
    "projection",
    "reach",
    "read",
    "read_ballots",
    "read_contacts",
    "read_wave",
    "reciprocity",
    "reply_odds",
    "robins_alexander",
    "routes",
    "schulze",
    "score",
    "scottish_stv",
    "share_with_at_least",
    "shortest_path",
    "shortest_paths",
    "sign_flip_p",
    "stable_buddies",
    "strength",
    "structural_holes",
    "summary",
    "sweep",
    "tie_frame",
    "tie_gain",
    "to_igraph",
    "to_networkx",
    "transitivity",
    "two_mode_density",
    "unlinked_groups",
    "vertex_bootstrap",
    "what_if",
]
