"""The catalogue of sentences: both languages, the same facts in each."""

from string import Formatter

import pytest

from xlplan.form.problems import OTHERWISE, SENTENCES, FormProblem, Sentence, nearest, path_text


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES.keys())
def test_both_languages_tell_the_same_facts(sentence: Sentence) -> None:
    assert facts(sentence.sv) == facts(sentence.en)
    assert sentence.sv != sentence.en


def test_a_code_without_a_sentence_is_told_all_the_same() -> None:
    assert FormProblem(3, "a", "never_heard_of").sv == OTHERWISE.sv


def test_the_nearest_word() -> None:
    assert nearest("Distrikt", ["areas", "districts"]) == "districts"
    assert nearest("qqq", ["areas", "districts"]) == ""
    assert nearest("", []) == ""


def test_a_path_as_people_write_it() -> None:
    assert path_text(("columns", 2, "choices", 0, "text")) == "columns[2].choices[0].text"
    assert path_text(()) == ""
