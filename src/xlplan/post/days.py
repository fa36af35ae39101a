"""Days as a letter says them: when something is due, and how long that is from today."""

from __future__ import annotations

from datetime import date

from xlplan.findings.finding import Language

_MONTHS: dict[Language, str] = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_LEFT: dict[Language, dict[str, str]] = {
    "sv": {
        "today": "sista dagen är i dag",
        "one": "en dag kvar",
        "many": "{days} dagar kvar",
        "one_late": "en dag sen",
        "many_late": "{days} dagar sen",
        "open": "inte bestämd",
    },
    "en": {
        "today": "the last day is today",
        "one": "one day left",
        "many": "{days} days left",
        "one_late": "one day late",
        "many_late": "{days} days late",
        "open": "not decided",
    },
}


def day_text(day: date | None, language: Language) -> str:
    """A day in words.

    >>> day_text(date(2026, 4, 30), "sv"), day_text(None, "en")
    ('30 april 2026', 'not decided')
    """
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}" if day else _LEFT[language]["open"]


def left_text(due: date | None, today: date, language: Language) -> str:
    """How long it is to the last day, or since; empty where there is none.

    >>> left_text(date(2026, 4, 30), date(2026, 4, 27), "sv"), left_text(date(2026, 4, 30), date(2026, 5, 1), "sv")
    ('3 dagar kvar', 'en dag sen')
    """
    if due is None:
        return ""
    days = (due - today).days
    key = "today" if days == 0 else ("one" if abs(days) == 1 else "many") + ("_late" if days < 0 else "")
    return _LEFT[language][key].format(days=abs(days))
