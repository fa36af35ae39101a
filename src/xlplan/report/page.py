"""The verb: the city plan as one HTML page that needs nothing else: no network, no other file.

It is read on a phone, printed on A4, filtered by keyboard, and whole without its script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files

from xlplan import __version__
from xlplan.city.figures import MEANINGS, Figures
from xlplan.city.wording import STATUS_ORDER
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan, UsedReturn
from xlplan.report.actions import filter_form, full_list, not_fulfilled
from xlplan.report.chart import bars, patterns
from xlplan.report.content import Content, make_content
from xlplan.report.markup import Markup, el, join, verbatim

Row = Sequence[str | int]


def html_bytes(plan: CityPlan, form: Form) -> bytes:
    """The annual summary as a page; the same plan gives the same bytes.

    Args:
        plan: The city plan, masked already if it is to be.
        form: The form it answers; the page speaks its language.
    """
    content = make_content(plan, form)
    style, script = _part("page.css"), _part("filter.js")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", content.title),
        el("style", verbatim(style)),
    )
    body = el("body", _body(content), el("script", verbatim(script)))
    return ("<!doctype html>\n" + el("html", head, "\n", body, lang=form.language) + "\n").encode()


def _part(name: str) -> str:
    return (files("xlplan.report") / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded and nothing run but our own style and script."""
    marks = [b64encode(sha256(part.encode()).digest()).decode() for part in (style, script)]
    return f"default-src 'none'; style-src 'sha256-{marks[0]}'; script-src 'sha256-{marks[1]}'; form-action 'none'"


def _body(content: Content) -> Markup:
    words = content.words
    sections = dict(_sections(content))
    titles = {
        "briefly": words.briefly,
        "returned": words.who_returned,
        "areas": words.by_area,
        "districts": words.by_district,
        "rounds": words.rounds,
        "both": words.both,
        "basis": words.basis,
        "not-fulfilled": words.not_fulfilled,
        "all": words.all_actions,
        "how": words.how,
    }
    shown = {key: title for key, title in titles.items() if key in sections}
    links = [el("li", el("a", title, href=f"#{key}")) for key, title in shown.items()]
    return join(
        el("a", words.skip, href="#main", class_="skip"),
        patterns(),
        el("header", el("h1", content.title), el("nav", el("ul", links), aria_label=words.contents)),
        "\n",
        el(
            "main",
            (join(el("section", el("h2", title, id=key), sections[key], aria_labelledby=key), "\n")
             for key, title in shown.items()),
            id="main",
            tabindex=-1,
        ),
        el("footer", el("p", words.made_by.format(version=__version__), class_="help")),
    )  # fmt: skip


def _sections(content: Content) -> Iterator[tuple[str, Markup]]:
    words, summary = content.words, content.summary
    yield "briefly", join(_keys(content), el("p", " ".join(content.lead())))
    yield "returned", _returned(content)
    yield "areas", _block(content, words.chart_area, words.by_area, summary.by_area, content.area_titles)
    yield (
        "districts",
        _block(content, words.chart_district, words.by_district, summary.by_district, content.district_names),
    )
    if len(summary.rounds) > 1:
        yield "rounds", _rounds(content)
    yield "both", _both(content)
    yield "basis", _basis(content)
    yield "not-fulfilled", not_fulfilled(content)
    yield "all", join(filter_form(content), full_list(content))
    yield "how", _how(content)


def _keys(content: Content) -> Markup:
    words, total, summary = content.words, content.summary.total, content.summary
    of_all = [(number, content.share(number, total.actions)) for number in total.statuses]
    told = dict(zip(STATUS_ORDER, of_all, strict=True))
    statuses = content.city.statuses
    followed, asked = total.basis[MEANINGS.index("follow_up")]
    shown = [
        (words.key_returned, *_of(content, len(summary.returned), len(content.district_names))),
        (words.key_actions, str(total.actions), ""),
        (words.key_followed, *_of_asked(content, followed, asked)),
        *((statuses[key], str(told[key][0]), told[key][1]) for key in ("fulfilled", "not_fulfilled", "unknown")),
    ]
    return el(
        "dl",
        (el("div", el("dt", label), el("dd", number, el("small", small) if small else None))
         for label, number, small in shown),
        class_="keys",
    )  # fmt: skip


def _of_asked(content: Content, part: int | None, whole: int) -> tuple[str, str]:
    return (content.city.not_asked, "") if part is None else (str(part), content.share(part, whole))


def _of(content: Content, part: int, whole: int) -> tuple[str, str]:
    return str(part), content.words.of.format(part=part, whole=whole)


