"""Fine-tune the encoder on the labelled articles and write it as plain arrays, once whole and once for each fold.

    python tests/training/encode.py FOLDER_OF_THE_PRETRAINED_MODEL WORK

See README.md beside this file. WORK gets an archive for each fold, for the cross-validation of train.py.
"""

import argparse
import json
import random
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from corpus import CORPUS, quoted, read_articles, ways
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from kg.evaluation.links import links
from kg.extract.learned.encoder import CLASSES, ENTRY, GROUPS, HEADS, LAYERS, SIGNS, VERSION
from kg.extract.learned.pieces import Pieces
from kg.extract.learned.windows import MARKS, windows
from kg.model import ClaimType

WIDTH, HIDDEN, SIGN = 384, 256, 32
EPOCHS, RATE, HEAD_RATE, SIZE, DROP = 5, 2e-4, 1e-3, 4, 0.1
NONE_KEPT = 0.35  # most pairs are tied by nothing: a part of them, drawn anew each time, stands for all
UNTOLD = 0.3  # how often the frames' reading is hidden, so that the words count
RENAMED, VARIANTS = 0.6, 3  # the share of names exchanged for others in all variants of a text but the first
MUTUAL = {"partnership", "competition", "project"}
FOLDS = (("hand-a", "hand-d", "hand-g"), ("hand-b", "hand-e"), ("hand-c", "hand-f"))


