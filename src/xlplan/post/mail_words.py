"""What our mails say where the form has no wording of its own; ``{due}`` and the like are put in (``MAIL_PARTS``)."""

from __future__ import annotations

from typing import Literal

from xlplan.findings.finding import Language
from xlplan.form.model import Form, Letter

Purpose = Literal["invitation", "reminder", "reply"]

_INVITATION = """\
Hej!

Här kommer {title} {year} för {office}. Arbetsboken är bifogad och gäller omgången {round}.

Gör så här:
1. Spara arbetsboken hos er och fyll i den. Instruktionen står på första fliken.
2. Svara på det här mailet med arbetsboken bifogad, som Excel-fil och inte som PDF.

Sista dag: {due}.

Hör gärna av er om något är oklart.

{signature}"""
_REMINDER = """\
Hej!

{today} har vi inte fått {title} {year} från {office} (omgången {round}). Sista dag: {due} ({left}).

Svara på det här mailet med arbetsboken bifogad, som Excel-fil och inte som PDF. Har ni redan skickat den, \
eller saknar ni arbetsboken att fylla i, så hör av er.

{signature}"""
_INVITATION_EN = """\
Hello,

Here is {title} {year} for {office}. The workbook is attached and is for the round {round}.

1. Save the workbook and fill it in. The instruction is on its first tab.
2. Answer this mail with the workbook attached, as an Excel file and not as PDF.

Last day: {due}.

Please ask if anything is unclear.

{signature}"""
_REMINDER_EN = """\
Hello,

By {today} we have not received {title} {year} from {office} (round {round}). Last day: {due} ({left}).

Please answer this mail with the workbook attached, as an Excel file and not as PDF. If you have sent it already, \
or do not have the workbook to fill in, let us know.

{signature}"""

_LETTERS: dict[Language, dict[Purpose, tuple[str, str]]] = {
    "sv": {
        "invitation": ("{title} {year} – {district} ({round})", _INVITATION),
        "reminder": ("Påminnelse: {title} {year} – {district} ({round})", _REMINDER),
        "reply": ("Att se över: {title} {year} – {district} ({round})", "{letter}\n\n{signature}"),
    },
    "en": {
        "invitation": ("{title} {year} – {district} ({round})", _INVITATION_EN),
        "reminder": ("Reminder: {title} {year} – {district} ({round})", _REMINDER_EN),
        "reply": ("To look over: {title} {year} – {district} ({round})", "{letter}\n\n{signature}"),
    },
}
_SIGNATURES: dict[Language, str] = {"sv": "Med vänlig hälsning\nStadens samordnare", "en": "Kind regards"}


def wording(form: Form, purpose: Purpose) -> Letter:
    """The form's wording of a mail, else ours in the form's language."""
    subject, text = _LETTERS[form.language][purpose]
    own: Letter | None = getattr(form.mail, purpose)
    return own or Letter(subject=subject, text=text)


def signature(form: Form) -> str:
    """What ends each mail."""
    return form.mail.signature or _SIGNATURES[form.language]