def _returned(content: Content) -> Markup:
    words, city = content.words, content.city
    came: dict[str, list[UsedReturn]] = {key: [] for key in content.district_names}
    for each in content.plan.returns:
        if each.used and each.district in came:
            came[each.district].append(each)
    with_rounds = any(each.round for returns in came.values() for each in returns)
    rows: list[Row] = []
    for key, name in content.district_names.items():
        rounds = dict.fromkeys(content.round_titles.get(each.round or "", "") for each in came[key])
        told = words.returned if came[key] else words.not_returned
        listed = [", ".join(title for title in rounds if title)] if with_rounds else []
        rows.append([name, told, *listed, len(came[key]), content.summary.by_district[key].actions])
    headings = [city.district, city.returned, *([city.round] if with_rounds else []), words.files, city.actions]
    return table("returned-table", words.returns_by_district, headings, rows)


def _block(
    content: Content, chart: str, heading: str, figures: Mapping[str, Figures], names: Mapping[str, str]
) -> Markup:
    """A chart and its table."""
    city = content.city
    shown = [
        (
            names[key],
            f"{each.actions} {city.actions.lower()}",
            each.statuses,
            f"{names[key]}: {content.statuses(each.statuses)}",
        )
        for key, each in figures.items()
        if each.actions
    ]
    rows: list[Row] = [[names[key], *content.numbers(each.row)] for key, each in figures.items()]
    headings = [heading, city.actions, *_status_words(content), *city.lacks]
    total: Row = [city.total, *content.numbers(content.summary.total.row)]
    mark = next(iter(figures), "x")
    return join(
        el("figure", el("figcaption", chart), bars(shown, _status_words(content))),
        table(f"table-{mark}", f"{chart}. {city.actions}.", headings, rows, total, wide=True),
    )


def _status_words(content: Content) -> list[str]:
    return [content.city.statuses[status] for status in STATUS_ORDER]


def _rounds(content: Content) -> Markup:
    words, city = content.words, content.city
    named = [(words.after.format(round=content.round_titles[each.round]), each) for each in content.summary.rounds]
    shown = [(name, "", each.statuses, f"{name}: {content.statuses(each.statuses)}") for name, each in named]
    rows: list[Row] = [[name, *each.statuses] for name, each in named]
    return join(
        el("p", words.rounds_help, class_="help"),
        el("figure", el("figcaption", words.chart_rounds), bars(shown, _status_words(content))),
        table("rounds-table", words.chart_rounds, [city.round, *_status_words(content)], rows, wide=True),
    )


def _both(content: Content) -> Markup:
    words, summary = content.words, content.summary
    areas = list(content.area_titles)
    rows: list[Row] = [
        [name, *(summary.by_both.get((area, district), 0) for area in areas), summary.by_district[district].actions]
        for district, name in content.district_names.items()
    ]
    total: Row = [content.city.total, *(summary.by_area[area].actions for area in areas), summary.total.actions]
    headings = [content.city.district, *content.area_titles.values(), content.city.total]
    return table("both-table", words.both_help, headings, rows, total, wide=True)


def _basis(content: Content) -> Markup:
    headings = [content.city.what, content.words.number, content.words.share_heading]
    return table("basis-table", content.basis_help, headings, content.basis())


def _how(content: Content) -> Markup:
    returns = [el("li", each.file) for each in content.plan.returns if each.used]
    return join(
        (el("p", text) for text in content.words.how_texts),
        join(el("h3", content.words.sources), el("ul", returns)) if returns else None,
    )


def table(
    mark: str,
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Row],
    total: Row | None = None,
    *,
    wide: bool = False,
) -> Markup:
    """A table of figures in a frame that scrolls by keyboard, where the screen is narrow."""
    rows = [*rows]
    figures = [col > 0 and any(_is_figure(row[col]) for row in rows) for col in range(len(headings))]
    titles = (
        el("th", heading, scope="col", class_="over" if figure else None)
        for heading, figure in zip(headings, figures, strict=True)
    )
    head = el("thead", el("tr", titles))
    body = el("tbody", (_row(row) for row in rows))
    foot = el("tfoot", _row(total)) if total else None
    whole = el("table", el("caption", el("span", caption, id=mark)), head, body, foot)
    return el("div", whole, class_="scroll wide" if wide else "scroll", role="region", tabindex=0, aria_labelledby=mark)


def _row(row: Row) -> Markup:
    first, *others = row
    cells = (el("td", str(each), class_="figure" if _is_figure(each) else None) for each in others)
    return el("tr", el("th", str(first), scope="row"), cells)


def _is_figure(value: str | int) -> bool:
    return isinstance(value, int) or value.endswith("%")
