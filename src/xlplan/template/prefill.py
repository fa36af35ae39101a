"""A template that begins with what a district has already: its actions, in the form's areas and in areas of its own."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.form.model import AreaForm, Form
from xlplan.form.naming import area_code, tab_title


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
    return form.model_copy(update={"areas": tuple(areas)})
