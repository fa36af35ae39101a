"""What the annual summary says itself, in Swedish and English; all else are the districts' words and the form's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Every fixed text of the page and the document; ``{name}`` stands for a figure or a name."""

    title: str
    skip: str
    contents: str
    briefly: str
    returned_of: str
    fulfilled_of: str
    none_yet: str
    missing_list: str
    described: str
    known: str
    key_returned: str
    key_actions: str
    key_followed: str
    share: str
    share_heading: str
    of: str
    who_returned: str
    returned: str
    not_returned: str
    files: str
    returns_by_district: str
    by_area: str
    by_district: str
    chart_area: str
    chart_district: str
    chart_rounds: str
    rounds: str
    rounds_help: str
    after: str
    both: str
    both_help: str
    basis: str
    basis_help: str
    basis_rows: tuple[str, str, str, str, str, str]
    number: str
    not_fulfilled: str
    not_fulfilled_help: str
    no_not_fulfilled: str
    no_words: str
    all_actions: str
    filter: str
    filter_all: str
    filter_status: str
    filter_reset: str
    shown: str
    no_action: str
    follow_up: str
    no_follow_up: str
    source: str
    cell: str
    row: str
    missing_in: str
    how: str
    how_texts: tuple[str, ...]
    sources: str
    introduction: str
    introduction_texts: tuple[str, ...]
    figures: str
    lacking: str
    area_lead: str
    area_empty: str
    reached: str
    reached_none: str
    done: str
    done_none: str
    not_reached: str
    not_reached_none: str
    silent: str
    silent_text: str
    appendix: str
    appendix_help: str
    plan: str
    made_by: str


SWEDISH = ReportWords(
    title="Årssammanfattning – {title}",
    skip="Hoppa till innehållet",
    contents="Innehåll",
    briefly="I korthet",
    returned_of="{returned} av {districts} stadsdelsförvaltningar har lämnat in.",
    fulfilled_of="Måluppfyllelse för {actions:åtgärd|åtgärder}: {told}.",
    none_yet="Planerna innehåller inga åtgärder ännu.",
    missing_list="Inlämning saknas från {names}.",
    described="Åtgärder utan orsak: {cause}, utan ansvarig: {who}, utan tid: {when}, utan uppföljning: {follow_up}.",
    known="Hur beskeden är kända: {declared} angivna av förvaltningen, {inferred} tolkade ur uppföljningens text.",
    key_returned="Inlämnade planer",
    key_actions="Åtgärder",
    key_followed="Med uppföljning",
    share="{share}\u00a0%",
    share_heading="Andel",
    of="{part} av {whole}",
    who_returned="Vilka som har lämnat in",
    returned="Ja",
    not_returned="Saknas",
    files="Filer",
    returns_by_district="Inlämning per stadsdelsförvaltning",
    by_area="Per samverkansområde",
    by_district="Per stadsdelsförvaltning",
    chart_area="Måluppfyllelse per samverkansområde",
    chart_district="Måluppfyllelse per stadsdelsförvaltning",
    chart_rounds="Måluppfyllelse efter varje uppföljning",
    rounds="Över uppföljningarna",
    rounds_help="Alla åtgärder, så som det senaste beskedet löd efter varje omgång.",
    after="Efter {round}",
    both="Åtgärder per område och förvaltning",
    both_help="Antal åtgärder.",
    basis="Hur åtgärderna är beskrivna och följs upp",
    basis_help="Andel av alla åtgärder som har orsak, ansvarig, tid och uppföljning, och hur måluppfyllelsen är känd.",
    basis_rows=(
        "Har orsak",
        "Har ansvarig",
        "Har tid",
        "Har uppföljning",
        "Måluppfyllelse angiven av förvaltningen",
        "Måluppfyllelse tolkad ur texten",
    ),
    number="Antal",
    not_fulfilled="Ej uppfyllda åtgärder",
    not_fulfilled_help="Med förvaltningarnas egna ord om varför.",
    no_not_fulfilled="Ingen åtgärd har beskedet ej uppfyllt.",
    no_words="Uppföljningen har ingen text.",
    all_actions="Alla åtgärder",
    filter="Visa bara",
    filter_all="Alla",
    filter_status="Måluppfyllelse",
    filter_reset="Visa alla",
    shown="Visar {shown} av {all} åtgärder.",
    no_action="Ingen åtgärd angiven",
    follow_up="Uppföljning",
    no_follow_up="Ingen uppföljning.",
    source="Källa",
    cell="{file}, fliken {sheet}, cell {cell}",
    row="{file}, fliken {sheet}, rad {row}",
    missing_in="Saknas i {rounds}.",
    how="Så är siffrorna räknade",
    how_texts=(
        "En åtgärd är en rad i en inlämnad plan. Rader i flera omgångar är samma åtgärd bara när nummer och text, "
        "eller text och orsak, stämmer överens, eller när någon har avgjort det.",
        "Angivet besked har förvaltningen valt i kolumnen för måluppfyllelse. Tolkat besked är läst ur de ord som "
        "uppföljningen börjar med. Utan besked betyder att ingen inlämning säger hur det gått.",
        "Allt som står om en åtgärd är förvaltningens egna ord, med fil, flik och cell. Det som staden har rättat "
        "i sammanställningen gäller här också.",
    ),
    sources="Inlämnade filer",
    introduction="Inledning",
    introduction_texts=(
        "Enligt lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete ska kommunen ha en åtgärdsplan. "
        "Den här sammanfattningen är gjord av det som stadsdelsförvaltningarna har lämnat in i {title}.",
        "Texterna om vad som gjorts, vad som nåtts och varför något inte nåtts är förvaltningarnas egna, ordagrant ur "
        "uppföljningarna, med källa. Siffrorna är räknade ur samma inlämningar.",
    ),
    figures="Läget i siffror",
    lacking="Vad som saknas, {by}",
    area_lead="Området har {actions:åtgärd|åtgärder} från {districts:förvaltning|förvaltningar}.",
    area_empty="Inga åtgärder är inlämnade i området.",
    reached="Vad som har nåtts",
    reached_none="Ingen åtgärd i området har beskedet uppfyllt.",
    done="Vad som har gjorts och pågår",
    done_none="Inga andra uppföljningar finns i området.",
    not_reached="Vad som inte har nåtts, och varför",
    not_reached_none="Ingen åtgärd i området har beskedet ej uppfyllt eller ej påbörjat.",
    silent="Utan uppföljning",
    silent_text="{count:åtgärd|åtgärder} i området saknar uppföljning; se bilagan.",
    appendix="Bilaga: Alla åtgärder",
    appendix_help="Varje åtgärd med varje uppföljning, ordagrant och med källa.",
    plan="Plan",
    made_by="Gjord med xlplan {version}.",
)

