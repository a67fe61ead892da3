"""What rules and model cost beside the bare parse of the same text, in one run; run by hand.

    python tests/benchmarks/speed.py FILE… [--copies N]

Each figure is the fastest of seven runs in processor time, as a multiple of spaCy's parse of the same text.
"""

import argparse
import time
from pathlib import Path

from kg.companies import companies
from kg.documents import read_document
from kg.extract.parse import parse
from kg.extract.rules import extract, read, ties


def fastest(action):
    """Return the least processor time in seconds of seven runs of an action that starts afresh."""
    times = []
    for _ in range(7):
        read.cache_clear()
        ties.cache_clear()
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return min(times)


def main():
    """Print a row for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--copies", type=int, default=1, help="how many times the text is repeated")
    given = parser.parse_args()
    print(f"{'text':32} {'words':>7} {'rules':>7} {'whole':>7}")
    for file in given.files:
        document = read_document(file)
        document = document.model_copy(update={"text": document.text * given.copies})
        extract(document, companies())
        bare = fastest(lambda text=document.text: parse(text))
        rules = fastest(lambda d=document: read(d, companies())) / bare
        whole = fastest(lambda d=document: extract(d, companies())) / bare
        print(f"{document.id:32} {len(document.text.split()):7,} {rules:6.2f}x {whole:6.2f}x")


if __name__ == "__main__":
    main()
