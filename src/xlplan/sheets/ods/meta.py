"""Document properties of OpenDocument."""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.sheets.grid import Properties
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import Attributes, parse

_CATEGORY = ("OOXMLCorePropertyCategory", "gsf:category")
"""Where LibreOffice and gnumeric put the category of a workbook that was Excel's; OpenDocument has none."""
_MOST = 10_000


class _MetaPass:
    def __init__(self, part: str) -> None:
        self.part = part
        self.found: dict[str, str] = {}
        self.custom: dict[str, str] = {}
        self.inside = False
        self.name = ""
        self.texts: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.inside = self.inside or name == "office:meta"
        self.texts.clear()
        self.name = attributes.get("meta:name", "")

    def text(self, text: str) -> None:
        if self.inside:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if name == "office:meta":
            self.inside = False
        elif self.inside:
            self.take(name, "".join(self.texts).strip())
        self.texts.clear()

    def take(self, name: str, text: str) -> None:
        if len(self.found) + len(self.custom) > _MOST:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {_MOST} properties")
        if name == "meta:user-defined":
            self.custom[self.name] = text
        else:
            self.found[name] = text


def read_meta(chunks: Iterable[bytes], part: str, limits: Limits) -> Properties:
    """The properties of a ``meta.xml``, or of a flat document.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    meta = _MetaPass(part)
    parse(chunks, part, limits, meta.start, meta.end, meta.text)
    found, custom = meta.found, meta.custom
    return Properties(
        title=found.get("dc:title", ""),
        subject=found.get("dc:subject", ""),
        category=next((custom.pop(name) for name in _CATEGORY if name in custom), ""),
        creator=found.get("meta:initial-creator") or found.get("dc:creator", ""),
        modified=found.get("dc:date", ""),
        custom=custom,
    )
