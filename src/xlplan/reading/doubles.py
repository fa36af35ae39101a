"""Rows that say the same as another: a tab copied and forgotten, an action pasted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.findings.catalogue import SAME_ROW_TWICE
from xlplan.plan.model import Action, Area
from xlplan.reading.account import Account

FEWEST_TEXTS = 2
"""A row with fewer texts than this says too little to be told from another."""


def remark_doubles(areas: Sequence[Area], accounts: Mapping[str, Account]) -> None:
    """Remark each action that says in all its columns what an earlier one of its area says."""
    for area in areas:
        seen: dict[frozenset[tuple[str, str]], Action] = {}
        for action in area.actions:
            if len(action.values) < FEWEST_TEXTS:
                continue
            first = seen.setdefault(frozenset((*action.values.items(), *action.extra.items())), action)
            if first is not action:
                row, col = min(action.places.values(), key=lambda at: at[1])
                place = f"{first.sheet}!{first.cell(next(iter(first.values)))}"
                accounts[action.sheet].remark(SAME_ROW_TWICE, row, col, place=place)
