"""The city plan as JSON: the contract of ``xlplan merge --format json``, schema version 1."""

from __future__ import annotations

from typing import Any

from xlplan.findings.finding import Language
from xlplan.findings.render import to_json
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan, Decision, FollowUp, Place, Side

SCHEMA_VERSION = 1


def city_json(plan: CityPlan, form: Form, language: Language) -> dict[str, Any]:
    """The whole city plan."""
    return {
        "schema_version": SCHEMA_VERSION,
        "plan": plan.plan,
        "year": plan.year,
        "actions": [_action(action, form) for action in plan.actions],
        "decisions": [_decision(decision) for decision in plan.decisions],
        "returns": [
            {
                "file": each.file,
                "sha256": each.sha256,
                "district": each.district,
                "round": each.round,
                "received": each.received,
                "used": each.used,
            }
            for each in plan.returns
        ],
        "missing": list(plan.missing),
        "findings": [to_json(finding, language) for finding in plan.findings],
        "texts": [
            {
                "district": each.district,
                "area": each.area,
                "heading": each.heading,
                "text": each.text,
                "file": each.file,
            }
            for each in plan.texts
        ],
    }


def _action(action: CityAction, form: Form) -> dict[str, Any]:
    return {
        "id": action.id,
        "district": action.district,
        "area": action.area,
        "values": action.values,
        "follow_ups": {
            column.round: _follow_up(action.follow_ups.get(column.round or "")) for column in form.follow_up_columns
        },
        "status": action.status,
        "round_of_status": action.round_of_status,
        "sources": [
            {
                "file": source.file,
                "sheet": source.sheet,
                "row": source.row,
                "round": source.round,
                "link": source.link,
            }
            for source in action.sources
        ],
        "missing_in": list(action.missing_in),
        "extra": action.extra,
        "notes": list(action.notes),
        "places": {key: _place(place) for key, place in _all_places(action, form).items()},
    }


def _follow_up(follow_up: FollowUp | None) -> dict[str, Any]:
    if follow_up is None:
        return {}
    place = follow_up.place
    return {
        "text": follow_up.text,
        "status": follow_up.status,
        "status_source": follow_up.status_source,
        "source": {"file": place.file, "sheet": place.sheet, "cell": place.cell},
    }


def _all_places(action: CityAction, form: Form) -> dict[str, Place]:
    """Where each text of an action came from: by column key, the follow-ups' after the plan's, then by heading."""
    followed = [column for column in form.follow_up_columns if column.round in action.follow_ups]
    follow_ups = {column.key: action.follow_ups[column.round or ""].place for column in followed}
    return {**action.places, **follow_ups, **action.extra_places}


def _place(place: Place) -> dict[str, str]:
    return {name: getattr(place, name) for name in ("file", "sha256", "sheet", "cell", "time")}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "key": decision.key,
        "kind": decision.kind,
        "district": decision.district,
        "column": decision.column,
        "a": {"id": decision.a.id, "text": decision.a.text},
        "b": _side(decision.b),
        "score": decision.score,
        "decided": decision.decided,
    }


def _side(side: Side) -> dict[str, Any]:
    return {name: getattr(side, name) for name in ("file", "sheet", "row", "text")}
