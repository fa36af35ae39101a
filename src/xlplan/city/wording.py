"""The city workbook's own words, in the form's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatusWord = Literal["fulfilled", "partly", "ongoing", "not_started", "not_fulfilled", "unknown"]
STATUS_ORDER: tuple[StatusWord, ...] = ("fulfilled", "partly", "ongoing", "not_started", "not_fulfilled", "unknown")
"""From done to not done; ``unknown`` where no return gives a status."""


@dataclass(frozen=True, slots=True)
class CityWords:
    """Every fixed text of the city workbook."""

    title: str
    summary_tab: str
    all_tab: str
    returns_tab: str
    findings_tab: str
    decisions_tab: str
    about_tab: str
    page: str
    statuses: dict[str, str]
    overview: str
    overview_rows: tuple[str, ...]
    missing_names: str
    none_missing: str
    by_area: str
    by_district: str
    total: str
    actions: str
    lacks: tuple[str, str, str, str]
    lacks_help: str
    not_asked: str
    """Instead of a figure, where the form does not ask."""
    not_asked_help: str
    charts: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    by_round: str
    after: str
    now: str
    not_fulfilled: str
    none_not_fulfilled: str
    more_not_fulfilled: str
    no_words: str
    number: str
    district: str
    area: str
    status: str
    known_by: str
    declared: str
    inferred: str
    missing_in: str
    comment: str
    assessment: str
    verdict: str
    corrected: str
    correction: str
    emptied: str
    other: str
    source: str
    source_text: str
    to_return: str
    to_actions: str
    go_to: str
    place_of_action: str
    """How a link names an action."""
    all_help: str
    own_fields: str
    """Name of the tab with another form's own fields."""
    own_fields_help: str
    area_texts: str
    area_texts_help: str
    field: str
    text: str
    area_help: str
    returned: str
    yes: str
    no: str
    file: str
    round: str
    saved: str
    sender: str
    late: str
    errors: str
    warnings: str
    returns_help: str
    used: str
    sheet: str
    cell: str
    severity: str
    code: str
    what: str
    hint: str
    findings_help: str
    decision_headings: tuple[str, ...]
    decision_kinds: dict[str, str]
    decisions_help: str
    answers: dict[str, str]
    answer_spellings: dict[str, tuple[str, ...]]
    answer_title: str
    answer_help: str
    not_an_answer: str
    decided: str
    undecided: str
    lost_tab: str
    lost_help: str
    lost_headings: tuple[str, ...]
    lost_why: dict[str, str]
    lost_what: dict[str, str]
    marks: str
    nothing: str
    about_rows: tuple[tuple[str, str], ...]
    about_sources: str
    own_areas: str


