"""Questions about a network of deals; each is one function that returns an :class:`~kg.questions.answer.Answer`.

Every answer carries the claims it rests on and says what no document tells: the graph is an open world, in which
what is not told is unknown.
"""

from kg.questions.answer import Answer
from kg.questions.dependency_paths import dependency_paths
from kg.questions.multi_cloud import multi_cloud
from kg.questions.providers import providers
from kg.questions.rivals_that_supply import rivals_that_supply
from kg.questions.who_says import who_says

__all__ = [
    "Answer",
    "dependency_paths",
    "multi_cloud",
    "providers",
    "rivals_that_supply",
    "who_says",
]
