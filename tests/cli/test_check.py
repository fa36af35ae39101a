"""``xlplan check`` and ``xlplan explain``: what a coordinator reads, what other programs read, and what nobody may."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from tests.stories.workbooks import workbook
from xlplan.cli import check as check_module
from xlplan.findings.catalogue import kinds
from xlplan.findings.families import EXAMPLE

NUMBER, MASKED = "640823-3234", "640823-****"
TABLE = f"""
    | Orsak         | Åtgärd                       | När        | Vem            | Kostnad   | Nr {NUMBER} |
    | Nyrekrytering | Samtal med {NUMBER} hålls    | Under året | Anna Lindqvist | {NUMBER}  | 1           |
    | Nyrekrytering | Fältarbete                   | Under året |                | 5 000     | 2           |
    | Nyrekrytering | Lovskola                     | Under året |                | 5 000     | 3           |
    """


@pytest.fixture
def faulty(folder: Path) -> Path:
    return workbook(folder, {"Unga i riskzon": TABLE, f"Om {NUMBER}": "Utanför: " + NUMBER}, "Plan 2024 Järva.xlsx")


class TestText:
    def test_findings_stand_by_tab_with_cell_severity_fault_and_remedy(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        done = xlplan("check", kungsholmen)
        assert (done.exit, done.err) == (0, "")
        assert done.out.splitlines() == [
            "kungsholmen.xlsx",
            "  Hela filen",
            "    varning     XP207  Området ”Kriminella miljöer och livsstilar” finns inte i arbetsboken.",
            "                       Lägg tillbaka fliken, eller skriv varför området inte är med.",
            "    varning     XP207  Området ”Systemhotande brottslighet” finns inte i arbetsboken.",
            "                       Lägg tillbaka fliken, eller skriv varför området inte är med.",
            *done.out.splitlines()[6:-2],
            "  9 varningar, 5 upplysningar",
            "",
        ]
        assert "    E6:E7  varning     XP401  Åtgärden saknar ansvarig (Vem)." in done.out.splitlines()

    def test_nothing_to_say_is_said(self, xlplan: Xlplan, jarva: Path) -> None:
        assert xlplan("check", jarva, "--lang", "en").out == "jarva.xlsx\n  Nothing to say.\n\n"

    def test_on_a_terminal_it_is_a_table(
        self, xlplan: Xlplan, faulty: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(check_module.sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("COLUMNS", "200")
        done = xlplan("check", faulty)
        assert done.exit == 0
        assert "━" in done.out
        assert "D3:D4" in done.out
        assert NUMBER not in done.out

    @pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
    def test_the_exit_code_follows_fail_on(self, level: str, code: int, xlplan: Xlplan, kungsholmen: Path) -> None:
        assert xlplan("check", kungsholmen, "--fail-on", level).exit == code

    def test_an_unreadable_file_is_told_and_the_others_are_checked(self, xlplan: Xlplan, jarva: Path) -> None:
        Path("skräp.xlsx").write_bytes(b"")
        done = xlplan("check", "skräp.xlsx", jarva)
        assert done.exit == 3
        assert done.lines == ["skräp.xlsx: fel XP105 Filen är tom. Filen behöver skickas in igen."]
        assert done.out.startswith("jarva.xlsx\n")


class TestJson:
    def test_single_findings_and_counts(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        told = json.loads(xlplan("check", kungsholmen, "--format", "json").out)
        assert list(told) == ["schema_version", "returns"]
        [of_file] = told["returns"]
        assert list(of_file) == ["file", "plan", "year", "district", "round", "counts", "findings"]
        assert of_file["counts"] == {"error": 0, "warning": 9, "info": 5}
        assert len(of_file["findings"]) == 14
        cells = [each["cell"] for each in of_file["findings"] if each["code"] == "XP401"]
        assert cells == ["E6", "E7"]


class TestPrivacy:
    @pytest.mark.parametrize("output", ["text", "json"])
    @pytest.mark.parametrize("lang", ["sv", "en"])
    def test_numbers_are_masked_wherever_they_stand(self, output: str, lang: str, xlplan: Xlplan, faulty: Path) -> None:
        done = xlplan("check", faulty, "--format", output, "--lang", lang)
        assert NUMBER not in done.out + done.err
        assert done.out.count("XP321") >= 3
        assert MASKED in done.out

    def test_read_keeps_the_districts_own_words_in_values_only(self, xlplan: Xlplan, faulty: Path) -> None:
        [of_file] = json.loads(xlplan("read", faulty).out)["returns"]
        assert of_file["areas"][0]["actions"][0]["values"]["action"] == f"Samtal med {NUMBER} hålls"
        assert NUMBER not in json.dumps(of_file["findings"])

    @pytest.mark.parametrize("output", ["text", "json"])
    def test_the_districts_words_can_be_left_out(self, output: str, xlplan: Xlplan, faulty: Path) -> None:
        shown = xlplan("check", faulty, "--format", output, "--no-values").out
        assert "Anna Lindqvist" in xlplan("check", faulty, "--format", output).out
        assert [word for word in ("Anna", "Utanför", "Kostnad") if word in shown] == []


class TestSettings:
    def test_a_form_makes_a_kind_an_error_or_turns_it_off(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        from xlplan.form.shipped import shipped_path

        text = shipped_path("stockholm-2024").read_text(encoding="utf-8")
        Path("plan.yaml").write_text(text + "\nfindings: {XP401: error, XP326: off}\n", encoding="utf-8")
        done = xlplan("check", kungsholmen)
        assert done.exit == 1
        assert done.out.splitlines()[-2] == "  2 fel, 7 varningar"

    def test_an_unknown_code_is_an_error_of_the_form_with_its_line(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        from xlplan.form.shipped import shipped_path

        text = shipped_path("stockholm-2024").read_text(encoding="utf-8")
        Path("plan.yaml").write_text(text + "\nfindings:\n  XP499: error\n  XP401: maybe\n", encoding="utf-8")
        line = text.count("\n") + 3
        done = xlplan("check", kungsholmen)
        assert done.exit == 2
        assert f"rad {line}: " in done.err
        assert "”XP499”" in done.err
        assert f"rad {line + 1}: " in done.err


class TestAnnotate:
    def test_the_copy_is_marked_and_says_the_same_when_it_comes_back(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        before = xlplan("check", kungsholmen, "--annotate", "svar")
        copy = Path("svar") / kungsholmen.name
        assert before.err.strip() == str(copy)
        assert copy.read_bytes() != kungsholmen.read_bytes()
        after = xlplan("check", copy)
        assert after.out == before.out

    def test_a_return_is_never_written_over(self, xlplan: Xlplan, kungsholmen: Path) -> None:
        content = kungsholmen.read_bytes()
        done = xlplan("check", kungsholmen, "--annotate", kungsholmen.parent, "--force")
        assert done.exit == 2
        assert "skrivs aldrig över" in done.err
        assert kungsholmen.read_bytes() == content


class TestLetter:
    def test_each_return_gets_a_letter(self, xlplan: Xlplan, kungsholmen: Path, jarva: Path) -> None:
        done = xlplan("check", kungsholmen, jarva, "--letter", "svar")
        names = [f"{path.stem}.txt" for path in (kungsholmen, jarva)]
        assert done.lines == [str(Path("svar") / name) for name in names]
        told = (Path("svar") / names[0]).read_text(encoding="utf-8")
        assert "från Kungsholmens stadsdelsförvaltning" in told
        assert "- E6:E7: Åtgärden saknar ansvarig (Vem)." in told

    def test_one_that_could_not_be_read_gets_a_letter_that_says_why(self, xlplan: Xlplan, folder: Path) -> None:
        (folder / "plan.pdf").write_bytes(b"%PDF-1.7")
        done = xlplan("check", "plan.pdf", "--letter", "svar")
        assert (done.exit, done.lines[-1]) == (3, "svar/plan.txt")
        told = Path("svar/plan.txt").read_text()
        assert "Filen är en PDF, ingen arbetsbok." in told
        assert "Gör så här: Skicka in själva arbetsboken (.xlsx). (XP112)" in told

    def test_no_number_stands_in_it_and_another_letter_is_kept(self, xlplan: Xlplan, faulty: Path) -> None:
        xlplan("check", faulty, "--letter", "svar")
        [path] = Path("svar").iterdir()
        assert MASKED in path.read_text(encoding="utf-8")
        assert NUMBER not in path.read_text(encoding="utf-8")
        path.write_text("mitt eget", encoding="utf-8")
        assert xlplan("check", faulty, "--letter", "svar").exit == 2
        assert path.read_text(encoding="utf-8") == "mitt eget"


class TestExplain:
    @pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.code)
    def test_every_kind_has_a_page_in_both_languages(self, kind, xlplan: Xlplan) -> None:
        for lang, text in (("sv", (kind.message.sv, kind.hint.sv)), ("en", (kind.message.en, kind.hint.en))):
            done = xlplan("explain", kind.code, "--lang", lang)
            assert (done.exit, done.err) == (0, "")
            lines = done.out.splitlines()
            assert lines[0] == f"{kind.code} {kind.name}"
            assert [line.partition(": ")[2] for line in lines[4:6]] == list(text)
            assert set("…{") & set(lines[6]) == set(), f"EXAMPLE lacks a fact: {sorted(EXAMPLE)}"

    def test_a_name_does_as_well_as_a_code(self, xlplan: Xlplan) -> None:
        assert xlplan("explain", "missing-who").out == xlplan("explain", "xp401").out

    def test_an_unknown_code_is_answered_with_the_nearest(self, xlplan: Xlplan) -> None:
        done = xlplan("explain", "missing-whom")
        assert (done.exit, done.out) == (2, "")
        assert done.err.startswith("xlplan: det finns ingen anmärkning ”missing-whom”. Menade du missing-who?")
        assert xlplan("explain", "XP999", "--lang", "en").exit == 2
