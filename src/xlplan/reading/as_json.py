"""A reading as JSON: the contract of ``xlplan read --format json``, schema version 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from xlplan.findings.finding import Finding, Language
from xlplan.findings.render import to_json
from xlplan.plan.model import Action, Area, Ledger, Reading, Timing, Unplaced

SCHEMA_VERSION = 1


def reading_json(reading: Reading, findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    """One return; ``findings`` are those to tell, from reading and checking."""
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "format": reading.format,
        "plan": reading.plan,
        "year": reading.year,
        "district": reading.district,
        "round": reading.round,
        "fields": reading.fields,
        "areas": [_area(area) for area in reading.areas],
        "cells": _ledger(reading.ledger),
        "notes": [_unplaced(each) for each in reading.ledger.loose_notes],
        "findings": [to_json(finding, language) for finding in findings],
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "key": area.key,
        "title": area.title,
        "sheet": area.sheet,
        "added": area.added,
        "fields": area.fields,
        "actions": [action_json(action) for action in area.actions],
    }


def action_json(action: Action) -> dict[str, Any]:
    """One action."""
    return {
        "id": action.id,
        "sheet": action.sheet,
        "row": action.row,
        "values": action.values,
        "timing": timing_json(action.timing),
        "status": action.status.key if action.status else None,
        "status_source": action.status.source if action.status else None,
        "extra": action.extra,
        "notes": [{"cell": note.cell, "text": note.text} for note in action.notes],
    }


def timing_json(timing: Timing | None) -> dict[str, str | None] | None:
    """A time, with ISO dates."""
    if timing is None:
        return None
    return {
        "kind": timing.kind,
        "from": timing.start.isoformat() if timing.start else None,
        "to": timing.end.isoformat() if timing.end else None,
    }


def _ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "filled": ledger.filled,
        "placed": ledger.placed,
        "boilerplate": ledger.boilerplate,
        "unplaced": [_unplaced(each) for each in ledger.unplaced],
    }


def _unplaced(each: Unplaced) -> dict[str, str]:
    return {"sheet": each.sheet, "cell": each.cell, "value": each.value}


def returns_json(returns: Iterable[tuple[Reading, Sequence[Finding]]], language: Language) -> str:
    """All returns as one document, indented, ending with a line break."""
    told = [reading_json(reading, findings, language) for reading, findings in returns]
    return json.dumps({"schema_version": SCHEMA_VERSION, "returns": told}, ensure_ascii=False, indent=2) + "\n"


def returns_lines(returns: Iterable[tuple[Reading, Sequence[Finding]]], language: Language) -> str:
    """All returns as JSON Lines: one return a line, each with its schema version."""
    return "".join(
        json.dumps({"schema_version": SCHEMA_VERSION, **reading_json(reading, findings, language)}, ensure_ascii=False)
        + "\n"
        for reading, findings in returns
    )
