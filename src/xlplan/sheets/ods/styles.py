"""Styles of OpenDocument: of all looks, what is struck through, and which tabs are hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlplan.sheets.xml import Attributes


@dataclass(slots=True)
class Styles:
    """Styles by name, automatic and common ones alike; fed by the pass that meets them."""

    struck: dict[str, bool] = field(default_factory=dict)
    """Text and cell styles that say whether they strike through."""
    parents: dict[str, str] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    _now: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins, outside the sheets."""
        if name == "style:style":
            self._now = attributes.get("style:name", "")
            if parent := attributes.get("style:parent-style-name"):
                self.parents[self._now] = parent
        elif name == "style:text-properties" and self._now:
            self._take_text_properties(attributes)
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_tables.add(self._now)

    def end(self, name: str) -> None:
        """An element ends, outside the sheets."""
        if name == "style:style":
            self._now = ""

    def _take_text_properties(self, attributes: Attributes) -> None:
        lines = [attributes.get(f"style:text-line-through-{aspect}") for aspect in ("style", "type")]
        if lines != [None, None]:
            self.struck[self._now] = "none" not in lines

    def is_struck(self, name: str) -> bool | None:
        """Whether a style strikes through; None when neither it nor one that it is based on says so."""
        for _ in range(10):
            if name in self.struck:
                return self.struck[name]
            name = self.parents.get(name, "")
        return None
