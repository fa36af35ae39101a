"""Notes on marked cells: appended below what others wrote there, or new.

A note is text in a ``comments`` part and a box in a drawing. Cells with a thread of comments get none: the note that
such a cell has is Excel's own copy of the thread.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.post.note_boxes import Measures, add_boxes, boxes_by_cell, height_px, heighten, new_drawing
from xlplan.post.tabs import LINKS, MAIN, link_attribute
from xlplan.sheets.address import parse_a1, to_a1
from xlplan.sheets.grid import Position
from xlplan.sheets.markup import Edits, Node, Unsafe, quoted, text_of
from xlplan.sheets.mend_marks import NOTE_HEAD, own_span
from xlplan.sheets.parts import Parts
from xlplan.sheets.refusal import UnreadableWorkbook
from xlplan.sheets.schema_order import insert_in_order

AUTHOR = "xlplan"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FONT = '<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'


@dataclass(slots=True)
class _Holder:
    """The parts that hold the notes of a sheet."""

    comments: str | None = None
    vml: str | None = None
    threaded: frozenset[Position] = frozenset()


def add_notes(parts: Parts, sheet: str, notes: Mapping[Position, str], measures: Measures) -> set[Position]:
    """Put notes on cells of a sheet part; gives the cells that got none."""
    try:
        holder = _holder(parts, sheet)
        wanted = {position: text for position, text in notes.items() if position not in holder.threaded}
        if wanted:
            _check(parts, holder)
    except (UnreadableWorkbook, Unsafe):
        return set(notes)
    if wanted:
        _add(parts, sheet, holder, wanted, measures)
    return set(notes) - set(wanted)


def _holder(parts: Parts, sheet: str) -> _Holder:
    links = parts.package.relationships(sheet)
    holder = _Holder()
    root = parts.outline(sheet, skip=("sheetData",))
    drawing = root.child("legacyDrawing")
    if drawing is not None:
        link = links.get(drawing.get("id"))
        if link is None or link.target not in parts.package:
            raise Unsafe(f"{sheet}: the drawing of its notes is missing")
        holder.vml = link.target
    for link in links.values():
        if link.kind == "comments":
            if holder.comments is not None:
                raise Unsafe(f"{sheet}: two parts with notes")
            holder.comments = link.target
        elif link.kind == "threadedcomment":
            found = (parse_a1(node.get("ref")) for node in parts.outline(link.target).children)
            holder.threaded |= frozenset(position for position in found if position)
    return holder


def _check(parts: Parts, holder: _Holder) -> None:
    """Raise where the parts are not as they should be."""
    if holder.comments is not None:
        root = parts.outline(holder.comments)
        if root.child("commentList") is None or root.child("authors") is None:
            raise Unsafe(f"{holder.comments}: no list of notes")
    if holder.vml is not None:
        parts.outline(holder.vml)


def _add(parts: Parts, sheet: str, holder: _Holder, notes: Mapping[Position, str], measures: Measures) -> None:
    there = _append_to_theirs(parts, holder, notes, measures)
    new = {position: text for position, text in sorted(notes.items()) if position not in there}
    if not new:
        return
    if holder.comments is None:
        part = parts.free_name(posixpath.join(_folder(sheet), "comments{}.xml"))
        parts.add(part, _new_comments(new), _COMMENTS_TYPE)
        parts.link(sheet, f"{LINKS}/comments", part)
    else:
        _add_comments(parts.edit(holder.comments), parts.outline(holder.comments), new)
    if holder.vml is None:
        part = parts.free_name(posixpath.join(_folder(sheet), "drawings/vmlDrawing{}.vml"))
        parts.add(part, new_drawing(new, measures), _VML_TYPE)
        _refer(parts, sheet, parts.link(sheet, f"{LINKS}/vmlDrawing", part))
    else:
        add_boxes(parts.edit(holder.vml), parts.outline(holder.vml), new, measures)


def _folder(sheet: str) -> str:
    """The folder above that of the sheets."""
    return posixpath.dirname(posixpath.dirname(sheet))


def _refer(parts: Parts, sheet: str, link: str) -> None:
    root = parts.outline(sheet, skip=("sheetData",))
    tag = f"<{root.prefix}legacyDrawing {link_attribute(root, link)}/>"
    insert_in_order(parts.edit(sheet), root, "legacyDrawing", tag)


def _append_to_theirs(
    parts: Parts, holder: _Holder, notes: Mapping[Position, str], measures: Measures
) -> set[Position]:
    """Append to the notes that are there; gives their cells."""
    if holder.comments is None:
        return set()
    edit, root = parts.edit(holder.comments), parts.outline(holder.comments)
    boxes = boxes_by_cell(parts.edit(holder.vml), parts.outline(holder.vml)) if holder.vml else {}
    there: set[Position] = set()
    for position, comment in _comments(root):
        text = comment.child("text")
        if position in notes and position not in there and text is not None:
            there.add(position)
            _append(edit, text, notes[position])
            if holder.vml is not None and position in boxes:
                heighten(parts.edit(holder.vml), boxes[position], height_px(notes[position]), measures)
    return there


def _comments(root: Node) -> list[tuple[Position, Node]]:
    held = root.child("commentList")
    found = ((parse_a1(node.get("ref").partition(":")[0]), node) for node in (held.children if held else []))
    return [(position, node) for position, node in found if position]


def _append(edit: Edits, text: Node, note: str) -> None:
    """Our text as a run after theirs; a text that is no run becomes one, for the two do not go together."""
    for plain in text.all("t"):
        edit.insert(plain.start, f"<{text.prefix}r>")
        edit.insert(plain.end, f"</{text.prefix}r>")
    run = _run(text.prefix, "\n" + note)
    runs = [child for child in text.children if child.name in ("t", "r")]
    if runs:
        edit.insert(runs[-1].end, run)
    else:
        edit.append(text, run)


def _run(prefix: str, text: str) -> str:
    font = _FONT.format(p=prefix)
    return f'<{prefix}r>{font}<{prefix}t xml:space="preserve">{quoted(text)}</{prefix}t></{prefix}r>'


def _new_comments(notes: Mapping[Position, str]) -> str:
    listed = "".join(_comment("", position, text, 0) for position, text in notes.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<comments xmlns="{MAIN}"><authors><author>{AUTHOR}</author></authors>'
        f"<commentList>{listed}</commentList></comments>"
    )


def _add_comments(edit: Edits, root: Node, notes: Mapping[Position, str]) -> None:
    authors, held = root.child("authors"), root.child("commentList")
    assert authors is not None
    assert held is not None
    known = [text_of(edit.data, author) for author in authors.children]
    if AUTHOR not in known:
        edit.append(authors, f"<{root.prefix}author>{AUTHOR}</{root.prefix}author>")
        known.append(AUTHOR)
    number = known.index(AUTHOR)
    edit.append(held, "".join(_comment(root.prefix, position, text, number) for position, text in notes.items()))


def _comment(prefix: str, position: Position, text: str, author: int) -> str:
    ref = to_a1(*position)
    run = _run(prefix, text)
    return f'<{prefix}comment ref="{ref}" authorId="{author}"><{prefix}text>{run}</{prefix}text></{prefix}comment>'


def remove_notes(parts: Parts, sheet: str) -> None:
    """Take our lines out of a sheet's notes, and the notes that are ours alone with their boxes."""
    holder = _holder(parts, sheet)
    if holder.comments is None or NOTE_HEAD.encode() not in parts.read(holder.comments):
        return
    edit, root = parts.edit(holder.comments), parts.outline(holder.comments)
    boxes = boxes_by_cell(parts.edit(holder.vml), parts.outline(holder.vml)) if holder.vml else {}
    for position, comment in _comments(root):
        text = comment.child("text")
        if text is None or not _strip(edit, text):
            continue
        edit.remove(comment)
        if holder.vml is not None and position in boxes:
            parts.edit(holder.vml).remove(boxes[position])


def _strip(edit: Edits, text: Node) -> bool:
    """Take our lines out of a note's text; True, and nothing done, when no other text stands in it."""
    pieces = [node for node in text.walk() if node.name == "t"]
    texts = [text_of(edit.data, node) for node in pieces]
    whole = "".join(texts)
    span = own_span(whole)
    if span is None:
        return False
    if not (whole[: span[0]] + whole[span[1] :]).strip():
        return True
    at = 0
    for node, piece in zip(pieces, texts, strict=True):
        kept = "".join(sign for place, sign in enumerate(piece, at) if not span[0] <= place < span[1])
        at += len(piece)
        if kept != piece:
            edit.replace(node.inner, node.close, quoted(kept)) if node.close < node.end else None
    return False
