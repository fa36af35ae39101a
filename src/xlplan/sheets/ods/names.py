"""Named ranges of OpenDocument, their targets written as Excel writes them."""

from __future__ import annotations

import re

from xlplan.sheets.grid import DefinedName
from xlplan.sheets.xml import Attributes

_ADDRESS = re.compile(
    r"\$?(?P<sheet>'(?:[^']|'')*'|[^.']+)\.(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})"
    r"(?::(?:\$?(?:'(?:[^']|'')*'|[^.']*)\.)?(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?"
)
_PREFIX = re.compile(r"(?:[\w.-]+:)?=?")


def excel_target(address: str) -> str:
    """An address of OpenDocument as Excel writes it; one that cannot be read stays as it is.

    >>> excel_target("$'Unga i riskzon'.$A$1:.$B$2"), excel_target("$Blad.$A$1")
    ("'Unga i riskzon'!$A$1:$B$2", 'Blad!$A$1')
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return address
    return f"{match['sheet']}!{match['first']}" + (f":{match['last']}" if match["last"] else "")


def defined_name(element: str, attributes: Attributes, sheet: int | None) -> DefinedName:
    """The name of a ``table:named-range`` or ``table:named-expression``."""
    name = attributes.get("table:name", "")
    if element == "table:named-range":
        return DefinedName(name, excel_target(attributes.get("table:cell-range-address", "")), sheet)
    return DefinedName(name, _PREFIX.sub("", attributes.get("table:expression", ""), count=1), sheet)
