"""The files that ship with the package: ``ontology/`` and ``data/``, in a checkout as in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent  # importlib.resources would find the same, for the time of a cold question
_ROOT = _PACKAGE if (_PACKAGE / "ontology").is_dir() else _PACKAGE.parent


def resource(path: str) -> Path:
    """Return a shipped file or folder by its path below the root, with forward slashes.

    Raises
    ------
    FileNotFoundError
        Nothing is shipped under that path.

    Examples
    --------
    >>> resource("ontology/partnerships.ttl").is_file()
    True
    """
    found = _ROOT.joinpath(*path.split("/"))
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError(f"kg ships no resource {path!r}")
    return found
