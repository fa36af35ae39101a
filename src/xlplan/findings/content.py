"""Kinds of findings about what a plan says, as the checks raise them; all are for a person to judge."""

from __future__ import annotations

from xlplan.findings.finding import Kind, Severity, Text

CONTENT: dict[str, Kind] = {}
"""These kinds, by code."""


def _kind(severity: Severity, code: str, name: str, message: tuple[str, str], hint: tuple[str, str]) -> Kind:
    CONTENT[code] = Kind(code, name, severity, Text(*message), Text(*hint))
    return CONTENT[code]


_INFO, _WARNING = Severity.INFO, Severity.WARNING
_NOTHING_TO_DO = ("Inget behöver göras om det är meningen.", "Nothing to do if that is meant.")

FIELDS_EMPTY = _kind(
    _INFO,
    "XP221",
    "fields-empty",
    ("Första fliken är inte ifylld: {fields}.", "The first tab is not filled in: {fields}."),
    ("Fyll i det som är känt.", "Fill in what is known."),
)
FIELD_MISSING = _kind(
    _WARNING,
    "XP222",
    "field-missing",
    ("Första fliken saknar {column}.", "The first tab lacks {column}."),
    ("Fyll i {column}.", "Fill in {column}."),
)
AREA_EMPTY = _kind(
    _INFO,
    "XP223",
    "area-empty",
    ("Området ”{area}” har inga åtgärder.", "The area “{area}” has no actions."),
    ("Skriv gärna varför under tabellen.", "Please say why below its table."),
)
PLAN_EMPTY = _kind(
    _INFO,
    "XP224",
    "plan-empty",
    ("Planen har inga åtgärder.", "The plan has no actions."),
    ("Kontrollera att rätt fil har skickats.", "Check that the right file was sent."),
)
COLUMN_MISSING = _kind(
    _WARNING,
    "XP225",
    "column-missing",
    ("Tabellen saknar kolumnen {column}.", "The table lacks the column {column}."),
    ("Lägg till kolumnen {column} och fyll i den.", "Add the column {column} and fill it in."),
)
PERSONAL_NUMBER = _kind(
    _WARNING,
    "XP321",
    "personal-number",
    (
        "Ett personnummer eller samordningsnummer står i {where}: {number}.",
        "A personal identity number stands in {where}: {number}.",
    ),
    (
        "Ta bort det; planen blir en allmän handling.",
        "Remove it; the plan becomes a public record.",
    ),
)
PERSONAL_NAME = _kind(
    _INFO,
    "XP322",
    "personal-name",
    ("”{value}” ser ut som ett personnamn.", "“{value}” looks like a person's name."),
    ("Ange hellre en funktion.", "Name a function rather than a person."),
)
NOT_LISTED = _kind(
    _WARNING,
    "XP323",
    "value-not-listed",
    ("”{value}” finns inte i listan för {column}.", "“{value}” is not in the list of {column}."),
    ("Närmast är ”{near}”. Välj ett av: {answers}.", "The nearest is “{near}”. Choose one of: {answers}."),
)
WHEN_OUTSIDE = _kind(
    _WARNING,
    "XP324",
    "when-outside-year",
    (
        "Tiden ”{value}” lästes som {period}, utanför planens år {year}.",
        "The time “{value}” was read as {period}, outside the plan's year {year}.",
    ),
    ("Kontrollera året.", "Check the year."),
)
WHEN_IMPOSSIBLE = _kind(
    _WARNING,
    "XP325",
    "when-impossible",
    ("Tiden ”{value}” har ett datum som inte finns.", "The time “{value}” has a date that does not exist."),
    ("Skriv datumet som 2024-03-31.", "Write the date as 2024-03-31."),
)
WHEN_FREE_TEXT = _kind(
    _INFO,
    "XP326",
    "when-free-text",
    ("Tiden ”{value}” lästes som fri text.", "The time “{value}” was read as free text."),
    (
        "Skriv gärna en tid, till exempel Under året eller T2.",
        "Please give a time, such as Under året (all year) or T2.",
    ),
)
FOLLOW_UP_MISPLACED = _kind(
    _WARNING,
    "XP327",
    "follow-up-misplaced",
    (
        "En uppföljning verkar stå i kolumnen {column}: ”{value}”.",
        "A follow-up seems to stand in the column {column}: “{value}”.",
    ),
    ("Flytta den till uppföljningen.", "Move it to the follow-up."),
)
PLACEHOLDER = _kind(
    _WARNING,
    "XP328",
    "placeholder",
    ("”{value}” ser ut att vänta på ett svar.", "“{value}” seems to wait for an answer."),
    ("Skriv det som gäller, eller lämna tomt.", "Write what holds, or leave it blank."),
)
OPEN_QUESTION = _kind(
    _INFO,
    "XP329",
    "open-question",
    ("Texten slutar med ett frågetecken: ”{value}”.", "The text ends with a question mark: “{value}”."),
    ("Ta bort frågetecknet om det är bestämt.", "Remove the question mark if it is settled."),
)
GUIDANCE_LEFT = _kind(
    _WARNING,
    "XP330",
    "guidance-left",
    (
        "Mallens hjälptext står kvar i texten i kolumnen {column}.",
        "The form's guidance still stands in the text in the column {column}.",
    ),
    ("Ta bort hjälptexten.", "Remove the guidance."),
)
SEVERAL_CAUSES = _kind(
    _INFO,
    "XP331",
    "several-causes",
    ("Cellen räknar upp {count} orsaker.", "The cell lists {count} causes."),
    ("Gör gärna en åtgärd för varje orsak.", "Please make an action for each cause."),
)
TEXT_OVER_ROW = _kind(
    _WARNING,
    "XP332",
    "text-over-row",
    (
        "Texten i kolumnen {column} är längre än en rad i mallen kan visa.",
        "The text in the column {column} is longer than a row of the form can show.",
    ),
    ("Korta texten eller dela upp åtgärden.", "Shorten the text or divide the action."),
)
TEXT_NEAR_ROW = _kind(
    _INFO,
    "XP333",
    "text-near-row",
    (
        "Texten i kolumnen {column} fyller nästan den högsta rad som Excel kan visa.",
        "The text in the column {column} nearly fills the highest row that Excel can show.",
    ),
    ("Skriv inte mycket mer i cellen.", "Do not write much more in the cell."),
)
ISSUED_CHANGED = _kind(
    _INFO,
    "XP334",
    "issued-changed",
    ("{column} i åtgärden {id} har ändrats sedan utskicket.", "{column} of the action {id} changed after it was sent."),
    _NOTHING_TO_DO,
)
ISSUED_EMPTIED = _kind(
    _WARNING,
    "XP335",
    "issued-emptied",
    (
        "{column} i åtgärden {id} har tömts sedan utskicket.",
        "{column} of the action {id} was emptied after it was sent.",
    ),
    ("Skriv tillbaka texten om den fortfarande gäller.", "Put the text back if it still holds."),
)
MISSING_FOLLOW_UP = _kind(
    _WARNING,
    "XP406",
    "missing-follow-up",
    ("Åtgärden saknar uppföljning ({column}).", "The action lacks a follow-up ({column})."),
    ("Beskriv vad som har genomförts.", "Describe what has been done."),
)
STATUS_DISAGREES = _kind(
    _WARNING,
    "XP407",
    "status-disagrees",
    (
        "Status är ”{value}”, men uppföljningen inleds ”{opening}”.",
        "The status is “{value}”, but the follow-up begins “{opening}”.",
    ),
    ("Avgör vilket som gäller och ändra det andra.", "Decide which holds and change the other."),
)
SAME_ROW = _kind(
    _WARNING,
    "XP501",
    "same-row",
    (
        "Samma åtgärd för samma orsak står också i {other}.",
        "The same action for the same cause also stands in {other}.",
    ),
    ("Ta bort den ena om de är samma åtgärd.", "Remove one if they are the same action."),
)
SAME_ACTION_ELSEWHERE = _kind(
    _INFO,
    "XP502",
    "same-action-elsewhere",
    (
        "Samma åtgärd för samma orsak står också på en annan flik: {other}.",
        "The same action for the same cause also stands on another tab: {other}.",
    ),
    _NOTHING_TO_DO,
)
ISSUED_GONE = _kind(
    _WARNING,
    "XP503",
    "issued-gone",
    ("Åtgärden {id} som skickades ut finns inte kvar.", "The action {id} that was sent out is gone."),
    (
        "Lägg tillbaka raden, eller skriv att åtgärden har utgått.",
        "Put its row back, or write that the action was dropped.",
    ),
)
