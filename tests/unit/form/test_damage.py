"""However a form's text is damaged, loading ends in a form or in problems that have lines."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.problems import SENTENCES, FormError
from xlplan.form.shipped import shipped_path

TEXT = shipped_path("stockholm-2024-tertial").read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)

pieces = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["\t", ":", ": ", "- ", "'", '"', "[", "{", "&a ", "*a", "|", ">", "#", "!x ", "%", "---\n", "? "]),
    st.sampled_from(["\\", "\ufeff", "\x00"]),
    st.sampled_from(LINES),
)


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """The form's text with up to three lines or runs of characters taken out, put in or replaced."""
    text = TEXT
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            lines = text.splitlines(keepends=True)
            start = draw(st.integers(0, len(lines)))
            lines[start : start + draw(st.integers(0, 2))] = [draw(pieces)]
            text = "".join(lines)
        else:
            start = draw(st.integers(0, len(text)))
            text = text[:start] + draw(pieces) + text[start + draw(st.integers(0, 8)) :]
    return text


def loaded(content: bytes) -> Form | FormError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.yaml")
        path.write_bytes(content)
        try:
            return load_form(path)
        except FormError as error:
            return error


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_texts())
def test_a_damaged_form_is_a_form_or_problems_with_lines(text: str) -> None:
    result = loaded(text.encode("utf-8", "surrogatepass"))
    if isinstance(result, FormError):
        last = (
            text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
        )
        assert result.problems
        for problem in result.problems:
            assert 1 <= problem.line <= last
            assert problem.code in SENTENCES
            assert problem.sv != problem.en


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(alphabet=":-[]{}&*!|>'\"%@`#? \n\tab0~,\\", max_size=60).map(str.encode))
)
def test_any_bytes_are_a_form_or_problems(content: bytes) -> None:
    result = loaded(content)
    assert isinstance(result, FormError)
    assert all(problem.line >= 1 for problem in result.problems)
