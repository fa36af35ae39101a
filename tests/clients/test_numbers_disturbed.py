"""Numbers that a person disturbed in LibreOffice: sorted past, doubled with a copied row, deleted.

No text is lost or joined wrongly, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.programs import openpyxl_fill
from tests.programs.jobs import job
from tests.programs.libreoffice import Office, Step
from tests.stories.workbooks import form as load
from tests.stories.workbooks import printed_actions
from xlplan import merge, read_return, write_template
from xlplan.form.layout import AreaTab, plan_layout
from xlplan.form.model import Form
from xlplan.merging.carry import prepared_actions
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading
from xlplan.sheets.address import column_letters

pytestmark = [pytest.mark.client, pytest.mark.needs("libreoffice")]

DISTRICT = "jarva"
ROWS = [texts for title, texts in printed_actions("jarva") if title.startswith("Unga")]
"""Six actions of one cause, owner and time: only their wordings tell them apart."""


@pytest.fixture(scope="module")
def form() -> Form:
    return load("stockholm-2024-tertial")


@pytest.fixture(scope="module")
def tab(form: Form) -> AreaTab:
    area = plan_layout(form, form.district(DISTRICT), "t1").areas[0]
    assert isinstance(area, AreaTab)
    return area


@pytest.fixture(scope="module")
def plan(form: Form, tab: AreaTab, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The plan as the district filled it in."""
    folder = tmp_path_factory.mktemp("plan")
    write_template(form, DISTRICT, folder / "mall.xlsx")
    titles = {column.key: column.title for column in form.columns}
    typing = [
        {"sheet": tab.title, "heading": titles[key], "row_after_header": row, "text": text}
        for row, texts in enumerate(ROWS, 1)
        for key, text in texts.items()
        if key in titles
    ]
    openpyxl_fill.fill(job(folder / "mall.xlsx", folder / "järva plan.xlsx", typing))
    return read_return(folder / "järva plan.xlsx", form)


@pytest.fixture
def follow(
    plan: Reading, form: Form, tab: AreaTab, office: Office, tmp_path: Path
) -> Callable[[list[Step]], tuple[CityPlan, list[dict[str, Any]]]]:
    """Send out T1, write a follow-up beside every action, do something to the numbers, and merge what comes back."""

    def run(steps: list[Step]) -> tuple[CityPlan, list[dict[str, Any]]]:
        sent = tmp_path / "utskick.xlsx"
        write_template(
            form, DISTRICT, sent, actions=prepared_actions(merge([plan], form), form, DISTRICT), for_round="t1"
        )
        typed: list[Step] = [
            {"do": "type", "sheet": tab.title, "cell": at(tab, "follow_up_t1", place), "text": f"Om {row['action']}"}
            for place, row in enumerate(ROWS)
        ]
        back = tmp_path / "järva t1.xlsx"
        done = office.run(
            sent, [*typed, *({**step, "sheet": tab.title} for step in steps), {"do": "store", "path": str(back)}]
        )
        return merge([plan, read_return(back, form)], form), done

    return run


def at(tab: AreaTab, key: str, place: int) -> str:
    """The address of a column's cell in the action row of a place, from 0."""
    col = next(each.col for each in tab.columns if each.key == key)
    return f"{column_letters(col)}{tab.first_row + place}"


def told(city: CityPlan) -> dict[str, str]:
    return {action.values["action"]: action.follow_ups["t1"].text for action in city.actions if action.follow_ups}


def codes(city: CityPlan) -> list[str]:
    return [each.kind.code for each in city.findings if each.kind.code.startswith("XP6")]


TRUTH = {row["action"]: f"Om {row['action']}" for row in ROWS}


def test_a_sort_of_the_visible_columns_leaves_every_text_with_its_action(follow: Any, tab: AreaTab) -> None:
    last = at(tab, "status", len(ROWS) - 1)
    by = at(tab, "action", 0).rstrip("0123456789")
    sort: Step = {"do": "sort", "cells": f"{at(tab, 'label', 0)}:{last}", "by": by}
    city, done = follow([sort])
    assert done[-2]["changed"]
    assert told(city) == TRUTH
    assert [action.id for action in city.actions] == [f"jarva/UNGA-0{n}" for n in range(1, 7)]
    assert codes(city) == ["XP608"]


def test_a_copied_row_is_a_new_action_and_the_number_stays_where_it_was(follow: Any, tab: AreaTab) -> None:
    """Copied to get its looks and answers, then written over in Orsak, Åtgärd and follow-up, but not in its number."""
    place = len(ROWS)
    copy: Step = {"do": "copy_row", "row": tab.first_row + 1, "to": tab.first_row + place}
    new = {"cause": "Frånvaro i skolan", "action": "Hembesök vid hög frånvaro", "follow_up_t1": "Om hembesöken"}
    typed: list[Step] = [{"do": "type", "cell": at(tab, key, place), "text": text} for key, text in new.items()]
    city, _ = follow([copy, *typed])
    assert told(city) == {**TRUTH, "Hembesök vid hög frånvaro": "Om hembesöken"}
    assert {action.values["action"]: action.id for action in city.actions}[
        "Hembesök vid hög frånvaro"
    ] == "jarva/UNGA-07"
    assert codes(city) == ["XP607"]


def test_deleted_numbers_are_missed_by_nobody(follow: Any, tab: AreaTab) -> None:
    clear: Step = {"do": "clear", "cells": f"{at(tab, 'nr', 0)}:{at(tab, 'nr', len(ROWS) - 1)}"}
    city, done = follow([clear])
    assert done[-2]["changed"]
    assert told(city) == TRUTH
    assert [action.id for action in city.actions] == [f"jarva/UNGA-0{n}" for n in range(1, 7)]
    assert codes(city) == ["XP609"]
