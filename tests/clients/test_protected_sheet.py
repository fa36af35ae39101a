"""What a person can do on a tab of ours in LibreOffice, at each lock level: everything but writing over headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeAlias
from zipfile import ZipFile

import pytest

from tests.clients import plans
from tests.programs.libreoffice import Office, Step
from xlplan import write_template
from xlplan.form.layout import AreaTab, plan_layout
from xlplan.form.model import Form
from xlplan.sheets.address import column_letters

pytestmark = pytest.mark.client

Lock: TypeAlias = Literal["sheet", "soft", "none"]
LEVELS: tuple[Lock, ...] = ("sheet", "soft", "none")
Do: TypeAlias = Callable[..., list[dict[str, Any]]]
"""Does steps in a template of a lock level, on its first area tab unless told; gives each step's result."""

LONG = "Samverka med skola, fritidsgård och polis. " * 20


class Tab:
    """The first area tab of the form: where things stand on it."""

    def __init__(self, form: Form) -> None:
        self.layout: AreaTab = plan_layout(form).areas[0]
        self.title = self.layout.title
        self.first = self.layout.first_row
        self.width = len(self.layout.columns)

    def at(self, key: str, row: int) -> str:
        col = next(place.col for place in self.layout.columns if place.key == key)
        return f"{column_letters(col)}{row}"

    def span(self, first_row: int, last_row: int) -> str:
        return f"A{first_row}:{column_letters(self.width)}{last_row}"

    def typed(self, *texts: str, key: str = "cause") -> list[Step]:
        """Texts typed in one column, in the first rows for actions."""
        return [{"do": "type", "cell": self.at(key, row), "text": text} for row, text in enumerate(texts, self.first)]

    @property
    def fixed_cells(self) -> dict[str, str]:
        """Title, guidance and header: what is written there, by address."""
        return {f"{column_letters(each.col)}{each.row}": each.text for each in self.layout.texts}

    @property
    def header_cells(self) -> list[str]:
        return [f"{column_letters(place.col)}{self.layout.header_row}" for place in self.layout.columns]


@pytest.fixture(scope="module")
def form() -> Form:
    return plans.form()


@pytest.fixture(scope="module")
def tab(form: Form) -> Tab:
    return Tab(form)


@pytest.fixture(scope="module")
def templates(form: Form, tmp_path_factory: pytest.TempPathFactory) -> dict[Lock, Path]:
    """A blank template of each lock level; no test saves over one."""
    folder = tmp_path_factory.mktemp("mallar")
    paths = {level: folder / f"{level}.xlsx" for level in LEVELS}
    for level, path in paths.items():
        write_template(replace(form, lock=level), plans.DISTRICT, path)
    return paths


@pytest.fixture
def do(templates: dict[Lock, Path], tab: Tab, office: Office) -> Do:
    def steps_in(level: Lock, *steps: Step) -> list[dict[str, Any]]:
        about_tabs = {"add_sheet", "sheets", "store"}
        steps = tuple(step if step["do"] in about_tabs else {"sheet": tab.title} | step for step in steps)
        return office.run(templates[level], steps)

    return steps_in


every_level = pytest.mark.parametrize("level", LEVELS)


@every_level
def test_a_person_types_in_the_table_and_far_below_it(level: Lock, tab: Tab, do: Do) -> None:
    first, far = do(
        level, *tab.typed("Nyrekrytering"), {"do": "type", "cell": tab.at("action", 200), "text": "Långt ned"}
    )
    assert [first["refused"], far["refused"]] == [False, False]
    assert [first["text"], far["text"]] == ["Nyrekrytering", "Långt ned"]


def test_title_guidance_and_header_refuse_typing_and_the_delete_key(tab: Tab, do: Do) -> None:
    typed = do("sheet", *({"do": "type", "cell": cell, "text": "Något annat"} for cell in tab.fixed_cells))
    assert {each["cell"]: each["text"] for each in typed} == tab.fixed_cells
    assert all(each["refused"] for each in typed)
    [cleared] = do("sheet", {"do": "clear", "cells": tab.span(1, tab.first - 1)})
    assert cleared == {"changed": False}


@pytest.mark.parametrize("row_above_actions", [1, 2, 3])
def test_title_guidance_and_header_cannot_be_deleted(row_above_actions: int, tab: Tab, do: Do) -> None:
    [deleted] = do("sheet", {"do": "delete_rows", "row": tab.first - row_above_actions})
    assert deleted["refused"] is True


def test_the_lists_and_the_marks_are_hidden_and_refuse_typing(form: Form, do: Do) -> None:
    [found] = do("sheet", {"do": "sheets"})
    hidden = [each["name"] for each in found["sheets"] if not each["visible"]]
    typed = do("sheet", *({"do": "type", "sheet": name, "cell": "A1", "text": "x"} for name in hidden))
    assert hidden == ["_listor", "_xlplan"]
    assert all(each["refused"] for each in typed)


