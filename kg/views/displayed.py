"""How a notebook shows a graph: as its page in a frame, and as a flowchart where no frame may stand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.views.page import View


class Displayed(ABC):
    """Something that has a page: a notebook shows the page, or its flowchart."""

    @abstractmethod
    def view(self) -> View:
        """Return the page."""

    def _repr_html_(self) -> str:
        """Return the page in a frame that cannot reach the notebook around it."""
        return self.view()._repr_html_()

    def _repr_markdown_(self) -> str:
        """Return the picture as a flowchart in Markdown."""
        return self.view()._repr_markdown_()
