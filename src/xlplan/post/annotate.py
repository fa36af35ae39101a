"""The verb: the sender's own workbook back, with what is to be mended marked in it.

The copy is the sender's package with as few parts changed as can be, each only where a mark needs it (see
``sheets.markup``): a cell's style, the notes beside it, the list of tabs. All else is byte by byte theirs. A file that
is no OOXML package, or one built in a way that is not changed safely, comes back as a fresh .xlsx with its texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xlplan.findings.finding import Finding, Language, Severity
from xlplan.findings.personal import mask
from xlplan.findings.render import severity_word, to_json
from xlplan.form.model import Form
from xlplan.post.cleaning import remove_marks
from xlplan.post.drop_downs import restore_drop_downs
from xlplan.post.fresh import fresh_workbook
from xlplan.post.mend_tab import Line, mend_sheet
from xlplan.post.note_boxes import Measures
from xlplan.post.notes import add_notes
from xlplan.post.record import keep_record, take_back
from xlplan.post.styles import StyleSheet
from xlplan.post.tabs import Tab, Tabs
from xlplan.post.words import Words, words_for
from xlplan.sheets.cell_places import anchors, restyle
from xlplan.sheets.gate import ZIP_MAGIC
from xlplan.sheets.grid import Note, Position, Workbook
from xlplan.sheets.limits import DEFAULT, Limits
from xlplan.sheets.markup import Node, Unsafe
from xlplan.sheets.mend_marks import MEND_NAME, without_marks
from xlplan.sheets.opening import open_bytes
from xlplan.sheets.parts import Parts
from xlplan.sheets.refusal import UnreadableWorkbook

_PACKAGES = ("xlsx", "xlsm", "xltx", "xltm")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated copy."""

    content: bytes
    rebuilt: bool = False
    """Whether it is a fresh .xlsx with the texts only, because the sender's file could not be marked as it is."""
    unnoted: tuple[Finding, ...] = ()
    """Findings whose cell got no note; the first tab lists them all the same."""
    drop_downs: int = 0
    """Drop-down lists that were put back."""


@dataclass(slots=True)
class _Mark:
    """A cell to be marked."""

    severity: Severity
    findings: list[Finding]

    def text(self, words: Words, language: Language) -> str:
        """The note."""
        told = [to_json(finding, language) for finding in self.findings]
        lines = [line for each in told for line in (f"{each['code']} {each['message']}", f"→ {each['hint']}")]
        return "\n".join([words.note_head, *dict.fromkeys(lines)])


def annotate(
    content: bytes, findings: Sequence[Finding], form: Form, language: Language, *, limits: Limits = DEFAULT
) -> Annotated:
    """A copy of a return with its findings marked; marks of an earlier copy are taken out first.

    Args:
        content: The return, which is not locked by a password.
        findings: Those of ``check``; errors and warnings are marked, the others are nothing to mend.
        form: The form that the return answers, for drop-down lists that were lost.
        language: Of notes and first tab.
        limits: What reading it may cost.

    Raises:
        UnreadableWorkbook: It cannot be read.
    """
    content = clean(content, limits=limits)
    workbook = without_marks(open_bytes(content, limits=limits))
    wanted = [finding for finding in findings if finding.kind.severity > Severity.INFO]
    if content.startswith(ZIP_MAGIC) and workbook.format in _PACKAGES:
        try:
            return _mark(content, workbook, wanted, form, language, limits)
        except (Unsafe, UnreadableWorkbook):
            pass
    fresh = fresh_workbook(workbook, language)
    opened = open_bytes(fresh, limits=limits)
    theirs = {new.title: old.notes for new, old in zip(opened.sheets, workbook.sheets, strict=True)}
    result = _mark(fresh, opened, wanted, form, language, limits, theirs=theirs, rebuilt=True)
    return replace(result, rebuilt=True)


def clean(content: bytes, *, limits: Limits = DEFAULT) -> bytes:
    """The sender's workbook without the marks of an annotated copy; as it is when it has none.

    A copy that no program has saved since becomes what it was byte by byte in every part. Of one that was saved, our
    tab, notes and fills are taken out. Files that are no OOXML packages are given back as they are.
    """
    if not content.startswith(ZIP_MAGIC):
        return content
    try:
        restored = take_back(content, limits)
        if restored is not None:
            return restored
        parts = Parts(content, limits)
        return parts.to_bytes() if remove_marks(parts) else content
    except (Unsafe, UnreadableWorkbook):
        return content


