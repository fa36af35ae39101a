"""A chart as a picture, for programs that do not take the native one: stacked bars as SVG, with a size of its own.

LibreOffice (7.4) drops the alternative text of a native chart in a Word document and keeps that of a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.city.charts import FILLS, STRIPES
from xlplan.city.wording import STATUS_ORDER
from xlplan.report.markup import Markup, el, join
from xlplan.sheets import looks
from xlplan.sheets.text_size import on_lines
from xlplan.sheets.writing import Stripes

PX_PER_CM = 40
TITLE_PX, LEGEND_PX = 40, 34
"""Height of what stands above and below the bars."""
LABEL_PX, LABEL_CHARS = 230, 34
TEXT_PX, LINE_PX = 13, 15
END_PX = 40
"""Room for the sum behind the longest bar."""
DIGIT_PX = 9
SWATCH_PX, LETTER_PX = 26, 7
"""Of the legend: a square with the room around it, and a letter."""
BAR_PART = 0.66
RUNS = {"up": "M-2 2l4-4M0 8l8-8M6 10l4-4", "down": "M-2 6l4 4M0 0l8 8M6-2l4 4", "upright": "M4 0v8"}
"""Stripes in a square of 8 by 8."""
OUTLINE = "#3E4C59"


def picture(
    title: str, legend: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], size_cm: tuple[float, float]
) -> bytes:
    """Stacked bars of statuses, with their numbers, sums and a legend.

    Args:
        title: Above the bars.
        legend: The statuses' words, in the order of ``STATUS_ORDER``.
        rows: For each bar its name and its counts in that order.
        size_cm: Width and height.
    """
    width, height = (round(each * PX_PER_CM) for each in size_cm)
    pitch = (height - TITLE_PX - LEGEND_PX) / max(len(rows), 1)
    unit = (width - LABEL_PX - END_PX) / max([1, *(sum(counts) for _, counts in rows)])
    drawn = el(
        "svg",
        el("rect", width=width, height=height, fill=looks.WHITE),
        el("defs", (_pattern(status, stripes) for status, stripes in STRIPES.items())),
        _text(title, width / 2, TITLE_PX / 2 + 5, "middle", font_weight="bold", font_size=TEXT_PX + 2),
        *(_bar(*row, TITLE_PX + pitch * (number + 0.5), pitch, unit) for number, row in enumerate(rows)),
        _legend(legend, width, height - LEGEND_PX / 2),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=f"{looks.FONT}, Carlito, sans-serif",
        font_size=TEXT_PX,
    )
    return drawn.encode()


def _bar(name: str, counts: Sequence[int], middle: float, pitch: float, unit: float) -> Iterator[Markup]:
    lines = on_lines(name, LABEL_CHARS, 2)
    for number, line in enumerate(lines):
        yield _text(line, LABEL_PX - 8, middle + 5 + LINE_PX * (number - (len(lines) - 1) / 2), "end")
    high, left = pitch * BAR_PART, float(LABEL_PX)
    for status, count in zip(STATUS_ORDER, counts, strict=True):
        if count:
            yield _box(left, middle - high / 2, count * unit, high, status)
            if count * unit >= DIGIT_PX * len(str(count)):
                yield _text(str(count), left + count * unit / 2, middle + 5, "middle")
            left += count * unit
    yield _text(str(sum(counts)), left + 6, middle + 5, "start", font_weight="bold")


def _legend(legend: Sequence[str], width: int, middle: float) -> Iterator[Markup]:
    left = (width - sum(SWATCH_PX + LETTER_PX * len(word) for word in legend)) / 2
    for status, word in zip(STATUS_ORDER, legend, strict=True):
        yield _box(left, middle - 6, 12, 12, status)
        yield _text(word, left + 17, middle + 5, "start")
        left += SWATCH_PX + LETTER_PX * len(word)


def _pattern(status: str, stripes: Stripes) -> Markup:
    ground = el("rect", width=8, height=8, fill=FILLS[status])
    drawn = el("path", d=RUNS[stripes.run], stroke=stripes.colour)
    return el("pattern", ground, drawn, id=status, width=8, height=8, patternUnits="userSpaceOnUse")


def _box(left: float, top: float, width: float, height: float, status: str) -> Markup:
    fill = f"url(#{status})" if status in STRIPES else FILLS[status]
    places = {"x": left, "y": top, "width": width, "height": height}
    return el("rect", fill=fill, stroke=OUTLINE, **{name: f"{place:.1f}" for name, place in places.items()})


def _text(text: str, left: float, base: float, anchor: str, **looks_: str | int) -> Markup:
    return el("text", join(text), x=f"{left:.1f}", y=f"{base:.1f}", text_anchor=anchor, fill=looks.INK, **looks_)
