"""The public surface is a list, and it is pinned here: a change of it is a decision."""

import inspect
from types import ModuleType

import pytest

import kg
from kg.errors import KgError

PUBLIC = [
    "Claim",
    "ClaimsError",
    "Company",
    "Deal",
    "Document",
    "DocumentError",
    "Evidence",
    "Extraction",
    "KgError",
    "KnowledgeGraph",
    "QueryError",
    "Remark",
    "StoreError",
    "UnknownCompany",
    "UsageError",
    "document_from_text",
    "extract_claims",
    "open",
    "questions",
    "read",
]


def test_the_list() -> None:
    assert kg.__all__ == PUBLIC
    assert sorted(PUBLIC) == PUBLIC
    assert set(PUBLIC) <= set(dir(kg))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(kg, name)
    assert getattr(kg, name) is value
    assert inspect.getdoc(value)
    assert isinstance(value, ModuleType) or value.__module__.startswith("kg.")


def test_every_method_of_the_graph_is_documented() -> None:
    methods = [value for value in vars(kg.KnowledgeGraph).values() if inspect.isfunction(value)]
    undocumented = [method.__name__ for method in methods if not inspect.getdoc(method)]
    assert [name for name in undocumented if not name.startswith("__")] == []


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # noqa: B018  the access is the test


def test_every_error_is_a_kg_error() -> None:
    errors = [
        value
        for name in PUBLIC
        if inspect.isclass(value := getattr(kg, name)) and issubclass(value, Exception)
    ]
    assert len(errors) == 7
    assert all(issubclass(error, KgError) and error.exit_code in {1, 2} for error in errors)
