"""Whether every record of a store is one that the shapes of ``ontology/shapes.ttl`` allow.

The shapes are compiled to SPARQL, one query a constraint, which the store runs over everything at once; a SHACL engine
looks at each node in turn. What is found is the same.
"""

from kg.validate.findings import Finding
from kg.validate.validation import validate

__all__ = ["Finding", "validate"]