SWEDISH = CityWords(
    title="Sammanställning – {title}",
    summary_tab="Sammanfattning",
    all_tab="Alla åtgärder",
    returns_tab="Inlämning",
    findings_tab="Anmärkningar",
    decisions_tab="Att avgöra",
    about_tab="Om",
    page="Sida &P av &N",
    statuses={
        "fulfilled": "Uppfyllt",
        "partly": "Delvis uppfyllt",
        "ongoing": "Pågår",
        "not_started": "Ej påbörjat",
        "not_fulfilled": "Ej uppfyllt",
        "unknown": "Utan besked",
    },
    overview="Läget",
    overview_rows=(
        "Stadsdelsförvaltningar som lämnat in",
        "Stadsdelsförvaltningar som saknas",
        "Åtgärder",
        "Åtgärder med orsak",
        "Åtgärder med ansvarig",
        "Åtgärder med tid",
        "Åtgärder med uppföljning",
        "Åtgärder med besked om måluppfyllelse",
        "– angivet av förvaltningen",
        "– tolkat ur uppföljningens text",
    ),
    missing_names="Saknas: {names}.",
    none_missing="Alla stadsdelsförvaltningar har lämnat in.",
    by_area="Per samverkansområde",
    by_district="Per stadsdelsförvaltning",
    total="Summa",
    actions="Åtgärder",
    lacks=("Utan orsak", "Utan ansvarig", "Utan tid", "Utan uppföljning"),
    lacks_help="Antal åtgärder. Formlerna räknar på fliken Alla åtgärder: rättar du där, följer siffrorna med.",
    not_asked="frågas inte",
    not_asked_help="Frågas inte: förvaltningens egen mall har inte det fältet; andelarna räknas på dem som tillfrågas.",
    charts=(
        (
            "Måluppfyllelse per samverkansområde",
            "Liggande staplar: antal åtgärder per samverkansområde, delade efter måluppfyllelse. "
            "Samma tal står i tabellen Per samverkansområde.",
        ),
        (
            "Måluppfyllelse per stadsdelsförvaltning",
            "Liggande staplar: antal åtgärder per stadsdelsförvaltning, delade efter måluppfyllelse. "
            "Samma tal står i tabellen Per stadsdelsförvaltning.",
        ),
        (
            "Över uppföljningarna",
            "Liggande staplar: alla åtgärder efter varje uppföljning, delade efter måluppfyllelse. "
            "Samma tal står i tabellen Över uppföljningarna.",
        ),
    ),
    by_round="Över uppföljningarna",
    after="Efter {round}",
    now="Nu, efter {round}",
    not_fulfilled="Ej uppfyllda åtgärder, med förvaltningarnas egna ord",
    none_not_fulfilled="Ingen åtgärd har beskedet Ej uppfyllt.",
    more_not_fulfilled="Och {count} till: filtrera fliken Alla åtgärder på Måluppfyllelse.",
    no_words="Uppföljningen har ingen text.",
    number="Nr",
    district="Stadsdelsförvaltning",
    area="Område",
    status="Måluppfyllelse",
    known_by="Beskedet kommer från",
    declared="Angivet",
    inferred="Tolkat ur texten",
    missing_in="Saknas i",
    comment="Stadens kommentar",
    assessment="Bedömning",
    verdict="Beslut",
    corrected="Rättat av staden",
    correction="{column}; inlämningen: {text}",
    emptied="{column}; staden tömde cellen",
    other="Övrigt",
    source="Källa",
    source_text="{file}, fliken {sheet}, rad {row}",
    to_return="Till inlämningen",
    to_actions="Till åtgärderna",
    go_to="Gå till",
    place_of_action="{number}, {district}",
    all_help="Alla åtgärder i en tabell, för filter och pivottabell.",
    own_fields="Egna fält {name}",
    own_fields_help="Det som bara mallen ”{title}” frågar efter. Det gemensamma står på områdenas flikar.",
    area_texts="Planernas texter",
    area_texts_help="Svar på första fliken, mål, lägesbilder och annat som planerna säger om områden och som helhet.",
    field="Fält",
    text="Text",
    area_help="Alla stadsdelsförvaltningars åtgärder i området.",
    returned="Inlämnad",
    yes="Ja",
    no="Saknas",
    file="Fil",
    round="Omgång",
    saved="Inkom eller sparades",
    sender="Från",
    late="Dagar sen",
    errors="Fel",
    warnings="Varningar",
    returns_help="Vad som har kommit in, och från vilka det saknas.",
    used="Medräknad",
    sheet="Flik",
    cell="Cell",
    severity="Allvar",
    code="Kod",
    what="Vad",
    hint="Råd",
    findings_help="Vad som är fel eller värt att titta på, och var.",
    decision_headings=(
        "Vad",
        "Stadsdelsförvaltning",
        "Nr",
        "Gäller",
        "A",
        "Källa till A",
        "Till A",
        "B",
        "Källa till B",
        "Till B",
        "Likhet",
        "Svar",
        "Läge",
        "Nyckel",
    ),
    decision_kinds={"same-action?": "Samma åtgärd?", "conflict": "Olika uppgifter", "proposal": "Ändrad plantext"},
    decisions_help=(
        "Sådant som xlplan inte avgör på egen hand. Välj i kolumnen Svar; nästa sammanslagning rättar sig efter det."
    ),
    answers={
        "same": "samma",
        "different": "olika",
        "keep-a": "behåll A",
        "keep-b": "behåll B",
        "both": "båda",
        "accept": "godta",
        "reject": "avvisa",
    },
    answer_spellings={
        "same": ("samma åtgärd", "ja", "slå ihop", "same"),
        "different": ("olika åtgärder", "nej", "inte samma", "different"),
        "keep-a": ("a", "keep a", "behåll den ena"),
        "keep-b": ("b", "keep b", "behåll den andra"),
        "both": ("behåll båda", "bägge", "a och b", "both", "keep both"),
        "accept": ("godtas", "godkänn", "ja", "accept"),
        "reject": ("avvisas", "avslå", "nej", "reject"),
    },
    answer_title="Ert svar",
    answer_help="Välj i listan. Svaret gäller från nästa sammanslagning.",
    not_an_answer="Svaret finns inte i listan, så nästa sammanslagning förstår det inte. Vill ni ändå behålla texten?",
    decided="Avgjord: {answer}",
    undecided="Att avgöra",
    lost_tab="Utan plats",
    lost_help=(
        "Sådant som staden skrev i sammanställningen men vars plats inte finns längre. Raderna står kvar tills de tas "
        "bort här; kommer platsen tillbaka flyttas texten dit."
    ),
    lost_headings=("Flik", "Stadsdelsförvaltning", "Nr", "Åtgärd", "Vad", "Text", "Varför", "Nyckel"),
    lost_why={
        "row": "Raden finns inte längre i någon inlämning.",
        "changed": "Inlämningen säger något nytt sedan rättelsen gjordes.",
        "added": "Raden hör inte till någon åtgärd.",
        "outside": "Texten står utanför tabellerna, eller på xlplans egna rader.",
        "decision": "Frågan finns inte längre.",
        "formula": "Cellens värde står kvar, men formler förs inte över.",
    },
    lost_what={
        "note": "Anteckning på {column}",
        "correction": "Rättelse av {column}",
        "answer": "Svar på Att avgöra",
        "row": "Egen rad",
        "text": "Text i {column}",
        "formula": "Formel i {column}",
        "look": "Färgad rad",
    },
    marks="Det här bladet hör till xlplan och gör att det staden skriver förs över till nästa sammanställning.",
    nothing="Inget just nu.",
    about_rows=(
        ("Gjord av", "xlplan {version}"),
        ("Mall", "{form}, {year}"),
        ("Angivet besked", "Förvaltningen har valt det i kolumnen {status_column}."),
        ("Tolkat besked", "Läst ur de ord som uppföljningen börjar med, till exempel ”Målet är uppfyllt”."),
        ("Utan besked", "Ingen inlämning säger hur det gått."),
        (
            "Samma åtgärd",
            "Rader slås ihop bara när två vittnen finns: samma nummer och text, eller samma text och orsak.",
        ),
    ),
    about_sources="Källor",
    own_areas="Egna områden",
)

