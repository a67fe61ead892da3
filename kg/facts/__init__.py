"""From claims to facts: what a document adds to the graph, what the policy makes of it, and the deals that result."""

from kg.facts.deals import deal, deals
from kg.facts.differences import Difference, Group, Telling, differences, is_about
from kg.facts.effects import Effect, effects_of_removing
from kg.facts.news import Kind, News, news
from kg.facts.policy import policies
from kg.facts.recording import record, under

__all__ = [
    "Difference",
    "Effect",
    "Group",
    "Kind",
    "News",
    "Telling",
    "deal",
    "deals",
    "differences",
    "effects_of_removing",
    "is_about",
    "news",
    "policies",
    "record",
    "under",
]
