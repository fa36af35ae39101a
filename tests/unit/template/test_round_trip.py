"""Whatever texts a template is sent out with come back as they were, with every cell accounted for."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.stories.workbooks import form
from xlplan import read_return, write_template
from xlplan.plan.model import Reading
from xlplan.template.workbook import PreparedAction

KEYS = [column.key for column in form().columns]
PIECES = st.sampled_from(
    [
        "=", "+46", "-", "@", "'", "å", "ä", "ö", "Åtgärd", "\n", "\n\n", " ", "  ", "\t", "👮🏽‍♀️", "_x000D_",
        "_x0041_", "_xD800_",
        "&lt;", "<b>", "]]>", "\u00a0", "\u2028", "½", "{x}", '"', "1 000", "2024-01-01", "TRUE", "#REF!",
    ]
)  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
TEXTS = st.builds(
    lambda parts, form_, times: (unicodedata.normalize(form_, "".join(parts)) * times)[:2000],
    st.lists(PIECES | st.text(LETTERS, max_size=20), min_size=1, max_size=8),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([1, 1, 1, 400]),
).filter(lambda text: text.strip(" \t\r\n\v\f\u00a0\u200b\ufeff") != "")
ACTIONS = st.lists(
    st.builds(
        lambda area, values: (area, values),
        st.sampled_from([area.key for area in form().areas]),
        st.dictionaries(st.sampled_from(KEYS), TEXTS, min_size=1, max_size=4),
    ),
    max_size=6,
)


def sent_and_returned(actions: list[PreparedAction]) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder, "mall.xlsx")
        write_template(form(), "jarva", path, actions=actions)
        return read_return(path, form())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ACTIONS)
@example([("unga-i-riskzon", {"action": "_x000D_ _x000A_", "cause": "=1+1\n", "who": " mellanslag "})])
@example([("unga-i-riskzon", {"label": "Otrygga platser"}), ("unga-i-riskzon", {"action": "Vid behov"})])
def test_texts_come_back_as_they_were(drawn: list[tuple[str, dict[str, str]]]) -> None:
    actions = [PreparedAction(f"X-{n:02}", area, values) for n, (area, values) in enumerate(drawn, 1)]
    reading = sent_and_returned(actions)
    in_tab_order = [each for area in form().areas for each in actions if each.area == area.key]
    assert [(area.key, action.id, action.values) for area in reading.areas for action in area.actions] == [
        (each.area, each.id, each.values) for each in in_tab_order
    ]
    ledger = reading.ledger
    assert ledger.placed == sum(len(each.values) + 1 for each in actions) + len(reading.fields)
    assert ledger.placed + ledger.boilerplate + len(ledger.unplaced) == ledger.filled
    assert ledger.unplaced == ()


@pytest.mark.parametrize("text", ["_x000D_x000D_", "_x005F_x000D_", "_x005F_", "_X000D_", "x000D_", "_x00e5_"])
def test_text_that_looks_like_an_escape_is_only_text(text: str) -> None:
    """Two escapes that share an underscore are the hard case."""
    [action] = sent_and_returned([PreparedAction("UNGA-01", "unga-i-riskzon", {"action": text})]).actions
    assert action.values == {"action": text}


@pytest.mark.parametrize("round_", ["t1", "t2", "vb"])
def test_a_round_sent_back_untouched_is_nothing_to_remark(round_: str, tmp_path: Path) -> None:
    """The guidance of its columns begins with words of ours: ``Fylls i nu.``"""
    tertial = form("stockholm-2024-tertial")
    write_template(tertial, "jarva", tmp_path / "mall.xlsx", for_round=round_)
    reading = read_return(tmp_path / "mall.xlsx", tertial)
    assert reading.findings == ()
    assert reading.ledger.unplaced == ()
