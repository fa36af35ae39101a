"""XML through expat: streamed, without entities, and with limits on what a part may ask for.

Names are matched by their local part, so that any prefix and both namespaces of OOXML (transitional and strict) do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from xlplan.sheets.limits import MEGABYTE, Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.remembering import remembered

Attributes = dict[str, str]


def local(name: str) -> str:
    """A name without its prefix.

    >>> local("x:sheet"), local("sheet")
    ('sheet', 'sheet')
    """
    return name.rpartition(":")[2]


def is_true(value: str | None) -> bool:
    """Whether an attribute of type xsd:boolean is set.

    >>> is_true("1"), is_true("true"), is_true("0"), is_true(None)
    (True, True, False, False)
    """
    return value is not None and value.strip().lower() in ("1", "true", "on")


def pieces(xml: bytes) -> Iterator[bytes]:
    """A part held whole, in pieces that are parsed one after the other."""
    return (xml[begin : begin + MEGABYTE] for begin in range(0, len(xml), MEGABYTE))


def parse(
    chunks: Iterable[bytes],
    part: str,
    limits: Limits,
    start: Callable[[str, Attributes], object] | None = None,
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Run one pass over a part, calling what handlers there are with names as they are written, prefix and all.

    ``chunks`` are the part's bytes, in any encoding that its first line declares; ``part`` is its name, for messages.

    Raises:
        UnreadableWorkbook: DAMAGED (not well-formed), DOCTYPE, or BOMB (a tag beyond every measure).
    """
    names: dict[str, str] = {}
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(part)
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            limits.check_clock()
            fed += len(chunk)
            if fed - max(parser.CurrentByteIndex, 0) > limits.token_bytes + len(chunk):
                raise UnreadableWorkbook(Reason.BOMB, f"{part}: a tag of over {limits.token_bytes} bytes")
            if len(names) > limits.names:
                raise UnreadableWorkbook(Reason.BOMB, f"{part}: over {limits.names} names of elements and attributes")
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableWorkbook(Reason.DAMAGED, f"{part}: {error}") from error


def _refuse_doctype(part: str) -> NoReturn:
    raise UnreadableWorkbook(Reason.DOCTYPE, part)


class Element:
    """An element of a small part: local names throughout. Others may hold it too; it is not to be changed."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: Attributes) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""
        """The text that stands directly in it, before, between and after its children."""

    def get(self, name: str, default: str = "") -> str:
        """An attribute, whatever its prefix."""
        return self.attributes.get(name, default)

    def child(self, *path: str) -> Element | None:
        """The first element down a path of names."""
        found: Element | None = self
        for name in path:
            found = next((child for child in found.children if child.name == name), None) if found else None
        return found

    def descendants(self, *, skip: str = "") -> Iterator[Element]:
        """All elements within, in document order; an element named ``skip`` is left out with all that it holds."""
        stack = self.children[::-1]
        while stack:
            element = stack.pop()
            if element.name != skip:
                yield element
                stack.extend(reversed(element.children))


def read_tree(xml: bytes, part: str, limits: Limits) -> Element:
    """A small part as a tree; the element returned is its root.

    Raises:
        UnreadableWorkbook: As ``parse``; also BOMB when it is too deep or has too many elements.
    """
    builder = _TreeBuilder(part, limits)
    parse(pieces(xml), part, limits, builder.start, builder.end, builder.texts.append)
    return builder.top.children[0]


tree = remembered(read_tree)
"""As ``read_tree``, of parts that come again."""


class _TreeBuilder:
    def __init__(self, part: str, limits: Limits) -> None:
        self.part = part
        self.limits = limits
        self.top = Element("", {})
        self.stack = [self.top]
        self.texts: list[str] = []
        self.count = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self.count += 1
        if len(self.stack) > self.limits.depth or self.count > self.limits.elements:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too many elements")
        self.take_text()
        if ":" in "".join(attributes):
            attributes = {local(key): value for key, value in attributes.items()}
        element = Element(local(name) if ":" in name else name, attributes)
        self.stack[-1].children.append(element)
        self.stack.append(element)

    def end(self, _name: str) -> None:
        self.take_text()
        self.stack.pop()

    def take_text(self) -> None:
        if self.texts:
            self.stack[-1].text += "".join(self.texts)
            self.texts.clear()
