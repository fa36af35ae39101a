"""XML changed in place: elements with their byte offsets, and edits that leave every other byte as it was.

A part that is parsed and written again is another part: prefixes, blanks, order of attributes and unknown extensions
change. Here expat only tells where elements stand; what is changed is spliced into the bytes at those offsets, and
each splice is remembered so that it can be taken back. Only UTF-8 is worked on, for offsets are bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from xml.parsers import expat

from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import local

_ATTRIBUTE = re.compile(rb"""([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii")


class Unsafe(Exception):
    """A package that is built in a way that is not changed in place; the message says which."""


@dataclass(slots=True)
class Node:
    """An element and where it stands in the bytes of its part."""

    tag: str
    """As written, prefix and all."""
    attributes: dict[str, str]
    start: int
    inner: int
    """Where its start tag ends."""
    close: int = 0
    """Where its end tag begins; equal to ``end`` for ``<a/>``."""
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Without prefix."""
        return local(self.tag)

    @property
    def prefix(self) -> str:
        """With its colon; empty when there is none."""
        return self.tag[: -len(self.name)]

    def get(self, name: str, default: str = "") -> str:
        """An attribute by its local name."""
        return next((value for key, value in self.attributes.items() if local(key) == name), default)

    def all(self, name: str) -> list[Node]:
        """The children of a name."""
        return [child for child in self.children if child.name == name]

    def child(self, *path: str) -> Node | None:
        """The first element down a path of names."""
        found: Node | None = self
        for name in path:
            found = next(iter(found.all(name)), None) if found else None
        return found

    def walk(self) -> Iterator[Node]:
        """It and all elements within, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(data: bytes, part: str, limits: Limits, *, skip: Container[str] = ()) -> Node:
    """The elements of a part with their places; what lies within elements named in ``skip`` is left out.

    Raises:
        Unsafe: It is not UTF-8.
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    builder = _Builder(data, part, limits, skip)
    run(data, part, builder.start, builder.end, builder.parser)
    return builder.top.children[0]


def run(
    data: bytes,
    part: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    parser: expat.XMLParserType,
) -> None:
    """Run expat over a part as a whole, so that its ``CurrentByteIndex`` counts from the part's beginning.

    Raises:
        Unsafe: The part is not UTF-8.
        UnreadableWorkbook: DAMAGED or DOCTYPE.
    """
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unsafe(f"{part}: UTF-16")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableWorkbook(Reason.DAMAGED, f"{part}: {error}") from error


def _refuse_doctype(*_: object) -> None:
    raise UnreadableWorkbook(Reason.DOCTYPE, "")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise Unsafe(f"encoding {encoding}")


class _Builder:
    def __init__(self, data: bytes, part: str, limits: Limits, skip: Container[str]) -> None:
        self.parser = expat.ParserCreate()
        self.data = data
        self.part = part
        self.limits = limits
        self.skip = skip
        self.top = Node("", {}, 0, 0)
        self.stack = [self.top]
        self.skipped = 0
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipped or (len(self.stack) > 1 and self.stack[-1].name in self.skip):
            self.skipped += 1
            return
        self.count += 1
        if self.count > self.limits.elements or len(self.stack) > self.limits.depth:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too many elements")
        at = self.parser.CurrentByteIndex
        node = Node(tag, attributes, at, tag_end(self.data, at))
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, _tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        close_node(self.stack.pop(), self.data, self.parser.CurrentByteIndex)


def close_node(node: Node, data: bytes, at: int) -> None:
    """Fill in where an element ends; ``at`` is expat's place in its end handler."""
    if data[node.inner - 2 : node.inner] == b"/>":
        node.close = node.end = node.inner
    else:
        node.close, node.end = at, data.index(b">", at) + 1


def tag_end(data: bytes, at: int) -> int:
    """Where the tag that begins at ``at`` ends; a ``>`` within quotes does not count."""
    match = _TAG.match(data, at)
    if match is None:
        raise Unsafe("a tag that is not where it should be")
    return match.end()


def text_of(data: bytes, node: Node) -> str:
    """The text in an element without children; references other than XML's own do not stand in spreadsheets."""
    raw = data[node.inner : node.close].decode("utf-8")
    if raw.startswith("<![CDATA[") and raw.endswith("]]>"):
        return raw[9:-3]
    return unescape(raw) if "&" in raw else raw


def quoted(text: str) -> str:
    """Text as it may stand in an element or an attribute: escaped, without signs that XML does not know."""
    return escape(_ILLEGAL.sub("\ufffd", text)).replace("\r", "&#13;")


class Edits:
    """Changes to one part, all told against its bytes as they were."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._splices: list[tuple[int, int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._splices)

    def replace(self, start: int, end: int, new: str | bytes) -> None:
        """Put ``new`` in the place of some bytes; with ``start == end``, before the byte that stands there."""
        content = new.encode() if isinstance(new, str) else new
        self._splices.append((start, end, len(self._splices), content))

    def insert(self, at: int, new: str) -> None:
        """Put in something; of several at one place, the first given stands first."""
        self.replace(at, at, new)

    def remove(self, node: Node) -> None:
        """Take an element out with all that it holds."""
        self.replace(node.start, node.end, b"")

    def append(self, node: Node, new: str) -> None:
        """Put something in as the last of an element's children."""
        if node.close == node.inner == node.end:
            self.replace(node.inner - 2, node.inner, f">{new}</{node.tag}>")
        else:
            self.insert(node.close, new)

    def prepend(self, node: Node, new: str) -> None:
        """Put something in as the first of an element's children, of which it has some."""
        self.insert(node.inner, new)

    def set(self, node: Node, name: str, value: str | None) -> None:
        """Set an attribute, or remove it with None; an attribute that says so already is left alone."""
        begin, end = node.start + 1 + len(node.tag.encode()), node.inner
        for match in _ATTRIBUTE.finditer(self.data, begin, end):
            if match[1].decode() == name:
                if value is None:
                    self.replace(match.start() - 1, match.end(), b"")
                elif unescape(match[2][1:-1].decode()) != value:
                    self.replace(match.start(2) + 1, match.end(2) - 1, quoted(value))
                return
        if value is not None:
            self.insert(begin, f' {name}="{quoted(value)}"')

    def apply(self) -> tuple[bytes, list[tuple[int, int, bytes]]]:
        """The part with its changes, and what undoes them: (start, length, bytes as they were), from the front."""
        pieces: list[bytes] = []
        undo: list[tuple[int, int, bytes]] = []
        at = size = 0
        for start, end, _, new in sorted(self._splices, key=lambda each: each[:3]):
            if start < at:
                raise Unsafe("two changes at one place")
            size += start - at
            pieces += [self.data[at:start], new]
            undo.append((size, len(new), self.data[start:end]))
            size += len(new)
            at = end
        pieces.append(self.data[at:])
        return b"".join(pieces), undo
