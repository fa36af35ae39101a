"""Notes, threads, text boxes and pictures; each may be damaged without a cell being lost."""

from __future__ import annotations

import pytest

from xlplan.sheets.grid import Note, Notice, NoticeKind, Shape, Workbook
from xlplan.sheets.opening import open_bytes

from .packages import MAIN, minimal_parts, package, relationships, worksheet

ONE = "<row><c t='str'><v>ett</v></c></row>"


def with_beside(kind: str, content: str | bytes, **more: str) -> Workbook:
    """A sheet with one part beside it; further ones by kind."""
    parts = minimal_parts(ONE)
    links = [("rId1", kind, "../beside/part.xml")] if content else [("rId1", kind, "../beside/gone.xml")]
    parts["xl/beside/part.xml"] = content
    for number, (other, text) in enumerate(more.items(), 2):
        links.append((f"rId{number}", other, f"../beside/{other}.xml"))
        parts[f"xl/beside/{other}.xml"] = text
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(*links)
    parts["xl/persons/person.xml"] = "<personList><person displayName='Åsa' id='{P}'/></personList>"
    book = open_bytes(package(parts))
    assert book.sheets[0].cells[1, 1].text == "ett"
    return book


def comments(*rows: tuple[str, str]) -> str:
    listed = "".join(f"<comment ref='{ref}' authorId='0'><text>{text}</text></comment>" for ref, text in rows)
    return (
        f"<comments xmlns='{MAIN}'><authors><author>Bo</author></authors><commentList>{listed}</commentList></comments>"
    )


def test_notes() -> None:
    book = with_beside(
        "comments", comments(("C6", "<r><t>Fråga </t></r><r><t>_x0041_</t></r>"), ("A0", "<t>vilse</t>"))
    )
    assert book.sheets[0].notes == {(6, 3): Note("Fråga A", "Bo")}
    assert book.notices == (Notice(NoticeKind.BAD_ADDRESS, "S1", detail="A0: vilse"),)


def test_a_thread_stands_instead_of_its_stand_in() -> None:
    threads = (
        "<ThreadedComments><threadedComment ref='C6' personId='{p}' id='1'><text>Vem?</text></threadedComment>"
        "<threadedComment ref='C6' personId='{q}' id='2' parentId='1'><text>Åsa</text></threadedComment>"
        "</ThreadedComments>"
    )
    stand_in = comments(("C6", "<t>[Threaded comment] …</t>"), ("D7", "<t>kvar</t>"))
    book = with_beside("threadedComment", threads, comments=stand_in)
    assert book.sheets[0].notes == {(6, 3): Note("Vem?\nÅsa", "Åsa"), (7, 4): Note("kvar", "Bo")}


BODY = "<a:p><a:r><a:t>Text</a:t></a:r><a:br/><a:r><a:t>ruta</a:t></a:r></a:p><a:p/>"
SHAPE = f"<xdr:sp><xdr:txBody>{BODY}</xdr:txBody></xdr:sp>"
FROM = "<xdr:from><xdr:col>2</xdr:col><xdr:row>5</xdr:row></xdr:from>"


def drawing(*anchors: str) -> str:
    return f"<xdr:wsDr xmlns:xdr='x' xmlns:a='a' xmlns:mc='m'>{''.join(anchors)}</xdr:wsDr>"


def test_shapes_and_pictures() -> None:
    alternative = (
        f"<mc:AlternateContent><mc:Choice>{SHAPE}</mc:Choice><mc:Fallback>{SHAPE}</mc:Fallback></mc:AlternateContent>"
    )
    picture = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr name='Bild 1' descr='Karta'/></xdr:nvPicPr></xdr:pic>"
    chart = "<xdr:graphicFrame><a:graphic><a:graphicData uri='http://x/chart'/></a:graphic></xdr:graphicFrame>"
    book = with_beside(
        "drawing",
        drawing(
            f"<xdr:twoCellAnchor>{FROM}{alternative}</xdr:twoCellAnchor>",
            f"<xdr:oneCellAnchor>{FROM}{picture}</xdr:oneCellAnchor>",
            f"<xdr:absoluteAnchor><xdr:grpSp>{SHAPE}</xdr:grpSp></xdr:absoluteAnchor>",
            f"<xdr:twoCellAnchor>{FROM}{chart}</xdr:twoCellAnchor>",
        ),
    )
    assert book.sheets[0].shapes == (Shape("Text\nruta\n", 6, 3), Shape("Text\nruta\n", 1, 1))
    assert book.notices == (Notice(NoticeKind.PICTURE, "S1", 6, 3, "Karta"),)


def test_an_embedded_object_is_told_once() -> None:
    objects = "<oleObjects><oleObject shapeId='1025'/><oleObject shapeId='1025'/></oleObjects>"
    book = open_bytes(package(minimal_parts(worksheet(ONE, objects))))
    assert [notice.kind for notice in book.notices] == [NoticeKind.PICTURE]


@pytest.mark.parametrize("kind", ["comments", "threadedComment", "drawing"])
@pytest.mark.parametrize("content", ["", "<a", "<!DOCTYPE a><a/>", "<a/>" * 2])
def test_what_cannot_be_read_is_told(kind: str, content: str) -> None:
    book = with_beside(kind, content)
    assert [(notice.kind, notice.sheet) for notice in book.notices] == [(NoticeKind.PART_UNREADABLE, "S1")]


@pytest.mark.parametrize("kind", ["comments", "threadedComment", "drawing", "pivotTable", "madeUp"])
def test_an_empty_or_unknown_part_says_nothing(kind: str) -> None:
    assert with_beside(kind, "<a/>").notices == ()
