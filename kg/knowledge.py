"""The door of the package: read an article, extract its claims, open a graph and ask it.

::

    import kg

    graph = kg.open()  # the bundled graph, in memory
    graph = kg.open("deals.kg")  # a store on disk
    graph = kg.open("https://example.org/sparql")  # a server
    graph.add(kg.read("article.txt", date="2025-09-11"))
    kg.questions.providers(graph.network(), "OpenAI").explain()
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.companies import companies, nearest
from kg.errors import UnknownCompany, UsageError
from kg.store import Store
from kg.views.displayed import Displayed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from types import TracebackType

    import networkx as nx
    import rdflib

    from kg.facts import Effect, Group, News
    from kg.judgements import Judgement
    from kg.linker import Kept, Linker, Resolver
    from kg.model import Assessment, Claim, Deal, Document, Extraction, Remark
    from kg.proposals import Proposal
    from kg.questions.answer import Answer
    from kg.store import Limits, QueryPool, Rows
    from kg.validate import Finding
    from kg.views.page import View

JUDGEMENTS = "judgements.jsonl"
"""The file in a store's folder that keeps what people decided; it may be edited."""


def extract(document: Document) -> Extraction:
    """Read the claims and remarks out of a document, offline, and let only verified ones through.

    Parameters
    ----------
    document
        A document with its text; relative dates resolve against ``document.date``.

    Returns
    -------
    Extraction
        What passed the gate, and what did not with the reason.

    Notes
    -----
    Linear in the length of the text; the first call loads the language model (about a second).
    """
    from kg.extract.rules import extract as candidates
    from kg.verify import verified

    claims, remarks = candidates(document, companies())
    return verified(document, claims, remarks)


