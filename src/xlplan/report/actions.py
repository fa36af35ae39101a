"""The actions on the page: the list that can be filtered, and those that were not fulfilled."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.city.wording import STATUS_ORDER
from xlplan.report.content import Content, Entry, Told
from xlplan.report.markup import Markup, el, join


def filter_form(content: Content) -> Markup:
    """The choices; shown by the script, for without it they would do nothing."""
    words, city = content.words, content.city
    statuses: dict[str, str] = {status: city.statuses[status] for status in STATUS_ORDER}
    fields = [
        _choice("area", city.area, content.area_titles, words.filter_all),
        _choice("district", city.district, content.district_names, words.filter_all),
        _choice("status", words.filter_status, statuses, words.filter_all),
        el("button", words.filter_reset, type="reset"),
    ]
    told = el("p", id="told", class_="told", role="status")
    return el(
        "form",
        el("fieldset", el("legend", words.filter), fields),
        told,
        id="filter",
        hidden=True,
        data_shown=words.shown,
    )


def _choice(name: str, label: str, options: Mapping[str, str], every: str) -> Markup:
    listed = [el("option", every, value=""), *(el("option", text, value=key) for key, text in options.items())]
    return el("label", label, el("select", listed, name=name))


def full_list(content: Content) -> Markup:
    """Every action, by area."""
    return join(
        el("section", el("h3", title, id=f"all-{index}"), actions, data_group="1", aria_labelledby=f"all-{index}")
        for index, (area, title) in enumerate(content.area_titles.items(), 1)
        if (actions := [_article(content, entry) for entry in content.entries if entry.area == area])
    )


def _article(content: Content, entry: Entry) -> Markup:
    words, city = content.words, content.city
    rows = [
        (city.status, entry.status_word),
        *entry.rows,
    ]
    told = [join(el("dt", each.round), el("dd", _said(content, each))) for each in entry.told]
    return el(
        "article",
        el("h4", f"{entry.number} {entry.district_name}: {entry.title}"),
        el(
            "dl",
            (join(el("dt", heading), el("dd", text)) for heading, text in rows),
            told or join(el("dt", words.follow_up), el("dd", words.no_follow_up)),
            join(el("dt", words.source), el("dd", "\n".join(entry.sources), class_="source")),
        ),
        el("p", entry.missing_in, class_="help") if entry.missing_in else None,
        data_area=entry.area,
        data_district=entry.district,
        data_status=entry.status,
        data_word=entry.status_word,
    )


def _said(content: Content, told: Told) -> Markup:
    return join(
        el("span", f"{told.verdict}. ", class_="verdict") if told.verdict else None,
        told.text or content.words.no_words,
    )


def not_fulfilled(content: Content) -> Markup:
    """The actions that were not fulfilled, in the offices' own words."""
    words = content.words
    entries = [entry for entry in content.entries if entry.status == "not_fulfilled"]
    if not entries:
        return el("p", words.no_not_fulfilled)
    return join(el("p", words.not_fulfilled_help, class_="help"), (_quote(content, entry) for entry in entries))


def _quote(content: Content, entry: Entry) -> Markup:
    told = entry.latest
    return el(
        "div",
        el("h3", f"{entry.number} {entry.district_name}: {entry.title}"),
        el("p", content.area_titles[entry.area], class_="help"),
        el("p", (told.text if told else "") or content.words.no_words, class_="words"),
        el("p", f"{told.round}. {told.source}", class_="source") if told else None,
        class_="quote",
    )
