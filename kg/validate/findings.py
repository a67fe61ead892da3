"""What validation finds: one result of SHACL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    from kg.rdf import Term


class Finding(NamedTuple):
    """One node that breaks one constraint.

    Attributes
    ----------
    focus
        The node.
    path
        The property in question as SPARQL writes it, empty where the constraint is on the node itself.
    value
        What stands there and should not, None where something is missing or is there too often.
    component
        The kind of constraint, as SHACL calls it: ``MinCount``, ``Class``, ``SPARQL`` …
    message
        What is wrong.
    severity
        ``Violation``, ``Warning`` or ``Info``.
    """

    focus: Term
    path: str
    value: Term | None
    component: str
    message: str
    severity: str

    def __str__(self) -> str:
        """Return the finding as one line.

        Examples
        --------
        >>> from kg.namespaces import TP, company_iri
        >>> print(Finding(company_iri("Oracle"), f"<{TP}name>", None, "MaxCount", "Too many.", "Violation"))
        org:Oracle tp:name: Too many. (Violation, MaxCount)
        """
        where = " ".join(filter(None, (short(self.focus), shortened_path(self.path))))
        value = "" if self.value is None or self.value == self.focus else f" [{short(self.value)}]"
        return f"{where}: {self.message}{value} ({self.severity}, {self.component})"

    def to_dict(self) -> dict[str, str | None]:
        """Return the finding for JSON: names with a known prefix, texts as they are."""
        return {
            "focus": short(self.focus),
            "path": shortened_path(self.path) or None,
            "value": None if self.value is None else short(self.value),
            "component": self.component,
            "message": self.message,
            "severity": self.severity,
        }


def short(term: Term) -> str:
    """Return an IRI with the longest known prefix that fits, a literal as its text.

    Examples
    --------
    >>> from kg.namespaces import deal_iri
    >>> short(deal_iri("contract--OpenAI--Oracle"))
    'deal:contract--OpenAI--Oracle'
    """
    if not isinstance(term, str):
        return term.value
    fits = [(len(base), prefix, base) for prefix, base in PREFIXES.items() if term.startswith(base)]
    if not fits:
        return term
    _, prefix, base = max(fits)
    return f"{prefix}:{term.removeprefix(base)}"


def shortened_path(path: str) -> str:
    """Return a path of SPARQL with prefixes in place of IRIs."""
    for prefix, base in PREFIXES.items():
        path = path.replace(f"<{base}", f"<{prefix}:")
    return path.replace("<", "").replace(">", "")
