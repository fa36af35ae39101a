"""Our own words in the workbooks, in the form's language. What the form's author writes is in the form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Every fixed text of a template."""

    title: str
    details: str
    details_help: str
    instruction: str
    areas: str
    areas_help: str
    area_headings: tuple[str, str, str, str]
    """Of the list of tabs: tab, area, actions begun, cells left to fill in."""
    open_now: str
    """Before the guidance of the column that is to be filled in this round."""
    own_area: str
    own_area_cards: str
    title_of_card: str
    """What a card's title is kept under when the form has no field for it."""
    lock_heading: str
    lock_sheet: str
    lock_sheet_cards: str
    lock_soft: str
    lock_none: str
    number: str
    number_help: str
    last_year: str
    last_year_help: str
    choose: str
    suggest: str
    not_listed: str
    not_listed_help: str
    locked_title: str
    locked_help: str
    lists_tab: str
    page: str
    marks: str


SWEDISH = Wording(
    title="{title} {year}",
    details="Uppgifter om planen",
    details_help="Fyll i de vita fälten.",
    instruction="Så fyller ni i planen",
    areas="Flikar",
    areas_help="En flik för varje samverkansområde. Klicka för att gå dit. Siffrorna räknas medan ni fyller i.",
    area_headings=("Flik", "Samverkansområde", "Påbörjade åtgärder", "Celler kvar att fylla i"),
    open_now="Fylls i nu.",
    own_area=(
        "Eget samverkansområde: högerklicka på en områdesflik, välj Flytta eller kopiera, kryssa i Skapa en kopia, "
        "byt namn på fliken och töm raderna. Det går också bra att lägga till en helt ny flik."
    ),
    title_of_card="Rubrik",
    own_area_cards=(
        "Eget samverkansområde: högerklicka på en områdesflik, välj Flytta eller kopiera, kryssa i Skapa en kopia, "
        "byt namn på fliken och töm rutorna. Det går också bra att lägga till en helt ny flik."
    ),
    lock_heading="Bladskydd",
    lock_sheet=(
        "Rubriker och hjälptexter är låsta, utan lösenord. Ni kan skriva, infoga och ta bort rader, sortera, filtrera, "
        "ändra radhöjd och lägga till flikar som vanligt. Infoga nya rader under en befintlig åtgärd. "
        "Stavningskontroll: välj Granska och sedan Ta bort bladets skydd."
    ),
    lock_sheet_cards=(
        "Rubrikerna är låsta, utan lösenord. Ni kan skriva, kopiera och klistra in kort, infoga rader, ändra radhöjd "
        "och lägga till flikar som vanligt. Stavningskontroll: välj Granska och sedan Ta bort bladets skydd."
    ),
    lock_soft=(
        "Bladen är inte låsta. Rubriker och hjälptexter hör till mallen: skriv inte över dem. Alla verktyg fungerar, "
        "även stavningskontroll."
    ),
    lock_none="Bladen är inte låsta. Låt rubrikerna stå kvar som de är, då går det lätt att läsa in planen.",
    number="Nr",
    number_help="Fylls i av staden och följer raden.",
    last_year="Så gick det {year}",
    last_year_help="Till stöd när ni planerar: uppföljningen från förra året. Ändra inget här.",
    choose="Välj ett svar i listan.",
    suggest="Välj ett förslag i listan eller skriv med egna ord.",
    not_listed="Svaret finns inte i listan",
    not_listed_help="Välj helst ett av svaren i listan, så går det att räkna ihop. Vill ni ändå behålla texten?",
    locked_title="Rubriken hör till mallen",
    locked_help="Rubriker och hjälptexter styrs av mallen. Skriv i raderna under.",
    lists_tab="_listor",
    page="Sida &P av &N",
    marks="Det här bladet hör till xlplan och gör att planen kan läsas in igen. Ändra inget här.",
)

ENGLISH = Wording(
    title="{title} {year}",
    details="About the plan",
    details_help="Fill in the white cells.",
    instruction="How to fill in the plan",
    areas="Tabs",
    areas_help="One tab for each prioritised area. Click to go there. The figures are counted as you fill in.",
    area_headings=("Tab", "Area", "Actions begun", "Cells left to fill in"),
    open_now="Fill in now.",
    own_area=(
        "An area of your own: right-click an area's tab, choose Move or Copy, tick Create a copy, rename the tab and "
        "clear its rows. A wholly new tab is fine too."
    ),
    title_of_card="Title",
    own_area_cards=(
        "An area of your own: right-click an area's tab, choose Move or Copy, tick Create a copy, rename the tab and "
        "clear its cells. A wholly new tab is fine too."
    ),
    lock_heading="Sheet protection",
    lock_sheet=(
        "Headings and guidance are locked, without a password. You can write, insert and delete rows, sort, filter, "
        "change row heights and add tabs as usual. Insert new rows below an existing action. Spelling: choose Review, "
        "then Unprotect Sheet."
    ),
    lock_sheet_cards=(
        "Labels are locked, without a password. You can write, copy and paste cards, insert rows, change row heights "
        "and add tabs as usual. Spelling: choose Review, then Unprotect Sheet."
    ),
    lock_soft=(
        "The sheets are not locked. Headings and guidance belong to the template: do not write over them. All tools "
        "work, spelling too."
    ),
    lock_none="The sheets are not locked. Leave the headings as they are, then the plan is easy to read in.",
    number="No.",
    number_help="Set by the city; goes with its row.",
    last_year="How it went in {year}",
    last_year_help="To help you plan: last year's follow-up. Change nothing here.",
    choose="Choose an answer from the list.",
    suggest="Choose a suggestion from the list, or use your own words.",
    not_listed="This answer is not in the list",
    not_listed_help="Please choose one of the answers in the list, so that they can be counted. Keep the text anyway?",
    locked_title="This heading belongs to the template",
    locked_help="Headings and guidance are set by the template. Write in the rows below.",
    lists_tab="_lists",
    page="Page &P of &N",
    marks="This sheet belongs to xlplan and lets the plan be read in again. Please change nothing here.",
)


def wording(language: str) -> Wording:
    """Our words in ``sv`` or ``en``."""
    return SWEDISH if language == "sv" else ENGLISH
