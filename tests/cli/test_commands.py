"""The commands as a coordinator uses them: what they make, what they say, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Xlplan
from tests.stories.workbooks import form, read, workbook
from xlplan import write_template
from xlplan.template.workbook import PreparedAction

BAD_FORM = """\
id: Stockholm 2024
title: Åtgärdsplan
year: 1824
languag: sv
instruction:
  text: Hej
districts:
  - key: jarva
    name: Järva
    official_name: Järva stadsdelsförvaltning
areas:
  - key: unga
    title: Unga
    tab: Unga i riskzon för destruktivt beteende
    code: UNGA
columns:
  - key: action
    title: Åtgärd
  - key: when
    title: När
    kind: tming
rounds:
  - key: plan
    title: Plan
"""
CITY = "sammanstallning/Sammanställning – Åtgärdsplan 2024.xlsx"


class TestGenerate:
    def test_one_workbook_for_each_district_each_named(self, xlplan: Xlplan, folder: Path) -> None:
        done = xlplan("generate", "--plan", "stockholm-2024")
        names = sorted(path.name for path in (folder / "utskick").iterdir())
        assert (done.exit, done.err) == (0, "")
        assert sorted(done.out.splitlines()) == [f"utskick/{name}" for name in names]
        assert names == sorted(f"Åtgärdsplan 2024 – {district.name}.xlsx" for district in form().districts)

    def test_a_second_time_changes_nothing_and_says_so(self, xlplan: Xlplan, folder: Path) -> None:
        arguments = ("generate", "--plan", "stockholm-2024", "--district", "jarva")
        xlplan(*arguments)
        [path] = (folder / "utskick").iterdir()
        before = path.read_bytes(), path.stat().st_mtime_ns
        done = xlplan(*arguments)
        assert (done.exit, done.out) == (0, f"utskick/{path.name} (oförändrad)\n")
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before

    def test_fields_of_the_first_tab_can_be_filled_in(self, xlplan: Xlplan, folder: Path) -> None:
        done = xlplan(
            "generate", "--plan", "stockholm-2024", "--district", "jarva", "--fields", "diarienummer=2024/7=b"
        )
        assert done.exit == 0
        [path] = (folder / "utskick").iterdir()
        assert read(path).fields["diarienummer"] == "2024/7=b"

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--plan", "stockholm-2024", "--district", "järva"], "ingen stadsdelsförvaltning ”järva”"),
            (["--plan", "stockholm-2024", "--fields", "dnr=7"], "frågar inte efter ”dnr”"),
            (["--plan", "stockholm-2024", "--fields", "dnr"], "NYCKEL=TEXT"),
            (["--plan", "stokholm-2024"], "stockholm-2024"),
            ([], "--plan"),
            (["--plan"], "--plan"),
            (["--pan", "x"], "--plan"),
        ],
    )
    def test_wrong_usage_is_one_line_and_makes_nothing(
        self, options: list[str], said: str, xlplan: Xlplan, folder: Path
    ) -> None:
        done = xlplan("generate", *options)
        assert (done.exit, done.out) == (2, "")
        [line] = done.lines
        assert said in line
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize("lang", ["sv", "en"])
    def test_a_form_with_errors_is_told_of_with_all_of_them_and_their_lines(
        self, lang: str, xlplan: Xlplan, folder: Path
    ) -> None:
        (folder / "plan.yaml").write_text(BAD_FORM, encoding="utf-8")
        done = xlplan("generate", "--lang", lang)
        line = {"sv": "rad", "en": "line"}[lang]
        assert (done.exit, done.out) == (2, "")
        assert [each.removeprefix("xlplan: ").split(": ")[1:3] for each in done.lines] == [
            [f"{line} 1", "id"],
            [f"{line} 3", "year"],
            [f"{line} 4", "languag"],
            [f"{line} 14", "areas[0].tab"],
            [f"{line} 21", "columns[1].kind"],
        ]
        assert {"sv": "Menade du ”timing”?", "en": "Did you mean “timing”?"}[lang] in done.lines[-1]

    @pytest.mark.parametrize("command", ["read", "merge"])
    def test_reading_with_a_form_with_errors_is_refused_likewise(
        self, command: str, xlplan: Xlplan, folder: Path, jarva: Path
    ) -> None:
        (folder / "plan.yaml").write_text(BAD_FORM, encoding="utf-8")
        done = xlplan(command, jarva)
        assert (done.exit, done.out, len(done.lines)) == (2, "", 5)


class TestOutput:
    def test_a_file_with_other_content_is_kept(self, xlplan: Xlplan, folder: Path, jarva: Path) -> None:
        target = folder / "stad.xlsx"
        target.write_text("stadens egna anteckningar")
        done = xlplan("merge", jarva, "-o", target)
        assert done.exit == 2
        assert "--force" in done.lines[-1]
        assert str(target) in done.lines[-1]
        assert target.read_text() == "stadens egna anteckningar"

    def test_it_is_written_over_when_that_is_asked_for(self, xlplan: Xlplan, folder: Path, jarva: Path) -> None:
        target = folder / "stad.xlsx"
        target.write_text("stadens egna anteckningar")
        assert xlplan("merge", jarva, "-o", target, "--force").exit == 0
        assert load_workbook(target)["Alla åtgärder"].max_row == 3 + 17

    def test_a_return_is_never_written_over(self, xlplan: Xlplan, jarva: Path) -> None:
        before = jarva.read_bytes()
        done = xlplan("merge", jarva, "-o", jarva, "--force")
        assert jarva.read_bytes() == before
        assert done.exit == 2

    def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(
        self, xlplan: Xlplan, folder: Path, jarva: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = folder / "stad.xlsx"
        target.write_text("förra")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        done = xlplan("merge", jarva, "-o", target, "--force")
        assert (done.exit, target.read_text()) == (2, "förra")
        assert sorted(path.name for path in folder.iterdir()) == ["jarva.xlsx", "stad.xlsx"]

    def test_nothing_of_ours_is_left_beside_what_was_written(self, xlplan: Xlplan, folder: Path, jarva: Path) -> None:
        xlplan("merge", jarva, "-o", folder / "stad.xlsx")
        assert sorted(path.name for path in folder.iterdir()) == ["jarva.xlsx", "stad.xlsx"]

    @pytest.mark.parametrize("place", ["fil/stad.xlsx", "fil/under/stad.xlsx", "mapp"])
    def test_a_place_that_cannot_be_written_to(self, place: str, xlplan: Xlplan, folder: Path, jarva: Path) -> None:
        (folder / "fil").write_text("här är ingen mapp")
        (folder / "mapp").mkdir()
        done = xlplan("merge", jarva, "-o", place, "--force")
        assert done.exit == 2
        assert place.partition("/")[0] in done.lines[-1]
        assert (folder / "fil").read_text() == "här är ingen mapp"

    def test_a_folder_without_permission_to_write(
        self, xlplan: Xlplan, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def deny(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempfile.mkstemp", deny)
        done = xlplan("generate", "--plan", "stockholm-2024", "-o", "utskick")
        assert (done.exit, len(done.lines), done.out) == (2, 1, "")
        assert "kan inte skrivas" in done.err
        assert list((folder / "utskick").iterdir()) == []


class TestMerge:
    def test_a_plan_folder_needs_no_words(self, xlplan: Xlplan, folder: Path, jarva: Path, kungsholmen: Path) -> None:
        for path, place in ((jarva, "jarva"), (kungsholmen, "kungsholmen")):
            (folder / "inkommet" / place).mkdir(parents=True)
            path.rename(folder / "inkommet" / place / path.name)
        done = xlplan("merge")
        assert (done.exit, done.err) == (0, "")
        assert done.out.splitlines()[-1] == CITY
        assert done.out.startswith("37 åtgärder från 2 inlämningar; 9 stadsdelsförvaltningar saknas")
        assert load_workbook(folder / CITY)["Alla åtgärder"].max_row == 3 + 37
        again = xlplan("merge")
        assert again.out.splitlines()[-1] == f"{CITY} (oförändrad)"

    def test_without_anything_to_merge(self, xlplan: Xlplan, folder: Path) -> None:
        done = xlplan("merge")
        assert (done.exit, len(done.lines), list(folder.iterdir())) == (2, 1, [])

    def test_returns_of_two_forms_are_not_mixed(self, xlplan: Xlplan, folder: Path) -> None:
        for form_id in ("stockholm-2024", "stockholm-2024-tertial"):
            write_template(form(form_id), "jarva", folder / f"{form_id}.xlsx")
        done = xlplan("merge", folder, "-o", "stad.xlsx")
        assert (done.exit, done.out) == (2, "")
        assert "--plan" in done.lines[-1]
        assert "stockholm-2024, stockholm-2024-tertial" in done.lines[-1]
        assert not (folder / "stad.xlsx").exists()

    def test_a_return_that_cannot_be_used_is_an_error_and_the_others_are_merged(
        self, xlplan: Xlplan, folder: Path, jarva: Path
    ) -> None:
        workbook(folder, {"Unga i riskzon": "| Orsak | Åtgärd | När | Vem |\n| A | B | Under året | C |"}, "okänd.xlsx")
        done = xlplan("merge", jarva, "okänd.xlsx", "-o", "stad.xlsx")
        assert done.exit == 1
        assert done.out.startswith("17 åtgärder från 1 inlämning")
        assert {line.split(" ")[2] for line in done.lines if line.startswith("okänd.xlsx")} == {"XP202", "XP603"}
        assert xlplan("merge", jarva, "okänd.xlsx", "-o", "stad.xlsx", "--fail-on", "never").exit == 0

    def test_english_when_asked(self, xlplan: Xlplan, jarva: Path) -> None:
        done = xlplan("merge", jarva, "-o", "stad.xlsx", "--lang", "en")
        assert done.out.startswith("17 actions from 1 return; 10 district offices missing")

    def test_the_order_of_the_files_does_not_matter(
        self, xlplan: Xlplan, folder: Path, jarva: Path, kungsholmen: Path
    ) -> None:
        xlplan("merge", jarva, kungsholmen, "-o", "a.xlsx")
        xlplan("merge", kungsholmen, jarva, kungsholmen, "-o", "b.xlsx")
        assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


class TestDemo:
    def test_it_names_each_file_it_made_and_the_city_workbook_last(self, program: Xlplan, folder: Path) -> None:
        done = program("demo", "året")
        assert (done.exit, done.err) == (0, "")
        made = {str(path.relative_to(folder)) for path in (folder / "året").rglob("*") if path.is_file()}
        named = [line.strip() for line in done.out.splitlines() if line.strip() in made]
        assert sorted(named) == sorted(made)
        assert done.out.splitlines()[-1].strip() == f"året/{CITY}"
        assert load_workbook(folder / "året" / CITY)["Alla åtgärder"].max_row == 3 + 37 + 16

    def test_a_second_time_changes_nothing_and_neither_does_a_merge_in_its_folder(
        self, xlplan: Xlplan, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def content() -> dict[str, bytes]:
            return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

        assert xlplan("demo", "året").exit == 0
        before = content()
        assert xlplan("demo", "året").exit == 0
        monkeypatch.chdir(folder / "året")
        done = xlplan("merge")
        assert (done.exit, done.out.splitlines()[-1]) == (0, f"{CITY} (oförändrad)")
        assert content() == before


class TestExit:
    def test_findings_count_from_the_severity_asked_for(self, xlplan: Xlplan, folder: Path) -> None:
        """A blank Vem is a warning; an added area an info; no table an error."""
        workbook(folder, {"Egen flik": "| Orsak | Åtgärd | När | Vem |\n| A | B | Under året | C |"}, "järva.xlsx")
        workbook(folder, {"Blad1": "Inköpslista"}, "järva lista.xlsx")
        exits = {
            option: xlplan("read", "järva.xlsx", "--fail-on", option).exit for option in ("never", "error", "info")
        }
        assert exits == {"never": 0, "error": 0, "info": 1}
        assert xlplan("read", "järva lista.xlsx").exit == 1
        assert xlplan("read", "järva lista.xlsx", "--fail-on", "never").exit == 0

    @pytest.mark.parametrize(
        "arguments",
        [["reed"], ["read"], ["read", "--format", "xml", "a.xlsx"], ["read", "--lang", "fi", "a.xlsx"], ["--nej"]],
    )
    def test_wrong_usage_is_one_line_in_swedish(self, arguments: list[str], xlplan: Xlplan) -> None:
        done = xlplan(*arguments)
        assert (done.exit, done.out) == (2, "")
        [line] = done.lines
        assert line.startswith("xlplan: ")
        assert not {"Error", "Usage", "such", "Invalid", "Missing"} & set(line.replace(":", " ").split())

    def test_help_and_version_go_to_stdout(self, xlplan: Xlplan) -> None:
        for arguments in (["--help"], ["--version"], ["read", "--help"], ["merge", "--help"], ["demo", "--help"]):
            done = xlplan(*arguments)
            assert (done.exit, done.err) == (0, "")
            assert done.out.strip()
        assert "Användning:" in xlplan("generate", "--help").out

    @pytest.mark.parametrize("output", [["--format", "json"], ["--format", "jsonl"], ["--format", "csv"]])
    def test_a_reader_that_goes_away_is_no_error(self, output: list[str], folder: Path, jarva: Path) -> None:
        """As in ``| head -1``: more is written than the pipe holds, and nobody takes it."""
        command = [sys.executable, "-m", "xlplan", "read", *[str(jarva)] * 6, *output]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        assert os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        said = process.stderr.read().decode()
        process.stderr.close()
        assert (process.wait(timeout=60), said) == (0, "")

    def test_files_named_in_another_encoding_are_read(self, program: Xlplan, folder: Path, jarva: Path) -> None:
        """As an old zip program leaves them: Latin-1 bytes that are no UTF-8."""
        name = os.fsdecode(b"J\xe4rva.xlsx")
        try:
            jarva.rename(folder / name)
        except OSError:
            pytest.skip("this file system takes no such names")
        for arguments in (["read", name], ["read", name, "--format", "csv"], ["merge", folder, "-o", "stad.xlsx"]):
            assert program(*arguments).exit == 0

    def test_a_narrow_terminal_encoding_is_no_fault(
        self, program: Xlplan, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Windows writes to a pipe in cp1252, which lacks much."""
        monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
        monkeypatch.setenv("PYTHONUTF8", "0")
        (folder / "plan.yaml").write_text("title: 🚓", encoding="utf-8")
        command = [sys.executable, "-m", "xlplan", "generate", "-o", "mål ✓", "--plan", "stockholm-2024"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)

    def test_an_action_given_back_twice_by_name_counts_once(self, xlplan: Xlplan, folder: Path) -> None:
        prepared = [PreparedAction("UNGA-01", "unga-i-riskzon", {"cause": "A", "action": "B"})]
        for name in ("a.xlsx", "kopia av a.xlsx"):
            write_template(form(), "jarva", folder / name, actions=prepared)
        assert xlplan("merge", folder, "-o", folder.parent / "stad.xlsx").out.startswith("1 åtgärd från 1 inlämning")
