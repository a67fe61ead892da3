"""How many false claims the gate lets through, and how many true ones it keeps out. Run by hand.

    python tests/benchmarks/false_evidence.py [--missed] [FOLDER]

FOLDER holds ``texts/``, ``gold.jsonl`` and ``documents.csv``. Where langextract is installed its aligner judges the same
quotes: it sees quotes only, so it is counted on the mutations whose quotes lie. ``--missed`` lists every false claim
that was accepted and every true one that was refused.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from typing import TYPE_CHECKING

from mutations import Mutation, mutations

from kg.companies import companies
from kg.extract.mentions import Mentions, find_mentions
from kg.extract.parse import parse
from kg.model import Antecedent, Claim, Document, Evidence
from kg.verify import verified
from kg.verify.reading import Reading
from kg.verify.spans import describes

if TYPE_CHECKING:
    from kg.verify.names import Names

DEVELOPMENT = Path(__file__).resolve().parents[3] / "shared" / "evaluation" / "dev"


def main(arguments: list[str]) -> None:
    """Print the table."""
    folders = [argument for argument in arguments if not argument.startswith("-")]
    folder = Path(folders[0]) if folders else DEVELOPMENT
    missed = "--missed" in arguments
    aligned = _aligner()
    accepted, total, fooled, quoted = Counter(), Counter(), Counter(), Counter()
    true_accepted = true_total = 0
    elapsed = 0.0
    for document, gold in _gold(folder):
        mentions = find_mentions(parse(document.text), document, companies())
        claims = [_explained(claim, document, mentions, gold) for claim in gold]
        start = time.perf_counter()
        found = verified(document, claims, [])
        elapsed += time.perf_counter() - start
        true_accepted, true_total = true_accepted + len(found.claims), true_total + len(claims)
        for rejected in found.rejected if missed else ():
            print(f"TRUE REFUSED {_line(rejected.claim)}\n    {rejected.reason}")
        for claim in found.claims:
            others = [other for other in claims if other != claim]
            for mutation in mutations(document, claim, others, mentions):
                total[mutation.kind] += 1
                if verified(mutation.document, [mutation.claim], []).claims:
                    accepted[mutation.kind] += 1
                    if missed:
                        print(f"FALSE ACCEPTED {mutation.kind}: {_line(mutation.claim)}")
                if mutation.quoted and aligned is not None:
                    quoted[mutation.kind] += 1
                    fooled[mutation.kind] += aligned(mutation)
    _table(accepted, total, fooled, quoted)
    print(
        f"\n{'true claims accepted':34}{true_accepted:5} of {true_total} ({true_accepted / true_total:.1%})"
    )
    print(f"{'time for a true claim':34}{1000 * elapsed / true_total:8.1f} ms")


def _table(accepted: Counter, total: Counter, fooled: Counter, quoted: Counter) -> None:
    print(f"{'false claims':34}{'gate':>12}{'langextract':>14}")
    for kind in sorted(total):
        theirs = f"{fooled[kind]:6}/{quoted[kind]}" if quoted[kind] else "-"
        print(f"{kind:34}{accepted[kind]:6}/{total[kind]:<5}{theirs:>14}")
    theirs = f"{fooled.total():6}/{quoted.total()}" if quoted else "-"
    print(f"{'all':34}{accepted.total():6}/{total.total():<5}{theirs:>14}")


def _line(claim: Claim) -> str:
    slots = claim.model_dump(
        mode="json", exclude_none=True, exclude={"evidence", "antecedents", "confidence"}
    )
    return json.dumps(slots, ensure_ascii=False) + " | " + " | ".join(quote.quote for quote in claim.evidence)


def _gold(folder: Path) -> list[tuple[Document, list[Claim]]]:
    """Return each labelled document with its true claims."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as rows:
        dates = {row["doc"]: row["date"] for row in csv.DictReader(rows)}
    claims: dict[str, list[Claim]] = {}
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        claim = Claim.model_validate_json(line)
        claims.setdefault(claim.doc, []).append(claim)
    return [
        (
            Document(id=name, text=(folder / "texts" / f"{name}.txt").read_text("utf-8"), date=dates[name]),
            told,
        )
        for name, told in claims.items()
    ]


def _explained(claim: Claim, document: Document, mentions: Mentions, claims: list[Claim]) -> Claim:
    """Add what the gold format has no field for: how the evidence means each party that it does not spell.

    That is an antecedent where our reader resolves a mention in a quote to the party, else for the first description or
    pronoun that it resolves to nobody, else (a party that the quotes leave out) one more quote that names it.
    """
    names = Reading(document, companies(), {party for told in claims for party in told.parties}).names
    antecedents, quotes = [], []
    for party in claim.parties:
        if any(names.within(party, quote.start, quote.end) for quote in claim.evidence):
            continue
        spelled = names.spans(party)
        if not spelled:
            continue
        place = _meaning(party, claim, mentions, names) or (
            None if antecedents else _unresolved(claim, mentions, document.text)
        )
        before = [span for span in spelled if span.end <= claim.evidence[0].start] or spelled
        if place is None:
            quotes.append(Evidence.of(document.text, *before[-1]))
            continue
        before = [span for span in spelled if span.end <= place[0]] or spelled[:1]
        words = Evidence.of(document.text, *place)
        antecedents.append(
            Antecedent(company=party, mention=words, names=Evidence.of(document.text, *before[-1]))
        )
    return claim.model_copy(
        update={"antecedents": tuple(antecedents), "evidence": (*claim.evidence, *quotes)}
    )


def _meaning(party: str, claim: Claim, mentions: Mentions, names: Names) -> tuple[int, int] | None:
    for mention in mentions:
        means = any(names.same(party, company) or party.startswith(company) for company in mention.companies)
        inside = any(quote.start <= mention.start and mention.end <= quote.end for quote in claim.evidence)
        if means and inside and not mention.named:
            return mention.start, mention.end
    return None


def _unresolved(claim: Claim, mentions: Mentions, text: str) -> tuple[int, int] | None:
    taken = [(mention.start, mention.end) for mention in mentions]
    for quote in claim.evidence:
        for found in re.finditer(
            r"(?i)\b(?:it|its|they|them|their|we|our|us|(?:the|this|that)(?: [\w-]+)? [a-z][\w-]+)\b",
            quote.quote,
        ):
            start, end = quote.start + found.start(), quote.start + found.end()
            if describes(text[start:end]) and not any(first < end and start < last for first, last in taken):
                return start, end
    return None


def _aligner():
    """Return a judge that tells whether langextract's aligner finds a false quote in the text, or None."""
    try:
        from langextract import data, resolver
    except ImportError:
        return None
    aligner = resolver.WordAligner()

    def found(mutation: Mutation) -> bool:
        quotes = [data.Extraction("quote", quote.quote) for quote in mutation.claim.evidence]
        groups = aligner.align_extractions([quotes], mutation.document.text)
        return all(quote.char_interval is not None for group in groups for quote in group)

    return found


if __name__ == "__main__":
    main(sys.argv[1:])
