"""What is done with each file: opened, read with the form that fits it best, checked, and written as JSON and CSV."""

from __future__ import annotations

import re
from functools import cache

from xlplan.checks.check import check
from xlplan.exports.files import table_bytes
from xlplan.exports.readings import tables_of_readings
from xlplan.findings.catalogue import UNREADABLE
from xlplan.findings.finding import Finding
from xlplan.findings.render import line
from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_forms
from xlplan.reading.as_json import returns_json
from xlplan.reading.read import choose_form, read_workbook
from xlplan.sheets.opening import UnreadableWorkbook, open_bytes

_VARIABLE = re.compile(r"'[^']*'|\"[^\"]*\"|[\d.]+|(?<=: ).*")
PASSWORD = "hemligt"


@cache
def forms() -> tuple[Form, ...]:
    return tuple(load_form(form_id) for form_id in shipped_forms())


def read(data: bytes) -> str:
    """What came of the file, in a few words that many files share.

    Raises:
        Exception: Anything, and that is a fault of ours.
    """
    try:
        workbook = open_bytes(data, password=PASSWORD)
    except UnreadableWorkbook as error:
        sentence = line(Finding(UNREADABLE[error.reason], "fil.xlsx", facts={"detail": error.detail}), "sv")
        assert "\n" not in sentence, sentence
        sentence.encode()
        return f"refused: {error.reason}: {_VARIABLE.sub('', error.detail)[:80]}"
    form = choose_form(workbook, forms())
    reading = read_workbook(workbook, form, file="fil.xlsx", digest="")
    ledger = reading.ledger
    cells = sum(len(grid.cells) for grid in workbook.sheets)
    assert ledger.placed + ledger.boilerplate + len(ledger.unplaced) == ledger.filled == cells
    findings = check(reading, form)
    for finding in findings:
        assert "\n" not in line(finding, "sv")
    returns_json([(reading, findings)], "sv").encode()
    for table in tables_of_readings([(reading, findings)], [form], "sv"):
        table_bytes(table, "csv")
    kinds = sorted({notice.kind.value for notice in workbook.notices})
    beside = [bool(grid.notes) + 2 * bool(grid.shapes) + 4 * bool(grid.merges) for grid in workbook.sheets[:3]]
    return f"read: {workbook.format} {len(reading.areas)} areas {cells.bit_length()} {beside} {' '.join(kinds)}"
