"""Make ``docs/pictures/``: what LibreOffice prints of our workbooks and documents, and Chromium shows of our page.

``python docs/make_pictures.py`` (or ``make pictures``) needs LibreOffice, pdftoppm, Node and Chromium. The pictures
are looked at by people; a test reads the words of the same prints.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
DPI = 72

sys.path.insert(0, str(ROOT))

from tests.cards import source  # noqa: E402
from tests.programs import chromium, libreoffice  # noqa: E402
from xlplan import check, load_form, merge, read_return, write_city, write_template  # noqa: E402
from xlplan.form.shipped import shipped_examples  # noqa: E402
from xlplan.merging.carry import prepared_actions  # noqa: E402
from xlplan.post.annotate import annotate  # noqa: E402
from xlplan.report.document import document_bytes  # noqa: E402
from xlplan.report.page import html_bytes  # noqa: E402


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a print, and the name of its picture."""

    book: str
    page: int
    """1-based."""
    name: str


TAKEN = (
    Picture("blank", 1, "template-first-tab"),
    Picture("blank", 2, "template-area-blank"),
    Picture("filled", 2, "template-area-filled"),
    Picture("gaps", 2, "template-area-gaps"),
    Picture("marked", 1, "marked-first-tab"),
    Picture("marked", 3, "marked-area"),
    Picture("city", 1, "city-summary"),
    Picture("city", 2, "city-area"),
    Picture("summary", 1, "summary-document-first"),
    Picture("summary", 6, "summary-document-area"),
    Picture("cards-blank", 2, "cards-blank"),
    Picture("cards-filled", 3, "cards-filled"),
)
SCREENS = (("summary-phone", 390, True), ("summary-desktop", 1280, False))
"""Pictures of the page: name, width of the window in pixels, and whether in dark colours."""


def make_books(folder: Path) -> dict[str, Path]:
    """A blank template, one with Järva's follow-ups, one with gaps, the city workbook, a marked return, and cards."""
    form = load_form("stockholm-2024")
    city = merge([read_return(path, form) for path in shipped_examples().glob("Åtgärdsplan 2024 *.xlsx")], form)
    books = {name: folder / f"{name}.xlsx" for name in ("blank", "filled", "gaps", "city")}
    write_template(form, "jarva", books["blank"])
    for name, district in (("filled", "jarva"), ("gaps", "kungsholmen")):
        actions = prepared_actions(city, form, district)
        write_template(form, district, books[name], actions=actions, for_round="vb")
    write_city(city, form, books["city"])
    write_template(source.HASSELBY.form, source.HASSELBY.district, folder / "cards-blank.xlsx")
    (folder / "cards-filled.xlsx").write_bytes(source.filled(source.SKARHOLMEN, "t1"))
    books |= {name: folder / f"{name}.xlsx" for name in ("cards-blank", "cards-filled")}
    returned = shipped_examples() / "Åtgärdsplan 2024 Kungsholmen.xlsx"
    findings = check(read_return(returned, form), form)
    books["marked"] = folder / "marked.xlsx"
    books["marked"].write_bytes(annotate(returned.read_bytes(), findings, form, form.language).content)
    books["summary"] = folder / "summary.docx"
    books["summary"].write_bytes(document_bytes(city, form))
    (folder / "summary.html").write_bytes(html_bytes(city, form))
    return books


def main() -> None:
    """Make all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, book in make_books(folder).items():
            pages = libreoffice.pdf_pages_png(libreoffice.convert(book, "pdf", folder), folder, DPI)
            for picture in (each for each in TAKEN if each.book == name):
                target = PICTURES / f"{picture.name}.png"
                target.write_bytes(pages[picture.page - 1].read_bytes())
                print(target.relative_to(ROOT))
        for name, width, dark in SCREENS:
            target = PICTURES / f"{name}.png"
            chromium.browse(folder / "summary.html", width=width, dark=dark, picture=str(target), axe=False)
            print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
