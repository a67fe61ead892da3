"""Train the link model, cross-validated by writer, and write it with its calibration, figures and reliability plot.

    python tests/training/train.py [--core TRAIN.json] [--also FOLDER] [--out FOLDER]

See README.md beside this file.
"""

import argparse
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from corpus import CORPUS, read_articles, read_core
from fit import fit, write
from plot import reliability, reliability_svg
from sklearn.linear_model import LogisticRegression

from kg.evaluation import evaluate
from kg.evaluation.links import by_link
from kg.extract.learned.confidence import signs
from kg.extract.learned.judged import Weighed, decide, score
from kg.extract.rules import FrameReading
from kg.extract.tellings import gather
from kg.extract.wording import claim_of
from kg.verify import reading, verified

VETOES = (0.0, 0.05)
ADDS = (0.5, 0.6, 0.7, 1.1)
FIRM = 0.6


def claims_of(article, weighed, *, gate=True):
    """Return the claims of an article, by default those that pass the gate, each with its telling."""
    tellings = gather(weighed.drafts, article.doc, article.mentions, article.values, article.document.date)
    found = [(claim_of(t, article.document, article.mentions, article.trades), t) for t in tellings]
    if not gate:
        return found
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


def weighed_by(model, article, veto, add):
    """Return the drafts that a model believes."""
    model.calibration.update(veto=veto, add=add)
    if article.scored is None or article.scored[0] is not model:
        article.scored = (model, score(article.pairs, article.rows, model))
    return decide(article.drafts, article.scored[1], article.mentions, model)


def weighed_of(models, article, veto, add):
    """Return the drafts that the model of an article believes."""
    return weighed_by(models[article.document.id], article, veto, add)


def alone(models, article, add):
    """Return the drafts of a model that knows nothing of the frames' reading."""
    model = models[article.document.id]
    model.calibration.update(veto=0.0, add=add)
    return decide([], score(article.pairs, article.rows, model), article.mentions, model)


def told(articles, weighed, *, gate=True):
    """Return the figures of what articles tell, by a function from an article to its drafts."""
    return figures(
        tally(
            articles, {a.document.id: [c for c, _ in claims_of(a, weighed(a), gate=gate)] for a in articles}
        )
    )


def tally(articles, found):
    """Return right, found and gold links over articles, each with the aliases of its own folder."""
    total = np.zeros(3, int)
    for article in articles:
        s = evaluate(article.gold, found[article.document.id], article.naming).relation
        total += (s.right, s.found, s.gold)
    return total


def figures(total):
    """Return precision, recall and F1 of a tally."""
    right, found, gold = (int(n) for n in total)
    p, r = right / max(found, 1), right / max(gold, 1)
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": round(2 * p * r / max(p + r, 1e-9), 3),
        "right": right,
        "found": found,
        "gold": gold,
    }


def rightness(article, claim):
    """Return the share of a claim's links that gold has."""
    short = article.naming.short_forms(article.gold, [claim])
    told, wanted = by_link([claim], article.naming, short), by_link(article.gold, article.naming)
    return len(told.keys() & wanted.keys()) / max(len(told), 1)


def cross_validated(articles, core, **settings):
    """Return for each article a model trained on the other writers' articles."""
    models = {}
    for writer in sorted({article.writer for article in articles}):
        models[writer] = fit([a for a in articles if a.writer != writer], core, **settings)
    return {article.document.id: models[article.writer] for article in articles}


def chosen(articles, models):
    """Return the thresholds with the best F1 over unseen articles that cost no precision, and their figures."""
    tries = []
    for veto in VETOES:
        for add in ADDS:
            tries.append((told(articles, partial(weighed_of, models, veto=veto, add=add)), veto, add))
            print(tries[-1], flush=True)
    ruled_alone = told(articles, ruled)
    earned = [t for t in tries if t[0]["p"] >= ruled_alone["p"]]
    return max(earned or tries, key=lambda t: (t[0]["f1"], t[0]["p"]))


def calibrated(articles, models, veto, add):
    """Return the line from signs to confidence, fitted on unseen articles, and what it was fitted on."""
    rows, right = [], []
    for article in articles:
        weighed = weighed_by(models[article.document.id], article, veto, add)
        for claim, telling in claims_of(article, weighed):
            rows.append((article.writer, *signs(telling, weighed)))
            right.append(rightness(article, claim) > 0.5)
    return rows, np.array(right)


