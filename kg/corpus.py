"""A corpus of articles, read one by one, here or in several processes; memory does not grow with it, and a broken one ends nothing.

::

    from kg.corpus import files_of, readings

    if __name__ == "__main__":  # the processes import this module
        for found in readings(files_of(["articles/"]), jobs=4):
            print(found)  # an Extraction, or an Unread with its reason
"""

from __future__ import annotations

import os
import time
from collections import deque
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.documents import SUFFIXES, read_document
from kg.errors import DocumentError, KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future

    from kg.model import Document, Extraction

    Extractor = Callable[[Document], Extraction]

_T = TypeVar("_T")
_AHEAD = 4
"""Files that wait for each process, so that none is idle and few results wait for their turn."""
_AFRESH = 1_000
"""Articles after which a process makes room for a new one: the language model remembers every word that it has seen."""
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)  # fmt: skip
"""What a fault of the extractor itself raises: one article that meets it must not end a corpus."""
SECONDS = 2.0
"""How long what was read may wait to be stored."""
MOST = 200
"""How many articles may wait to be stored."""


class Unread(NamedTuple):
    """An article that could not be read, and why in one line that names it."""

    origin: str
    reason: str


def files_of(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files of a corpus: those given, and of folders given every article below them, by path.

    Notes
    -----
    The paths alone are held, some 200 bytes each.

    Raises
    ------
    DocumentError
        A path is missing, or a folder holds no article.
    UsageError
        Two files would have one id.
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise DocumentError(f"{path}: no such file; check the path")
        for file in _below(path) if path.is_dir() else [path]:
            if file.stem in found:
                raise UsageError(
                    f"{file} and {found[file.stem]} have the same name; an article needs its own"
                )
            found[file.stem] = file
    return list(found.values())


def _below(folder: Path) -> list[Path]:
    files = sorted(
        Path(inside, name)
        for inside, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
    )
    if not files:
        raise DocumentError(f"{folder}: holds no article ({', '.join(sorted(SUFFIXES))}); check the path")
    return files


def offline() -> Extractor:
    """Return the extractor that needs no network."""
    from kg.knowledge import extract

    return extract


def readings(
    files: Iterable[Path],
    make: Callable[[], Extractor] = offline,
    *,
    jobs: int = 1,
    date: str | None = None,
    publisher: str | None = None,
) -> Generator[Extraction | Unread, None, None]:
    """Read files one by one and extract what they say, in their order, as fast as it is asked for.

    Parameters
    ----------
    files
        The files, each an article.
    make
        A function of a module that returns the extractor; each process calls it once.
    jobs
        How many processes extract; with one, the first 1,000 articles are read here. More give the same, in the same order.
    date, publisher
        What is known of all articles, where they do not say.

    Yields
    ------
    Extraction or Unread
        What an article says, or why it cannot be read.

    Raises
    ------
    UsageError
        ``date`` is no date.
    KgError
        A process was ended from outside.

    Notes
    -----
    At most four files a process are under way, and after 1,000 articles each process is replaced by a new one, so memory does
    not depend on the number of files. A process starts by itself (``spawn``) and loads the language model: about two seconds.
    """
    left = iter(files)
    if jobs == 1:
        extract = make()
        yield from (_read(file, extract, date, publisher) for file in islice(left, _AFRESH))
    there = partial(_read_there, make=make, date=date, publisher=publisher)
    while some := list(islice(left, _AFRESH * jobs)):
        yield from _in_processes(there, some, jobs)


def attempt(origin: str, read: Callable[[], Document], extract: Extractor) -> Extraction | Unread:
    """Read and extract one article; what is wrong with it is returned, and only a wrong call is raised.

    Examples
    --------
    >>> from kg.documents import document_from_text
    >>> attempt("empty", lambda: document_from_text("", "empty"), offline()).reason
    "'empty': holds no text; give a file with the article's sentences"
    """
    try:
        return extract(read())
    except UsageError:
        raise
    except KgError as error:
        told = str(error)
        return Unread(origin, told if origin in told else f"{origin}: {told}")
    except _FAULTS as error:
        return Unread(origin, f"{origin}: kg fails on it ({type(error).__name__}: {error!s:.100}); report it")


def batches(found: Iterable[_T], seconds: float = SECONDS, most: int = MOST) -> Iterator[list[_T]]:
    """Group what comes within some seconds, for storing many at once is cheaper than one by one.

    Examples
    --------
    >>> list(batches("abcde", most=2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    batch: list[_T] = []
    since = time.monotonic()
    for each in found:
        batch.append(each)
        if len(batch) == most or time.monotonic() - since >= seconds:
            yield batch
            batch, since = [], time.monotonic()
    if batch:
        yield batch


def _read(file: Path, extract: Extractor, date: str | None, publisher: str | None) -> Extraction | Unread:
    return attempt(str(file), lambda: read_document(file, date=date, publisher=publisher), extract)


def _read_there(
    file: Path, make: Callable[[], Extractor], date: str | None, publisher: str | None
) -> Extraction | Unread:
    return _read(file, _made(make), date, publisher)


@cache
def _made(make: Callable[[], Extractor]) -> Extractor:
    """Return the extractor of a process that does nothing else."""
    return make()


def _in_processes(
    read: Callable[[Path], Extraction | Unread], files: Iterable[Path], jobs: int
) -> Iterator[Extraction | Unread]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _ignore_interrupts)
    waiting: deque[Future[Extraction | Unread]] = deque()
    try:
        for file in files:
            waiting.append(pool.submit(read, file))
            if len(waiting) > _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(
            "a process that read articles was ended from outside, perhaps for its memory; what was told is kept, try fewer --jobs"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl+C to the process that started this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
