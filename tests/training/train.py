"""Train the link model, cross-validated by writer, and write it with its calibration, figures and reliability plot.

    python tests/training/train.py WORK [--core TRAIN.json] [--out FOLDER]

WORK holds the encoders of the folds, as encode.py wrote them. See README.md beside this file.
"""

import argparse
import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
from corpus import CORPUS, read_articles, read_core, same
from fit import fit, write
from plot import reliability, reliability_svg
from sklearn.linear_model import LogisticRegression

from kg.evaluation import evaluate
from kg.evaluation.links import by_link, links
from kg.extract.learned.confidence import signs
from kg.extract.learned.encoder import read_encoder
from kg.extract.learned.judged import Weighed, decide, score
from kg.extract.learned.told import KINDS
from kg.extract.rules import FrameReading
from kg.extract.tellings import gather
from kg.extract.wording import claim_of
from kg.model import ClaimType
from kg.verify import reading, verified

SHARES = (0.0, 0.3, 0.5, 0.7)
VETOES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)
ADDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 1.1)
FIRM = 0.6
FLOOR = (
    0.6  # the least precision before the gate: each claim carries its confidence, and low ones go to review
)


class Read:
    """An encoder's judgement of one article, kept."""

    def __init__(self, table):
        self.table = table

    def probabilities(self, *_):
        """Return what was kept."""
        return self.table


def claims_of(article, weighed):
    """Return the claims of an article that pass the gate, each with its telling."""
    tellings = gather(weighed.drafts, article.doc, article.mentions, article.values, article.document.date)
    found = [(claim_of(t, article.document, article.mentions, article.trades), t) for t in tellings]
    passed = {id(claim) for claim in verified(article.document, [claim for claim, _ in found], []).claims}
    return [(claim, telling) for claim, telling in found if id(claim) in passed]


def read_once(articles):
    """Let the gate read the articles as they were read already, instead of parsing them again."""
    known = {
        a.document.id: FrameReading(
            a.doc,
            a.mentions,
            a.trades,
            a.drafts,
            gather(ruled(a).drafts, a.doc, a.mentions, a.values, a.document.date),
        )
        for a in articles
    }
    reading.read = lambda document, companies: known[document.id]


def ruled(article):
    """Return the drafts of the frames alone."""
    return Weighed([replace(draft, roles=dict(draft.roles)) for draft in article.drafts], {})


def wanted(article):
    """Return the ties that gold tells, without those of projects."""
    return {
        (KINDS[claim.type], link.first, link.second)
        for claim in article.gold
        if claim.type is not ClaimType.PROJECT
        for link in links(claim, article.naming)
    }


def tied(article, draft):
    """Return the ties that a draft tells, without those of projects."""
    if draft.type is ClaimType.PROJECT:
        return set()
    return {(KINDS[draft.type], *map(article.naming.fold, link)) for link in draft.links}


class Board:
    """What one article's drafts and likely ties come to under any thresholds, before the gate; see :func:`decide`."""

    def __init__(self, article, scored):
        known = decide(article.drafts, scored, article.mentions, article.model(0.0, 1.1))
        self.gold = wanted(article)
        self.drafts = [
            (
                known.probability(draft),
                tied(article, draft),
                {(KINDS[draft.type], frozenset(x)) for x in draft.links},
            )
            for draft in article.drafts
        ]
        alone = decide([], scored, article.mentions, article.model(0.0, min(ADDS)))
        self.added = sorted(
            (
                (
                    known.ties[KINDS[draft.type], *link],
                    tied(article, draft),
                    (KINDS[draft.type], frozenset(link)),
                )
                for draft in alone.drafts
                for link in [_directed(draft, known)]
            ),
            key=lambda row: -row[0],
        )

    def counted(self, veto, add):
        """Return right, found and gold ties."""
        kept = [d for d in self.drafts if d[0] is None or d[0] >= veto]
        told = set().union(*(ties for _, ties, _ in kept))
        raw = set().union(*(pairs for _, _, pairs in kept))
        for probability, ties, pair in self.added:
            if probability >= add and pair not in raw:
                raw.add(pair)
                told |= ties
        return right(told, self.gold), len(told), len(self.gold)