class KnowledgeGraph(Displayed):
    """Deals with the evidence for each, as :func:`open_graph` gives them; close it, or use it as a context manager."""

    def __init__(self, store: Store, judged: Resolver | Path | Kept | None = None) -> None:
        self._store = store
        self._judged = judged

    @cached_property
    def _resolver(self) -> Resolver:
        """Who decides on names and deals; their file is read on first use, for queries do not need it."""
        from kg.linker import Resolver

        return self._judged if isinstance(self._judged, Resolver) else Resolver(self._judged)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store; the graph is of no use afterwards."""
        self._store.close()

    @property
    def companies(self) -> Linker:
        """The registry, as the graph's judgements change it."""
        return self._resolver.linker(companies())

    def judgements(self) -> Iterator[Judgement]:
        """Iterate over what people decided, in the order in which they did."""
        return iter(self._resolver.judgements)

    def decide(self, *judgements: Judgement) -> None:
        """Keep decisions, and judge everything again that they concern.

        Each is written to ``judgements.jsonl`` in the graph's folder, or to a graph of their own on the server, before it
        counts; a graph in memory keeps them for as long as it lives. Without any, what was edited there is applied.

        Raises
        ------
        ClaimsError
            A decision contradicts others; those before it are kept.
        StoreError
            The graph is read-only, or its folder cannot be written.
        """
        self._store.writable()
        try:
            for judgement in judgements:
                self._resolver.decide(judgement)
        finally:
            self.put()

    def open_decisions(self) -> Iterator[Proposal]:
        """Iterate over what nobody has judged: who and what may be the same, what is contested, and what is unsure."""
        from kg.proposals import proposals

        return proposals(self.deals(), self.claims(), self.companies, self.assessments())

    def add(self, document: Document) -> Extraction:
        """Extract, verify and store one document in one atomic step; adding it again replaces it.

        Raises
        ------
        StoreError
            The graph is read-only, or its folder cannot be written.
        """
        found = extract(document)
        self.put(found)
        return found

    def put(self, *found: Extraction, without: Sequence[str] = ()) -> None:
        """Store what was read out of documents, and take those named out, in one atomic step, as the judgements say.

        Raises
        ------
        StoreError
            The graph is read-only, or its folder cannot be written.
        """
        from kg.facts import record

        record(self._store, found, self.companies, without=without)

    def import_claims(self, path: str | Path, sources: str | Path | None = None) -> list[Extraction]:
        """Store the claims of a file in one atomic step; documents of the same id are replaced.

        Parameters
        ----------
        path
            Claims or FollowTheMoney entities as JSON Lines, or a table of claims that was exported as CSV or Parquet.
        sources
            The table of the documents that claims as JSON Lines cite; by default ``sources.csv`` beside the file.

        Raises
        ------
        ClaimsError
            The file cannot be read, or a line is no claim; nothing is stored.
        """
        from kg.export.importing import read_file

        found = read_file(Path(path), None if sources is None else Path(sources))
        self.put(*found)
        return found

    def remove(self, document: str) -> None:
        """Take a document out, by its id, with its claims and all that rested on them alone; what is not there may be removed."""
        self.put(without=[document])

    def effects_of_removing(self, document: str) -> Iterator[Effect]:
        """Iterate over what the facts would lose or change without a document, by deal; nothing is removed.

        Raises
        ------
        UsageError
            The graph has no document of that id.
        """
        from kg.facts import effects_of_removing

        known = [each.id for each in self.documents()]
        if document not in known:
            near = nearest(document, known)
            hint = f"; nearest names: {', '.join(near)}" if near else ""
            raise UsageError(f"no document {document!r} in the graph{hint}")
        return effects_of_removing(self._store, document, self.companies)

    def news(self, document: str, besides: Sequence[str] = ()) -> Iterator[News]:
        """Iterate over what a document adds to the others, but those named besides: is each claim new, or does it confirm, refine, conflict or repeat."""
        from kg.facts import news

        return news(self._store, document, besides)

    def conflicts(self, about: str | None = None) -> Iterator[Group]:
        """Iterate over what sources tell differently, with what stands and why.

        Parameters
        ----------
        about
            A company, or the name of a project or contract, for its deals alone.

        Raises
        ------
        UnknownCompany
            Nothing of that name is in the graph.
        """
        from kg.facts import differences, is_about

        deals: Container[str] | None = None
        if about is not None:
            name = self.companies.canonical(about) or about
            known = list(self.deals())
            named = {party for deal in known for names in deal.roles.values() for party in names}
            named |= {deal.name for deal in known if deal.name}
            deals = {deal.id for deal in known if is_about(deal, name)}
            if not deals:
                raise UnknownCompany(about, nearest(about, named))
        return differences(self._store, deals)

    def sparql(self, query: str) -> Rows:
        """Run a read-only SPARQL query (SELECT, ASK, CONSTRUCT); known prefixes need no declaration.

        Raises
        ------
        QueryError
            The query does not parse (with line and column), or asks for what is refused (SERVICE, LOAD, updates).
        """
        return self._store.select(query)

    def query_pool(self, workers: int, limits: Limits) -> QueryPool:
        """Return processes that answer SPARQL on the present state side by side, for a server; close it when done."""
        return self._store.pool(workers, limits)

    def ask(self, name: str, **parameters: str) -> Rows:
        """Run a named competency question of ``ontology/queries/``."""
        from kg.queries import run

        return run(self._store, name, **parameters)

    def documents(self) -> Iterator[Document]:
        """Iterate over the documents, by id."""
        return self._store.documents()

    def claims(self) -> Iterator[Claim]:
        """Iterate over every claim, accepted or not, by id."""
        return self._store.claims()

    def remarks(self) -> Iterator[Remark]:
        """Iterate over what documents say beside deals, by id."""
        return self._store.remarks()

    def deals(self) -> Iterator[Deal]:
        """Iterate over the deals with what the policy accepted, by id."""
        from kg.facts import deals

        return deals(self._store)

    def assessments(self) -> Iterator[Assessment]:
        """Iterate over the policy's verdicts, by claim."""
        return self._store.assessments()

    def under(self, policy: str) -> KnowledgeGraph:
        """Return a copy of the graph, in memory, as another policy judges it: :func:`kg.facts.policies` names them.

        Raises
        ------
        UsageError
            There is no such policy.
        """
        from kg.facts import under

        return KnowledgeGraph(under(self._store, policy, self.companies), self._resolver)

    def network(self, *, as_of: str | None = None, known_on: str | None = None) -> nx.MultiDiGraph[str]:
        """Return the deals as a frozen networkx graph whose edges point from customer to provider.

        Parameters
        ----------
        as_of
            A date; edges then say whether they hold on it: yes, no or unknown.
        known_on
            A date; only documents published by then count.
        """
        if known_on is None:
            from kg.network.stored import stored_network

            return stored_network(self._store, self.companies, as_of=as_of)
        from kg.network import deal_network

        records = self.deals(), self.claims(), self.documents(), self.remarks()
        return deal_network(*records, self.companies, as_of=as_of, known_on=known_on)

    def dataset(self) -> rdflib.Dataset:
        """Return a real rdflib Dataset over the same store."""
        return self._store.dataset()

    def view(self, focus: str | Answer[Any] | None = None, other: str | None = None) -> View:
        """Return the graph, or the deals of one company or of two, or an answer, as one self-contained HTML page.

        Raises
        ------
        UnknownCompany
            A name is in no deal of the graph.
        """
        from kg.views.page import view

        return view(self, focus, other)

    def verify(self) -> list[str]:
        """Check every stored quote and slot against its document again; return one line per problem, none if all hold.

        Curated claims have no quote, and the text of their documents is not held.
        """
        from kg.verify import verified

        claims: dict[str, list[Claim]] = {}
        remarks: dict[str, list[Remark]] = {}
        for claim in self.claims():
            claims.setdefault(claim.doc, []).append(claim)
        for remark in self.remarks():
            remarks.setdefault(remark.doc, []).append(remark)
        found = []
        for document in self.documents():
            told = [claim for claim in claims.get(document.id, ()) if not claim.curated]
            again = verified(document, told, remarks.get(document.id, []))
            found += [f"{document.id}: {rejected.reason}" for rejected in again.rejected]
        return found

    def validate(self) -> tuple[Finding, ...]:
        """Check every record against the shapes of ``ontology/shapes.ttl``; return what is wrong, nothing if all is sound."""
        from kg.validate import validate

        return validate(self._store)

    def export(self, form: str) -> bytes:
        """Return the graph in a format; the same graph gives the same bytes.

        Parameters
        ----------
        form
            ``trig``, ``nquads``, ``turtle`` or ``jsonld`` for the whole of it; ``graphml`` for its network; ``csv``,
            ``parquet``, ``nanopub`` (TriG) or ``ftm`` (FollowTheMoney) for its claims.

        Raises
        ------
        UsageError
            There is no such format, or it needs a library that is not installed.
        """
        from kg.export import FORMS, exported

        return exported(self, form) if form in FORMS else self._store.dump(form)


def open_graph(path: str | Path | None = None, *, create: bool = False) -> KnowledgeGraph:
    """Open the bundled graph (the article and the curated core of :mod:`kg.bundled`), a store on disk, or one on a server.

    Parameters
    ----------
    path
        The folder of a store, or the address of a server's SPARQL queries (with user and password, if they are not in the
        environment as ``KG_SPARQL_USER`` and ``KG_SPARQL_PASSWORD``); None for the graph that ships with the package.
    create
        Whether to make the store where there is none.

    Raises
    ------
    StoreError
        There is no store, or it is locked, foreign or of another version; or no server answers, or not as one.
    """
    if str(path).startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        store = RemoteStore(str(path))
        return KnowledgeGraph(store, store.decided)
    if path is not None:
        file = Path(path) / JUDGEMENTS
        graph = KnowledgeGraph(Store.open(Path(path), create=create), file)
        if file.exists():
            graph.judgements()  # a broken line is told at once
        return graph
    from kg.bundled import article, curated, judgements
    from kg.facts import record
    from kg.linker import Resolver

    bundled, resolver = Store.memory(), Resolver(None, judgements())
    record(bundled, [article(), *curated().extractions], resolver.linker(companies()))
    return KnowledgeGraph(bundled, resolver)