ENGLISH = ReportWords(
    title="Annual summary – {title}",
    skip="Skip to the content",
    contents="Contents",
    briefly="In short",
    returned_of="{returned} of {districts} district offices have returned a plan.",
    fulfilled_of="Status of {actions:action|actions}: {told}.",
    none_yet="The plans hold no actions yet.",
    missing_list="No return has come from {names}.",
    described="Actions without a cause: {cause}, an owner: {who}, a time: {when}, a follow-up: {follow_up}.",
    known="How the statuses are known: {declared} declared by the office, {inferred} read from the follow-up's text.",
    key_returned="Plans returned",
    key_actions="Actions",
    key_followed="With a follow-up",
    share="{share}%",
    share_heading="Share",
    of="{part} of {whole}",
    who_returned="Who has returned a plan",
    returned="Yes",
    not_returned="Missing",
    files="Files",
    returns_by_district="Returns by district office",
    by_area="By area",
    by_district="By district office",
    chart_area="Status by area",
    chart_district="Status by district office",
    chart_rounds="Status after each follow-up",
    rounds="Over the follow-ups",
    rounds_help="All actions, as the latest word had it after each round.",
    after="After {round}",
    both="Actions by area and district office",
    both_help="Number of actions.",
    basis="How the actions are described and followed up",
    basis_help="Share of all actions that have a cause, an owner, a time and a follow-up, and how the status is known.",
    basis_rows=(
        "Have a cause",
        "Have an owner",
        "Have a time",
        "Have a follow-up",
        "Status declared by the office",
        "Status read from the text",
    ),
    number="Number",
    not_fulfilled="Actions not fulfilled",
    not_fulfilled_help="With the offices' own words on why.",
    no_not_fulfilled="No action has the status not fulfilled.",
    no_words="The follow-up has no text.",
    all_actions="All actions",
    filter="Show only",
    filter_all="All",
    filter_status="Status",
    filter_reset="Show all",
    shown="Showing {shown} of {all} actions.",
    no_action="No action named",
    follow_up="Follow-up",
    no_follow_up="No follow-up.",
    source="Source",
    cell="{file}, tab {sheet}, cell {cell}",
    row="{file}, tab {sheet}, row {row}",
    missing_in="Missing in {rounds}.",
    how="How the figures are counted",
    how_texts=(
        "An action is a row of a returned plan. Rows of several rounds are the same action only where number and text, "
        "or text and cause, agree, or where somebody decided so.",
        "A declared status was chosen by the office in the status column. An inferred one is read from the words that "
        "open the follow-up. No word means that no return says how it went.",
        "All that is said of an action are the office's own words, with file, tab and cell. What the city has "
        "corrected in the city workbook holds here too.",
    ),
    sources="Returned files",
    introduction="Introduction",
    introduction_texts=(
        "Under the Swedish act (2023:196) on crime prevention, a municipality has an action plan. This summary is made "
        "of what the district offices have returned in {title}.",
        "The texts on what was done, what was reached and why something was not are the offices' own, word for word "
        "from the follow-ups, with their source. The figures are counted from the same returns.",
    ),
    figures="The state in figures",
    lacking="What is lacking, {by}",
    area_lead="The area has {actions:action|actions} from {districts:office|offices}.",
    area_empty="No actions have been returned in the area.",
    reached="What was reached",
    reached_none="No action in the area has the status fulfilled.",
    done="What was done and goes on",
    done_none="There are no other follow-ups in the area.",
    not_reached="What was not reached, and why",
    not_reached_none="No action in the area has the status not fulfilled or not started.",
    silent="Without follow-up",
    silent_text="No follow-up of {count:action|actions} in the area; see the appendix.",
    appendix="Appendix: All actions",
    appendix_help="Every action with every follow-up, word for word and with its source.",
    plan="Plan",
    made_by="Made with xlplan {version}.",
)


def report_words(language: str) -> ReportWords:
    """The words in ``sv`` or ``en``."""
    return SWEDISH if language == "sv" else ENGLISH
