"""From claims to facts: what a document adds to the graph, what the policy makes of it, and the deals that result."""

from kg.facts.deals import deals
from kg.facts.news import Kind, News, news
from kg.facts.recording import record

__all__ = ["Kind", "News", "deals", "news", "record"]
