"""Notes on cells, and threads of comments with their replies."""

from __future__ import annotations

from xlplan.sheets.address import parse_a1
from xlplan.sheets.grid import Note, Notice, NoticeKind, Position
from xlplan.sheets.strings import unescape
from xlplan.sheets.xml import Element

Notes = dict[Position, Note]


def rich_text(element: Element | None) -> str:
    """The text of a rich-text element: all ``t`` within, phonetic runs left out."""
    if element is None:
        return ""
    return unescape("".join(part.text for part in element.descendants(skip="rPh") if part.name == "t"))


def read_notes(root: Element, sheet: str) -> tuple[Notes, list[Notice]]:
    """The notes of a ``comments`` part, by cell; a notice for each whose cell cannot be told."""
    authors_element = root.child("authors")
    authors = [author.text for author in authors_element.children] if authors_element else []
    notes: Notes = {}
    notices: list[Notice] = []
    comment_list = root.child("commentList")
    for comment in comment_list.children if comment_list else []:
        author = comment.get("authorId")
        known = author.isdecimal() and len(author) < 9 and int(author) < len(authors)
        note = Note(rich_text(comment.child("text")), authors[int(author)] if known else "")
        _add(note, comment.get("ref"), sheet, notes, notices)
    return notes, notices


def read_persons(root: Element) -> dict[str, str]:
    """Display names by id, from a ``personList`` part."""
    return {person.get("id").lower(): person.get("displayName") for person in root.children if person.name == "person"}


def read_threads(root: Element, persons: dict[str, str], sheet: str) -> tuple[Notes, list[Notice]]:
    """The threads of a ``ThreadedComments`` part, by cell: comment and replies in order, a line each.

    The author is the one who began. Source: [MS-XLSX] 2.6.205 (CT_ThreadedComment).
    """
    notes: Notes = {}
    notices: list[Notice] = []
    for comment in root.children:
        text = comment.child("text")
        note = Note(unescape(text.text) if text else "", persons.get(comment.get("personId").lower(), ""))
        _add(note, comment.get("ref"), sheet, notes, notices)
    return notes, notices


def _add(note: Note, reference: str, sheet: str, notes: Notes, notices: list[Notice]) -> None:
    position = parse_a1(reference.partition(":")[0])
    if not note.text:
        return
    if position is None:
        notices.append(Notice(NoticeKind.BAD_ADDRESS, sheet, detail=f"{reference}: {note.text}"))
        return
    before = notes.get(position)
    notes[position] = note if before is None else Note(f"{before.text}\n{note.text}", before.author or note.author)