class Layer(nn.Module):
    """One layer of the transformer."""

    def __init__(self):
        super().__init__()
        self.qkv, self.o = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.f1, self.f2 = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x, mask, drop, *, looks):
        """Return the states and, where asked for, the attention."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        attention = None
        if looks:
            attention = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask, -1)
            mixed = attention @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.o(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.n1(x + functional.dropout(mixed, drop, self.training))
        wide = self.f2(functional.gelu(self.f1(x), approximate="tanh"))
        return self.n2(x + functional.dropout(wide, drop, self.training)), attention


class Judge(nn.Module):
    """The encoder of kg.extract.learned.encoder, to be trained: the same weights under the same names."""

    def __init__(self, pretrained):
        super().__init__()
        self.word, self.place = nn.Embedding(*pretrained["word"].shape), nn.Parameter(pretrained["place"])
        self.start, self.mark = nn.LayerNorm(WIDTH, 1e-12), nn.Embedding(len(MARKS), WIDTH)
        self.layers = nn.ModuleDict({str(n): Layer() for n in range(LAYERS)})
        self.a, self.b = nn.Linear(3 * WIDTH, HIDDEN), nn.Linear(3 * WIDTH, HIDDEN)
        self.sign, self.bi = nn.Embedding(sum(SIGNS), SIGN), nn.Linear(HIDDEN * GROUPS, HIDDEN)
        self.o1, self.o2 = nn.Linear(3 * HIDDEN + SIGN * len(SIGNS), HIDDEN), nn.Linear(HIDDEN, len(CLASSES))
        nn.init.normal_(self.mark.weight, 0, 0.02)
        self.mark.weight.data[0] = 0
        self.load_state_dict({**self.state_dict(), **pretrained["states"]})
        frozen = [self.word, self.start, *(self.layers[str(n)] for n in range(ENTRY))]
        for parameter in [self.place, *(p for part in frozen for p in part.parameters())]:
            parameter.requires_grad_(False)

    @torch.no_grad()
    def low(self, ids, mask):
        """Return the states before the marks come in: they are not trained."""
        x = self.start(self.word(ids) + self.place[: ids.shape[1]])
        for n in range(ENTRY):
            x, _ = self.layers[str(n)](x, mask, 0.0, looks=False)
        return x

    def forward(self, low, marks, mask, batch, drop):
        """Return the logits of the pairs of a batch of windows, row by row."""
        x = low + self.mark(marks)
        for n in range(ENTRY, LAYERS):
            x, attention = self.layers[str(n)](x, mask, drop, looks=n == LAYERS - 1)
        places = torch.arange(x.shape[1])
        logits = []
        for states, heads, (spans, ends, signs) in zip(x, attention, batch, strict=True):
            chosen = _shares((places >= spans[:, :1]) & (places < spans[:, 1:]))
            named, looks = chosen @ states, chosen @ heads
            one, other = ends.T
            both = sum(head[one] * head[other] for head in looks)
            context = (both / (both.sum(1, keepdim=True) + 1e-9)) @ states
            first, last = (
                torch.minimum(spans[one, 1], spans[other, 1]),
                torch.maximum(spans[one, 0], spans[other, 0]),
            )
            between = _shares((places >= first[:, None]) & (places < last[:, None])) @ states
            logits.append(self._pairs(named[one], named[other], context, between, signs, drop))
        return torch.cat(logits)

    def _pairs(self, one, other, context, between, signs, drop):
        u = torch.tanh(self.a(torch.cat([one, context, between], 1)))
        v = torch.tanh(self.b(torch.cat([other, context, between], 1)))
        product = u.view(len(u), HIDDEN // GROUPS, GROUPS, 1) * v.view(len(u), HIDDEN // GROUPS, 1, GROUPS)
        offsets = torch.tensor([0, *np.cumsum(SIGNS)[:-1].tolist()])
        beside = self.sign(signs + offsets).flatten(1)
        joined = torch.cat([self.bi(product.flatten(1)), u, v, beside], 1)
        inner = functional.gelu(
            self.o1(functional.dropout(joined, 2 * drop, self.training)), approximate="tanh"
        )
        return self.o2(functional.dropout(inner, 2 * drop, self.training))


def _shares(mask):
    rows = mask.float()
    return rows / rows.sum(1, keepdim=True).clamp(min=1)


def pretrained(folder):
    """Return the weights of a folder with ``model.safetensors`` of MiniLM under our names, and its vocabulary."""
    held = load_file(folder / "model.safetensors")
    states = {"word.weight": held["embeddings.word_embeddings.weight"]}
    states |= {f"start.{part}": held[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
    names = {
        "o": "attention.output.dense",
        "n1": "attention.output.LayerNorm",
        "f1": "intermediate.dense",
        "f2": "output.dense",
        "n2": "output.LayerNorm",
    }
    for n in range(LAYERS):
        at = f"encoder.layer.{n}."
        for part in ("weight", "bias"):
            three = [held[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            states[f"layers.{n}.qkv.{part}"] = torch.cat(three)
            states |= {
                f"layers.{n}.{ours}.{part}": held[f"{at}{name}.{part}"] for ours, name in names.items()
            }
    place = held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][0]
    found = {"states": {k: v.float() for k, v in states.items()}, "place": place.float()}
    found["word"] = found["states"]["word.weight"]
    return found, (folder / "vocab.txt").read_text("utf-8").split("\n")[: len(found["word"])]


def labels(article):
    """Return the class of each pair forwards and backwards, -1 where gold ties it elsewhere in the text."""
    fold = article.naming.fold
    names = [(fold(pair.first.company), fold(pair.second.company)) for pair in article.pairs]
    table = np.zeros((len(names), 2), int)
    for claim in article.gold:
        kind = "ended" if claim.type is ClaimType.EXCLUSIVITY_ENDED else claim.type.value
        if claim.type is ClaimType.PROJECT:
            ties = list(combinations(sorted({fold(n) for group in claim.roles.values() for n in group}), 2))
        else:
            ties = [(link.first, link.second) for link in links(claim, article.naming)]
        for first, second in ties:
            for number, way, told in quoted(article.pairs, ways(names, first, second), claim):
                for column in (0, 1) if kind in MUTUAL or not told else (way,):
                    if told and CLASSES[max(table[number, column], 0)] in {"none", "ended"}:
                        table[number, column] = CLASSES.index(kind)
                    elif not told and table[number, column] == 0:
                        table[number, column] = -1
    return table


class Example:
    """A window with its labels and the states of its frozen layers, once as it is and once for each other naming."""

    def __init__(self, article, window, table):
        self.writer, self.window = article.writer, window
        self.labels = table[window.rows]
        self.low = []

    @property
    def length(self):
        """The number of pieces."""
        return len(self.window.ids)

    def renamed(self, rng, others):
        """Return the pieces with some of the names exchanged for other names of as many pieces."""
        ids, chosen = self.window.ids.copy(), {}
        for start, end in self.window.spans:
            if MARKS[self.window.marks[start]] not in {"named", "other"}:
                continue
            name = tuple(self.window.ids[start:end])
            if name not in chosen:
                chosen[name] = rng.choice(others[end - start]) if rng.random() < RENAMED else name
            ids[start:end] = chosen[name]
        return ids


def examples(articles, vocabulary):
    """Return the windows of articles with their labels."""
    pieces = Pieces(vocabulary)
    return [
        Example(article, window, table)
        for article in articles
        for table in [labels(article)]
        for window in windows(
            article.sight.text, article.sight.candidates, article.pairs, article.sight.told, pieces
        )
    ]


def lower(model, shown, seed=1):
    """Fill in the states of the frozen layers."""
    others = {}
    for example in shown:
        for start, end in example.window.spans:
            if MARKS[example.window.marks[start]] in {"named", "other"}:
                others.setdefault(end - start, set()).add(tuple(example.window.ids[start:end]))
    others = {length: sorted(names) for length, names in others.items()}
    rng = random.Random(seed)
    ordered = sorted(shown, key=lambda example: example.length)
    for variant in range(VARIANTS):
        for at in range(0, len(ordered), 8):
            group = ordered[at : at + 8]
            ids = torch.zeros(len(group), group[-1].length, dtype=torch.long)
            for row, example in enumerate(group):
                read = example.renamed(rng, others) if variant else example.window.ids
                ids[row, : example.length] = torch.tensor(read)
            states = model.low(ids, mask_of(group))
            for row, example in enumerate(group):
                example.low.append(states[row, : example.length].half())


def mask_of(group):
    """Return what keeps attention off the padding."""
    mask = torch.full((len(group), 1, 1, max(e.length for e in group)), -1e9)
    for row, example in enumerate(group):
        mask[row, ..., : example.length] = 0
    return mask


def batch_of(group, rng):
    """Return what the model takes of some examples, with a part of the pairs that nothing ties, and the labels."""
    length = max(example.length for example in group)
    low = torch.zeros(len(group), length, WIDTH)
    marks = torch.zeros(len(group), length, dtype=torch.long)
    batch, wanted = [], []
    for row, example in enumerate(group):
        window = example.window
        low[row, : example.length] = rng.choice(example.low).float()
        marks[row, : example.length] = torch.tensor(window.marks)
        ends, signs, told = [], [], []
        for way in (0, 1):
            kept = [n for n, label in enumerate(example.labels[:, way]) if label or rng.random() < NONE_KEPT]
            ends.append(window.ends[kept][:, ::-1] if way else window.ends[kept])
            hidden = np.array([rng.random() < UNTOLD for _ in kept], bool).reshape(-1, 1)
            shown = window.signs[kept, way].copy()
            shown[:, 4:] *= ~hidden
            signs.append(shown)
            told.append(example.labels[kept, way])
        batch.append(
            tuple(
                torch.tensor(np.ascontiguousarray(x)).long()
                for x in (window.spans, np.concatenate(ends), np.concatenate(signs))
            )
        )
        wanted.append(np.concatenate(told))
    return (low, marks, mask_of(group), batch), torch.tensor(np.concatenate(wanted))


def trained(weights, shown, seed=0):
    """Return a model trained on examples."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Judge(weights)
    for example in shown:
        example.low.clear()
    lower(model, shown)
    groups = [
        {
            "params": [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("layers")],
            "base": RATE,
        },
        {
            "params": [
                p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("layers")
            ],
            "base": HEAD_RATE,
        },
    ]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    steps, step, began = EPOCHS * -(-len(shown) // SIZE), 0, time.monotonic()
    model.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for group in _groups(shown, rng):
            for parameters in optimiser.param_groups:
                warmth = min(1.0, step / (0.1 * steps + 1)) * max(0.0, 1 - step / steps) + 0.01
                parameters["lr"] = parameters["base"] * warmth
            step += 1
            given, wanted = batch_of(group, rng)
            if not (wanted >= 0).any():
                continue
            loss = functional.cross_entropy(model(*given, DROP), wanted, ignore_index=-1)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            total += loss.item()
        print(
            "epoch",
            epoch,
            round(total * SIZE / len(shown), 4),
            round(time.monotonic() - began),
            "s",
            flush=True,
        )
    return model


def _groups(shown, rng):
    """Return the examples in groups of about equal length, in random order."""
    order = list(shown)
    rng.shuffle(order)
    near = [
        sorted(order[at : at + 8 * SIZE], key=lambda e: e.length) for at in range(0, len(order), 8 * SIZE)
    ]
    groups = [part[at : at + SIZE] for part in near for at in range(0, len(part), SIZE)]
    rng.shuffle(groups)
    return groups


def write(model, vocabulary, path):
    """Write a model as plain arrays: matrices in 8 bits with a scale a row, the rest in 32."""
    arrays = {"version": np.array(VERSION), "pieces": np.frombuffer("\n".join(vocabulary).encode(), np.uint8)}
    for name, value in model.state_dict().items():
        key = name.removeprefix("layers.")
        key = key.removesuffix(".weight") if key in {"word.weight", "mark.weight", "sign.weight"} else key
        table = value.numpy().astype(np.float32)
        if table.ndim == 2:
            scale = np.abs(table).max(axis=1, keepdims=True) / 127 + np.float32(1e-12)
            arrays[key], arrays[f"{key}.scale"] = (
                np.round(table / scale).astype(np.int8),
                scale.astype(np.float32),
            )
        else:
            arrays[key] = table
    np.savez_compressed(path, **arrays)


def main():
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pretrained", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", help="train only this fold, or 'whole'")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    weights, vocabulary = pretrained(args.pretrained)
    articles = [
        a for folder in sorted(CORPUS.glob("*/seen")) for a in read_articles(folder, folder.parent.name)
    ]
    shown = examples(articles, vocabulary)
    print(
        len(articles), "articles", len(shown), "windows", sum(e.length for e in shown), "pieces", flush=True
    )
    runs = {f"fold{n}": held for n, held in enumerate(FOLDS)} | {"whole": ()}
    for name, held in runs.items():
        if args.only in {None, name}:
            model = trained(weights, [e for e in shown if e.writer not in held])
            write(model, vocabulary, args.work / f"{name}.npz")
    (args.work / "folds.json").write_text(
        json.dumps({f"fold{n}": held for n, held in enumerate(FOLDS)}), "utf-8"
    )


if __name__ == "__main__":
    main()
