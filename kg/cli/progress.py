"""A sign of life on a terminal: what is being done, once two seconds have gone; of many, how many are done."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DELAY = 2.0
"""Seconds that pass in silence."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal's stderr what is being done after :data:`DELAY`; nothing where stderr is piped.

    Yields a function that names the next step; the line is wiped at the end.
    """
    current, shown = [label], threading.Event()

    def show() -> None:
        shown.set()
        click.echo(f"\r\x1b[K{current[0]} …", err=True, nl=False)

    def step(label: str) -> None:
        current[0] = label
        if shown.is_set():
            show()

    timer = threading.Timer(DELAY, show)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield step
    finally:
        timer.cancel()
        if shown.is_set():
            click.echo("\r\x1b[K", err=True, nl=False)


class Bar:
    """How much is done, on a terminal's stderr; where stderr is piped, nothing.

    Parameters
    ----------
    of
        How many there are.
    label
        What they are.
    """

    def __init__(self, of: int, label: str) -> None:
        self._shown = sys.stderr.isatty()
        self._bar = click.progressbar(
            length=of, label=label, file=sys.stderr, hidden=not self._shown, show_pos=True
        )

    def __enter__(self) -> Bar:
        self._bar.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()
        self._bar.hidden = True  # or it would write a last line
        self._bar.render_finish()

    def step(self) -> None:
        """Count one more."""
        self._bar.update(1)

    def wipe(self) -> None:
        """Make room for lines of output; the next step draws the bar below them."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