def line(rows, right):
    """Return slope, bias and one offset a mark, by logistic regression."""
    marks = sorted({mark for _, _, found in rows for mark in found})
    table = np.array([[odds, *(mark in found for mark in marks)] for _, odds, found in rows], float)
    learner = LogisticRegression(C=FIRM, max_iter=500).fit(table, right)
    slope, *offsets = learner.coef_[0].tolist()
    return {"slope": slope, "bias": float(learner.intercept_[0]), **dict(zip(marks, offsets, strict=True))}


def held_out(rows, right):
    """Return confidences for each row by a line fitted on the other writers' rows."""
    values = np.zeros(len(rows))
    for writer in {row[0] for row in rows}:
        own = np.array([row[0] == writer for row in rows])
        fitted = line([r for r, o in zip(rows, own, strict=True) if not o], right[~own])
        for number in np.flatnonzero(own):
            _, odds, marks = rows[number]
            value = fitted["bias"] + fitted["slope"] * odds + sum(fitted.get(mark, 0.0) for mark in marks)
            values[number] = 1 / (1 + np.exp(-value))
    return values


def learning_curve(articles, core, add):
    """Return F1 of the model alone, on each writer's articles, by the share of the other writers' articles trained on."""
    curve = {}
    for share in (0.25, 0.5, 0.75, 1.0):
        total = np.zeros(3, int)
        for writer in sorted({a.writer for a in articles}):
            others = [a for a in articles if a.writer != writer]
            order = np.random.default_rng(7).permutation(len(others))[: round(share * len(others))]
            model = fit([others[i] for i in sorted(order)], core, without=("rule:",))
            own = [a for a in articles if a.writer == writer]
            models = {a.document.id: model for a in own}
            found = {a.document.id: [c for c, _ in claims_of(a, alone(models, a, add))] for a in own}
            total += tally(own, found)
        curve[str(share)] = figures(total)
        print("curve", share, curve[str(share)], flush=True)
    return curve


def main():
    """Train, choose, calibrate, write, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--core", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "kg" / "extract" / "learned")
    parser.add_argument("--also", type=Path, help="a folder to score with the trained model, not to train on")
    args = parser.parse_args()
    core = read_core(args.core) if args.core else ((), ())
    articles = [
        a for folder in sorted(CORPUS.glob("*/seen")) for a in read_articles(folder, folder.parent.name)
    ]
    also = list(read_articles(args.also, "also")) if args.also else []
    read_once(articles + also)
    print(len(articles), "articles read", flush=True)
    models = cross_validated(articles, core)
    best, veto, add = chosen(articles, models)
    rows, right = calibrated(articles, models, veto, add)
    values = held_out(rows, right)
    apart = cross_validated(articles, core, without=("rule:",))
    report = {
        "articles": len(articles),
        "claims": sum(len(article.gold) for article in articles),
        "rules": told(articles, ruled),
        "model": max(
            (told(articles, partial(alone, apart, add=add)) for add in ADDS),
            key=lambda f: f["f1"],
        ),
        "combination": best,
        "by_writer": {
            writer: {
                "rules": told([a for a in articles if a.writer == writer], ruled),
                "combination": told(
                    [a for a in articles if a.writer == writer],
                    partial(weighed_of, models, veto=veto, add=add),
                ),
            }
            for writer in sorted({a.writer for a in articles})
        },
        "veto": veto,
        "add": add,
        "reliability": reliability(values, right),
    }
    model = fit(articles, core)
    model.calibration.clear()
    model.calibration.update(veto=veto, add=add, **line(rows, right))
    write(model, args.out / "links.npz")
    if also:
        report["also"] = {
            "rules": told(also, ruled),
            "combination": told(also, lambda a: weighed_by(model, a, veto, add)),
        }
    here = Path(__file__).parent
    (here / "reliability.svg").write_text(reliability_svg(report["reliability"]), "utf-8")
    report["curve"] = learning_curve(articles, core, min(ADDS))
    (here / "figures.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
