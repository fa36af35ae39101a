"""HTML that cannot be broken by what it is made of: text is escaped unless it is markup already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_VOID = frozenset({"meta", "input", "br", "hr"})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """Text that is HTML already; only :func:`el`, :func:`join` and :func:`verbatim` make it."""

    __slots__ = ()


Child = str | Markup | None


def el(tag: str, *children: Child | Iterable[Child], **attributes: str | int | bool | None) -> Markup:
    """An element; a trailing ``_`` of an attribute's name is left out, another one is a hyphen, True is a bare name.

    >>> el("p", "a < b", el("br"), class_="x", data_area='"')
    '<p class="x" data-area="&quot;">a &lt; b<br></p>'
    """
    opened = f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    return Markup(opened if tag in _VOID else f"{opened}{join(*children)}</{tag}>")


def join(*children: Child | Iterable[Child]) -> Markup:
    """Texts and elements one after the other; None is nothing."""
    return Markup("".join(_flat(child) for child in children))


def verbatim(text: str) -> Markup:
    """Text of ours, a style sheet or a script, that goes in as it is."""
    return Markup(text)


def _flat(child: Child | Iterable[Child]) -> str:
    if child is None or isinstance(child, Markup):
        return child or ""
    return _text(child) if isinstance(child, str) else "".join(_flat(each) for each in child)


def printable(text: str) -> str:
    """The text with U+FFFD for control characters and others that neither HTML nor XML can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(printable(text))


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    told = name.rstrip("_").replace("_", "-")
    return f" {told}" if value is True else f' {told}="{_text(str(value))}"'
