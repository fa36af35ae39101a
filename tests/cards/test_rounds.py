"""T1, T2 and VB on cards: sent out filled in, written, merged; two copies that differ are put before a person."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cards import source
from tests.cards.source import SKARHOLMEN
from xlplan import check, merge, read_return
from xlplan.findings.content import ISSUED_CHANGED, ISSUED_EMPTIED, ISSUED_GONE
from xlplan.form.layout import CardTab, plan_layout
from xlplan.merging.carry import prepared_actions
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading
from xlplan.template.workbook import template_bytes

FORM = SKARHOLMEN.form
TITLES = {column.key: column.title for column in FORM.columns}


def planned() -> Reading:
    return read_return(source.ROOT / "examples" / "handmade" / SKARHOLMEN.handmade, FORM)


def sent_out(city: CityPlan, round_: str, path: Path) -> Path:
    """The template of a round, filled in with all that is known."""
    actions = prepared_actions(city, FORM, SKARHOLMEN.district)
    told = source.area_fields(SKARHOLMEN)
    path.write_bytes(template_bytes(FORM, SKARHOLMEN.district, actions=actions, area_fields=told, for_round=round_))
    return path


def answered(path: Path, key: str, texts: dict[str, str], name: str = "") -> Reading:
    """The template with a follow-up written on some cards, by the action's name."""
    book = load_workbook(path)
    written = set()
    for tab in (each for each in plan_layout(FORM).areas if isinstance(each, CardTab)):
        sheet = book[tab.title]
        current = ""
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 2).value == TITLES["action"]:
                current = str(sheet.cell(row + 1, 2).value)
            if sheet.cell(row, 1).value == TITLES[key] and current in texts:
                sheet.cell(row, 2).value = texts[current]
                written.add(current)
    assert written == set(texts)
    target = path.with_name(name or f"svar {path.name}")
    book.save(target)
    return read_return(target, FORM)


def test_three_rounds_stand_side_by_side(tmp_path: Path) -> None:
    readings = [planned()]
    expected = {}
    for round_, key in (("t1", "follow_up_t1"), ("t2", "follow_up_t2"), ("vb", "follow_up_vb")):
        template = sent_out(merge(readings, FORM), round_, tmp_path / f"{round_}.xlsx")
        text = f"Målet är uppfyllt, sade vi i {round_}."
        reading = answered(
            template, key, {"Platssamverkan Sätra": text, "Trygghetsinventeringar": f"{text} Två gånger."}
        )
        assert reading.round == round_
        assert [finding.kind.code for finding in check(reading, FORM) if finding.kind.code in ("XP208", "XP411")] == []
        readings.append(reading)
        expected[round_] = text
    city = merge(readings, FORM)
    assert len(city.actions) == 8
    assert city.decisions == ()
    told = {
        action.values["action"]: {key: each.text for key, each in action.follow_ups.items()} for action in city.actions
    }
    assert told["Platssamverkan Sätra"] == expected
    assert told["Trygghetsinventeringar"] == {key: f"{text} Två gånger." for key, text in expected.items()}
    assert told["Platssamverkan Vårberg"] == {}
    assert {source_.link for action in city.actions for source_ in action.sources[1:]} == {"id+fingerprint"}
    assert {action.values["number"] for action in city.actions} == {
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "2.3",
        "3.1",
        "3.2",
        "3.3",
    }


def test_two_copies_that_differ_are_a_conflict(tmp_path: Path) -> None:
    plan = planned()
    template = sent_out(merge([plan], FORM), "t1", tmp_path / "t1.xlsx")
    district = answered(template, "follow_up_t1", {"Platssamverkan Sätra": "Målet är uppfyllt."}, "förvaltningen.xlsx")
    police = answered(template, "follow_up_t1", {"Platssamverkan Sätra": "Målet är ej uppfyllt."}, "polisen.xlsx")
    city = merge([plan, district, police], FORM)
    [decision] = city.decisions
    assert (decision.kind, decision.column) == ("conflict", "follow_up_t1")
    assert {decision.a.text, decision.b.text} == {"Målet är uppfyllt.", "Målet är ej uppfyllt."}
    assert merge([police, district, plan], FORM).decisions == city.decisions


def test_a_template_of_a_round_reads_back_as_it_was_sent(tmp_path: Path) -> None:
    """Untouched, it holds the whole plan; every issued text is found where it was."""
    template = sent_out(merge([planned()], FORM), "t1", tmp_path / "t1.xlsx")
    reading = read_return(template, FORM)
    assert {action.id for action in reading.actions} == set(reading.issued)
    assert [each.fields for each in reading.areas] == [each.fields for each in planned().areas]
    told = {finding.kind for finding in check(reading, FORM)}
    assert told & {ISSUED_CHANGED, ISSUED_EMPTIED, ISSUED_GONE} == set()
