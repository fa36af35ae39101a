"""A package of an annotated copy that some program has saved since, without our marks."""

from __future__ import annotations

from xlplan.post.notes import remove_notes
from xlplan.post.record import LINK_TYPE, RECORD
from xlplan.post.styles import unmark_fills
from xlplan.post.tabs import Tabs, unlink
from xlplan.sheets.mend_marks import MEND_NAME, mend_title
from xlplan.sheets.parts import Parts


def remove_marks(parts: Parts) -> bool:
    """Take our tab, notes and fills out; False when the workbook has no tab of ours."""
    tabs = Tabs(parts)
    title = mend_title(tuple(name for _, name in tabs.names()))
    index = next((index for index, tab in enumerate(tabs.tabs) if tab.title == title), None)
    if title is None or index is None or len(tabs.tabs) == 1:
        return False
    for tab in tabs.tabs:
        if tab.is_worksheet and tab.title != title:
            remove_notes(parts, tab.part)
    tabs.remove_tab(index, (MEND_NAME,))
    styles = tabs.linked("styles")
    if styles is not None:
        unmark_fills(parts, styles)
    _remove_record(parts, tabs)
    return True


def _remove_record(parts: Parts, tabs: Tabs) -> None:
    if any(link.kind == LINK_TYPE for link in tabs.links.values()):
        unlink(parts, tabs.part, {RECORD.lower()})
    if RECORD in parts.package:
        parts.remove(RECORD)
