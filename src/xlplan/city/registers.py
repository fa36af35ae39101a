"""The tabs that tell where the city plan comes from: returns, findings, what to decide, and how it was made."""

from __future__ import annotations

from xlplan import __version__
from xlplan.city.page import TableColumn, help_line, print_wide, start_page, write_table
from xlplan.city.wording import CityWords
from xlplan.findings.render import severity_word, to_json
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan, Side
from xlplan.sheets import looks
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book


def write_returns(book: Book, plan: CityPlan, form: Form, words: CityWords, title: str) -> None:
    """*Inlämning*: every district, every return, and what became of it."""
    columns = [
        TableColumn(words.district, 34),
        TableColumn(words.returned, 14),
        TableColumn(words.file, 50),
        TableColumn(words.round, 24),
        TableColumn(words.saved, 24),
        TableColumn(words.used, 14),
        TableColumn(words.actions, 12),
        TableColumn(words.errors, 10),
        TableColumn(words.warnings, 12),
    ]
    names = {district.key: district.official_name for district in form.districts}
    rounds = {each.key: each.title for each in form.rounds}
    rows: list[list[str | int]] = []
    for key in [*names, None]:
        came = [each for each in plan.returns if each.district == key]
        for each in came:
            figures = [each.actions, each.errors, each.warnings]
            name = names[key] if key else words.statuses["unknown"]
            used = words.yes if each.used else words.no
            saved = (each.received or "").replace("T", " ").removesuffix("Z")
            rows.append([name, words.yes, each.file, rounds.get(each.round or "", ""), saved, used, *figures])
        if key and not came:
            rows.append([names[key], words.no, "", "", "", "", 0, 0, 0])
    sheet = start_page(book, words.returns_tab, words.returns_tab, words.returns_help)
    write_table(sheet, "inlamning", columns, rows, description=words.returns_help)
    print_wide(sheet, (title, "", words.returns_tab), words.page)


def write_findings(book: Book, plan: CityPlan, form: Form, words: CityWords, title: str) -> None:
    """*Anmärkningar*: what is wrong or worth a look, and where."""
    columns = [
        TableColumn(words.file, 40),
        TableColumn(words.sheet, 28),
        TableColumn(words.cell, 8),
        TableColumn(words.severity, 12),
        TableColumn(words.code, 10),
        TableColumn(words.what, 70),
        TableColumn(words.hint, 60),
    ]
    rows: list[list[str | int]] = []
    for finding in plan.findings:
        told = to_json(finding, form.language)
        rows.append(
            [
                finding.file,
                finding.sheet,
                finding.cell or "",
                severity_word(finding.kind.severity, form.language),
                finding.kind.code,
                told["message"],
                told["hint"],
            ]
        )
    sheet = start_page(book, words.findings_tab, words.findings_tab, help_line(words.findings_help, rows, words))
    write_table(sheet, "anmarkningar", columns, rows, description=words.findings_help)
    print_wide(sheet, (title, "", words.findings_tab), words.page)


def write_decisions(book: Book, plan: CityPlan, form: Form, words: CityWords, title: str) -> None:
    """*Att avgöra*: what a person has to decide, both texts with their sources."""
    names = {district.key: district.name for district in form.districts}
    widths = (20, 22, 60, 36, 60, 36, 10)
    columns = [TableColumn(text, width) for text, width in zip(words.decision_headings, widths, strict=True)]
    rows: list[list[str | int]] = [
        [
            words.decision_kinds[each.kind],
            names[each.district],
            each.a.text,
            _source(each.a, words),
            each.b.text,
            _source(each.b, words),
            each.score if each.score is not None else "",
        ]
        for each in plan.decisions
    ]
    sheet = start_page(book, words.decisions_tab, words.decisions_tab, help_line(words.decisions_help, rows, words))
    write_table(sheet, "att_avgora", columns, rows, description=words.decisions_help)
    print_wide(sheet, (title, "", words.decisions_tab), words.page)


def write_about(book: Book, plan: CityPlan, form: Form, words: CityWords, title: str) -> None:
    """*Om*: how the workbook was made and from which files."""
    sheet = book.sheet(words.about_tab)
    sheet.columns(1, 1, 50)
    sheet.columns(2, 2, 90)
    sheet.row(1, 32)
    sheet.text(1, 1, title, looks.TITLE)
    column = form.status_column
    facts = {
        "version": __version__,
        "form": form.id,
        "year": str(form.year),
        "status_column": column.title if column else "–",
    }
    row = 2
    for label, text in words.about_rows:
        text = text.format_map(facts)
        sheet.row(row, row_height([(text, 90)], padding_pt=6))
        sheet.text(row, 1, label, looks.LABEL)
        sheet.text(row, 2, text, looks.BODY)
        row += 1
    sheet.row(row + 1, 24)
    sheet.text(row + 1, 1, words.about_sources, looks.SECTION)
    sheet.text(row + 2, 1, words.file, looks.HEADER)
    sheet.text(row + 2, 2, "sha256", looks.HEADER)
    for line, each in enumerate(plan.returns, row + 3):
        sheet.row(line, row_height([(each.file, 50)], padding_pt=6))
        sheet.text(line, 1, each.file, looks.BODY)
        sheet.text(line, 2, each.sha256, looks.BODY)
    print_wide(sheet, (title,), words.page, table=False)


def _source(side: Side, words: CityWords) -> str:
    return words.source_text.format(file=side.file, sheet=side.sheet, row=side.row) if side.file else ""
