"""Tabs made of cards: whose value each label's is, where a card and an area begin, and every cell accounted for.

A card begins where a title or a number says so, or where a label comes again that the card above has already. An
area begins with its name; on a tab that is called by it, at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlplan.findings.catalogue import AREA_DISAGREES, OWN_TEXT_EDITED, ROW_CONTINUED
from xlplan.form.layout import MARKS_TAB, NUMBER_KEY
from xlplan.plan.model import Action, Area
from xlplan.plan.status import read_status
from xlplan.plan.timing import parse_timing
from xlplan.plan.words import is_blank, plain, slug
from xlplan.reading.account import Account
from xlplan.reading.areas import Claims, claims_of
from xlplan.reading.card_labels import CardWords, Kind, Label, Labels, card_words
from xlplan.reading.card_lines import (
    LONGEST_TITLE,
    NUMBERED,
    CardLine,
    Labelled,
    Named,
    Other,
    Unknown,
    card_lines,
    label_keys,
)
from xlplan.reading.first_tab import set_aside_counts, set_aside_told
from xlplan.reading.lines import ACTION, LABEL
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Position, Workbook

FEWEST_KEYS = 2
"""So many different labels of cards or areas make a tab one of cards."""
BETWEEN_LINES, BETWEEN_PARAGRAPHS = "\n", "\n\n"


@dataclass(slots=True)
class Card:
    """An action in the making."""

    row: int
    labels: dict[str, Position] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)
    cells: list[Position] = field(default_factory=list)
    """Every cell of its values."""
    extra: dict[str, str] = field(default_factory=dict)
    title: str = ""
    title_at: Position | None = None
    number: str = ""
    number_at: Position | None = None
    last_label: str = ""
    last_row: int = 0


@dataclass(slots=True)
class Section:
    """An area in the making."""

    key: str | None
    title: str
    sheet: str
    fields: dict[str, str] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    actions: list[Action] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CardsRead:
    """What the tabs of cards say."""

    areas: tuple[Area, ...]
    fields: dict[str, str]
    tabs: frozenset[int]
    """Indices of the tabs that hold areas."""


def shared_labels(workbook: Workbook, words: Vocabulary) -> int:
    """How many different labels of the form the workbook's tabs have."""
    known = card_words(words)
    return len({key for grid in workbook.sheets for key in label_keys(grid, known)})


def read_cards(
    workbook: Workbook, accounts: Sequence[Account], words: Vocabulary, year: int, passed: frozenset[int]
) -> CardsRead:
    """Read every tab that is not among those ``passed`` by (their indices)."""
    known = card_words(words)
    claims = claims_of(workbook, words)
    sections: dict[str, Section] = {}
    fields: dict[str, str] = {}
    tabs = set()
    for index, account in enumerate(accounts):
        if index in passed or account.grid.title in (MARKS_TAB, words.layout.words.lists_tab):
            continue
        if account.grid.title == words.form.instruction.tab:
            set_aside_counts(account, words)
            set_aside_told(account, words, known.may_be_label)
        reader = _Tab(account, known, claims, year, sections, fields)
        if reader.read():
            tabs.add(index)
    return CardsRead(tuple(_area(each, words) for each in sections.values()), fields, frozenset(tabs))


def _area(section: Section, words: Vocabulary) -> Area:
    asked = words.form.area(section.key) if section.key else None
    order = [question.key for question in words.form.area_fields]
    return Area(
        key=asked.key if asked else slug(section.title),
        title=asked.title if asked else section.title,
        sheet=section.sheet,
        added=asked is None,
        actions=tuple(section.actions),
        fields={key: section.fields[key] for key in order if key in section.fields},
    )


