"""The order in which a worksheet's elements must stand (ECMA-376 part 1, 18.3.1.99), for putting one in."""

from __future__ import annotations

from xlplan.sheets.markup import Edits, Node

ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


def insert_in_order(edit: Edits, root: Node, name: str, new: str) -> None:
    """Put an element into a worksheet behind the last one that must stand before it.

    What is wrapped for newer programs (``mc:AlternateContent``) has no place of its own and stays where it is.
    """
    before = ORDER[: ORDER.index(name)]
    last = [child for child in root.children if child.name in before]
    edit.insert(last[-1].end if last else root.inner, new)
