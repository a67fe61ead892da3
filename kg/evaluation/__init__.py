"""How good an extractor is: its claims compared with those of labelled texts, link by link and slot by slot.

::

    from pathlib import Path
    from kg import extract_claims
    from kg.evaluation import read_claims_file, read_documents, run

    gold = Path("corpus/gold.jsonl")
    report = run(read_documents(gold, Path("corpus")), read_claims_file(gold), extract_claims)
    report.evaluation.relation.f1

Names are compared without articles, legal suffixes and punctuation; a short form counts for the one longer name that it
begins in the same document. A claim is scored as its links: :func:`kg.evaluation.links.links`.
"""

from kg.evaluation.causes import Error
from kg.evaluation.material import read_claims_file, read_documents, read_naming
from kg.evaluation.naming import Naming
from kg.evaluation.run import Report, given, run
from kg.evaluation.scoring import Evaluation, Score, evaluate

__all__ = [
    "Error",
    "Evaluation",
    "Naming",
    "Report",
    "Score",
    "evaluate",
    "given",
    "read_claims_file",
    "read_documents",
    "read_naming",
    "run",
]
