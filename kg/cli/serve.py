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
@click.option("--write", is_flag=True, help="Let decisions be taken on the review page, with a token.")
@store_option
def serve(host: str, port: int, seconds: float, write: bool, store: str | None) -> None:
    """Serve the graph: pages to explore, a SPARQL endpoint, a JSON API; read-only, until interrupted.

    With --write, decisions on the review page go to judgements.jsonl in the store's folder, as those of kg review do. Whoever
    decides needs the token that is printed; no other process can write the store meanwhile.
    """
    if write and (store is None or store.startswith(("http://", "https://"))):
        raise KgError("kg serve --write keeps decisions in the folder of a store; name one with --store DIR")
    try:
        from kg.serve.server import server
    except ModuleNotFoundError as error:
        raise KgError(
            f"kg serve needs {error.name}; install it with: pip install 'dealgraph[serve]'"
        ) from error

    with opened(store) as graph, server(graph, host, port, seconds=seconds, write=write) as running:
        click.echo(f"{running.address} (Ctrl+C to stop)")
        if running.token:
            click.echo(f"decisions at {running.address}review with the token {running.token}")
        running.run()


COMMANDS = (serve,)
