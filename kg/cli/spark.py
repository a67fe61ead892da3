"""``kg spark``: a corpus on many machines."""

from __future__ import annotations

import click


@click.command()
@click.argument("articles", metavar="ARTICLES")
@click.argument("out", metavar="OUT")
@click.option("--publisher", help="Who published the articles, where they do not say.")
@click.option("--date", metavar="DATE", help="Day of publication, where an article does not say.")
def spark(articles: str, out: str, date: str | None, publisher: str | None) -> None:
    """Extract what a corpus says by Apache Spark: claims as Parquet, and N-Quads for kg import.

    ARTICLES is a folder of articles, or Parquet with the columns id and text. OUT, a new folder, gets the folders claims, quads,
    left-out (what could not be read, and why) and readings. Where Spark runs is told by its own configuration, or by
    spark-submit; without any, on this machine.
    """
    from kg.spark import extract_corpus

    done = extract_corpus(articles, out, date=date, publisher=publisher)
    click.echo(f"{out}: {done.claims} claims of {done.articles} articles, {done.left_out} left out")


COMMANDS = (spark,)
