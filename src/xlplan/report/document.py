"""The verb: the city plan as a Word document that the coordinator edits on.

Introduction, figures, then area by area what was reached, what was done and what was not and why, district by district
in the offices' own words with their source; and an appendix with every action and every follow-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from xlplan import __version__
from xlplan.city.figures import Figures
from xlplan.city.wording import STATUS_ORDER
from xlplan.findings.counting import counted
from xlplan.form.layout import plan_layout
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan
from xlplan.report.content import Content, Entry, make_content
from xlplan.report.drawn import drawn_chart
from xlplan.report.paper import Paper, Words
from xlplan.report.picture import picture

REACHED = ("fulfilled",)
Row = Sequence[str | int]
NOT_REACHED = ("not_fulfilled", "not_started")


def document_bytes(plan: CityPlan, form: Form) -> bytes:
    """The annual summary as a .docx; the same plan gives the same bytes.

    Args:
        plan: The city plan, masked already if it is to be.
        form: The form it answers; the document speaks its language.

    Raises:
        ImportError: python-docx, the extra ``docx``, is not installed.
    """
    content = make_content(plan, form)
    paper = Paper(
        title=content.title,
        author="xlplan",
        language="sv-SE" if form.language == "sv" else "en-GB",
        created=datetime(form.year, 1, 1),
    )
    _introduction(paper, content)
    _figures(paper, content)
    for area, title in content.area_titles.items():
        _area(paper, content, area, title)
    _how(paper, content)
    _appendix(paper, content)
    return paper.to_bytes()


def _introduction(paper: Paper, content: Content) -> None:
    words = content.words
    paper.heading(words.introduction, 1)
    for text in words.introduction_texts:
        paper.paragraph(text.format(title=plan_layout(content.form).title))
    for sentence in content.lead():
        paper.paragraph(sentence)


def _figures(paper: Paper, content: Content) -> None:
    words, city, summary = content.words, content.city, content.summary
    paper.heading(words.figures, 1)
    _block(paper, content, (words.by_area, words.chart_area), summary.by_area, content.area_titles)
    _block(paper, content, (words.by_district, words.chart_district), summary.by_district, content.district_names)
    if len(summary.rounds) > 1:
        paper.heading(words.rounds, 2)
        paper.paragraph(words.rounds_help)
        named = [(words.after.format(round=content.round_titles[each.round]), each.statuses) for each in summary.rounds]
        _chart(paper, content, words.chart_rounds, named)
        after: list[Row] = [[name, *each] for name, each in named]
        paper.figures(words.chart_rounds, [city.round, *_status_words(content)], after)
    paper.heading(words.both, 2)
    areas = list(content.area_titles)
    both: list[Row] = [
        [name, *(summary.by_both.get((area, key), 0) for area in areas), summary.by_district[key].actions]
        for key, name in content.district_names.items()
    ]
    both.append([city.total, *(summary.by_area[area].actions for area in areas), summary.total.actions])
    paper.figures(words.both, [city.district, *content.area_titles.values(), city.total], both)
    paper.heading(words.basis, 2)
    paper.figures(content.basis_help, [city.what, words.number, words.share_heading], content.basis())


def _block(
    paper: Paper, content: Content, titles: tuple[str, str], figures: Mapping[str, Figures], names: Mapping[str, str]
) -> None:
    """A chart, its numbers, and what is lacking."""
    heading, chart = titles
    city, total = content.city, content.summary.total
    paper.heading(heading, 2)
    _chart(paper, content, chart, [(names[key], each.statuses) for key, each in figures.items() if each.actions])
    named = [*((names[key], each) for key, each in figures.items()), (city.total, total)]
    statuses: list[Row] = [[name, each.actions, *each.statuses] for name, each in named]
    paper.figures(chart, [heading, city.actions, *_status_words(content)], statuses)
    lacks: list[Row] = [[name, each.actions, *content.numbers(each.lacks)] for name, each in named]
    paper.figures(content.words.lacking.format(by=heading.lower()), [heading, city.actions, *city.lacks], lacks)


def _chart(paper: Paper, content: Content, title: str, rows: Sequence[tuple[str, Sequence[int]]]) -> None:
    if not any(sum(counts) for _, counts in rows):
        return
    told = "; ".join(f"{name}: {content.statuses(counts)}" for name, counts in rows)
    chart, workbook = drawn_chart(content, title, rows)
    height = 3.2 + 0.9 * len(rows)
    shown = picture(title, _status_words(content), rows, (paper.room_cm, height))
    paper.chart(title, chart, workbook, shown, alt=f"{title}. {told}.", height_cm=height)


def _status_words(content: Content) -> list[str]:
    return [content.city.statuses[status] for status in STATUS_ORDER]


def _area(paper: Paper, content: Content, area: str, title: str) -> None:
    words = content.words
    entries = [entry for entry in content.entries if entry.area == area]
    paper.heading(title, 1)
    if not entries:
        paper.paragraph(words.area_empty)
        return
    figures = content.summary.by_area[area]
    paper.paragraph(
        counted(words.area_lead, actions=figures.actions, districts=len({entry.district for entry in entries})),
        " ",
        counted(words.fulfilled_of, actions=figures.actions, told=content.statuses(figures.statuses)),
    )
    told = [entry for entry in entries if entry.told]
    groups = (
        (words.reached, words.reached_none, [each for each in told if each.status in REACHED]),
        (words.done, words.done_none, [each for each in told if each.status not in (*REACHED, *NOT_REACHED)]),
        (words.not_reached, words.not_reached_none, [each for each in told if each.status in NOT_REACHED]),
    )
    for heading, none, group in groups:
        paper.heading(heading, 2)
        if not group:
            paper.paragraph(none)
        for district, name in content.district_names.items():
            if of_district := [entry for entry in group if entry.district == district]:
                paper.heading(name, 3)
                for entry in of_district:
                    _entry(paper, content, entry)
    if silent := len(entries) - len(told):
        paper.heading(words.silent, 2)
        paper.paragraph(counted(words.silent_text, count=silent))


def _entry(paper: Paper, content: Content, entry: Entry) -> None:
    """An action and the latest words on it."""
    told = entry.latest
    assert told is not None
    paper.paragraph(Words(f"{entry.number} {entry.title}", bold=True), f" – {entry.status_word}")
    if told.text:
        paper.paragraph(told.text, style="Quote")
    else:
        paper.paragraph(content.words.no_words)
    paper.paragraph(Words(f"{told.round}. {content.words.source}: {told.source}", faint=True))


def _how(paper: Paper, content: Content) -> None:
    words = content.words
    paper.heading(words.how, 1)
    for text in (*words.how_texts, words.made_by.format(version=__version__)):
        paper.paragraph(text)
    if returns := [each.file for each in content.plan.returns if each.used]:
        paper.heading(words.sources, 2)
        for file in returns:
            paper.paragraph(file, style="List Bullet")


def _appendix(paper: Paper, content: Content) -> None:
    words, city = content.words, content.city
    paper.landscape()
    paper.heading(words.appendix, 1)
    paper.paragraph(words.appendix_help)
    headings = [city.number, words.plan, words.follow_up, city.status]
    for area, title in content.area_titles.items():
        paper.heading(title, 2)
        if not any(entry.area == area for entry in content.entries):
            paper.paragraph(words.area_empty)
        for district, name in content.district_names.items():
            if entries := content.entries_of(area, district):
                paper.heading(name, 3)
                rows = (_appendix_row(content, entry) for entry in entries)
                paper.table(headings, rows, f"{title}, {name}. {words.appendix_help}", (2.2, 9, 9, 3.5))


def _appendix_row(content: Content, entry: Entry) -> Sequence[Sequence[Sequence[Words]]]:
    plan = [
        [Words(entry.title, bold=True)],
        *([Words(f"{heading}: ", bold=True), Words(text)] for heading, text in entry.rows),
    ]
    status = [[Words(entry.status_word, bold=True)]]
    if entry.missing_in:
        status.append([Words(entry.missing_in, faint=True)])
    return [[Words(entry.number)]], plan, list(_appendix_follow_ups(content, entry)), status


def _appendix_follow_ups(content: Content, entry: Entry) -> Iterator[list[Words]]:
    if not entry.told:
        yield [Words(content.words.no_follow_up)]
        yield [Words(f"{content.words.source}: {'; '.join(entry.sources)}", faint=True)]
    for told in entry.told:
        yield [Words(f"{told.round}. ", bold=True), Words(told.verdict, bold=True)]
        yield [Words(told.text or content.words.no_words)]
        yield [Words(f"{content.words.source}: {told.source}", faint=True)]