class _Tab:
    """Reads one tab's lines in order."""

    def __init__(
        self,
        account: Account,
        known: CardWords,
        claims: Claims,
        year: int,
        sections: dict[str, Section],
        fields: dict[str, str],
    ) -> None:
        self.account, self.grid, self.words = account, account.grid, known.words
        self.known, self.claims, self.year = known, claims, year
        self.sections, self.fields = sections, fields
        self.order = {column.key: number for number, column in enumerate(self.words.form.columns)}
        self.section: Section | None = None
        self.card: Card | None = None
        self.pending: list[Other] = []
        self.began = False
        self.claimed = claims.marked.get(self.grid.title) or self.words.area_of_tab(self.grid.title)
        """The area that the tab is marked as or called by."""

    def read(self) -> bool:
        """Take the tab's lines; whether it holds an area."""
        lines = card_lines(self.grid, self.known, self.account.boilerplate)
        labels = {each.key for line in lines if isinstance(line, Labelled) for each in line.labels if _of_area(each)}
        self.holds_area = len(labels) >= FEWEST_KEYS
        for line, after in zip(lines, [*lines[1:], None], strict=False):
            if isinstance(line, Labelled):
                self._take_label(line)
            elif isinstance(line, Unknown):
                self._take_unknown(line)
            elif isinstance(line, Named):
                self._take_area(line, after)
            else:
                self.pending.append(line)
        self._close_card()
        return self.began

    # Areas

    def _take_area(self, line: Named, after: CardLine | None) -> None:
        """An area's name begins it where something of an area follows; on a list of areas it is the form's own."""
        follows = isinstance(after, Labelled) and any(map(_of_area, after.labels))
        follows = follows or (isinstance(after, Other) and self.holds_area)
        if not self.holds_area or not follows:
            return
        self._close_card()
        for at in line.cells:
            self.account.set_aside(at)
        self.pending.clear()
        key: str | None = line.key
        if not self.began:
            if self.claimed is None and self.claims.marked and self.claims.elsewhere(key):
                self._begin(None, self.grid.title)
                return
            if self.claimed and self.claimed != key:
                titles = {area.key: area.title for area in self.words.form.areas}
                self.account.remark(AREA_DISAGREES, area=titles[self.claimed], other=titles[line.key])
                key = self.claimed
        self._begin(key, "")

    def _begin(self, key: str | None, title: str) -> None:
        self.began = True
        name = key or f"{title}\n"
        self.section = self.sections.setdefault(name, Section(key, title, self.grid.title))
        self.section.labelled = set()

    def _begin_by_tab(self) -> None:
        """The area of a tab that nothing above the first label names."""
        key = self.claimed
        title = self._pending_title() if key is None else None
        if title:
            self.account.place(title.at)
        self._begin(key, self.grid.cells[title.at].text.strip() if title else self.grid.title)

    def _pending_title(self) -> Other | None:
        """The topmost of the lines in waiting that stands alone and could name an area."""
        alone = [line for line in self.pending if len(line.cells) == 1 and self._names(line.at)]
        return alone[0] if alone else None

    def _names(self, at: Position) -> bool:
        text = self.grid.cells[at].text
        own = self.words.is_own(text) or plain(text) in self.words.district_names
        return not is_blank(text) and len(plain(text)) <= LONGEST_TITLE and not own

    # Labels

    def _take_label(self, line: Labelled) -> None:
        label = self._meant(line.labels)
        if label.kind is Kind.FIELD:
            self._close_card()
            self.pending.clear()
            self._take_text(line, label, self.fields)
            return
        if label.kind is Kind.AREA:
            self._close_card()
            if self.section is None or not self.began or label.key in self.section.labelled:
                self._begin_area_above()
            assert self.section is not None
            self.pending.clear()
            self.section.labelled.add(label.key)
            self._take_text(line, label, self.section.fields)
            return
        if not self.began:
            titles = self.pending[-1:] if self._is_card_title(label) and not self._names_the_tab() else []
            self.pending = self.pending[: len(self.pending) - len(titles)]
            self._begin_by_tab()
            self.pending = titles
        self._take_value(line, label)

    def _meant(self, labels: Labels) -> Label:
        """Of two kinds with one name: within an area the area's or the card's, else the plan's."""
        within = self.holds_area and (self.began or self.claimed is not None)
        return min(labels, key=lambda each: (each.kind is Kind.FIELD) == within)

    def _begin_area_above(self) -> None:
        """The area whose first text this is: the tab's, or one that the line above it names."""
        title = self._pending_title()
        if not self.began:
            self._begin_by_tab()
        elif title:
            self.account.place(title.at)
            self._begin(None, self.grid.cells[title.at].text.strip())

    def _take_text(self, line: Labelled, label: Label, into: dict[str, str]) -> None:
        """A text about an area or the plan; a second one of the same name is left where it is."""
        text = self._text(line, label, BETWEEN_PARAGRAPHS)
        if not label.value:
            self.account.set_aside(line.at)
        if text and into.get(label.key, text) != text:
            return
        for at in line.cells:
            self.account.place(at)
        if label.value:
            self.account.place(line.at)
        if text:
            into[label.key] = text

    def _text(self, line: Labelled, label: Label, between: str) -> str:
        cells = [self.grid.cells[at].text for at in line.cells]
        lent = [self.grid.cells[line.lent].text] if line.lent else []
        return between.join(text for text in (label.value, *cells, *lent) if not is_blank(text))

    # Cards

    def _is_card_title(self, label: Label) -> bool:
        """Whether the line in waiting just above a label is the title of a card that begins with it."""
        if not self.pending:
            return False
        line = self.pending[-1]
        numbered = NUMBERED.match(self._joined(line))
        again = self.card is None or label.key in self.card.labels
        return self._names(line.at) and bool(numbered or (again and len(self._joined(line)) <= LONGEST_TITLE))

    def _names_the_tab(self) -> bool:
        """Whether the one line above the first card of a tab that is no known area's is rather the area's name."""
        alone = len(self.pending) == 1 and len(self.pending[0].cells) == 1
        return self.claimed is None and alone and not NUMBERED.match(self._joined(self.pending[0]))

    def _joined(self, line: Other) -> str:
        return " ".join(self.grid.cells[at].text.strip() for at in line.cells)

    def _take_value(self, line: Labelled, label: Label) -> None:
        titled = self._is_card_title(label)
        again = self.card is not None and label.key in self.card.labels and self._goes_back(label)
        if self.card is None or titled or again:
            self._close_card()
            self.card = Card(line.at[0], last_row=line.at[0])
            if titled:
                self._take_title(self.card, self.pending[-1])
        self.pending.clear()
        card = self.card
        self._take_label_cell(card, line, label)
        if label.value:
            self._say(card, label.key, label.value, line.at)
        for at in line.cells:
            self._say(card, label.key, self.grid.cells[at].text, at)
        if line.lent is not None and label.key not in card.texts:
            card.texts[label.key], card.places[label.key] = self.grid.cells[line.lent].text, line.lent
        card.labels.setdefault(label.key, line.cells[0] if line.cells else (line.at[0], line.at[1] + 1))
        card.last_label = label.key

    def _goes_back(self, label: Label) -> bool:
        """Whether a label that the card has already stands before the last one in the form: another card begins.

        Else it is there twice, under two of its names perhaps, and says more of the same.
        """
        assert self.card is not None
        return self.order.get(label.key, 0) < self.order.get(self.card.last_label, 0)

    def _take_label_cell(self, card: Card, line: Labelled, label: Label) -> None:
        """The label's own cell: the form's, unless its value stands there; words added to it are not lost."""
        if label.value:
            self.account.place(line.at)
        elif not label.addition:
            self.account.set_aside(line.at)
        elif label.key == ACTION and not self.grid.cells[line.at].text.rstrip().endswith(")"):
            self.account.place(line.at)
            keys = {column.key for column in self.words.form.columns}
            if LABEL in keys:
                card.texts[LABEL], card.places[LABEL] = label.addition, line.at
            else:
                card.extra[self._title_of(ACTION)] = label.addition
        else:
            self.account.set_aside(line.at)
            self.account.remark(OWN_TEXT_EDITED, *line.at, value=self.grid.cells[line.at].text)

    def _title_of(self, key: str) -> str:
        return next(column.title for column in self.words.form.columns if column.key == key)

    def _take_title(self, card: Card, line: Other) -> None:
        """A card's title, with its number where it has one."""
        text = self._joined(line)
        numbered = NUMBERED.match(text)
        card.row, card.title_at = line.at[0], line.cells[-1]
        card.number, card.title = (numbered[1], numbered[2].strip()) if numbered else ("", text)
        if card.number:
            card.number_at = line.at
        for at in line.cells:
            self.account.place(at)

    def _say(self, card: Card, key: str, text: str, at: Position) -> None:
        """More of a value; what does not stand in its first cell is told of."""
        self.account.place(at)
        card.cells.append(at)
        card.last_row = max(card.last_row, at[0])
        if is_blank(text):
            return
        if key in card.texts:
            card.texts[key] = f"{card.texts[key]}{BETWEEN_LINES}{text}"
            self.account.remark(ROW_CONTINUED, *at)
        else:
            card.texts[key], card.places[key] = text, at

    def _take_unknown(self, line: Unknown) -> None:
        """A field that the form does not have: kept by its own label."""
        if self.card is None:
            return
        self.pending.clear()
        heading = self.grid.cells[line.at].text.strip().rstrip(":").strip()
        text = BETWEEN_LINES.join(self.grid.cells[at].text for at in line.cells)
        if heading in self.card.extra or is_blank(text) or is_blank(heading):
            return
        self.card.extra[heading] = text
        for at in (line.at, *line.cells):
            self.account.place(at)
        self.card.last_row = max(self.card.last_row, *(row for row, _ in line.cells))

    def _close_card(self) -> None:
        card, self.card = self.card, None
        if card is None or self.section is None:
            return
        said = {key: text for key, text in card.texts.items() if key != NUMBER_KEY}
        if not said and not card.extra and not card.title:
            for at in card.cells:
                self.account.placed.discard(at)
                self.account.set_aside(at)
            return
        self.section.actions.append(_action(self.account, card, self.words, self.year))