@every_level
def test_a_row_inserted_among_the_actions_can_be_typed_in(level: Lock, tab: Tab, do: Do) -> None:
    *_, inserted, typed, rows = do(
        level,
        *tab.typed("ett", "två"),
        {"do": "insert_rows", "row": tab.first + 1},
        {"do": "type", "cell": tab.at("cause", tab.first + 1), "text": "emellan"},
        {"do": "read"},
    )
    assert inserted == {"refused": False, "done": True}
    assert typed["refused"] is False
    causes = [row[1] for row in rows["rows"][tab.first - 1 :]]
    assert causes == ["ett", "emellan", "två"]


@every_level
@pytest.mark.parametrize("key", ["when", "status"])
def test_a_row_inserted_among_the_actions_has_its_drop_down_lists(key: str, level: Lock, tab: Tab, do: Do) -> None:
    above, _, inserted, last = do(
        level,
        {"do": "look", "cell": tab.at(key, tab.first)},
        {"do": "insert_rows", "row": tab.first + 1},
        {"do": "look", "cell": tab.at(key, tab.first + 1)},
        {"do": "look", "cell": tab.at(key, tab.layout.last_row + 1)},
    )
    assert above["rule"] == "LIST"
    assert above["formula"] == f"xlplan_list_{key}"
    assert above["on_error"] == ("WARNING" if key == "status" else "INFO")
    assert above["message"] != ""
    assert inserted == above
    assert last == above


def test_a_row_inserted_directly_below_the_header_inherits_its_lock(tab: Tab, do: Do) -> None:
    """The price of locked headers: it cannot be typed in, deleted or sorted; the instruction says where to insert.

    The rows below it can still be sorted, and the reader passes the empty row by.
    """
    *_, inserted, typed, deleted, sorted_with_it, sorted_below = do(
        "sheet",
        *tab.typed("ett", "två"),
        {"do": "insert_rows", "row": tab.first},
        {"do": "type", "cell": tab.at("cause", tab.first), "text": "överst"},
        {"do": "delete_rows", "row": tab.first},
        {"do": "sort", "cells": tab.span(tab.first, tab.first + 2), "by": "B", "descending": True},
        {"do": "sort", "cells": tab.span(tab.first + 1, tab.first + 2), "by": "B", "descending": True},
    )
    assert inserted == {"refused": False, "done": True}
    assert [typed["refused"], deleted["refused"]] == [True, True]
    assert [sorted_with_it["changed"], sorted_below["changed"]] == [False, True]


@pytest.mark.parametrize("level", ["soft", "none"])
def test_without_protection_a_row_inserted_directly_below_the_header_can_be_used(level: Lock, tab: Tab, do: Do) -> None:
    _, look, typed, deleted = do(
        level,
        {"do": "insert_rows", "row": tab.first},
        {"do": "look", "cell": tab.at("cause", tab.first)},
        {"do": "type", "cell": tab.at("cause", tab.first), "text": "överst"},
        {"do": "delete_rows", "row": tab.first},
    )
    assert look["refuses"] is False
    assert [typed["refused"], deleted["refused"]] == [False, False]


@every_level
def test_a_row_can_be_deleted(level: Lock, tab: Tab, do: Do) -> None:
    *_, deleted, rows = do(level, *tab.typed("ett", "två"), {"do": "delete_rows", "row": tab.first}, {"do": "read"})
    assert deleted == {"refused": False, "done": True}
    assert [row[1] for row in rows["rows"][tab.first - 1 :]] == ["två"]


@every_level
def test_all_prepared_rows_can_be_sorted_at_once(level: Lock, tab: Tab, do: Do) -> None:
    """Empty ones go last."""
    *_, changed, rows = do(
        level,
        *tab.typed("orm", "apa", "bäver"),
        {"do": "sort", "cells": tab.span(tab.first, tab.layout.last_row), "by": "B"},
        {"do": "read"},
    )
    assert changed == {"changed": True}
    assert [row[1] for row in rows["rows"][tab.first - 1 :]] == ["apa", "bäver", "orm"]


@every_level
def test_the_filter_shows_the_rows_asked_for(level: Lock, tab: Tab, do: Do, tmp_path: Path) -> None:
    """The arrows' menu has no command; that it opens on a protected tab is the permission, which LibreOffice saves."""
    saved = tmp_path / "sparad.xlsx"
    *_, result, _ = do(
        level,
        *tab.typed("ett", "två", "ett"),
        {"do": "filter", "cells": tab.span(tab.first - 1, tab.first + 2), "by": "B", "value": "ett"},
        {"do": "store", "path": str(saved)},
    )
    assert result == {"hidden": [tab.first + 1]}
    with ZipFile(saved) as package:
        part = package.read("xl/worksheets/sheet2.xml")
    protection = part.partition(b"<sheetProtection")[2].partition(b">")[0]
    assert (b'autoFilter="false"' in protection) is (level == "sheet"), "false: the filter is not what is locked"
    assert (protection == b"") is (level != "sheet")


@every_level
def test_a_row_takes_a_height_by_hand(level: Lock, tab: Tab, do: Do) -> None:
    [result] = do(level, {"do": "row_height", "row": tab.first + 1, "height_pt": 77})
    assert result == {"height_pt": 77.0, "refused": False}


