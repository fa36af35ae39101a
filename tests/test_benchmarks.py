"""The benchmarks measure what they say: the same returns each time, ratios run by run, calls that do not vary."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpus, counted, page
from benchmarks.figures import Figure, against, table
from xlplan.form.load import load_form
from xlplan.reading.read import read_return


def test_the_same_returns_are_made_each_time(tmp_path: Path) -> None:
    for name in ("once", "again"):
        corpus.make(tmp_path / name, 4)
    once, again = (sorted((tmp_path / name).rglob("*.*")) for name in ("once", "again"))
    assert [path.name for path in once] == [path.name for path in again]
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_made_returns_are_read_whole_however_their_texts_are_kept(tmp_path: Path) -> None:
    corpus.make(tmp_path / "plan", 4)
    form = load_form(tmp_path / "plan" / "plan.yaml")
    for path in (tmp_path / "plan" / "inkommet").iterdir():
        reading = read_return(path, form)
        assert corpus.FEWEST <= len(reading.actions) <= corpus.MOST
        assert reading.ledger.unplaced == ()
        inline = tmp_path / path.name
        inline.write_bytes(corpus.with_inline_texts(path.read_bytes()))
        assert read_return(inline, form).areas == reading.areas


def test_districts_have_as_many_names_as_there_are_districts() -> None:
    assert len(set(corpus.names(10_000))) == 10_000


def test_a_figure_is_judged_by_its_median() -> None:
    def told(*ratios: float) -> str:
        return Figure("1", "merge", "pandas", ratios, gate=1.0, stretch=0.5).verdict

    assert [told(0.4, 0.5, 3.0), told(0.4, 0.9, 3.0), told(0.1, 1.1, 1.2)] == ["stretch", "met", "**missed**"]
    assert Figure("", "merge", "pandas", against((2.0, 3.0), (1.0, 2.0))).measured == "1.75 (1.50–2.00)"


def test_the_table_stands_between_its_markers(tmp_path: Path) -> None:
    path = tmp_path / "performance.md"
    path.write_text(f"# Before\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter\n", encoding="utf-8")
    for _ in range(2):
        page.write(table([Figure("1", "merge", "pandas", (0.5,))]), path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Before\n")
    assert text.endswith("\n\nAfter\n")
    assert "old" not in text
    assert text.count("| 1 | merge | pandas |") == 1


def test_the_page_has_room_for_the_table() -> None:
    assert page.PAGE.read_text(encoding="utf-8").index(page.BEGIN) < page.PAGE.read_text(encoding="utf-8").index(
        page.END
    )


def test_a_change_in_calls_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(counted, "COMMITTED", tmp_path / "counted.json")
    assert "none committed" in next(counted.compare({"read": 1000}))
    counted.accept({"read": 1000, "merge": 500})
    assert list(counted.compare({"read": 1010, "merge": 500})) == []
    assert [line.split(" than")[0] for line in counted.compare({"read": 1100, "merge": 400})] == [
        "calls: read: 10.0% more",
        "calls: merge: 20.0% fewer",
    ]


@pytest.mark.slow
def test_the_same_work_makes_the_same_calls() -> None:
    once, again = counted.count(), counted.count()
    assert again == pytest.approx(once, rel=counted.TOLERANCE / 10)