def _of_area(label: Label) -> bool:
    return label.kind is not Kind.FIELD


def _action(account: Account, card: Card, words: Vocabulary, year: int) -> Action:
    form = words.form
    _give_title(card, words)
    values = {column.key: card.texts[column.key] for column in form.columns if column.key in card.texts}
    timing = next((values[each.key] for each in form.columns if each.kind == "timing" and each.key in values), None)
    follow_up = " ".join(values[column.key] for column in form.follow_up_columns[::-1] if column.key in values)
    status = form.status_column
    notes = tuple(note for row in range(card.row, card.last_row + 1) for note in account.take_notes(row))
    return Action(
        sheet=account.grid.title,
        row=card.row,
        values=values,
        places={key: card.places[key] for key in values},
        cols={key: at[1] for key, at in card.labels.items()},
        rows={key: at[0] for key, at in card.labels.items()},
        id=card.texts.get(NUMBER_KEY, card.number).strip() or None,
        timing=None if timing is None else parse_timing(timing, year),
        status=read_status(values.get(status.key, "") if status else "", follow_up, words.status_words),
        extra=card.extra,
        notes=notes,
    )


def _give_title(card: Card, words: Vocabulary) -> None:
    """A title says what the action is, or how it is called where a label says that; its number what the form asks."""
    number = next((column.key for column in words.form.columns if column.meaning == "number"), None)
    keys = {column.key for column in words.form.columns}
    for text, at, wanted in (
        (card.number, card.number_at, [number]),
        (card.title, card.title_at, [ACTION, LABEL]),
    ):
        key = next((each for each in wanted if each in keys and each not in card.texts), None)
        if text and at is not None and key is not None:
            card.texts[key], card.places[key] = text, at
        elif text and ACTION in wanted:
            card.extra[words.layout.words.title_of_card] = text
