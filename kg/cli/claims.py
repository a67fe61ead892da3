"""What the claims of a graph come to: ``kg conflicts`` shows where they differ, ``kg remove`` takes a document out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kg.cli.app import json_option, opened, policy_option, store_option
from kg.cli.prose import heading, wrapped
from kg.questions.words import (
    capacity_in_words,
    claim_in_words,
    duration_in_words,
    in_words,
    listed,
    money_in_words,
    spaced,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.facts import Effect, Group, Telling

_WORDS: dict[str, Callable[[Any], str]] = {
    "amount": money_in_words,
    "capacity": capacity_in_words,
    "stake_percent": lambda share: f"{float(share):g}%",
    "signed": in_words,
    "start": in_words,
    "end": in_words,
    "duration": duration_in_words,
    "roles": lambda roles: " from ".join(listed(names) for names in roles if names),
}


@click.command()
@click.argument("about", metavar="[X]", required=False)
@policy_option
@store_option
@json_option
def conflicts(about: str | None, policy: str | None, store: str | None, as_json: bool) -> None:
    """Show where sources differ on a deal, with each verdict and its reason; of company or project X alone where X is given."""
    with opened(store, policy=policy) as graph:
        found = list(graph.conflicts(about))
    if as_json:
        click.echo(json.dumps([_data(group) for group in found], ensure_ascii=False, indent=2))
        return
    for group in found:
        for line in _lines(group):
            click.echo(line)
    click.echo(f"{len(found)} difference{'s' if len(found) != 1 else ''}")


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--store", metavar="DIR|URL", required=True, help="Folder of the store, or a server.")
@click.option("--dry-run", is_flag=True, help="Only say which facts would change.")
def remove(document: str, store: str, dry_run: bool) -> None:
    """Take a document out of a store with its claims, and say which facts change without it.

    DOC is the document's id, its file name without extension. Adding the file again gives the same graph back.
    """
    with opened(store) as graph:
        effects = list(graph.effects_of_removing(document))
        if not dry_run:
            graph.remove(document)
    for effect in effects:
        click.echo(wrapped(_effect(effect), "  ", "    "))
    told = "would change; nothing was removed" if dry_run else "changed; it was removed"
    count = len({effect.deal for effect in effects})
    click.echo(f"{document}: {count} deal{'s' if count != 1 else ''} {told}")


def _effect(effect: Effect) -> str:
    if effect.slot == "fact":
        return f"{effect.deal}: no fact any more"
    before, after = (
        "nothing" if value is None else value_in_words(effect.slot, value)
        for value in (effect.before, effect.after)
    )
    return f"{effect.deal}: {spaced(effect.slot)} {after}, was {before}"


def _lines(group: Group) -> Iterator[str]:
    claim = group.tellings[0].claim
    yield heading(wrapped(f"{claim.name or claim_in_words(claim)}: {spaced(group.slot)}, {group.difference}"))
    for telling in group.tellings:
        told = f"{value_in_words(group.slot, telling.value)} ({_source(telling)}) {_verdict(group.slot, telling)}"
        yield wrapped(told, "  ", "    ")
    stands = "" if group.stands is None else f" ({value_in_words(group.slot, group.stands)})"
    yield wrapped(f"{group.sentence.removesuffix('.')}{stands}.", "  = ", "    ")


def _verdict(slot: str, telling: Telling) -> str:
    """Return the verdict with its reason, as far as it concerns a slot: a reason begins with the slot that it is about."""
    if telling.verdict == "accepted":
        return "accepted"
    slots = [spaced(name) for name in (*_WORDS, "product")]
    parts = telling.reason.removesuffix(".").split("; ")
    about = [name for part in parts for name in slots if part.casefold().startswith(f"{name} ")]
    if about and spaced(slot) not in about:
        return f"{telling.verdict} for its {listed(dict.fromkeys(about))}"
    mine = [part for part in parts if not about or part.casefold().startswith(f"{spaced(slot)} ")]
    sentence = "; ".join(mine)
    return f"{telling.verdict}: {sentence[:1].upper()}{sentence[1:]}."


def _source(telling: Telling) -> str:
    document = telling.document
    words = [document.publisher or document.id, document.date, document.grade.value.replace("-", " ")]
    if telling.claim.attributed_to:
        words.append(f"told by {listed(telling.claim.attributed_to)}")
    return ", ".join(filter(None, words))


def value_in_words(slot: str, value: Any) -> str:
    """Return the value of a slot as text.

    Examples
    --------
    >>> value_in_words("start", "2027-H2"), value_in_words("product", "data_centre")
    ('the second half of 2027', 'data centre')
    """
    if isinstance(value, dict):
        return ", ".join(f"{role} {listed(names)}" for role, names in value.items())
    return _WORDS[slot](value) if slot in _WORDS else spaced(str(value))


def _data(group: Group) -> dict[str, Any]:
    return {
        "deals": group.deals,
        "slot": group.slot,
        "difference": group.difference,
        "stands": _plain(group.stands),
        "sentence": group.sentence,
        "tellings": [
            {
                "value": _plain(telling.value),
                "claim": telling.claim.id,
                "document": telling.document.id,
                "publisher": telling.document.publisher,
                "source": telling.document.source,
                "attributed_to": telling.claim.attributed_to,
                "grade": telling.document.grade,
                "date": telling.document.date,
                "verdict": telling.verdict,
                "reason": telling.reason,
            }
            for telling in group.tellings
        ],
    }


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


COMMANDS = (conflicts, remove)
