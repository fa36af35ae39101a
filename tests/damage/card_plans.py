"""A plan made of cards as it is sent in: an openpyxl workbook and, beside it, what it truly says.

As in ``sent.py`` the truth holds on to the cells themselves, which openpyxl moves when rows and columns are inserted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.cards import source
from tests.cards.source import HASSELBY, SEEDS, SKARHOLMEN, Seed
from xlplan.findings.finding import Finding
from xlplan.plan.model import Reading
from xlplan.reading.read import read_workbook
from xlplan.sheets.opening import open_bytes

PLANS = ("skarholmen-template", "skarholmen-handmade", "hasselby-template", "hasselby-handmade")
BY_NAME = {"skarholmen": SKARHOLMEN, "hasselby": HASSELBY}
assert set(BY_NAME.values()) == set(SEEDS)


@dataclass(slots=True, eq=False)
class Card:
    """An activity: the cells of its values (blank ones too) and of their labels, by key, and what it says."""

    area: str
    sheet: Worksheet
    cells: dict[str, Cell]
    labels: dict[str, Cell]
    values: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)
    also: list[Cell] = field(default_factory=list)
    """Further cells of its text."""
    title: Cell | None = None
    """The line above its labels that names it."""

    @property
    def rows(self) -> tuple[int, int]:
        """Its first and last row."""
        every = [*self.cells.values(), *self.labels.values(), *self.also, *filter(None, [self.title])]
        return min(int(cell.row) for cell in every), max(int(cell.row) for cell in every)

    def type(self, key: str, text: str | None) -> Cell:
        """Type over a value."""
        cell = self.cells[key]
        cell.value = text
        if text is not None:
            cell.data_type = "s"
        self.say(key, text or "")
        return cell

    def say(self, key: str, text: str) -> None:
        """Change the truth."""
        if text:
            self.values[key] = text
        else:
            self.values.pop(key, None)


@dataclass(slots=True, eq=False)
class SentCards:
    """A workbook on its way in."""

    seed: Seed
    kind: str
    book: Workbook
    cards: list[Card]
    area_fields: dict[str, dict[str, str]]
    told: list[tuple[str, Cell]] = field(default_factory=list)
    """What must be told: code, and the cell."""
    unread: list[Cell] = field(default_factory=list)
    """Texts that belong nowhere, which must be told of."""

    @property
    def first(self) -> Card:
        return self.cards[0]

    @property
    def second(self) -> Card:
        """A card that has another above it on its tab."""
        return next(
            card
            for above, card in zip(self.cards, self.cards[1:], strict=False)
            if above.sheet is card.sheet and above.area == card.area
        )

    def saved(self) -> bytes:
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def read(self) -> Reading:
        name = self.seed.handmade if self.kind == "handmade" else self.seed.filled
        return read_workbook(open_bytes(self.saved()), self.seed.form, file=name, digest="")


def clean(plan: str) -> SentCards:
    """A clean plan, ``name-kind``, anew for each use."""
    name, kind = plan.split("-")
    seed = BY_NAME[name]
    content = _content(name, kind)
    reading = _reading(name, kind)
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
    said = source.activities(seed)
    cards = []
    for area in reading.areas:
        for action, values in zip(area.actions, said[area.key], strict=True):
            sheet = book[action.sheet]
            title = sheet.cell(action.row, 1) if kind == "handmade" and name == "skarholmen" else None
            hidden = {"nr", *(("number", "action") if title else ()), *(["label"] if kind == "handmade" else [])}
            keys = [key for key in (*action.cols, *action.places) if key not in hidden]
            cells = {key: sheet.cell(*action.where(key)) for key in keys}
            labels = {key: _label(sheet, cell) for key, cell in cells.items()}
            cards.append(Card(area.key, sheet, cells, labels, dict(values), title=title))
    fields = {key: dict(texts) for key, texts in source.area_fields(seed).items()}
    return SentCards(seed, kind, book, cards, fields)


def _label(sheet: Worksheet, cell: Cell) -> Cell:
    """The label of a value: left of it; in a head above it."""
    left = sheet.cell(cell.row, cell.column - 1) if cell.column > 1 else None
    above = sheet.cell(cell.row - 1, cell.column)
    head = above.value and (cell.column == 1 or sheet.cell(cell.row - 1, 1).value in ("Aktivitet", "Nummer", _ODD))
    label = above if head else left
    assert label is not None
    return label


_ODD = "Aktivitet Våld i nära relation"


@cache
def _content(name: str, kind: str) -> bytes:
    seed = BY_NAME[name]
    if kind == "template":
        return source.filled(seed)
    return (source.ROOT / "examples" / "handmade" / seed.handmade).read_bytes()


@cache
def _reading(name: str, kind: str) -> Reading:
    seed = BY_NAME[name]
    return read_workbook(open_bytes(_content(name, kind)), seed.form, file=seed.handmade, digest="")


@dataclass(frozen=True, slots=True)
class CardScore:
    """The outcome for one plan."""

    cards: int
    exact: int
    wrong: tuple[str, ...]
    silent: tuple[str, ...]
    """Those of the wrong that no finding points at."""
    untold: tuple[str, ...]
    ledger: str


def score(sent: SentCards) -> CardScore:
    """Save, read and compare."""
    reading = sent.read()
    truth = Counter(_said(card.area, card.values, card.extra) for card in sent.cards)
    found = Counter(_said(area.key, action.values, action.extra) for area in reading.areas for action in area.actions)
    lost, made = truth - found, found - truth
    missed = [card for card in sent.cards if _taken(lost, _said(card.area, card.values, card.extra))]
    wrong = [f"lost {card.area} rows {card.rows} {_short(card.values)}" for card in missed]
    silent = [text for text, card in zip(wrong, missed, strict=True) if not _pointed_at(card, reading.findings)]
    told_rows = {(each.sheet, each.row) for each in reading.findings}
    for area in reading.areas:
        for action in area.actions:
            if _taken(made, _said(area.key, action.values, action.extra)):
                text = f"read {area.key} {action.sheet} row {action.row} {_short(action.values)} {_short(action.extra)}"
                wrong.append(text)
                spots = {(action.sheet, row) for row, _ in action.places.values()}
                near = any(card.sheet.title == action.sheet and _pointed_at(card, reading.findings) for card in missed)
                silent += [] if spots & told_rows or near else [text]
    read_fields = {area.key: area.fields for area in reading.areas}
    for key, fields in sent.area_fields.items():
        if read_fields.get(key) != fields:
            wrong.append(f"fields of {key}: {_short(read_fields.get(key) or {})}")
            silent.append(wrong[-1])
    ledger = reading.ledger
    balanced = ledger.placed + ledger.boilerplate + len(ledger.unplaced) == ledger.filled
    filled = sum(c.value not in (None, "") for s in sent.book.worksheets for row in s.iter_rows() for c in row)
    places = {(each.kind.code, each.sheet, each.cell) for each in reading.findings}
    asked = [*sent.told, *(("XP208", cell) for cell in sent.unread)]
    wanted = [(code, cell.parent.title, cell.coordinate) for code, cell in asked]
    return CardScore(
        cards=len(sent.cards),
        exact=len(sent.cards) - len(missed),
        wrong=tuple(wrong),
        silent=tuple(silent),
        untold=tuple(f"{each} is not told" for each in wanted if each not in places),
        ledger="" if balanced and ledger.filled == filled else f"{ledger.filled} counted, {filled} are filled",
    )


def _said(area: str, values: dict[str, str], extra: dict[str, str]) -> Hashable:
    return area, frozenset(values.items()), frozenset(extra.items())


def _taken(counted: Counter[Hashable], said: Hashable) -> bool:
    """Whether a thing is among those counted; it is then taken from them."""
    if not counted[said]:
        return False
    counted[said] -= 1
    return True


def _pointed_at(card: Card, findings: tuple[Finding, ...]) -> bool:
    first, last = card.rows
    return any(each.sheet == card.sheet.title and (first <= each.row <= last or not each.row) for each in findings)


def _short(values: dict[str, str]) -> str:
    return str({key: text if len(text) < 20 else f"{text[:10]}…{text[-6:]}" for key, text in values.items()})
