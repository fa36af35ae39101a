"""Namespace prefixes of OpenDocument: every known program writes the usual ones; others are translated to them."""

from __future__ import annotations

from collections.abc import Callable

from xlplan.sheets.xml import Attributes

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_USUAL = {
    **{f"{_OASIS}{name}:1.0": name for name in ("office", "table", "text", "style", "meta")},
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}

Start = Callable[[str, Attributes], object]
End = Callable[[str], object]


def usual_prefixes(start: Start, end: End) -> tuple[Start, End]:
    """The same handlers, called with the usual prefixes whatever the root element declares.

    Where it declares the usual ones, names are passed on as they are.
    """
    translated: dict[str, str] | None = None

    def usual(name: str) -> str:
        prefix, _, rest = name.rpartition(":")
        return f"{translated[prefix]}:{rest}" if translated and prefix in translated else name

    def started(name: str, attributes: Attributes) -> None:
        nonlocal translated
        if translated is None:
            translated = _unusual(attributes)
        if translated:
            name = usual(name)
            attributes = {key if ":" not in key else usual(key): value for key, value in attributes.items()}
        start(name, attributes)

    def ended(name: str) -> None:
        end(usual(name) if translated else name)

    return started, ended


def _unusual(root: Attributes) -> dict[str, str]:
    """Usual prefixes by those that the root declares instead."""
    declared = {
        key.removeprefix("xmlns").removeprefix(":"): _USUAL[uri]
        for key, uri in root.items()
        if key.startswith("xmlns") and uri in _USUAL
    }
    return {prefix: usual for prefix, usual in declared.items() if prefix != usual}
