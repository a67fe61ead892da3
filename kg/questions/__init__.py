"""Questions about a network of deals; each is one function that returns an :class:`~kg.questions.answer.Answer`.

Every answer carries the claims it rests on and says what no document tells: the graph is an open world, in which
what is not told is unknown.
"""

from kg.questions.answer import Answer
from kg.questions.best_paths import best_paths
from kg.questions.changes import changes
from kg.questions.commitments import commitments
from kg.questions.concentration import concentration
from kg.questions.dependency_paths import dependency_paths
from kg.questions.disjoint_paths import disjoint_paths
from kg.questions.downstream import downstream
from kg.questions.fake_diversification import fake_diversification
from kg.questions.minimum_cut import minimum_cut
from kg.questions.money_loops import money_loops
from kg.questions.multi_cloud import multi_cloud
from kg.questions.providers import providers
from kg.questions.rivals_that_supply import rivals_that_supply
from kg.questions.shared_upstream import shared_upstream
from kg.questions.single_points_of_failure import single_points_of_failure
from kg.questions.timeline import timeline
from kg.questions.upstream import upstream
from kg.questions.what_if import what_if
from kg.questions.who_says import who_says

__all__ = [
    "Answer",
    "best_paths",
    "changes",
    "commitments",
    "concentration",
    "dependency_paths",
    "disjoint_paths",
    "downstream",
    "fake_diversification",
    "minimum_cut",
    "money_loops",
    "multi_cloud",
    "providers",
    "rivals_that_supply",
    "shared_upstream",
    "single_points_of_failure",
    "timeline",
    "upstream",
    "what_if",
    "who_says",
]
