"""Every kind of finding. A code keeps its meaning for ever; a retired one stays listed.

XP1xx the file, XP2xx tabs, headings and identity, XP3xx a cell, XP4xx a row, XP5xx across rows and tabs, XP6xx merging.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlplan.findings.content import CONTENT
from xlplan.findings.finding import Kind, Severity, Text
from xlplan.sheets.grid import NoticeKind
from xlplan.sheets.refusal import Reason

_KINDS: dict[str, Kind] = {**CONTENT}


def _kind(code: str, name: str, severity: Severity, message: tuple[str, str], hint: tuple[str, str]) -> Kind:
    kind = Kind(code, name, severity, Text(*message), Text(*hint))
    _KINDS[code] = kind
    return kind


def kinds() -> Iterator[Kind]:
    """All kinds, by code."""
    return iter(sorted(_KINDS.values(), key=lambda kind: kind.code))


_SAVE_AS_XLSX = ("Öppna filen och spara den som Excel-arbetsbok (.xlsx).", "Open the file and save it as .xlsx.")
_SEND_AGAIN = ("Filen behöver skickas in igen.", "The file has to be sent in again.")
_ASK_FOR_WORKBOOK = ("Skicka in själva arbetsboken (.xlsx).", "Send in the workbook itself (.xlsx).")


def _refusal(code: str, name: str, sv: str, en: str, hint: tuple[str, str]) -> Kind:
    return _kind(code, name, Severity.ERROR, (sv, en), hint)


UNREADABLE: Mapping[Reason, Kind] = {
    Reason.NOT_FOUND: _refusal(
        "XP101",
        "file-not-found",
        "Filen finns inte.",
        "There is no such file.",
        ("Kontrollera namn och mapp.", "Check its name and folder."),
    ),
    Reason.NOT_A_FILE: _refusal(
        "XP102",
        "not-a-file",
        "Det här är ingen vanlig fil, eller en mapp utan arbetsböcker.",
        "This is not an ordinary file, or a folder without workbooks.",
        ("Ange en arbetsbok.", "Name a workbook."),
    ),
    Reason.NO_PERMISSION: _refusal(
        "XP103",
        "no-permission",
        "Filen får inte läsas.",
        "The file may not be read.",
        ("Kontrollera behörigheten.", "Check its permissions."),
    ),
    Reason.TOO_LARGE: _refusal(
        "XP104",
        "file-too-large",
        "Filen är för stor för en åtgärdsplan.",
        "The file is too large for an action plan.",
        ("Ta bort bilder och spara om.", "Remove pictures and save it again."),
    ),
    Reason.EMPTY: _refusal("XP105", "empty-file", "Filen är tom.", "The file is empty.", _SEND_AGAIN),
    Reason.ENCRYPTED: _refusal(
        "XP106",
        "encrypted",
        "Arbetsboken är skyddad med lösenord och går inte att öppna.",
        "The workbook is protected by a password and cannot be opened.",
        (
            "Spara den utan lösenord: Arkiv, Info, Skydda arbetsbok.",
            "Save it without a password: File, Info, Protect Workbook.",
        ),
    ),
    Reason.OLD_EXCEL: _refusal(
        "XP107",
        "old-excel",
        "Filen i det gamla Excelformatet (.xls) kunde inte läsas ({detail}).",
        "The file in the old Excel format (.xls) could not be read ({detail}).",
        _SAVE_AS_XLSX,
    ),
    Reason.XLSB: _refusal(
        "XP108",
        "binary-excel",
        "Filen i Excels binära format (.xlsb) kunde inte läsas ({detail}).",
        "The file in Excel's binary format (.xlsb) could not be read ({detail}).",
        _SAVE_AS_XLSX,
    ),
    Reason.ODS: _refusal(
        "XP109",
        "open-document",
        "Filen i OpenDocument-format (.ods) kunde inte läsas ({detail}).",
        "The file in OpenDocument format (.ods) could not be read ({detail}).",
        _SAVE_AS_XLSX,
    ),
    Reason.HTML: _refusal(
        "XP110",
        "web-page",
        "Filen är en webbsida, ingen arbetsbok.",
        "The file is a web page, not a workbook.",
        _SAVE_AS_XLSX,
    ),
    Reason.XML_2003: _refusal(
        "XP111",
        "xml-2003",
        "Filen har Excels XML-format från 2003.",
        "The file has Excel's XML format of 2003.",
        _SAVE_AS_XLSX,
    ),
    Reason.PDF: _refusal(
        "XP112", "pdf", "Filen är en PDF, ingen arbetsbok.", "The file is a PDF, not a workbook.", _ASK_FOR_WORKBOOK
    ),
    Reason.WORD: _refusal(
        "XP113",
        "word",
        "Filen är ett Word-dokument, ingen arbetsbok.",
        "The file is a Word document, not a workbook.",
        _ASK_FOR_WORKBOOK,
    ),
    Reason.POWERPOINT: _refusal(
        "XP114",
        "powerpoint",
        "Filen är en PowerPoint-presentation, ingen arbetsbok.",
        "The file is a PowerPoint presentation, not a workbook.",
        _ASK_FOR_WORKBOOK,
    ),
    Reason.TEXT: _refusal(
        "XP115",
        "plain-text",
        "Filen är ren text (till exempel CSV), ingen arbetsbok.",
        "The file is plain text (CSV, say), not a workbook.",
        _ASK_FOR_WORKBOOK,
    ),
    Reason.OTHER_ZIP: _refusal(
        "XP116",
        "other-zip",
        "Filen är ett zip-arkiv utan arbetsbok i.",
        "The file is a zip archive that is no workbook.",
        ("Packa upp arkivet först.", "Unpack the archive first."),
    ),
    Reason.TRUNCATED: _refusal(
        "XP117",
        "truncated",
        "Filen är avhuggen: slutet saknas.",
        "The file is cut off: its end is missing.",
        _SEND_AGAIN,
    ),
    Reason.DAMAGED: _refusal(
        "XP118",
        "damaged",
        "Filen är skadad och kan inte läsas helt ({detail}).",
        "The file is damaged and cannot be read whole ({detail}).",
        ("Öppna och reparera den i Excel, spara om.", "Open and repair it in Excel, save again."),
    ),
    Reason.BOMB: _refusal(
        "XP119",
        "over-limits",
        "Filen vecklar ut sig långt bortom vad en plan kräver ({detail}).",
        "The file unfolds far beyond what a plan needs ({detail}).",
        (
            "Öppna den inte förrän avsändaren har sagt vad den är.",
            "Do not open it before the sender has said what it is.",
        ),
    ),
    Reason.DOCTYPE: _refusal(
        "XP120",
        "doctype",
        "Filen har en dokumenttypsdeklaration och läses därför inte.",
        "The file has a document type declaration and is therefore not read.",
        _SEND_AGAIN,
    ),
    Reason.NO_SHEETS: _refusal(
        "XP121", "no-sheets", "Arbetsboken har inga blad.", "The workbook has no sheets.", _SEND_AGAIN
    ),
    Reason.CITY_WORKBOOK: _kind(
        "XP126",
        "city-workbook",
        Severity.INFO,
        (
            "Arbetsboken är gjord av xlplan (en sammanställning eller jämförelse), ingen inlämning; hoppades över.",
            "The workbook was made by xlplan (a city workbook or a comparison), not a return; passed over.",
        ),
        (
            "Du behöver inte göra något. Det staden skrivit i sin sammanställning tar xlplan merge med sig själv.",
            "There is nothing to do. What the city wrote in its workbook is brought along by xlplan merge itself.",
        ),
    ),
    Reason.UNKNOWN: _refusal(
        "XP122",
        "unknown-file",
        "Filen är av okänt slag ({detail}).",
        "The file is of an unknown kind ({detail}).",
        _SAVE_AS_XLSX,
    ),
    Reason.WRONG_PASSWORD: _refusal(
        "XP124",
        "wrong-password",
        "Lösenordet öppnar inte arbetsboken.",
        "The password does not open the workbook.",
        (
            "Kontrollera lösenordet, eller spara arbetsboken utan.",
            "Check the password, or save the workbook without one.",
        ),
    ),
}
"""A file that could not be read, by reason."""

MAIL_UNREADABLE = _kind(
    "XP125",
    "mail-unreadable",
    Severity.ERROR,
    ("Mailet kunde inte öppnas ({detail}).", "The mail could not be opened ({detail})."),
    (
        "Spara bilagan som en egen fil. Outlooks .msg behöver tillägget mail.",
        "Save the attachment as a file of its own. Outlook's .msg needs the extra mail.",
    ),
)
NO_TABLE = _kind(
    "XP201",
    "no-table",
    Severity.ERROR,
    (
        "Hittade ingen tabell med planens rubriker ({headings}).",
        "Found no table with the plan's headings ({headings}).",
    ),
    (
        "Kontrollera att det är rätt fil och att rubrikraden finns kvar.",
        "Check that it is the right file and that the header row is still there.",
    ),
)
DISTRICT_UNKNOWN = _kind(
    "XP202",
    "unknown-district",
    Severity.ERROR,
    (
        "Det går inte att se vilken stadsdelsförvaltning planen kommer från.",
        "It cannot be told which district office the plan comes from.",
    ),
    (
        "Skriv förvaltningens namn på första fliken eller i filnamnet.",
        "Write the office's name on the first tab or in the file name.",
    ),
)
DISTRICT_FROM_TEXTS = _kind(
    "XP203",
    "district-from-texts",
    Severity.WARNING,
    (
        "Planen antas komma från {district}, för att dess texter nämner {district} mest.",
        "The plan is taken to come from {district}, because its texts name {district} most.",
    ),
    ("Kontrollera, och skriv namnet på första fliken.", "Check, and write the name on the first tab."),
)
DISTRICT_DISAGREES = _kind(
    "XP204",
    "district-disagrees",
    Severity.WARNING,
    (
        "Planen lästes som {district}, men {other} står också där namnet brukar stå.",
        "The plan was read as {district}, but {other} also stands where the name usually stands.",
    ),
    ("Kontrollera vilken förvaltning som har fyllt i den.", "Check which office filled it in."),
)
OTHER_YEAR = _kind(
    "XP205",
    "other-year",
    Severity.WARNING,
    ("Planen gäller {year}, inte {expected}.", "The plan is for {year}, not {expected}."),
    ("Kontrollera att rätt års plan har skickats in.", "Check that the right year's plan was sent."),
)
ADDED_AREA = _kind(
    "XP206",
    "added-area",
    Severity.INFO,
    (
        "Området ”{title}” finns inte i mallen och lästes som förvaltningens eget.",
        "The area “{title}” is not in the form and was read as the office's own.",
    ),
    ("Inget behöver göras om det är meningen.", "Nothing to do if that is meant."),
)
AREA_NOT_IN_WORKBOOK = _kind(
    "XP207",
    "area-not-in-workbook",
    Severity.WARNING,
    ("Området ”{title}” finns inte i arbetsboken.", "The area “{title}” is not in the workbook."),
    (
        "Lägg tillbaka fliken, eller skriv varför området inte är med.",
        "Put its tab back, or say why the area is left out.",
    ),
)
UNPLACED_CELL = _kind(
    "XP208",
    "unplaced-cell",
    Severity.WARNING,
    (
        "Texten ”{value}” hör inte till någon åtgärd eller något fält.",
        "The text “{value}” belongs to no action and no field.",
    ),
    ("Flytta in den i tabellen om den ska med.", "Move it into the table if it is to count."),
)
UNPLACED_CELLS = _kind(
    "XP230",
    "unplaced-cells",
    Severity.WARNING,
    (
        "{count} celler ({where}) hör inte till någon åtgärd eller något fält.",
        "{count} cells ({where}) belong to no action and no field.",
    ),
    (
        "Flytta in i tabellen det som ska med. Cellerna räknas upp en för en i xlplan read --format json.",
        "Move into the table what is to count. xlplan read --format json lists each of the cells.",
    ),
)
LOOSE_NOTE = _kind(
    "XP209",
    "loose-note",
    Severity.WARNING,
    ("Anteckningen ”{value}” hör inte till någon åtgärd.", "The note “{value}” belongs to no action."),
    ("Skriv den i tabellen om den ska med.", "Write it into the table if it is to count."),
)

AREA_DISAGREES = _kind(
    "XP212",
    "area-disagrees",
    Severity.WARNING,
    (
        "Fliken lästes som området ”{area}”, men på den står också ”{other}”.",
        "The tab was read as the area “{area}”, but “{other}” also stands on it.",
    ),
    ("Kontrollera vilket område åtgärderna hör till.", "Check which area the actions belong to."),
)
OTHER_YEARS_TAB = _kind(
    "XP213",
    "tab-of-another-year",
    Severity.WARNING,
    (
        "Fliken gäller {year} och lästes inte som en del av planen.",
        "The tab is about {year} and was not read as a part of the plan.",
    ),
    ("Ta bort den, eller ändra året om den ska med.", "Remove it, or mend the year if it is to count."),
)
HEADING_MISSING = _kind(
    "XP214",
    "heading-missing",
    Severity.WARNING,
    (
        "Kolumnen saknar rubrik och lästes som ”{read_as}”.",
        "The column has no heading and was read as “{read_as}”.",
    ),
    ("Kontrollera, och skriv rubriken.", "Check, and write the heading."),
)
YEAR_DISAGREES = _kind(
    "XP215",
    "year-disagrees",
    Severity.WARNING,
    (
        "Planen lästes som {year} års, men {other} står också där året brukar stå.",
        "The plan was read as that of {year}, but {other} also stands where the year usually stands.",
    ),
    ("Kontrollera vilket år planen gäller.", "Check which year the plan is for."),
)
ROUND_DISAGREES = _kind(
    "XP216",
    "round-disagrees",
    Severity.WARNING,
    (
        "Inlämningen lästes som ”{round}”, men filen heter något med ”{other}”.",
        "The return was read as “{round}”, but the file's name speaks of “{other}”.",
    ),
    ("Kontrollera vilken uppföljning som har fyllts i.", "Check which follow-up was filled in."),
)
OWN_TEXT_EDITED = _kind(
    "XP217",
    "form-text-edited",
    Severity.INFO,
    (
        "Mallens text har ändrats och lades åt sidan: ”{value}”.",
        "A text of the form was edited and set aside: “{value}”.",
    ),
    ("Flytta det som ska med till tabellen.", "Move what is to count into the table."),
)
OTHER_ISSUE = _kind(
    "XP219",
    "other-issue",
    Severity.WARNING,
    (
        "Arbetsboken kommer ur en annan utgåva av mallen än den som gäller nu.",
        "The workbook comes from another issue of the form than the one that holds now.",
    ),
    (
        "Kontrollera att inga kolumner eller svar saknas; använd annars den senaste mallen.",
        "Check that no columns or answers are missing; else use the latest template.",
    ),
)
OTHER_FORM = _kind(
    "XP220",
    "other-form",
    Severity.WARNING,
    (
        "Arbetsboken kommer ur mallen {other}, men lästes med mallen {expected}.",
        "The workbook comes from the form {other}, but was read with the form {expected}.",
    ),
    (
        "Kontrollera att det är rätt arbetsbok, och att inga kolumner saknas.",
        "Check that it is the right workbook, and that no columns are missing.",
    ),
)
HEADINGS_GONE = _kind(
    "XP218",
    "headings-gone",
    Severity.WARNING,
    (
        "Tabellens rubriker saknas; kolumnerna lästes efter hjälptexterna eller de andra flikarna.",
        "The table's headings are gone; its columns were told by the guidance or by the other tabs.",
    ),
    ("Kontrollera kolumnerna, och skriv rubrikerna.", "Check the columns, and write the headings."),
)

DOUBLED_CELL = _kind(
    "XP301",
    "doubled-cell",
    Severity.WARNING,
    (
        "Filen anger cellen två gånger; ”{detail}” lades åt sidan.",
        "The file gives this cell twice; “{detail}” was set aside.",
    ),
    _SEND_AGAIN,
)
BAD_ADDRESS = _kind(
    "XP302",
    "bad-address",
    Severity.WARNING,
    (
        "Filen har text på en plats som inte finns i ett kalkylblad: ”{detail}”.",
        "The file has text at a place that no sheet has: “{detail}”.",
    ),
    _SEND_AGAIN,
)
BAD_DATE = _kind(
    "XP303",
    "bad-date",
    Severity.INFO,
    (
        "Cellen ska vara ett datum men talet är inget; talet behölls.",
        "The cell is meant as a date, but its number is none; the number was kept.",
    ),
    ("Skriv datumet som text.", "Write the date as text."),
)
PART_UNREADABLE = _kind(
    "XP123",
    "part-unreadable",
    Severity.WARNING,
    (
        "En del av filen kunde inte läsas ({detail}); cellernas text är hel.",
        "A part of the file could not be read ({detail}); the cells' text is whole.",
    ),
    ("Kontrollera anteckningar och textrutor i filen.", "Check notes and text boxes in the file."),
)
PICTURE = _kind(
    "XP210",
    "picture",
    Severity.INFO,
    (
        "På fliken står en bild eller ett inbäddat objekt; vad det visar läses inte.",
        "A picture or embedded object stands on the tab; what it shows is not read.",
    ),
    ("Skriv det som ska med i tabellen.", "Write into the table what is to count."),
)
NO_CELLS_READ = _kind(
    "XP211",
    "sheet-without-cells",
    Severity.INFO,
    (
        "Fliken är ett diagram- eller makroblad och har inga celler.",
        "The tab is a chart or macro sheet and has no cells.",
    ),
    ("Inget behöver göras.", "Nothing to do."),
)
CUT_AT_255 = _kind(
    "XP304",
    "cut-at-255",
    Severity.WARNING,
    (
        "Texten är exakt 255 tecken lång, där vissa program hugger av.",
        "The text is exactly 255 characters long, where some programs cut.",
    ),
    ("Kontrollera att slutet på texten är med.", "Check that the end of the text is there."),
)
LOST_TEXT = _kind(
    "XP311",
    "lost-text",
    Severity.ERROR,
    ("Cellen hänvisar till en text som inte finns i filen.", "The cell refers to a text that the file does not hold."),
    _SEND_AGAIN,
)
NOTICES: Mapping[NoticeKind, Kind] = {
    NoticeKind.DOUBLED_CELL: DOUBLED_CELL,
    NoticeKind.BAD_ADDRESS: BAD_ADDRESS,
    NoticeKind.BAD_DATE: BAD_DATE,
    NoticeKind.PART_UNREADABLE: PART_UNREADABLE,
    NoticeKind.PICTURE: PICTURE,
    NoticeKind.NO_CELLS_READ: NO_CELLS_READ,
    NoticeKind.CUT_AT_255: CUT_AT_255,
    NoticeKind.LOST_TEXT: LOST_TEXT,
}
"""What opening a file had to tell, by kind of notice."""

ERROR_CELL = _kind(
    "XP305",
    "error-cell",
    Severity.ERROR,
    ("Cellen visar felet {value} i stället för text.", "The cell shows the error {value} instead of text."),
    ("Skriv texten direkt i cellen.", "Write the text into the cell itself."),
)
NO_RESULT = _kind(
    "XP306",
    "formula-without-result",
    Severity.ERROR,
    ("Cellen har en formel utan sparat resultat: {value}.", "The cell has a formula without a stored result: {value}."),
    ("Skriv texten direkt i cellen.", "Write the text into the cell itself."),
)
FORMULA = _kind(
    "XP307",
    "formula",
    Severity.INFO,
    ("Cellen har en formel; dess sparade resultat lästes.", "The cell has a formula; its stored result was read."),
    ("Skriv texten direkt i cellen.", "Write the text into the cell itself."),
)
STATUS_NOT_LISTED = _kind(
    "XP308",
    "status-not-listed",
    Severity.WARNING,
    ("”{value}” är inget av svaren i listan.", "“{value}” is none of the answers in the list."),
    ("Närmast är ”{near}”. Välj ett av: {answers}.", "The nearest is “{near}”. Choose one of: {answers}."),
)
STRUCK_OUT = _kind(
    "XP309",
    "struck-out",
    Severity.WARNING,
    ("Text i cellen är överstruken: ”{value}”.", "Text in the cell is struck out: “{value}”."),
    ("Ta bort den om den inte gäller.", "Remove it if it no longer holds."),
)
HIDDEN_CELL = _kind(
    "XP310",
    "hidden-row",
    Severity.INFO,
    ("Åtgärden står på en dold rad eller flik men räknas med.", "The action stands on a hidden row or tab but counts."),
    ("Ta bort raden om den inte gäller.", "Remove the row if it no longer holds."),
)


def _missing(code: str, name: str, what_sv: str, what_en: str, hint: tuple[str, str]) -> Kind:
    return _kind(code, name, Severity.WARNING, (f"Åtgärden saknar {what_sv}.", f"The action lacks {what_en}."), hint)


MISSING: Mapping[str, Kind] = {
    "who": _missing(
        "XP401",
        "missing-who",
        "ansvarig (Vem)",
        "who is responsible",
        ("Ange vilken funktion som ansvarar.", "Say which function is responsible."),
    ),
    "action": _missing(
        "XP402",
        "missing-action",
        "beskrivning (Åtgärd)",
        "a description",
        ("Beskriv vad som ska göras.", "Describe what is to be done."),
    ),
    "cause": _missing(
        "XP403",
        "missing-cause",
        "orsak (Orsak)",
        "a cause",
        ("Ange vilken orsak åtgärden ska påverka.", "Say which cause the action is to affect."),
    ),
    "when": _missing(
        "XP404",
        "missing-when",
        "tid (När)",
        "a time",
        ("Ange när åtgärden ska vara genomförd.", "Say when it is to be done."),
    ),
}
"""A required column left blank on a row that has begun, by column key."""
MISSING_OTHER = _kind(
    "XP405",
    "missing-value",
    Severity.WARNING,
    ("Åtgärden saknar {column}.", "The action lacks {column}."),
    ("Fyll i kolumnen {column}.", "Fill in the column {column}."),
)

ROW_CONTINUED = _kind(
    "XP411",
    "row-continued",
    Severity.INFO,
    ("Texten lästes som fortsättning på åtgärden ovanför.", "The text was read as going on from the action above."),
    ("Skriv en åtgärd per rad, med radbrytning i cellen.", "Write an action a row, with line breaks in the cell."),
)
SUB_HEADING = _kind(
    "XP412",
    "sub-heading",
    Severity.INFO,
    (
        "Underrubriken ”{value}” lästes som {column} för raderna under.",
        "The sub-heading “{value}” was read as {column} of the rows below.",
    ),
    ("Inget behöver göras om det är meningen.", "Nothing to do if that is meant."),
)
ROW_NAMES_OTHER_AREA = _kind(
    "XP413",
    "row-names-another-area",
    Severity.WARNING,
    (
        "Raden nämner området ”{other}” men lästes som ”{area}”, där den står.",
        "The row names the area “{other}” but was read as “{area}”, where it stands.",
    ),
    ("Flytta raden om den hör till det andra området.", "Move the row if it belongs to the other area."),
)
AREA_FROM_ABOVE = _kind(
    "XP414",
    "area-from-above",
    Severity.INFO,
    ("Raden nämner inget område och lästes som raden ovanför.", "The row names no area and was read as the row above."),
    ("Skriv området på varje rad.", "Write the area on every row."),
)
SAME_ROW_TWICE = _kind(
    "XP511",
    "same-row-twice",
    Severity.WARNING,
    (
        "Raden säger detsamma som {place}; båda behölls.",
        "The row says the same as {place}; both were kept.",
    ),
    ("Ta bort den ena.", "Remove one of them."),
)

SAME_ACTION = _kind(
    "XP601",
    "same-action",
    Severity.WARNING,
    (
        "Två åtgärder liknar varandra ({score} av 100) men slogs inte ihop: ”{a}” och ”{b}”.",
        "Two actions are alike ({score} of 100) but were not joined: “{a}” and “{b}”.",
    ),
    ("Avgör om de är samma åtgärd.", "Decide whether they are the same action."),
)
CONFLICT = _kind(
    "XP602",
    "conflict",
    Severity.WARNING,
    (
        "Två inlämningar säger olika i {column}; båda texterna behölls.",
        "Two returns differ in {column}; both texts were kept.",
    ),
    ("Avgör vilken som gäller.", "Decide which one holds."),
)
NOT_MERGED = _kind(
    "XP603",
    "not-merged",
    Severity.ERROR,
    ("Inlämningen togs inte med: {why}.", "The return was left out: {why}."),
    ("Åtgärda och slå ihop igen.", "Mend it and merge again."),
)
TEXT_CUT = _kind(
    "XP604",
    "text-cut",
    Severity.WARNING,
    (
        "Texten är längre än en cell rymmer och står avkortad i sammanställningen.",
        "The text is longer than a cell can hold and stands shortened in the city workbook.",
    ),
    ("Läs hela texten i inlämningen.", "Read the whole text in the return."),
)
ROW_TOO_HIGH = _kind(
    "XP605",
    "row-too-high",
    Severity.WARNING,
    (
        "Texten är längre än vad en rad kan visa på skärm och papper.",
        "The text is longer than a row can show on screen and paper.",
    ),
    ("Korta texten eller dela upp åtgärden.", "Shorten the text or divide the action."),
)
PROPOSAL = _kind(
    "XP606",
    "text-changed-later",
    Severity.WARNING,
    (
        "{column} lyder annorlunda än i en tidigare omgång; den tidigare texten står kvar.",
        "{column} reads otherwise than in an earlier round; the earlier text stands.",
    ),
    ("Godta eller avvisa ändringen.", "Accept or reject the change."),
)
NUMBER_TWICE = _kind(
    "XP607",
    "number-twice",
    Severity.WARNING,
    (
        "Numret {id} står på {count} rader; raden här är en annan åtgärd än den som fick numret.",
        "The number {id} stands on {count} rows; this one is another action than the one that was given it.",
    ),
    (
        "Lämna numret tomt på nya rader, även när de kopierats från en annan.",
        "Leave the number blank on new rows, copied ones too.",
    ),
)
NUMBERS_SHUFFLED = _kind(
    "XP608",
    "numbers-shuffled",
    Severity.WARNING,
    (
        "{count:rad|rader} bär en annan åtgärds nummer, som när allt utom numret sorterats; texterna avgjorde.",
        "Another action's number stands on {count:row|rows}, as when all but the number is sorted; the texts decided.",
    ),
    ("Sortera hela tabellen, med numret.", "Sort the whole table, the number too."),
)
NUMBERS_GONE = _kind(
    "XP609",
    "numbers-gone",
    Severity.INFO,
    (
        "{count:rad|rader} har inte kvar sitt nummer men kändes igen på texten.",
        "The number is gone from {count:row|rows} known by the text.",
    ),
    ("Låt kolumnen med nummer stå kvar.", "Leave the column of numbers as it is."),
)
MOVED = _kind(
    "XP610",
    "action-moved",
    Severity.INFO,
    (
        "Åtgärden har flyttats från ”{before}” till ”{after}”.",
        "The action was moved from “{before}” to “{after}”.",
    ),
    ("Inget behöver göras om flytten är avsedd.", "Nothing to do if it was meant."),
)
CORRECTED = _kind(
    "XP611",
    "text-corrected",
    Severity.INFO,
    (
        "En senare inlämning ersätter texten i {column}: ”{old}”.",
        "A later return replaces the text in {column}: “{old}”.",
    ),
    ("Läs den tidigare inlämningen om ersättningen förvånar.", "Read the earlier return if this is a surprise."),
)
ANSWER_IMPOSSIBLE = _kind(
    "XP612",
    "answer-impossible",
    Severity.WARNING,
    (
        "Svaret att två åtgärder är samma (beslut {key}) kan inte gälla längre: raderna hör nu till olika åtgärder.",
        "The answer that two actions are the same (decision {key}) cannot hold any more: their rows belong apart now.",
    ),
    ("Se efter på Att avgöra om frågan ställs på nytt.", "See among what is to decide whether it is asked anew."),
)
LEFT_BEHIND = _kind(
    "XP613",
    "not-in-later-return",
    Severity.WARNING,
    (
        "{count:åtgärd|åtgärder} härifrån saknas i den senare inlämningen för omgången ({newer}) men är kvar: {ids}.",
        "The later return of the same round ({newer}) lacks {count:action|actions} from here, kept: {ids}.",
    ),
    ("Fråga om de har utgått eller skrivits om.", "Ask whether they were dropped or worded anew."),
)
UNKNOWN_ANSWER = _kind(
    "XP621",
    "unknown-answer",
    Severity.WARNING,
    (
        "”{value}” är inget svar på frågan; den väntar fortfarande på att avgöras.",
        "“{value}” is no answer to the question, which is still to be decided.",
    ),
    ("Välj ett av svaren i listan: {answers}.", "Choose one of the answers in the list: {answers}."),
)