def _directed(draft, weighed):
    """Return the two companies of an added draft in the order in which the model ties them."""
    (link,) = draft.links
    ways = (link, link[::-1])
    return max(ways, key=lambda way: weighed.ties.get((KINDS[draft.type], *way), 0.0))


def right(told, gold):
    """Return how many ties gold has, a short name counting for a longer one that it begins."""
    left, count = set(gold), 0
    for kind, first, second in told:
        ways = (
            ((first, second), (second, first))
            if kind in {"partnership", "competition"}
            else ((first, second),)
        )
        for way in ways:
            match = next(
                (g for g in left if g[0] == kind and same(g[1], way[0]) and same(g[2], way[1])), None
            )
            if match is not None:
                left.discard(match)
                count += 1
                break
    return count


def before_gate(boards, veto=0.0, add=1.1):
    """Return the figures of the ties that drafts tell under thresholds, before the gate; by default the frames alone."""
    return figures(np.sum([board.counted(veto, add) for board in boards], axis=0))


def after_gate(articles, weighed):
    """Return the figures of the claims that pass the gate, as `kg eval` has them."""
    total = np.zeros(3, int)
    for article in articles:
        found = [claim for claim, _ in claims_of(article, weighed(article))]
        s = evaluate(article.gold, found, article.naming).relation
        total += (s.right, s.found, s.gold)
    return figures(total)


def figures(total):
    """Return precision, recall and F1 of right, found and gold."""
    right_ones, found, gold = (int(n) for n in total)
    p, r = right_ones / max(found, 1), right_ones / max(gold, 1)
    f1 = 2 * p * r / max(p + r, 1e-9)
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": round(f1, 3),
        "right": right_ones,
        "found": found,
        "gold": gold,
    }


def rightness(article, claim):
    """Return the share of a claim's links that gold has."""
    short = article.naming.short_forms(article.gold, [claim])
    told, gold = by_link([claim], article.naming, short), by_link(article.gold, article.naming)
    return len(told.keys() & gold.keys()) / max(len(told), 1)


class Held:
    """The articles of a fold, judged by models that have seen no article of their writers."""

    def __init__(self, articles, work, core, **settings):
        folds = json.loads((work / "folds.json").read_text("utf-8"))
        self.models, self.read = {}, {}
        for name, writers in folds.items():
            model = fit([a for a in articles if a.writer not in writers], core, **settings)
            encoder = read_encoder(work / f"{name}.npz")
            for article in (a for a in articles if a.writer in writers):
                s = article.sight
                self.models[article.document.id] = model
                self.read[article.document.id] = Read(
                    encoder.probabilities(s.text, s.candidates, s.pairs, s.told)
                )
        self.scored = {}

    def share(self, articles, share):
        """Judge with an encoder that counts for so much."""
        for article in articles:
            at = article.document.id
            self.models[at].calibration["encoder"] = share
            self.scored[at] = score(article.sight, self.models[at], self.read[at])
        reading.ties = lambda document, companies: self.scored[document.id]

    def weighed(self, veto, add):
        """Return a function from an article to the drafts that its models believe."""

        def weighed(article):
            scored = self.scored[article.document.id]
            return decide(article.drafts, scored, article.mentions, article.model(veto, add))

        return weighed


def chosen(articles, held):
    """Return the share and thresholds of best F1 that keep precision, all tries, and the boards."""
    tries, boards = [], {}
    for share in SHARES:
        held.share(articles, share)
        boards[share] = {a.document.id: Board(a, held.scored[a.document.id]) for a in articles}
        for veto, add in product(VETOES, ADDS):
            tries.append((before_gate(boards[share].values(), veto, add), share, veto, add))
        print(max((t for t in tries if t[1] == share), key=lambda t: t[0]["f1"]), flush=True)
    earned = [t for t in tries if t[0]["p"] >= FLOOR]
    best = max(earned or tries, key=lambda t: (t[0]["f1"], t[0]["p"]))
    print("chosen", best, flush=True)
    return best, tries, boards[best[1]]


