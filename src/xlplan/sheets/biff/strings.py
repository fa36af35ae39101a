"""Texts in ``.xls``: of two bytes or one to a sign, in a code page before Excel 97, broken over several records.

Source: [MS-XLS] 2.5.240 (ShortXLUnicodeString), 2.5.293 (XLUnicodeRichExtendedString), 2.5.294 (XLUnicodeString).
"""

from __future__ import annotations

import codecs
import struct
from itertools import accumulate

from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import Run

_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_CODE_PAGES = {367: "ascii", 1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}

FontRun = tuple[int, int]
"""From which sign on, and the index of the font."""


def codec_of(code_page: int) -> str:
    """The name of a code page's codec; that of Western Europe when it is unknown.

    >>> codec_of(1252), codec_of(10000), codec_of(64999)
    ('cp1252', 'mac-roman', 'cp1252')
    """
    name = _CODE_PAGES.get(code_page, f"cp{code_page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


class Segments:
    """The bytes of a record and of those that continue it, read from the front."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = 0
        self._place = 0

    def at_end(self) -> bool:
        """Whether nothing is left."""
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0
        return self._part >= len(self._parts)

    def take(self, size: int) -> bytes:
        """The next bytes, over any border.

        Raises:
            UnreadableWorkbook: DAMAGED when there are fewer.
        """
        taken = bytearray()
        while len(taken) < size:
            if self.at_end():
                raise UnreadableWorkbook(Reason.DAMAGED, "a text is cut off")
            part = self._parts[self._part]
            piece = part[self._place : self._place + size - len(taken)]
            taken += piece
            self._place += len(piece)
        return bytes(taken)

    def signs(self, count: int, *, wide: bool) -> str:
        """A text; where it goes over a border, a byte tells anew how wide its signs are."""
        texts: list[str] = []
        while count:
            if self.at_end():
                raise UnreadableWorkbook(Reason.DAMAGED, "a text is cut off")
            left = len(self._parts[self._part]) - self._place
            now = min(count, left // 2 if wide else left)
            texts.append(_decode(self.take(now * (2 if wide else 1)), wide=wide))
            count -= now
            if count:
                if left % 2 and wide:
                    self.take(1)
                wide = bool(self.take(1)[0] & _WIDE)
        return "".join(texts)

    def rich_text(self) -> tuple[str, list[FontRun]]:
        """An entry of the string table: its text and the fonts within it."""
        count, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
        text = self.signs(count, wide=bool(flags & _WIDE))
        fonts: list[FontRun] = list(struct.iter_unpack("<HH", self.take(4 * runs)))
        self.take(extra)
        return text, fonts if runs <= count + 1 else []


def _decode(content: bytes, *, wide: bool) -> str:
    return content.decode("utf-16-le", "surrogatepass") if wide else content.decode("latin-1")


def whole(text: str) -> str:
    """A text whose pairs of surrogates have become signs."""
    if text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def text_at(body: bytes, place: int, *, codec: str | None, short: bool = False) -> tuple[str, int]:
    """A text within a record, and the place after it.

    Args:
        body: The record.
        place: Where the text's length stands.
        codec: Of its bytes, before Excel 97; None from then on.
        short: Whether its length has one byte rather than two.

    Raises:
        UnreadableWorkbook: DAMAGED when it is cut off.
    """
    count = body[place] if short else struct.unpack_from("<H", body, place)[0]
    place += 1 if short else 2
    wide = False
    if codec is None:
        wide = bool(body[place] & _WIDE) if count or place < len(body) else False
        place += 1
    size = count * 2 if wide else count
    content = body[place : place + size]
    if len(content) < size:
        raise UnreadableWorkbook(Reason.DAMAGED, "a text is cut off")
    text = content.decode(codec, "replace") if codec else whole(_decode(content, wide=wide))
    return text, place + size


def runs_of(text: str, fonts: list[FontRun], struck: list[bool]) -> list[Run]:
    """The runs of a text with fonts; places count units of UTF-16. Before the first run the cell's font holds.

    >>> runs_of("abcd", [(1, 0), (3, 1)], [True, False])
    [('a', None), ('bc', True), ('d', False)]
    """
    if not fonts:
        return [(whole(text), None)]
    units = text.encode("utf-16-le", "surrogatepass")
    end = len(units) // 2
    borders = [0, *accumulate((min(begin, end) for begin, _ in fonts), max), end]
    looks = [None, *(struck[font] if font < len(struck) else False for _, font in fonts)]
    return [
        (units[2 * begin : 2 * after].decode("utf-16-le", "replace"), look)
        for begin, after, look in zip(borders, borders[1:], looks, strict=False)
        if after > begin
    ]
