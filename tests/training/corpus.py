"""Labelled articles and sentences as rows of features with the kind of tie that each tells."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

from kg.companies import companies
from kg.documents import document_from_text
from kg.evaluation.links import links
from kg.evaluation.material import read_claims_file, read_naming
from kg.extract.drafts import read_drafts
from kg.extract.learned.candidates import Candidate, Pair
from kg.extract.learned.features import features
from kg.extract.learned.judged import look
from kg.extract.learned.model import NONE
from kg.extract.learned.salience import Salience
from kg.extract.learned.told import KINDS, Told
from kg.extract.mentions import Mentions, find_mentions
from kg.extract.parse import _pipeline, parse
from kg.extract.products import Trades
from kg.extract.slots import find_values
from kg.model import ClaimType

CORPUS = Path(__file__).parents[1] / "corpus"
IGNORED = ""  # a pair that gold ties, in a passage that gold does not quote: neither a tie nor none
MUTUAL = {"partnership", "competition"}
CORE = {
    "acquired_by": ("acquisition", True),
    "client_of": ("supply", False),
    "shareholder_of": ("investment", False),
    "merged_with": ("acquisition", None),
    "collaboration": ("partnership", None),
    "competitor_of": ("competition", None),
}


@dataclass
class Article:
    """One labelled article, read by the frames: its pairs, two rows of features a pair, and a label for each row."""

    writer: str
    document: object
    doc: object
    mentions: object
    trades: object
    drafts: list
    values: list
    gold: list
    naming: object
    sight: object
    labels: list = field(default_factory=list)

    def model(self, veto, add):
        """Return a model that holds no weights, only thresholds."""
        return SimpleNamespace(calibration={"veto": veto, "add": add})

    @property
    def pairs(self):
        """The pairs of candidates."""
        return self.sight.pairs

    @property
    def rows(self):
        """Two rows of features for each pair."""
        return self.sight.rows


def read_articles(folder, writer):
    """Yield the articles of a folder: ``gold.jsonl``, ``documents.csv``, ``aliases.csv`` and the texts."""
    folder = Path(folder)
    gold = defaultdict(list)
    for claim in read_claims_file(folder / "gold.jsonl"):
        gold[claim.doc].append(claim)
    aliases = folder / "aliases.csv"
    naming = read_naming(aliases if aliases.exists() else None)
    known = companies()
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            path = next(
                (
                    p
                    for p in (folder / f"{row['doc']}.txt", folder / "texts" / f"{row['doc']}.txt")
                    if p.exists()
                ),
                None,
            )
            if path is None:
                continue
            given = {key: row.get(key) or None for key in ("date", "publisher")}
            document = document_from_text(path.read_text("utf-8"), row["doc"], **given)
            doc = parse(document.text)
            mentions = find_mentions(doc, document, known)
            trades = Trades(doc, mentions, known)
            drafts = read_drafts(doc, mentions, trades)
            sight = look(doc, mentions, trades, drafts)
            article = Article(
                writer,
                document,
                doc,
                mentions,
                trades,
                drafts,
                find_values(doc, document),
                gold[document.id],
                naming,
                sight,
            )
            article.labels = _labels(article)
            yield article


def same(name, other):
    """Whether one folded name begins with the other."""
    return bool(name and other) and (name.startswith(other) or other.startswith(name))


def _labels(article):
    """Return a label for each row: each pair forwards, then backwards."""
    fold = article.naming.fold
    names = [(fold(pair.first.company), fold(pair.second.company)) for pair in article.pairs]
    labels = [NONE] * (2 * len(names))
    for claim in article.gold:
        for kind, first, second in _told(claim, article.naming):
            for number, way, here in quoted(article.pairs, ways(names, first, second), claim):
                for row in (
                    (2 * number, 2 * number + 1)
                    if kind in MUTUAL | {IGNORED} or not here
                    else (2 * number + way,)
                ):
                    if not here or kind == IGNORED:
                        labels[row] = labels[row] if labels[row] != NONE else IGNORED
                    elif labels[row] in {NONE, IGNORED, "ended"}:
                        labels[row] = kind
    return labels


def ways(names, first, second):
    """Return the number of each pair of names that two parties stand for, and whether backwards."""
    return [
        (number, way)
        for number, pair in enumerate(names)
        for way in (0, 1)
        if same(pair[way], first) and same(pair[1 - way], second)
    ]


def _told(claim, naming):
    """Yield the ties between companies that a claim tells; those of a project only as ties not to learn from."""
    if claim.type is ClaimType.PROJECT:
        members = sorted({naming.fold(name) for names in claim.roles.values() for name in names})
        yield from ((IGNORED, *pair) for pair in combinations(members, 2))
    else:
        yield from ((KINDS[claim.type], link.first, link.second) for link in links(claim, naming))


def quoted(pairs, ways, claim):
    """Yield each pair with whether it is the one that gold quotes: both names in the quotes, or one and the other near."""

    def inside(candidate):
        sentence = candidate.head.sent
        return any(q.start < sentence.end_char and sentence.start_char < q.end for q in claim.evidence)

    ranked = [
        ((inside(pairs[number].first) + inside(pairs[number].second), -pairs[number].apart), number, way)
        for number, way in ways
    ]
    best = max((rank for rank, _, _ in ranked), default=(0, 0))
    yield from ((number, way, rank == best and best[0] > 0) for rank, number, way in ranked)


def read_core(path):
    """Return rows of features and labels from a file of CORE (Borchert et al. 2023): one relation a sentence."""
    from spacy.tokens import Doc

    nlp = _pipeline()
    entries = json.loads(Path(path).read_text("utf-8"))
    docs = nlp.pipe(((Doc(nlp.vocab, words=e["context"]), e) for e in entries), as_tuples=True, batch_size=64)
    rows, labels = [], []
    for doc, entry in docs:
        spans = [doc[entry[f"{e}_start"] : entry[f"{e}_end"] + 1] for e in ("e1", "e2")]
        ends = [Candidate(span.text, span.root, span, None, "named") for span in spans]
        swapped = spans[0].start > spans[1].start
        pair = Pair(*(ends[::-1] if swapped else ends), int(spans[0].root.sent != spans[1].root.sent))
        kind, flipped = CORE.get(entry["relation"], (NONE, None))
        told = [kind, kind]
        if flipped is not None:
            told[0 if flipped != bool(entry["invert_relation"]) else 1] = NONE
        told = told[::-1] if swapped else told
        alone = Salience(doc, Mentions([], [], doc), ends)
        rows += [
            features(pair, backwards=way, trades=("", ""), told=Told([]), salience=alone)
            for way in (False, True)
        ]
        labels += told
    return rows, labels
