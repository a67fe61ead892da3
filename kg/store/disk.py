"""A store's folder: who may read it, who may write it, and how a commit becomes visible.

::

    store.json      the format, its version, and the number of the current snapshot
    live/           the database that one process at a time writes (RocksDB locks it)
    snapshot-7/     the last commit as hard links into the database; never written again

A commit writes ``live``, takes a snapshot, and then replaces ``store.json`` in one step, so that a reader, or a crash at
any moment, sees the commit whole or not at all. Readers open the snapshot, for to read a database beside its writer is
undefined in RocksDB; a shared lock on its folder keeps it while they use it. The graph as text (``kg export``) is the
truth; this folder can be made again from it.
"""

from __future__ import annotations

import json
import os
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = "dealgraph-store"
VERSION = 1
_MARKER = "store.json"
_NEW_MARKER = "store.json.new"


class Held:
    """A snapshot kept from being removed, for as long as somebody refers to this."""

    def __init__(self, descriptor: int) -> None:
        weakref.finalize(self, os.close, descriptor)


class Folder:
    """The folder of one store, as one process uses it.

    Raises
    ------
    StoreError
        The folder is missing, foreign, damaged, of another version, or cannot be read; from every method.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self.held: Held | None = None
        self._number = 0
        if not (create and _is_free(path)):
            self._number = self._current()

    def read(self) -> ox.Store:
        """Return the last commit, and keep it from being removed."""
        for _ in range(
            100
        ):  # the writer may replace a snapshot between our look at the marker and our lock on it
            self._number = self._current() if self._number else 0
            if not self._number:
                return ox.Store()
            if self._hold():
                with _told(self.path, "cannot be read"):
                    return ox.Store.read_only(str(self.snapshot()))
        raise StoreError(
            f"{self.path}: has no snapshot {self._number}; the store is damaged, add its articles to a new one"
        )

    def write(self) -> ox.Store:
        """Return the database itself, locked against other writers, in a new folder where there was none."""
        with _told(self.path, "cannot be written"):
            if _is_free(self.path):
                self.path.mkdir(exist_ok=True)
                self._mark(0)
            self._number = self._current()
            self._release()
            return ox.Store(self.path / "live")

    def publish(self, live: ox.Store) -> None:
        """Make what was written durable, and visible to readers who open the store from now on."""
        import shutil

        with _told(self.path, "cannot be written"):
            live.flush()
            number = self._number + 1
            shutil.rmtree(
                self._snapshot(number), ignore_errors=True
            )  # left by a writer that died before its commit
            live.backup(self._snapshot(number))
            self._mark(number)
            self._number = number
            self._prune()

    def snapshot(self) -> Path | None:
        """Return the folder of the last commit that this process knows, None before the first."""
        return self._snapshot(self._number) if self._number else None

    def close(self) -> None:
        """Let others remove the snapshot."""
        self._release()

    def _snapshot(self, number: int) -> Path:
        return self.path / f"snapshot-{number}"

    def _current(self) -> int:
        if self.path.is_file():
            raise StoreError(f"{self.path}: is a file, and a store is a folder; check the path")
        if not self.path.is_dir():
            raise StoreError(
                f"{self.path}: no such store; check the path, or make one with kg add FILE --store {self.path}"
            )
        try:
            marker = json.loads((self.path / _MARKER).read_text("utf-8"))
            version, number = int(marker[FORMAT]), int(marker["snapshot"])
        except FileNotFoundError:
            raise StoreError(
                f"{self.path}: is no store (it holds no {_MARKER}); choose another folder"
            ) from None
        except OSError as error:
            raise StoreError(
                f"{self.path}: cannot be read ({error.strerror}); check its permissions"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{self.path}: is no store (its {_MARKER} says something else); choose another folder"
            ) from error
        if version != VERSION:
            raise StoreError(
                f"{self.path}: has format {version} and this release reads {VERSION}; add its articles to a new store"
            )
        return number

    def _mark(self, number: int) -> None:
        new = self.path / _NEW_MARKER
        with new.open("w", encoding="utf-8") as file:
            json.dump({FORMAT: VERSION, "snapshot": number}, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / _MARKER)
        folder = os.open(self.path, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _hold(self) -> bool:
        """Take a shared lock on the current snapshot; return whether it is still there."""
        self._release()
        folder = self._snapshot(self._number)
        descriptor = _locked(folder, shared=True)
        self.held = None if descriptor is None else Held(descriptor)
        return self.held is not None and (folder / "CURRENT").exists()

    def _release(self) -> None:
        self.held = None

    def _prune(self) -> None:
        """Remove older snapshots that nobody reads."""
        import shutil

        for folder in self.path.glob("snapshot-*"):
            if folder == self.snapshot():
                continue
            lock = _locked(folder, shared=False)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def held(snapshot: Path) -> int | None:
    """Return a descriptor that keeps a snapshot from being removed until it is closed, None where it is gone."""
    return _locked(snapshot, shared=True)


def _is_free(path: Path) -> bool:
    """Return whether a store may be made at a path: there is nothing, or an empty folder."""
    try:
        return not path.exists() or (
            path.is_dir() and {file.name for file in path.iterdir()} <= {_NEW_MARKER}
        )
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _locked(folder: Path, *, shared: bool) -> int | None:
    """Return a descriptor that holds a lock on a folder, None where it is gone or locked against us."""
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """Turn the errors of the system and of RocksDB into one line about the store."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if "lock" in reason.lower():
            raise StoreError(
                f"{path}: another process is writing this store; wait for it, or end it"
            ) from error
        raise StoreError(f"{path}: {what} ({reason}); check the disk and its permissions") from error
    except RuntimeError as error:
        raise StoreError(f"{path}: {what} ({error}); check the disk") from error
