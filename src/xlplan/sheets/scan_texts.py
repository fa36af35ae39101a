"""String tables as programs ordinarily write them, and what their texts and those in cells are made of, sign by sign.

See ``scan``, which reads worksheets in the same way.
"""

from __future__ import annotations

import re
from contextlib import suppress

from xlplan.sheets.grid import Cell
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import UnreadableWorkbook
from xlplan.sheets.strings import StringTable, read_strings, unescape
from xlplan.sheets.xml import pieces

_ROOT = (
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=([\"'])1\.0\1(?: encoding=([\"'])[Uu][Tt][Ff]-8\2)?"
    rb"(?: standalone=([\"'])(?:yes|no)\3)?\s*\?>\s*)?<%s(?:\s[^<>]*+)?>"
)
_DEEPEST = 3
"""Elements within each other in a row: the row, ``is`` and its ``t``; in the table it is fewer."""
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&#?([a-z0-9]++);")
_NO_TEXT = ("]]>", "\ufffe", "\uffff")
"""What may stand in no text (XML 1.0, 2.2 and 2.4); in the classes of signs the last two would be dear to compile."""
_SIGN = r"[^<&\x00-\x08\x0b-\x1f]"
"""What stands for itself; a carriage return does not (2.11), and what else has so low a number is no sign (2.2)."""
_NUMBER = "9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}+|[1-4][0-9]{4}+|5[0-4][0-9]{3}+|1[0-9]{5}+"
"""Of a sign; those of surrogates and of what is no sign are not among them."""

TEXT = rf"{_SIGN}*+(?:&(?:{'|'.join(_ENTITIES)}|#(?:{_NUMBER}));{_SIGN}*+)*+"
"""Any text, as it is written in an element that holds nothing else."""
T = r'<t(?: xml:space="preserve")?+>'
"""The tag that it follows in a string table and in a cell that has its text within."""
_ITEM = re.compile(rf"<si>(?:{T}({TEXT})</t></si>|((?:[^<]++|<(?!/?si[\s/>]|[!?]))*+</si>))")


def root(name: str) -> re.Pattern[bytes]:
    """What a part in UTF-8 begins with, up to the end of its root's first tag."""
    return re.compile(_ROOT % name.encode())


_TABLE = root("sst")


def inside(xml: bytes, head: re.Match[bytes] | None, start: int, end: int, limits: Limits) -> str | None:
    """What stands from one place to another in a part, after its head; None where nobody can tell from that alone."""
    if head is None or not head.end() <= start <= end:
        return None
    if xml.count(b"<", 0, start) + xml.count(b"<", end) + _DEEPEST > limits.depth:
        return None
    try:
        inner = xml[start:end].decode()
    except UnicodeDecodeError:
        return None
    return None if any(sign in inner for sign in _NO_TEXT) else inner


def scan_strings(xml: bytes, part: str, limits: Limits) -> StringTable | None:
    """What ``read_strings`` gives, of a whole part; texts with runs of their own may stand among the plain ones."""
    head, end = _TABLE.match(xml), xml.rfind(b"</sst>")
    start = head.end() if head else 0
    inner = inside(xml, head, start, end, limits)
    if inner is None:
        return None
    limits.check_clock()
    split: list[str | None] = _ITEM.split(inner)
    between, texts, rich = split[::3], split[1::3], split[2::3]
    if any(between) or len(texts) > limits.cells:
        return None
    if "&" in inner or "_x" in inner:
        texts = [unescape(resolved(text)) if text and ("&" in text or "_x" in text) else text for text in texts]
    places = [index for index, text in enumerate(texts) if text is None]
    with suppress(UnreadableWorkbook):
        markup = "".join(f"<si>{rich[index]}" for index in places).encode()
        table = read_strings(pieces(xml[:start] + markup + xml[end:]), part, limits)
        if len(table.cells) != len(places):
            return None
        cells = [Cell(text or "") for text in texts]
        for index, cell in zip(places, table.cells, strict=True):
            cells[index] = cell
        return StringTable(cells, {places[index]: runs for index, runs in table.runs.items()})
    return None


def resolved(text: str) -> str:
    """The text with the signs that references stand for."""
    return _REFERENCE.sub(_sign, text) if "&" in text else text


def _sign(reference: re.Match[str]) -> str:
    return _ENTITIES.get(reference[1]) or chr(int(reference[1]))
