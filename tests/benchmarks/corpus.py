"""A corpus as a stream: articles a second, how much two processes gain, and memory while it grows.

``python tests/benchmarks/corpus.py 2000 1 2`` makes 2,000 articles (paragraphs of the labelled texts put together, each with
a deal of made-up companies; every hundredth one broken), and runs ``kg add FOLDER`` with one process, then with two. Wall
seconds, for what is measured is how processes share the machine; memory is the sum over the processes of what is theirs alone
(USS), at each fifth of the articles.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
SYLLABLES = "ka lo mi ren tor vex bal dun fri gos hal jin".split()
POLL = 0.5


def article(number, texts):
    """One article; the same number gives the same."""
    rng = random.Random(number)
    one, other = ("".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize() for _ in range(2))
    parts = [
        f"{one} agreed to buy chips from {other} for ${rng.randrange(1, 900)} million, the companies said."
    ]
    for text in rng.sample(texts, 3):
        paragraphs = [part for part in text.split("\n\n") if part.strip()]
        parts += rng.sample(paragraphs, min(2, len(paragraphs)))
    return "\n\n".join(parts)


def write(folder, count):
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*/*/*.txt"))]
    folder.mkdir()
    for number in range(count):
        data = b"\x89PNG\r\n\0\0" if number % 100 == 99 else article(number, texts).encode()
        (folder / f"article-{number:06}.txt").write_bytes(data)


def own_memory(pid):
    """Return the megabytes that a process and its children have for themselves."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    mine = sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1e3
    return mine + sum(map(own_memory, children))


def run(folder, count, jobs, store):
    command = [
        sys.executable,
        "-m",
        "kg",
        "add",
        str(folder),
        "--store",
        str(store),
        "--jobs",
        str(jobs),
        "--date",
        "2026-01-05",
    ]
    log = store.with_suffix(".txt")
    marks, done = [], 0
    start = time.perf_counter()
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.DEVNULL, env={"PYTHONUNBUFFERED": "1"}
        )
        while process.poll() is None:
            time.sleep(POLL)
            done = sum(line.startswith("article-") for line in log.read_text("utf-8").splitlines())
            while done * 5 >= count * (len(marks) + 1):
                marks.append(own_memory(process.pid))
    return time.perf_counter() - start, process.returncode, done, marks


def main(count, jobs):
    with tempfile.TemporaryDirectory() as place:
        folder, first = Path(place, "articles"), None
        write(folder, count)
        print(f"{count:,} articles, of them {count // 100} broken", flush=True)
        for number in jobs:
            seconds, code, done, marks = run(folder, count, number, Path(place, f"jobs-{number}"))
            first = first or seconds
            told = " ".join(f"{mark:.0f}" for mark in marks)
            print(
                f"--jobs {number}: {done:,} stored, exit code {code}, {seconds:7.1f} s, {done / seconds:5.1f} a second, "
                f"{first / seconds:.2f} x the first; MB at each fifth: {told}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(each) for each in sys.argv[2:]] or [1, 2])
