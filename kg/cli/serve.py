"""``kg serve``: the graph in a browser and over SPARQL, on this machine."""

from __future__ import annotations

import click

from kg.cli.app import opened, store_option
from kg.errors import KgError


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; loopback is only this machine.",
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option(
    "--seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.1),
    help="The most time of one query.",
)
@store_option
def serve(host: str, port: int, seconds: float, store: str | None) -> None:
    """Serve the graph: pages to explore, a SPARQL endpoint, a JSON API; read-only, until interrupted."""
    try:
        from kg.serve.server import server
    except ModuleNotFoundError as error:
        raise KgError(
            f"kg serve needs {error.name}; install it with: pip install 'dealgraph[serve]'"
        ) from error

    with opened(store) as graph, server(graph, host, port, seconds=seconds) as running:
        click.echo(f"{running.address} (Ctrl+C to stop)")
        running.run()


COMMANDS = (serve,)
