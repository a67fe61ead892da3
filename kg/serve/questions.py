"""The questions of ``kg.questions`` as pages: a form for each, made of its signature, and the answer with its picture."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

import kg.questions
from kg.serve.replies import page
from kg.views.records import answer_record
from kg.views.selection import resting_on
from kg.views.template import FORMS, html_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.questions.answer import Answer
    from kg.serve.served import Served

_NARROW = ("as_of", "known_on", "product", "minimum_grade")
_LIMITS = {"max_rows": 200, "max_paths": 100}


class Field(NamedTuple):
    """What a question is told: ``kind`` is company, date or text."""

    name: str
    kind: str
    required: bool
    many: bool


class Question(NamedTuple):
    """A question with the fields of its form."""

    name: str
    help: str
    fields: tuple[Field, ...]
    ask: Callable[..., Answer[Any]]


@cache
def questions() -> dict[str, Question]:
    """Return every question, by name, with what it is asked by.

    Examples
    --------
    >>> [(field.name, field.kind, field.required) for field in questions()["changes"].fields][:3]
    [('before', 'date', True), ('after', 'date', True), ('company', 'company', False)]
    """
    functions = {name: getattr(kg.questions, name) for name in kg.questions.__all__}
    return {
        name: Question(name, _help(function), tuple(_fields(function)), function)
        for name, function in functions.items()
        if inspect.isfunction(function)
    }


def forms(request: Request) -> Response:
    """Show a form for each question."""
    served: Served = request.app.state.served
    listed = [
        {"name": name, "help": question.help, "fields": [field._asdict() for field in question.fields]}
        for name, question in sorted(questions().items())
    ]
    return HTMLResponse(html_page("Ask the graph", {"site": served.site, "questions": listed}, FORMS))


def answered(request: Request) -> Response:
    """Answer a question on a page."""
    served: Served = request.app.state.served
    question = questions().get(request.path_params["name"])
    if question is None:
        raise HTTPException(404, f"there is no question {request.path_params['name']!r}; /ask lists them")
    answer = question.ask(served.network, *_names(question, request), **_options(question, request))
    selection = resting_on(served.network, answer.claims, "what the answer rests on")
    return page(served.view(answer.question, selection, answer=answer_record(answer)))


def _names(question: Question, request: Request) -> list[str | None]:
    """Return the values of a question's fields in their order, those left open at the end dropped."""
    given: list[str | None] = []
    for field in question.fields:
        if field.name in _NARROW:
            continue
        values = [value for value in request.query_params.getlist(field.name) if value.strip()]
        if field.required and not values:
            raise HTTPException(400, f"the parameter {field.name!r} is missing; give it")
        given += values if field.many else [values[0] if values else None]
    while given and given[-1] is None:
        given.pop()
    return given


def _options(question: Question, request: Request) -> dict[str, Any]:
    known = inspect.signature(question.ask).parameters
    narrowed = {
        field.name: request.query_params[field.name]
        for field in question.fields
        if field.name in _NARROW and request.query_params.get(field.name, "").strip()
    }
    return {**narrowed, **{name: most for name, most in _LIMITS.items() if name in known}}


def _help(function: Callable[..., Any]) -> str:
    """Return what a question answers, from the first line of its description."""
    line = (inspect.getdoc(function) or "").partition("\n")[0]
    return line.removeprefix("Return ").replace("``", "").replace("_", " ").capitalize()


def _fields(function: Callable[..., Any]) -> list[Field]:
    found = []
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.kind is parameter.VAR_POSITIONAL:
            found.append(Field(parameter.name, "company", required=True, many=True))
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            kind = "date" if parameter.name in {"before", "after"} else "company"
            found.append(Field(parameter.name, kind, parameter.default is parameter.empty, many=False))
        elif parameter.kind is parameter.VAR_KEYWORD:
            found += [Field(name, _kind(name), required=False, many=False) for name in _NARROW]
        elif parameter.name in _NARROW:
            found.append(Field(parameter.name, _kind(parameter.name), required=False, many=False))
    return found


def _kind(name: str) -> str:
    return "date" if name in {"as_of", "known_on"} else "text"
