"""How wide and high text becomes in a cell, so that a row shows all of it before anyone touches it.

LibreOffice does not compute the height of a row that stores none, and Excel never grows a row whose height is
fixed; so the writer stores a measured height that is not marked as fixed. Greedy word wrap with Calibri 11's
widths was never too low on real texts measured in LibreOffice (75 % exact, otherwise a line too many).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LINE_PT = 15.0
"""Line pitch of Calibri 11, in points."""
MAX_WIDTH = 255.0
"""Excel's widest column, in characters."""
MAX_ROW_PT = 409.5
"""Excel's highest row, in points."""
PIXELS_PER_CHARACTER = 7
"""Width of a digit in Calibri 11 at 96 dpi: the unit of Excel's column widths."""
_BLANK_PX = 3
_WIDEST_LATIN_PX, _WIDEST_PX = 13, 24
"""The widest signs, of Latin-1 (ISO 8859-1) and of all: a Korean syllable, which is three letters."""
_SIGNS_BY_PX = {
    3: " '",
    4: ",.:;I`ijl",
    5: "!()-J[]frt{}",
    6: '"/L\\csz',
    7: "#$*+0123456789<=>?EFSTYZ^_agkvxy|~",
    9: "ADGHUV",
    10: "&NOQ",
    11: "%w",
    12: "Mm",
    13: "@W",
}
"""Signs by their width in Calibri 11 at 96 dpi; those of ASCII that are not here, and all others, are 8 wide.

Source: as XlsxWriter measures for its autofit, which a test compares. It is not asked, since whoever checks a return
has no other use for it, and it takes a third as long to load as a whole command line.
"""


class _Signs(dict[str, int]):
    """Pixels by sign; a letter with an accent is as wide as without."""

    def __missing__(self, sign: str) -> int:
        letters = [letter for letter in unicodedata.normalize("NFD", sign) if not unicodedata.combining(letter)]
        self[sign] = width = 8 if letters == [sign] else sum(self[letter] for letter in letters)
        return width


_PX_OF = _Signs({sign: px for px, signs in _SIGNS_BY_PX.items() for sign in signs})


@lru_cache(maxsize=4_000)
def _word_width(word: str) -> int:
    """Pixels."""
    return sum(map(_PX_OF.__getitem__, word))


def _lines_of(paragraph: str, limit_px: float) -> int:
    widths = list(map(_word_width, paragraph.split(" ")))
    if sum(widths) + _BLANK_PX * len(widths) <= limit_px:
        return 1
    lines, used = 1, 0.0
    for width in widths:
        if used and used + _BLANK_PX + width > limit_px:
            lines, used = lines + 1, 0.0
        if width > limit_px:
            lines, width = lines + int(width // limit_px), int(width % limit_px)
        used += width + (_BLANK_PX if used else 0)
    return lines


def line_count(text: str, width_chars: float, scale: float = 1.0) -> int:
    """Lines that ``text`` takes in a column, wrapped at words.

    Args:
        text: May hold line breaks.
        width_chars: The column's width in Excel's characters.
        scale: Size of the font in parts of 11 points.
    """
    limit_px = width_chars * PIXELS_PER_CHARACTER / scale
    return sum(_lines_of(paragraph, limit_px) for paragraph in text.split("\n"))


def on_lines(text: str, width_chars: float, most: int = 1) -> list[str]:
    r"""The text on at most so many lines, its own line breaks as blanks; cut at a word it ends with ``…``.

    >>> on_lines("Tre\nmöten", 20), on_lines("Tre möten ställdes in", 12), on_lines("Tre möten ställdes in", 12, 2)
    (['Tre möten'], ['Tre möten …'], ['Tre möten', 'ställdes in'])
    """
    words, limit_px = text.split(), width_chars * PIXELS_PER_CHARACTER
    mark_px = _BLANK_PX + _word_width("…")
    lines: list[list[str]] = [[]]
    used = 0.0
    for number, word in enumerate(words, 1):
        width = _word_width(word) + (_BLANK_PX if lines[-1] else 0)
        last = len(lines) == most
        if used + width > limit_px - (mark_px if last and number < len(words) else 0):
            if last:
                lines[-1].append("…")
                break
            lines.append([])
            used, width = 0.0, _word_width(word)
        lines[-1].append(word)
        used += width
    return [" ".join(line) for line in lines]


def height_needed(cells: Iterable[tuple[str, float]], scale: float = 1.0, padding_pt: float = 0.0) -> float:
    """Points that a row needs to show each (text, width_chars) in full; may pass Excel's limit."""
    lines = max((line_count(text, width, scale) for text, width in cells), default=1)
    return lines * LINE_PT * scale + padding_pt


def surely_fits(text: str, width_chars: float, height_pt: float) -> bool:
    """Whether a text is too short to need more than a height, told without measuring it.

    A line that breaks is, with the word after it, wider than the column; so the lines beyond one a paragraph are at
    most twice the whole width in columns' widths.
    """
    breaks = height_pt / LINE_PT - text.count("\n") - 1
    most_px = breaks * width_chars * PIXELS_PER_CHARACTER / 2
    signs = text.encode("latin-1", "replace")
    wider = signs.count(b"?") * (_WIDEST_PX - _WIDEST_LATIN_PX)
    return _WIDEST_LATIN_PX * len(signs) + wider <= most_px or sum(signs.translate(_latin_px())) <= most_px


@lru_cache(maxsize=1)
def _latin_px() -> bytes:
    """The width of each sign of Latin-1; a question mark stands for any sign beyond it too."""
    return bytes(_WIDEST_PX if byte == ord("?") else _word_width(chr(byte)) for byte in range(256))


def wide_enough(texts: Iterable[str], width_chars: float, padding_pt: float = 0.0) -> float:
    """The width at which each text fits a row of Excel's greatest height, in steps up to two and a half times."""
    long = [text for text in set(texts) if not surely_fits(text, width_chars, MAX_ROW_PT - padding_pt)]
    for factor in (1.0, 1.25, 1.5, 2.0):
        width = width_chars * factor
        if all(height_needed([(text, width)], padding_pt=padding_pt) <= MAX_ROW_PT for text in long):
            return width
    return min(width_chars * 2.5, MAX_WIDTH)


def heights_at(texts: Sequence[str], width_chars: float, padding_pt: float = 0.0) -> list[float]:
    """The height to store for each text of a column, in points; equal texts are measured once."""
    heights = {text: row_height([(text, width_chars)], padding_pt=padding_pt) for text in set(texts)}
    return [heights[text] for text in texts]


def row_height(cells: Iterable[tuple[str, float]], scale: float = 1.0, padding_pt: float = 0.0) -> float:
    """The height to store for a row, in points: what it needs, at most what Excel allows."""
    return min(height_needed(cells, scale, padding_pt), MAX_ROW_PT)


def row_pieces(text: str, width_chars: float, padding_pt: float = 0.0) -> list[str]:
    """A text parted at its blank lines into as few pieces as each fit a row of Excel's greatest height."""
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        longer = f"{parts[-1]}\n\n{paragraph}" if parts else paragraph
        if parts and height_needed([(longer, width_chars)], padding_pt=padding_pt) <= MAX_ROW_PT:
            parts[-1] = longer
        else:
            parts.append(paragraph)
    return parts
