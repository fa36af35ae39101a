"""What can be wrong with a form, in Swedish and English: a catalogue of sentences, a problem, the error of them all.

A problem keeps facts (line, path, code, params); its sentence is made when it is shown, so that the languages cannot
drift apart.
Codes are stable: those of pydantic's errors as they are (``missing``, ``extra_forbidden``), our own beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Language = Literal["sv", "en"]
KeyPath = tuple[str | int, ...]
"""Where a value stands: keys and 0-based places in lists, ``("areas", 2, "tab")``."""


class Sentence(NamedTuple):
    """One message in both languages, with ``{names}`` for the facts."""

    sv: str
    en: str

    def render(self, language: Language, params: Mapping[str, str]) -> str:
        """The sentence in one language with its facts put in."""
        return (self.sv if language == "sv" else self.en).format_map(params)


SENTENCES: Mapping[str, Sentence] = {
    # The file
    "file_missing": Sentence("Filen finns inte.", "There is no such file."),
    "file_unreadable": Sentence("Filen går inte att öppna.", "The file cannot be opened."),
    "file_too_large": Sentence(
        "Filen är för stor för en malldefinition (högst {limit} byte).",
        "The file is too large for a form (at most {limit} bytes).",
    ),
    "form_unknown": Sentence(
        "Det finns ingen medföljande malldefinition med det namnet, och ingen sådan fil. Medföljande: {known}.",
        "There is no shipped form of that name, and no such file. Shipped: {known}.",
    ),
    "not_utf8": Sentence(
        "Filen är inte sparad som UTF-8. Spara om den med teckenkodningen UTF-8.",
        "The file is not saved as UTF-8. Save it again with the encoding UTF-8.",
    ),
    "empty": Sentence("Filen är tom.", "The file is empty."),
    # YAML
    "yaml_tab": Sentence(
        "Raden är indragen med tabb. Använd blanksteg.", "The line is indented with a tab. Use spaces instead."
    ),
    "yaml_colon": Sentence(
        "Ett kolon står inne i texten. Sätt texten inom citattecken.",
        "There is a colon inside the text. Put the text in quotation marks.",
    ),
    "yaml_no_colon": Sentence("Här saknas kolon efter en nyckel.", "A colon is missing here after a key."),
    "yaml_indent": Sentence(
        "Raden är indragen på ett annat sätt än raderna omkring.",
        "The line is indented otherwise than those around it.",
    ),
    "yaml_quote": Sentence("Citattecknet här avslutas aldrig.", "The quotation mark here is never closed."),
    "yaml_character": Sentence(
        "Raden innehåller ett tecken som inte får förekomma ({character}).",
        "The line contains a character that is not allowed ({character}).",
    ),
    "yaml_alias": Sentence(
        "*-hänvisningen pekar på något som inte finns ovanför.", "The *alias refers to nothing above it."
    ),
    "yaml_alias_loop": Sentence("*-hänvisningen pekar på sig själv.", "The *alias refers to itself."),
    "yaml_documents": Sentence(
        "Filen ska bara innehålla en malldefinition (ta bort ---).",
        "The file must hold one form only (remove the ---).",
    ),
    "yaml_tag": Sentence("Taggen {tag} används inte i malldefinitioner.", "The tag {tag} has no use in a form."),
    "yaml_key": Sentence("En nyckel ska vara ett ord.", "A key must be a word."),
    "yaml_deep": Sentence("Listorna är för djupt nästlade.", "The lists are nested too deep."),
    "yaml_expanded": Sentence(
        "Malldefinitionen är för stor, räknat med *-hänvisningarna utskrivna.",
        "The form is too large, counted with its *aliases written out.",
    ),
    "yaml_syntax": Sentence("Raden går inte att läsa som YAML.", "The line cannot be read as YAML."),
    "duplicate_key": Sentence(
        "Nyckeln ”{key}” finns två gånger (första gången på rad {first}).",
        "The key “{key}” stands here twice (first on line {first}).",
    ),
    # What stands in the wrong place, or is not there
    "missing": Sentence("”{key}” saknas.", "“{key}” is missing."),
    "extra_forbidden": Sentence(
        "Nyckeln ”{key}” finns inte här. Möjliga: {known}.", "There is no key “{key}” here. Possible: {known}."
    ),
    "dict_type": Sentence("Här ska stå nycklar med värden.", "Keys with values are expected here."),
    "tuple_type": Sentence("Här ska stå en lista.", "A list is expected here."),
    "too_short": Sentence("Listan behöver minst {min_length}.", "The list needs at least {min_length}."),
    "too_long": Sentence("Listan får ha högst {max_length}.", "The list has at most {max_length}."),
    "literal_error": Sentence(
        "”{value}” är inget av de möjliga värdena: {known}.", "“{value}” is none of the possible values: {known}."
    ),
    # Text
    "string_type": Sentence("Här ska stå text.", "Text is expected here."),
    "string_too_short": Sentence("Texten är tom.", "The text is empty."),
    "string_too_long": Sentence(
        "Texten är för lång (högst {max_length} tecken).", "The text is too long (at most {max_length} characters)."
    ),
    "string_unicode": Sentence(
        "Texten innehåller ett tecken som inte kan sparas.", "The text contains a character that cannot be stored."
    ),
    "bad_key": Sentence(
        "”{value}” duger inte som namn: små bokstäver a–z, siffror, - och _, först en bokstav.",
        "“{value}” will not do as a name: small letters a–z, digits, - and _, a letter first.",
    ),
    "name_without_letters": Sentence(
        "Här behövs minst en bokstav eller siffra.", "At least one letter or digit is needed here."
    ),
    "bad_code": Sentence(
        "”{value}” duger inte som kod: 2–8 stora bokstäver.", "“{value}” will not do as a code: 2 to 8 capital letters."
    ),
    "bad_role": Sentence(
        "”{value}” duger inte som roll: små bokstäver, som what eller follow_up:t1.",
        "“{value}” will not do as a role: small letters, as what or follow_up:t1.",
    ),
    "bad_url": Sentence(
        "”{value}” är ingen länk: den ska börja med https://, http:// eller mailto:.",
        "“{value}” is not a link: it must begin with https://, http:// or mailto:.",
    ),
    "bad_email": Sentence("”{value}” är ingen e-postadress.", "“{value}” is not an e-mail address."),
    "bad_character": Sentence(
        "Texten innehåller radbrytning eller annat tecken som inte får stå här.",
        "The text contains a line break or another character that must not stand here.",
    ),
    # Numbers, dates, yes and no
    "int_parsing": Sentence("”{value}” är inget heltal.", "“{value}” is not a whole number."),
    "int_type": Sentence("Här ska stå ett heltal.", "A whole number is expected here."),
    "float_parsing": Sentence("”{value}” är inget tal.", "“{value}” is not a number."),
    "finite_number": Sentence("Här ska stå ett vanligt tal.", "An ordinary number is expected here."),
    "float_type": Sentence("Här ska stå ett tal.", "A number is expected here."),
    "bool_parsing": Sentence("”{value}”: skriv true eller false.", "“{value}”: write true or false."),
    "bool_type": Sentence("Här ska stå true eller false.", "Either true or false is expected here."),
    "greater_than_equal": Sentence("{value} är för litet (minst {ge}).", "{value} is too small (at least {ge})."),
    "less_than_equal": Sentence("{value} är för stort (högst {le}).", "{value} is too large (at most {le})."),
    "not_a_day": Sentence(
        "”{value}” är inget datum. Skriv det som 2024-04-30.", "“{value}” is not a date. Write it as 2024-04-30."
    ),
    # Tab titles
    "tab_too_long": Sentence(
        "Fliknamnet är {length} tecken långt; Excel tillåter {max_length}.",
        "The tab title has {length} characters; Excel allows {max_length}.",
    ),
    "tab_characters": Sentence("Fliknamnet får inte innehålla {found}", "The tab title must not contain {found}"),
    "tab_apostrophe": Sentence(
        "Fliknamnet får inte börja eller sluta med apostrof.", "The tab title must not begin or end with an apostrophe."
    ),
    "tab_taken": Sentence("Fliknamnet ”{tab}” är upptaget.", "The tab title “{tab}” is taken."),
    # What does not hang together
    "double": Sentence("”{value}” finns redan (rad {first}).", "“{value}” is there already (line {first})."),
    "column_taken": Sentence(
        "”{value}” är upptaget: varje tabell får en egen kolumn för åtgärdens nummer.",
        "“{value}” is taken: every table gets a column of its own for the action's number.",
    ),
    "action_missing": Sentence(
        "En av kolumnerna ska ha nyckeln ”action”.", "One of the columns must have the key “action”."
    ),
    "second_status": Sentence(
        "Det finns redan en kolumn av slaget status (rad {first}).",
        "There is a column of the kind status already (line {first}).",
    ),
    "round_missing": Sentence(
        "En kolumn av slaget follow_up behöver ”round”.", "A column of the kind follow_up needs “round”."
    ),
    "round_not_wanted": Sentence(
        "Bara en kolumn av slaget follow_up har ”round”.", "Only a column of the kind follow_up has “round”."
    ),
    "round_unknown": Sentence(
        "Det finns ingen uppföljningsomgång ”{value}”. Möjliga: {known}.",
        "There is no round “{value}”. Possible: {known}.",
    ),
    "choices_missing": Sentence(
        "En kolumn av slaget {kind} behöver ”choices”.", "A column of the kind {kind} needs “choices”."
    ),
    "choices_and_suggestions": Sentence(
        "En kolumn har antingen ”choices” eller ”suggestions”.", "A column has either “choices” or “suggestions”."
    ),
    "dependence_incomplete": Sentence(
        "”depends_on” och ”suggestions_for” hör ihop: båda eller ingen.",
        "“depends_on” and “suggestions_for” belong together: both or neither.",
    ),
    "dependence_unknown": Sentence(
        "Det finns ingen annan kolumn ”{value}” med svar att bero på.",
        "There is no other column “{value}” with answers to depend on.",
    ),
    "dependence_answer": Sentence(
        "”{value}” är inget av svaren i kolumnen {column}.", "“{value}” is none of the answers of the column {column}."
    ),
    "file_name_part": Sentence(
        "Mönstret går inte att fylla i. Det här kan stå inom klamrar: {known}.",
        "The pattern cannot be filled in. These may stand in braces: {known}.",
    ),
    "status_missing": Sentence(
        "Varje svar i en statuskolumn behöver ”status”.", "Each choice of a status column needs its “status”."
    ),
}
OTHERWISE = Sentence("Värdet går inte att använda här.", "The value cannot be used here.")
"""For a code without a sentence of its own."""
DID_YOU_MEAN = Sentence(" Menade du ”{near}”?", " Did you mean “{near}”?")
LINE = Sentence("rad", "line")


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing wrong with a form."""

    line: int
    """1-based; 0 where there is no file to point into."""
    path: str
    """``areas[2].tab``, places in lists counted from 0; empty for the form as a whole."""
    code: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The facts for the sentence; ``near`` is what was probably meant."""

    def message(self, language: Language = "sv") -> str:
        """What is wrong and how to put it right, without line and path."""
        said = SENTENCES.get(self.code, OTHERWISE).render(language, self.params)
        return said + DID_YOU_MEAN.render(language, self.params) if self.params.get("near") else said

    @property
    def sv(self) -> str:
        """The message in Swedish."""
        return self.message("sv")

    @property
    def en(self) -> str:
        """The message in English."""
        return self.message("en")


class FormError(Exception):
    """A form that cannot be used; lists all its problems, sorted by line."""

    def __init__(self, source: str, problems: Iterable[FormProblem]) -> None:
        self.source = source
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.path, problem.code)))
        super().__init__(source, self.problems)

    def report(self, language: Language = "sv") -> str:
        """One line of text for each problem, as ``plan.yaml: rad 12: areas[2].tab: ”tab” saknas.``."""
        return "\n".join(self._lines(language))

    def __str__(self) -> str:
        return self.report("en")

    def _lines(self, language: Language) -> Iterable[str]:
        for problem in self.problems:
            line = f"{LINE.render(language, {})} {problem.line}" if problem.line else ""
            yield ": ".join(part for part in (self.source, line, problem.path, problem.message(language)) if part)


def path_text(path: KeyPath) -> str:
    """A key path as people write it.

    >>> path_text(("areas", 2, "tab"))
    'areas[2].tab'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty when none is like it.

    >>> nearest("district", ["areas", "districts"])
    'districts'
    """
    import difflib

    by_folded = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(word.casefold()[:100], by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""
