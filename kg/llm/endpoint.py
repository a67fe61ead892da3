"""The one module that speaks to a language model: an endpoint of the OpenAI kind, asked for structured claims."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import KgError
from kg.llm.output import ToldClaim, ToldClaims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_ai.messages import ModelMessage

_RETRIES = 2
_SECONDS = 300.0


class Endpoint(NamedTuple):
    """Where a model answers: the base URL of an OpenAI-compatible service, the model's name, and the key if it asks for one."""

    url: str
    model: str
    key: str = ""


@dataclass(frozen=True)
class Usage:
    """What asking cost: requests, tokens in and out, and dollars where the model's price is known."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    dollars: Decimal | None = Decimal(0)

    def __add__(self, other: Usage) -> Usage:
        known = self.dollars is not None and other.dollars is not None
        return Usage(
            self.requests + other.requests,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            (self.dollars or Decimal(0)) + (other.dollars or Decimal(0)) if known else None,
        )

    def __str__(self) -> str:
        price = "price unknown" if self.dollars is None else f"${self.dollars:.4f}"
        requests = f"{self.requests} request{'' if self.requests == 1 else 's'}"
        return f"{requests}, {self.tokens_in:,} tokens in, {self.tokens_out:,} out, {price}"


def prompt(name: str) -> str:
    """Return one of the prompts in ``kg/llm/prompts``."""
    return (files("kg.llm") / "prompts" / f"{name}.md").read_text("utf-8")


class Conversation:
    """One talk with a model about one document; what was said before goes along with every further question.

    Raises
    ------
    KgError
        The extra ``llm`` is not installed.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        try:
            from pydantic_ai import Agent
            from pydantic_ai.models.openai import OpenAIChatModel
            from pydantic_ai.providers.openai import OpenAIProvider
        except ImportError as error:
            raise KgError("the extractor 'llm' needs an extra; run pip install 'dealgraph[llm]'") from error
        provider = OpenAIProvider(base_url=endpoint.url, api_key=endpoint.key or "none")
        self._endpoint = endpoint
        self._agent: Any = Agent(
            OpenAIChatModel(endpoint.model, provider=provider),
            output_type=ToldClaims,
            instructions=prompt("extract"),
            retries=_RETRIES,
            model_settings={"temperature": 0.0, "timeout": _SECONDS},
        )
        self._history: Sequence[ModelMessage] = ()
        self.usage = Usage()

    def ask(self, question: str) -> list[ToldClaim]:
        """Return the claims that the model tells in answer.

        Raises
        ------
        KgError
            The endpoint cannot be reached, refuses, or keeps answering in another form; the message says which.
        """
        from pydantic_ai.exceptions import AgentRunError, ModelHTTPError

        try:
            result = self._agent.run_sync(question, message_history=list(self._history))
        except ModelHTTPError as error:
            raise KgError(
                f"the language model at {self._endpoint.url} answered {error.status_code}; check KG_LLM_MODEL and KG_LLM_KEY"
            ) from error
        except AgentRunError as error:
            raise KgError(
                f"the language model at {self._endpoint.url} gave no answer ({error!s:.120}); check KG_LLM_URL and KG_LLM_MODEL"
            ) from error
        self._history = result.all_messages()
        self.usage += _usage(result)
        claims: list[ToldClaim] = result.output.claims
        return claims


def _usage(result: Any) -> Usage:
    used = result.usage
    return Usage(used.requests, used.input_tokens, used.output_tokens, _dollars(result))


def _dollars(result: Any) -> Decimal | None:
    """Return the price of the new answers by the public price list that the client carries; None for models it lacks."""
    from pydantic_ai.messages import ModelResponse

    answers = (message for message in result.new_messages() if isinstance(message, ModelResponse))
    try:
        return sum((answer.cost().total_price for answer in answers), Decimal(0))
    except (LookupError, ValueError):
        return None
