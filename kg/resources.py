"""The files that ship with the package: ``ontology/`` and ``data/``, in a checkout as in an installed wheel."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_PACKAGE = files("kg")
_ROOT: Traversable = _PACKAGE if _PACKAGE.joinpath("ontology").is_dir() else Path(str(_PACKAGE)).parent


def resource(path: str) -> Traversable:
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
