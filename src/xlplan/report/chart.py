"""Stacked bars as HTML and inline SVG: widths in per cent, so that the text keeps its size on any screen.

No status is told by colour alone: each has a pattern or a shade of its own, its number where there is room, a legend
and a text alternative, and the same numbers stand in a table beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.city.wording import STATUS_ORDER
from xlplan.report.markup import Markup, el, join

BAR_PX = 26
ROOM_FOR_DIGIT = 3.5
"""A part of a bar shows its number from so many per cent of the whole width for each digit: on a phone, 10 pixels."""
PATTERNED = ("partly", "not_started", "unknown")
"""Statuses whose fill is a pattern."""


def bars(rows: Sequence[tuple[str, str, Sequence[int], str]], legend: Sequence[str]) -> Markup:
    """A list of bars with its legend.

    Args:
        rows: Label, what stands behind it (a sum), counts in the order of ``STATUS_ORDER``, text alternative.
        legend: The statuses' words, in that order.
    """
    longest = max((sum(counts) for _, _, counts, _ in rows), default=0)
    return join(
        el("ul", (_row(*row, longest=longest) for row in rows), class_="bars"),
        el("ul", (_key(status, word) for status, word in zip(STATUS_ORDER, legend, strict=True)), class_="legend"),
    )


def patterns() -> Markup:
    """The patterns that all charts of a page use, once."""
    stripes = el("path", d="M-2 2 l4 -4 M0 8 l8 -8 M6 10 l4 -4", class_="stroke")
    dots = join(el("circle", cx=2, cy=2, r=1, class_="dot"), el("circle", cx=6, cy=6, r=1, class_="dot"))
    rules = el("path", d="M0 4 h8", class_="faint")
    made = [
        el("pattern", el("rect", width=8, height=8, class_=f"ground-{name}"), drawn, id=f"p-{name}", width=8, height=8,
           patternUnits="userSpaceOnUse")
        for name, drawn in zip(PATTERNED, (stripes, dots, rules), strict=True)
    ]  # fmt: skip
    return el("svg", el("defs", made), width=0, height=0, class_="defs", aria_hidden="true", focusable="false")


def _row(label: str, total: str, counts: Sequence[int], alternative: str, *, longest: int) -> Markup:
    return el(
        "li",
        el("span", el("span", label, class_="label"), " ", el("span", total, class_="sum"), class_="head"),
        el(
            "svg",
            el("title", alternative),
            _segments(counts, longest),
            role="img",
            class_="bar",
            width="100%",
            height=BAR_PX,
        ),
    )


def _segments(counts: Sequence[int], longest: int) -> Iterator[Markup]:
    left = 0.0
    for status, number in zip(STATUS_ORDER, counts, strict=True):
        if not number:
            continue
        width = 100 * number / longest
        yield el("rect", x=f"{left:.2f}%", y=1, width=f"{width:.2f}%", height=BAR_PX - 2, class_=f"fill {status}")
        if width >= ROOM_FOR_DIGIT * len(str(number)):
            middle = f"{left + width / 2:.2f}%"
            yield el("text", str(number), x=middle, y=BAR_PX // 2 + 5, class_="number", aria_hidden="true")
        left += width


def _key(status: str, word: str) -> Markup:
    swatch = el("rect", x=1, y=1, width=18, height=12, class_=f"fill {status}")
    return el("li", el("svg", swatch, width=20, height=14, aria_hidden="true", focusable="false"), " ", word)