@every_level
def test_a_row_grows_with_the_text_typed_in_it(level: Lock, tab: Tab, do: Do) -> None:
    height: Step = {"do": "row_heights", "row": tab.first, "count": 2}
    before, _, after = do(level, height, *tab.typed(LONG, key="action"), height)
    assert after["heights_pt"][0] > 150 > 40 > before["heights_pt"][0]
    assert after["heights_pt"][1] == before["heights_pt"][1]


@every_level
def test_a_prepared_row_grows_with_the_text_typed_in_it(
    level: Lock, tab: Tab, form: Form, office: Office, tmp_path: Path
) -> None:
    """Its height is stored in the file, and yet not fixed."""
    path = tmp_path / "utskick.xlsx"
    actions = plans.prepared(form, plans.twelve_actions())
    write_template(replace(form, lock=level), plans.DISTRICT, path, actions=actions)
    height: Step = {"do": "row_heights", "sheet": tab.title, "row": tab.first, "count": 1}
    text = LONG * 3
    before, typed, after = office.run(
        path, [height, {"do": "type", "sheet": tab.title, "cell": tab.at("cause", tab.first), "text": text}, height]
    )
    assert typed["refused"] is False
    assert after["heights_pt"][0] > before["heights_pt"][0] + 200


@every_level
def test_a_tab_can_be_added_and_typed_in(level: Lock, do: Do) -> None:
    added, typed = do(
        level,
        {"do": "add_sheet", "to": "Egen flik"},
        {"do": "type", "sheet": "Egen flik", "cell": "B2", "text": "Åtgärd"},
    )
    assert added["sheets"][-1] == {"name": "Egen flik", "visible": True, "protected": False}
    assert typed["refused"] is False


@every_level
def test_a_tab_can_be_copied_and_renamed_with_all_it_has(level: Lock, tab: Tab, do: Do) -> None:
    copied, typed, heading, look = do(
        level,
        {"do": "copy_sheet", "sheet": tab.title, "to": "Båtar och bryggor"},
        {"do": "type", "sheet": "Båtar och bryggor", "cell": tab.at("cause", tab.first), "text": "Mörker"},
        {"do": "type", "sheet": "Båtar och bryggor", "cell": tab.at("cause", tab.layout.header_row), "text": "x"},
        {"do": "look", "sheet": "Båtar och bryggor", "cell": tab.at("status", tab.first)},
    )
    copy = {"name": "Båtar och bryggor", "visible": True, "protected": level == "sheet"}
    assert copy in copied["sheets"]
    assert len(copied["sheets"]) == len(plan_layout(plans.form()).areas) + 4
    assert [typed["refused"], heading["refused"]] == [False, level == "sheet"]
    assert look["formula"] == "xlplan_list_status"


def test_soft_refuses_typing_in_title_and_guidance_and_in_no_action(tab: Tab, do: Do) -> None:
    """A rule asks what is typed, not what is pasted or deleted: the Delete key works."""
    above = [cell for cell in tab.fixed_cells if cell not in tab.header_cells]
    *fixed, below, cleared = do(
        "soft",
        *({"do": "look", "cell": cell} for cell in above),
        {"do": "look", "cell": tab.at("cause", tab.first)},
        {"do": "clear", "cells": tab.at("cause", tab.layout.header_row)},
    )
    assert {
        cell: (look["refuses"], look["on_error"]) for cell, look in zip(above, fixed, strict=True)
    } == dict.fromkeys(above, (True, "STOP"))
    assert below["refuses"] is False
    assert cleared == {"changed": True}


def test_soft_refuses_typing_in_the_header_or_asks_first(tab: Tab, do: Do) -> None:
    looks = do("soft", *({"do": "look", "cell": cell} for cell in tab.header_cells))
    assert [look["refuses"] or look["rule"] == "LIST" for look in looks] == [True] * tab.width


def test_none_refuses_nothing(tab: Tab, do: Do) -> None:
    *looks, typed, deleted = do(
        "none",
        *({"do": "look", "cell": cell} for cell in tab.fixed_cells),
        {"do": "type", "cell": tab.at("cause", tab.layout.header_row), "text": "Bakgrund"},
        {"do": "delete_rows", "row": tab.layout.guidance_row},
    )
    assert not any(look["refuses"] for look in looks)
    assert [typed["refused"], deleted["refused"]] == [False, False]


@pytest.mark.parametrize("level", ["soft", "none"])
def test_without_protection_no_visible_tab_is_protected(level: Lock, do: Do) -> None:
    [found] = do(level, {"do": "sheets"})
    assert not any(each["protected"] for each in found["sheets"] if each["visible"])


@every_level
def test_no_cell_has_two_rules(level: Lock, templates: dict[Lock, Path]) -> None:
    """Which of two rules holds is the program's to choose: LibreOffice takes the last."""
    from openpyxl import load_workbook

    for sheet in load_workbook(templates[level]).worksheets:
        cells = [cell for rule in sheet.data_validations.dataValidation for each in rule.sqref for cell in each.cells]
        assert len(cells) == len(set(cells)), sheet.title