def calibrated(articles, weighed):
    """Return the signs of each claim over unseen articles, and whether it is right."""
    rows, good = [], []
    for article in articles:
        drafts = weighed(article)
        for claim, telling in claims_of(article, drafts):
            rows.append((article.writer, *signs(telling, drafts)))
            good.append(rightness(article, claim) > 0.5)
    return rows, np.array(good)


def line(rows, good):
    """Return slope, bias and one offset a mark, by logistic regression."""
    marks = sorted({mark for _, _, found in rows for mark in found})
    table = np.array([[odds, *(mark in found for mark in marks)] for _, odds, found in rows], float)
    learner = LogisticRegression(C=FIRM, max_iter=500).fit(table, good)
    slope, *offsets = learner.coef_[0].tolist()
    return {"slope": slope, "bias": float(learner.intercept_[0]), **dict(zip(marks, offsets, strict=True))}


def held_out(rows, good):
    """Return confidences for each row by a line fitted on the other writers' rows."""
    values = np.zeros(len(rows))
    for writer in {row[0] for row in rows}:
        own = np.array([row[0] == writer for row in rows])
        fitted = line([r for r, o in zip(rows, own, strict=True) if not o], good[~own])
        for number in np.flatnonzero(own):
            _, odds, marks = rows[number]
            value = fitted["bias"] + fitted["slope"] * odds + sum(fitted.get(mark, 0.0) for mark in marks)
            values[number] = 1 / (1 + np.exp(-value))
    return values


def learning_curve(articles, core):
    """Return the best figures of the linear model without the frames, by the share of the other writers' articles."""
    curve = {}
    for share in (0.1, 0.25, 0.5, 1.0):
        boards = []
        for writer in sorted({a.writer for a in articles}):
            others = [a for a in articles if a.writer != writer]
            order = np.random.default_rng(7).permutation(len(others))[: round(share * len(others))]
            model = fit([others[i] for i in sorted(order)], core, without=("rule:",))
            boards += [
                Board(replace(a, drafts=[]), score(a.sight, model)) for a in articles if a.writer == writer
            ]
        curve[str(share)] = max((before_gate(boards, add=add) for add in ADDS), key=lambda f: f["f1"])
        print("curve", share, curve[str(share)], flush=True)
    return curve


def main():
    """Train, choose, calibrate, write, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--core", type=Path)
    parser.add_argument(
        "--curve", action="store_true", help="also the learning curve, which takes half an hour"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "kg" / "extract" / "learned")
    args = parser.parse_args()
    core = read_core(args.core) if args.core else ((), ())
    articles = [
        a for folder in sorted(CORPUS.glob("*/seen")) for a in read_articles(folder, folder.parent.name)
    ]
    read_once(articles)
    print(len(articles), "articles read", flush=True)
    held = Held(articles, args.work, core)
    (before, share, veto, add), tries, boards = chosen(articles, held)
    held.share(articles, share)
    best = held.weighed(veto, add)
    rows, good = calibrated(articles, best)
    writers = {
        writer: [boards[a.document.id] for a in articles if a.writer == writer]
        for writer in sorted({article.writer for article in articles})
    }
    report = {
        "articles": len(articles),
        "claims": sum(len(article.gold) for article in articles),
        "before_gate": {
            "rules": before_gate(boards.values()),
            "chosen": before,
            "linear": max((t[0] for t in tries if t[1] == 0.0), key=lambda f: f["f1"]),
            "any": max((t[0] for t in tries), key=lambda f: f["f1"]),
            "by_writer": {
                writer: {"rules": before_gate(own), "chosen": before_gate(own, veto, add)}
                for writer, own in writers.items()
            },
        },
        "after_gate": after_gate(articles, best),
        "encoder": share,
        "veto": veto,
        "add": add,
        "reliability": reliability(held_out(rows, good), good),
    }
    model = fit(articles, core)
    model.calibration.clear()
    model.calibration.update(veto=veto, add=add, encoder=share, **line(rows, good))
    write(model, args.out / "links.npz")
    here = Path(__file__).parent
    (here / "reliability.svg").write_text(reliability_svg(report["reliability"]), "utf-8")
    if args.curve:
        report["curve"] = learning_curve(articles, core)
    (here / "figures.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
