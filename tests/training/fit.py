"""Fit the link model and write it: logistic regression by scikit-learn, plain arrays by numpy."""

from collections import Counter

import numpy as np
from corpus import IGNORED
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.extract.learned.model import NONE, VERSION, LinkModel

KINDS = (NONE, "supply", "investment", "acquisition", "ended", "partnership", "competition")
OFTEN, OFTEN_IN_CORE = 5, 8
STRENGTH = 0.1
CORE_WEIGHT = 0.5
KEPT = 0.4
SEED = 20261124


def vocabulary(articles, core):
    """Return the features that are worth a weight: seen five times in the articles, a tie counting twice, or often in CORE."""
    own, other = Counter(), Counter()
    for article in articles:
        own.update({name for row in article.rows for name in row})
        own.update(
            name
            for row, label in zip(article.rows, article.labels, strict=True)
            if label not in {NONE, IGNORED}
            for name in row
        )
    for row in core[0]:
        other.update(row)
    names = own.keys() | other.keys()
    return sorted(n for n in names if (own[n] >= OFTEN or other[n] >= OFTEN_IN_CORE) and "\n" not in n)


def matrix(rows, index):
    """Return rows of features as a sparse matrix of zeros and ones."""
    columns, ends = [], [0]
    for row in rows:
        columns += [index[name] for name in row if name in index]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(index)))


def fit(articles, core=((), ()), strength=STRENGTH, core_weight=CORE_WEIGHT, without=()):
    """Return a model trained on articles and, with less weight, on sentences of CORE."""
    names = (
        [n for n in vocabulary(articles, core) if not n.startswith(tuple(without))]
        if without
        else vocabulary(articles, core)
    )
    index = {name: number for number, name in enumerate(names)}
    rows = [row for article in articles for row in article.rows] + list(core[0])
    labels = np.array([label for article in articles for label in article.labels] + list(core[1]))
    weight = np.ones(len(rows))
    weight[len(rows) - len(core[0]) :] = core_weight
    weight[labels == IGNORED] = 0
    # Most pairs are tied by nothing: a part of them stands for all.
    drawn = np.random.default_rng(SEED).random(len(rows)) < KEPT
    weight[(labels == NONE) & ~drawn] = 0
    kept = np.flatnonzero(weight)
    learner = LogisticRegression(C=strength, max_iter=80, tol=1e-3)
    learner.fit(matrix([rows[i] for i in kept], index), labels[kept], sample_weight=weight[kept])
    order = [list(learner.classes_).index(kind) if kind in learner.classes_ else None for kind in KINDS]
    weights = np.stack([learner.coef_[o] if o is not None else np.zeros(len(names)) for o in order], axis=1)
    bias = np.array([learner.intercept_[o] if o is not None else -20.0 for o in order])
    return LinkModel(
        KINDS, index, weights.astype(np.float32), bias.astype(np.float32), {"veto": 0.0, "add": 1.1}
    )


def write(model, path):
    """Write a model as plain arrays, its weights in 8 bits; the same model gives the same bytes."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1) > 0.01)
    names = list(model.index)
    scale = np.float32(np.abs(model.weights).max() / 127)
    np.savez_compressed(
        path,
        version=np.array(VERSION),
        kinds=_text(model.kinds),
        features=_text([names[i] for i in used]),
        weights=np.round(model.weights[used] / scale).astype(np.int8),
        scale=scale,
        bias=model.bias.astype(np.float32),
        measures=_text(model.calibration),
        calibration=np.array(list(model.calibration.values()), np.float64),
    )


def _text(lines):
    return np.frombuffer("\n".join(lines).encode(), np.uint8)