def _mark(
    content: bytes,
    workbook: Workbook,
    findings: Sequence[Finding],
    form: Form,
    language: Language,
    limits: Limits,
    *,
    theirs: dict[str, dict[Position, Note]] | None = None,
    rebuilt: bool = False,
) -> Annotated:
    parts = Parts(content, limits)
    tabs = Tabs(parts)
    styles_part = tabs.linked("styles")
    if styles_part is None or styles_part not in parts.package:
        raise Unsafe("no styles")
    words = words_for(language)
    styles = StyleSheet(parts, styles_part)
    unnoted: list[Finding] = []
    for tab in tabs.tabs:
        marks = _marks(finding for finding in findings if finding.sheet == tab.title and finding.cell)
        notes = (theirs or {}).get(tab.title, {})
        if tab.is_worksheet and (marks or notes):
            unnoted += _mark_tab(parts, tab, marks, styles, notes, words, language)
    restored = restore_drop_downs(parts, tabs, workbook, form)
    title = tabs.free_title(words.tab)
    lines = [_line(finding, tabs.tabs, finding in unnoted, words, language) for finding in _ordered(findings, tabs)]
    sheet = mend_sheet(lines, [words.rebuilt] if rebuilt else [], words, styles.look)
    own = {"_xlnm.Print_Titles": sheet.header, "_xlnm._FilterDatabase": sheet.table}
    tabs.insert_first(title, sheet.xml, MEND_NAME, own)
    styles.finish()
    keep_record(parts, tabs.part)
    return Annotated(parts.to_bytes(), rebuilt, tuple(unnoted), restored)


def _marks(findings: Iterable[Finding]) -> dict[Position, _Mark]:
    marks: dict[Position, _Mark] = {}
    for finding in findings:
        _add(marks, (finding.row, finding.col), [finding])
    return marks


def _add(marks: dict[Position, _Mark], position: Position, findings: list[Finding]) -> None:
    worst = max(finding.kind.severity for finding in findings)
    if position in marks:
        marks[position].severity = max(marks[position].severity, worst)
        marks[position].findings += findings
    else:
        marks[position] = _Mark(worst, list(findings))


def _mark_tab(
    parts: Parts,
    tab: Tab,
    marks: dict[Position, _Mark],
    styles: StyleSheet,
    theirs: dict[Position, Note],
    words: Words,
    language: Language,
) -> list[Finding]:
    """Mark the cells of a tab; gives the findings whose cells got no note."""
    root = parts.outline(tab.part, skip=("sheetData",))
    if root.name != "worksheet":
        return []
    covered = anchors(root, marks.keys())
    shown: dict[Position, _Mark] = {}
    for position, mark in marks.items():
        _add(shown, covered.get(position, position), mark.findings)
    heights = restyle(
        parts.edit(tab.part), tab.part, root, shown.keys(), lambda at, style: styles.marked(style, shown[at].severity)
    )
    notes = {position: mark.text(words, language) for position, mark in shown.items()}
    for position, note in theirs.items():
        notes[position] = "\n".join([note.text, *([notes[position]] if position in notes else [])])
    without = add_notes(parts, tab.part, notes, Measures(_column_widths(root), heights))
    return [finding for position in sorted(without) if position in shown for finding in shown[position].findings]


def _column_widths(root: Node) -> tuple[tuple[int, int, float], ...]:
    cols = root.child("cols")
    found = []
    for node in cols.children if cols else []:
        try:
            found.append((int(node.get("min")), int(node.get("max")), float(node.get("width"))))
        except ValueError:
            continue
    return tuple(found)


def _ordered(findings: Sequence[Finding], tabs: Tabs) -> list[Finding]:
    """Those about no single cell first, then as they stand in the workbook."""
    order = {tab.title: index for index, tab in enumerate(tabs.tabs)}
    return sorted(findings, key=lambda each: (each.cell is not None, order.get(each.sheet, -1), each.order))


def _line(finding: Finding, tabs: Sequence[Tab], unnoted: bool, words: Words, language: Language) -> Line:
    told = to_json(finding, language)
    there = any(tab.title == finding.sheet for tab in tabs)
    hint = f"{told['hint']} {words.threaded}" if unnoted else told["hint"]
    return Line(
        tab=mask(finding.sheet),
        cell=finding.cell or "",
        severity=severity_word(finding.kind.severity, language),
        code=finding.kind.code,
        what=told["message"],
        hint=hint,
        target=finding.sheet if there and finding.cell else "",
    )