ENGLISH = CityWords(
    title="City plan – {title}",
    summary_tab="Summary",
    all_tab="All actions",
    returns_tab="Returns",
    findings_tab="Findings",
    decisions_tab="To decide",
    about_tab="About",
    page="Page &P of &N",
    statuses={
        "fulfilled": "Fulfilled",
        "partly": "Partly fulfilled",
        "ongoing": "Ongoing",
        "not_started": "Not started",
        "not_fulfilled": "Not fulfilled",
        "unknown": "No word",
    },
    overview="Overview",
    overview_rows=(
        "District offices that returned a plan",
        "District offices missing",
        "Actions",
        "Actions with a cause",
        "Actions with an owner",
        "Actions with a time",
        "Actions with a follow-up",
        "Actions with a status",
        "– declared by the office",
        "– read from the follow-up's text",
    ),
    missing_names="Missing: {names}.",
    none_missing="All district offices have returned a plan.",
    by_area="By area",
    by_district="By district office",
    total="Total",
    actions="Actions",
    lacks=("Without cause", "Without owner", "Without time", "Without follow-up"),
    lacks_help="Number of actions. The formulas count on the tab All actions: correct there and the figures follow.",
    not_asked="not asked",
    not_asked_help="Not asked: the office's own form has no such field; shares are of those who are asked.",
    charts=(
        (
            "Status by area",
            "Bars: number of actions by area, divided by status. The same numbers stand in the table By area.",
        ),
        (
            "Status by district office",
            "Bars: number of actions by district office, divided by status. "
            "The same numbers stand in the table By district office.",
        ),
        (
            "Over the follow-ups",
            "Bars: all actions after each follow-up, divided by status. "
            "The same numbers stand in the table Over the follow-ups.",
        ),
    ),
    by_round="Over the follow-ups",
    after="After {round}",
    now="Now, after {round}",
    not_fulfilled="Actions not fulfilled, in the offices' own words",
    none_not_fulfilled="No action has the status Not fulfilled.",
    more_not_fulfilled="And {count} more: filter the tab All actions by Status.",
    no_words="The follow-up has no text.",
    number="No.",
    district="District office",
    area="Area",
    status="Status",
    known_by="Status known by",
    declared="Declared",
    inferred="Read from the text",
    missing_in="Missing in",
    comment="The city's comment",
    assessment="Assessment",
    verdict="Decision",
    corrected="Corrected by the city",
    correction="{column}; the return: {text}",
    emptied="{column}; the city emptied the cell",
    other="Other",
    source="Source",
    source_text="{file}, tab {sheet}, row {row}",
    to_return="To the return",
    to_actions="To the actions",
    go_to="Go to",
    place_of_action="{number}, {district}",
    all_help="All actions in one table, for filters and pivot tables.",
    own_fields="Own fields {name}",
    own_fields_help="What only the form “{title}” asks for. What is common stands on the areas' tabs.",
    area_texts="Texts of the plans",
    area_texts_help="Answers on the first tab, goals, situations and whatever else plans say of areas and as a whole.",
    field="Field",
    text="Text",
    area_help="All district offices' actions in the area.",
    returned="Returned",
    yes="Yes",
    no="Missing",
    file="File",
    round="Round",
    saved="Received or saved",
    sender="From",
    late="Days late",
    errors="Errors",
    warnings="Warnings",
    returns_help="What came in, and from whom it is missing.",
    used="Counted",
    sheet="Tab",
    cell="Cell",
    severity="Severity",
    code="Code",
    what="What",
    hint="Advice",
    findings_help="What is wrong or worth a look, and where.",
    decision_headings=(
        "What",
        "District office",
        "No.",
        "About",
        "A",
        "Source of A",
        "To A",
        "B",
        "Source of B",
        "To B",
        "Likeness",
        "Answer",
        "State",
        "Key",
    ),
    decision_kinds={"same-action?": "Same action?", "conflict": "Returns differ", "proposal": "Plan text changed"},
    decisions_help="What xlplan does not decide by itself. Choose in the column Answer; the next merge abides by it.",
    answers={
        "same": "same",
        "different": "different",
        "keep-a": "keep A",
        "keep-b": "keep B",
        "both": "both",
        "accept": "accept",
        "reject": "reject",
    },
    answer_spellings={
        "same": ("same action", "yes", "join", "samma"),
        "different": ("different actions", "no", "not the same", "olika"),
        "keep-a": ("a", "behåll a"),
        "keep-b": ("b", "behåll b"),
        "both": ("keep both", "a and b", "båda"),
        "accept": ("accepted", "yes", "godta"),
        "reject": ("rejected", "no", "avvisa"),
    },
    answer_title="Your answer",
    answer_help="Choose from the list. The answer holds from the next merge.",
    not_an_answer="The answer is not in the list, and the next merge will not understand it. Keep it all the same?",
    decided="Decided: {answer}",
    undecided="To decide",
    lost_tab="Without a place",
    lost_help=(
        "What the city wrote in the city workbook and whose place is gone. The rows stay until they are deleted here; "
        "if the place comes back, the text moves there."
    ),
    lost_headings=("Tab", "District office", "No.", "Action", "What", "Text", "Why", "Key"),
    lost_why={
        "row": "The row is no longer in any return.",
        "changed": "The return says something new since the correction was made.",
        "added": "The row belongs to no action.",
        "outside": "The text stands outside the tables, or on xlplan's own rows.",
        "decision": "The question is no longer asked.",
        "formula": "The cell's value stays, but formulas are not carried over.",
    },
    lost_what={
        "note": "Note on {column}",
        "correction": "Correction of {column}",
        "answer": "Answer to To decide",
        "row": "A row of the city's own",
        "text": "Text in {column}",
        "formula": "Formula in {column}",
        "look": "Coloured row",
    },
    marks="This sheet belongs to xlplan; by it, what the city writes is carried over to the next city workbook.",
    nothing="Nothing at present.",
    about_rows=(
        ("Made by", "xlplan {version}"),
        ("Form", "{form}, {year}"),
        ("Declared status", "The office chose it in the column {status_column}."),
        ("Status read from the text", "Taken from the words that open the follow-up, such as “Målet är uppfyllt”."),
        ("No word", "No return says how it went."),
        ("Same action", "Rows are joined only on two witnesses: same number and text, or same text and cause."),
    ),
    about_sources="Sources",
    own_areas="Added areas",
)


def city_words(language: str) -> CityWords:
    """The words in ``sv`` or ``en``."""
    return SWEDISH if language == "sv" else ENGLISH
