"""The city plan as the coordinator corrected it: what is counted is what stands in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from xlplan.city.wording import CityWords
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan, FollowUp, Place
from xlplan.plan.model import StatusKey
from xlplan.plan.words import plain


def corrected_plan(plan: CityPlan, form: Form, words: CityWords, corrections: Sequence[Mapping[str, str]]) -> CityPlan:
    """The plan with what the city typed over it.

    Args:
        plan: The merged returns.
        form: The form they answer.
        words: The city workbook's words, by which a status is read.
        corrections: For each action of the plan, texts by column key.
    """
    statuses = {plain(words.statuses[key]): key for key in get_args(StatusKey)}
    actions = [
        _corrected(action, texts, form, statuses) if texts else action
        for action, texts in zip(plan.actions, corrections, strict=True)
    ]
    return replace(plan, actions=tuple(actions))


def _corrected(
    action: CityAction, texts: Mapping[str, str], form: Form, statuses: Mapping[str, StatusKey]
) -> CityAction:
    plan_keys = {column.key for column in form.plan_columns}
    values = action.values | {key: text for key, text in texts.items() if key in plan_keys}
    follow_ups = dict(action.follow_ups)
    for column in form.follow_up_columns:
        if column.key in texts and column.round:
            follow_ups[column.round] = _said(follow_ups.get(column.round), action, texts[column.key])
    if "status" in texts and form.follow_up_columns:
        round_ = action.round_of_status or form.follow_up_columns[-1].round or ""
        told = follow_ups.get(round_) or _said(None, action, "")
        key = statuses.get(plain(texts["status"]))
        if key is None:
            follow_ups = {each: replace(said, status=None) for each, said in follow_ups.items()}
        follow_ups[round_] = replace(told, status=key, status_source="declared" if key else None)
    order = [each.key for each in form.rounds]
    return replace(
        action,
        values={key: text for key, text in values.items() if text},
        follow_ups={key: follow_ups[key] for key in order if key in follow_ups},
    )


def _said(told: FollowUp | None, action: CityAction, text: str) -> FollowUp:
    if told is not None:
        return replace(told, text=text)
    source = action.sources[0]
    return FollowUp(text, None, None, Place(source.file, source.sheet, f"A{source.row}"))
