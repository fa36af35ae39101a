"""Drop-down lists that a program lost, put back where the workbook still has the list and its name."""

from __future__ import annotations

from xlplan.form.layout import Layout, name_for, plan_layout
from xlplan.form.model import Form
from xlplan.post.tabs import Tabs
from xlplan.reading.locate import Table, find_tables
from xlplan.reading.vocabulary import vocabulary
from xlplan.sheets.address import Range, column_letters, parse_range
from xlplan.sheets.grid import Workbook
from xlplan.sheets.markup import Node, quoted
from xlplan.sheets.parts import Parts
from xlplan.sheets.schema_order import insert_in_order

SPARE_ROWS = 10


def restore_drop_downs(parts: Parts, tabs: Tabs, workbook: Workbook, form: Form) -> int:
    """Put rules back into our area tabs; gives how many."""
    names = {name.name.lower() for name in workbook.names if name.sheet is None and "#REF" not in name.target}
    words, layout = vocabulary(form), plan_layout(form)
    areas = {name_for("area", area.key) for area in form.areas}
    ours = {_title(name.target) for name in workbook.names if name.name.lower() in areas}
    restored = 0
    for tab, grid in zip(tabs.tabs, workbook.sheets, strict=True):
        tables = find_tables(grid, words) if tab.is_worksheet and tab.title in ours else ()
        if len(tables) == 1:
            restored += _restore(parts, tab.part, tables[0], layout, names)
    return restored


def _title(target: str) -> str:
    return target.lstrip("=").rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")


def _restore(parts: Parts, part: str, table: Table, layout: Layout, names: set[str]) -> int:
    root = parts.outline(part, skip=("sheetData",))
    edit = parts.edit(part)
    first = table.body_row
    last = max(table.end_row - 1, first) + SPARE_ROWS
    ruled = _ruled(root)
    tags = []
    for col, key in sorted(table.columns.items()):
        column = next((each for each in layout.form.columns if each.key == key), None)
        name = name_for("list", key)
        free = not any(area.first_col <= col <= area.last_col and area.last_row >= first for area in ruled)
        if column is None or not column.answers or name.lower() not in names or not free or _has_extra(edit.data, root):
            continue
        style = "warning" if column.choices else "information"
        title, message = quoted(layout.words.not_listed[:32]), quoted(layout.words.not_listed_help[:255])
        letters, p = column_letters(col), root.prefix
        tags.append(
            f'<{p}dataValidation type="list" errorStyle="{style}" allowBlank="1" showInputMessage="1" '
            f'showErrorMessage="1" errorTitle="{title}" error="{message}" sqref="{letters}{first}:{letters}{last}">'
            f"<{p}formula1>{name}</{p}formula1></{p}dataValidation>"
        )
    if tags:
        held = root.child("dataValidations")
        if held is None:
            p = root.prefix
            listed = f'<{p}dataValidations count="{len(tags)}">{"".join(tags)}</{p}dataValidations>'
            insert_in_order(edit, root, "dataValidations", listed)
        else:
            edit.append(held, "".join(tags))
            if held.get("count"):
                edit.set(held, "count", str(len(held.children) + len(tags)))
    return len(tags)


def _ruled(root: Node) -> list[Range]:
    """The ranges that have a rule."""
    held = root.child("dataValidations")
    texts = [text for node in (held.children if held else []) for text in node.get("sqref").split()]
    return [area for text in texts if (area := parse_range(text))]


def _has_extra(data: bytes, root: Node) -> bool:
    """Whether there are rules in an extension, which may well be those that look missing."""
    extra = root.child("extLst")
    return extra is not None and b"dataValidation" in data[extra.start : extra.end]
