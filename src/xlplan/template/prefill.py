"""A template that begins with what a district has already: its actions, in the form's areas and in areas of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlplan.form.model import AreaForm, Column, Form
from xlplan.form.naming import area_code, tab_title
from xlplan.form.places import LAST_YEAR
from xlplan.form.wording import wording

LAST_YEAR_WIDTH = 44


def with_own_areas(form: Form, titles: Mapping[str, str]) -> Form:
    """The form with a tab more for each area that a district added.

    Args:
        form: The form.
        titles: Titles of added areas by their keys, in order.
    """
    areas = list(form.areas)
    for key, title in titles.items():
        tab = tab_title(title, [form.instruction.tab, *(area.tab for area in areas)])
        code = area_code(title, {area.code for area in areas})
        areas.append(AreaForm(key=key, title=title[:255], tab=tab, code=code))
    return replace(form, areas=tuple(areas))


def with_last_year(form: Form) -> Form:
    """The form with a column more, behind those of the plan, for how each action went the year before."""
    words = wording(form.language)
    title = words.last_year.format(year=form.year - 1)
    column = Column(key=LAST_YEAR, title=title, guidance=words.last_year_help, width=LAST_YEAR_WIDTH)
    later = [each for each in form.columns if each.kind in ("follow_up", "status")]
    columns = [each for each in form.columns if each not in later]
    return replace(form, columns=(*columns, column, *later))
