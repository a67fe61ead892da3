"""Extract a folder of labelled texts and list what was missed and why; run by hand.

    python tests/benchmarks/extraction.py FOLDER [--claims OUT.jsonl]

FOLDER holds ``gold.jsonl``, ``documents.csv`` (doc, date, publisher), the texts (``DOC.txt``, there or in ``texts/``)
and, if it likes, ``aliases.csv``. Causes, by the first that holds: a party is not recognised as a company anywhere in
the text; the evidence neither names nor means it; the pair is tied, but by another type or direction; no frame speaks.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from itertools import combinations, product
from pathlib import Path

from kg.companies import companies
from kg.documents import document_from_text
from kg.extract.rules import extract, read
from kg.model import ROLES, ClaimType


def documents(folder):
    """Yield the documents of the folder."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            path = folder / f"{row['doc']}.txt"
            path = path if path.exists() else folder / "texts" / path.name
            given = {key: row.get(key) or None for key in ("date", "publisher")}
            yield document_from_text(path.read_text("utf-8"), row["doc"], **given)


def links(claim, fold):
    """Yield the directed pairs of names that a claim ties; a project ties each member to its name."""
    roles = {role: [fold(name) for name in names] for role, names in claim["roles"].items() if names}
    if claim["type"] == "project":
        yield from ((name, fold(claim["name"] or "?")) for names in roles.values() for name in names)
    elif "party" in roles:
        yield from combinations(sorted(set(roles["party"])), 2)
    else:
        first, second = ROLES[ClaimType(claim["type"])][:2]
        yield from product(roles.get(first, ()), roles.get(second, ()))


def cause(link, claim, found, reading, fold):
    """Return why a link was missed."""
    names = link[:1] if claim["type"] == "project" else link
    companies_told = {fold(name) for mention in reading.mentions for name in mention.companies}
    if not all(any(same(name, told) for told in companies_told) for name in names):
        return "a party is not seen as a company"
    spans = [(span["start"], span["end"]) for span in claim["evidence"]]
    sentences = [
        s for s in reading.doc.sents if any(s.start_char < end and start < s.end_char for start, end in spans)
    ]
    here = {fold(name) for sentence in sentences for name in reading.mentions.companies_in(sentence)}
    if not all(any(same(name, told) for told in here) for name in names):
        return "a party is implied or wrongly resolved"
    pairs = {frozenset(pair) for other in found for pair in links(other, fold)}
    return "another type or direction" if frozenset(link) in pairs else "no frame"


def same(name, other):
    """Whether one folded name begins with the other."""
    return bool(name and other) and (name.startswith(other) or other.startswith(name))


def kind(claim):
    """Return the type of a claim, contract and usage alike."""
    return "supply" if claim["type"] in {"contract", "usage"} else claim["type"]


def main():
    """Extract, compare, and print the causes with their counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=Path)
    args = parser.parse_args()
    names = {}
    if (args.folder / "aliases.csv").exists():
        with (args.folder / "aliases.csv").open(encoding="utf-8", newline="") as rows:
            names = {
                a.casefold(): row["name"]
                for row in csv.DictReader(rows)
                for a in row["aliases"].split("|")
                if a
            }
    fold = lambda name: "".join(c for c in names.get(name.casefold(), name).casefold() if c.isalnum())  # noqa: E731
    gold = [json.loads(line) for line in (args.folder / "gold.jsonl").read_text("utf-8").splitlines() if line]
    causes, lines, seconds = Counter(), [], 0.0
    for document in documents(args.folder):
        begun = time.perf_counter()
        claims, _ = extract(document, companies())
        seconds += time.perf_counter() - begun
        found = [json.loads(claim.model_dump_json()) for claim in claims]
        lines += [claim.model_dump_json(exclude={"antecedents", "summary"}) for claim in claims]
        told = {(kind(claim), link) for claim in found for link in links(claim, fold)}
        wanted = {(kind(c), link): c for c in gold if c["doc"] == document.id for link in links(c, fold)}
        for key in sorted(wanted.keys() - told):
            if not any(key[0] == k and all(map(same, key[1], link)) for k, link in told):
                why = cause(key[1], wanted[key], found, read(document, companies()), fold)
                causes[why] += 1
                print(f"missed    {document.id} | {key[0]} | {' | '.join(key[1])} | {why}")
        for key in sorted(told - wanted.keys()):
            if not any(key[0] == k and all(map(same, key[1], link)) for k, link in wanted):
                causes["spurious"] += 1
                print(f"spurious  {document.id} | {key[0]} | {' | '.join(key[1])}")
    print(f"\n{seconds:.1f} s; {len(lines)} claims, {len(gold)} in gold")
    for why, count in causes.most_common():
        print(f"{count:5} {why}")
    if args.claims:
        args.claims.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
