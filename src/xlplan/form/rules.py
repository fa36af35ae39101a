"""What a single value of a form may be: its rules, put beside its type, and the checks that no limit can tell.

The rules go to pydantic's core (``xlplan.form.validating``); pydantic itself reads them for the JSON Schema only.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAX_TAB_TITLE = 31
"""Excel's limit for the name on a tab, in UTF-16 units."""
FORBIDDEN_IN_TAB_TITLE = r"[]:*?/\\"
MAX_LINE = 255
"""Excel's limit for a text within a formula and for a document property, in UTF-16 units."""
TAKEN_TABS = ("history", "_listor", "_lists")
"""Excel's own, and the hidden tab of the answers in each language."""

KEY_PATTERN = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
ROLE_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*(:[a-z][a-z0-9]*([-_][a-z0-9]+)*)?$"
CODE_PATTERN = r"^[A-ZÅÄÖ]{2,8}$"
URL_PATTERN = r"^(https?://|mailto:)\S+$"
EMAIL_PATTERN = r"^[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$"
LINE_PATTERN = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
PROSE_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*$"
"""What XML 1.0 (2.2 Characters) cannot hold is shut out of all texts; of lines, the control characters too."""


_UNSEEN = re.compile("[\u00ad\u200b-\u200d\ufeff]")
_NO_LETTERS = re.compile(r"[\W_]+")


def check_tab_title(tab: str) -> str:
    """The tab title itself; raises ValueError where Excel would refuse it.

    Source: Excel's own message on renaming a tab; "History" is reserved for change tracking.
    """
    if (length := len(tab.encode("utf-16-le", "surrogatepass")) // 2) > MAX_TAB_TITLE:
        facts = {"length": length, "max_length": MAX_TAB_TITLE}
        raise PydanticCustomError("tab_too_long", "a tab title has at most {max_length} characters", facts)
    if found := sorted(set(tab) & set(FORBIDDEN_IN_TAB_TITLE)):
        raise PydanticCustomError("tab_characters", "a tab title must not contain {found}", {"found": " ".join(found)})
    if found := re.findall(r"_x[0-9A-Fa-f]{4}_", tab):  # how OOXML writes a character that XML cannot hold
        raise PydanticCustomError("tab_characters", "a tab title must not contain {found}", {"found": " ".join(found)})
    if tab.startswith("'") or tab.endswith("'"):
        raise PydanticCustomError("tab_apostrophe", "a tab title must not begin or end with an apostrophe")
    if tab.casefold() in TAKEN_TABS or tab.casefold().startswith("_xlplan"):
        raise PydanticCustomError("tab_taken", "the tab title {tab} is taken", {"tab": tab})
    return tab


def check_units(text: str) -> str:
    """The text itself; raises ValueError where Excel, which counts UTF-16 units, finds it too long for one line."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MAX_LINE:
        facts = {"max_length": MAX_LINE}
        raise PydanticCustomError("string_too_long", "a line has at most {max_length} characters", facts)
    return text


def check_name(name: str) -> str:
    """The name itself; raises ValueError where nothing is left of it when names are compared."""
    if not comparable(name):
        raise PydanticCustomError("name_without_letters", "a name has at least one letter or digit")
    return name


def comparable(name: str) -> str:
    """A name as it is compared: without regard to letter case, punctuation, spacing and Unicode form.

    >>> comparable("  Nr. ") == comparable("NR"), comparable("–")
    (True, '')
    """
    name = _UNSEEN.sub("", unicodedata.normalize("NFKC", name))
    return " ".join(_NO_LETTERS.sub(" ", name.casefold()).split())


def check_day(written: object) -> object:
    """A day as it may be written, ``2024-04-30``; raises ValueError for other texts and for numbers."""
    if isinstance(written, date):
        return written
    if isinstance(written, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.strip(), re.ASCII):
        try:
            return date.fromisoformat(written.strip())
        except ValueError:
            pass
    raise PydanticCustomError("not_a_day", "not a date as 2024-04-30")


def check_finding_code(code: str) -> str:
    """The code itself; raises ValueError where no kind of finding has it, naming those of its family."""
    from xlplan.findings.catalogue import kinds

    known = [kind.code for kind in kinds()]
    if code not in known:
        family = [each for each in known if each[:3] == code[:3]] or known
        expected = ", ".join(f"'{each}'" for each in family)
        raise PydanticCustomError("literal_error", "one of {expected}", {"expected": expected})
    return code


class Rule:
    """Narrows the type that it stands beside: limits of the core's schema, or a check before or after it."""

    def __init__(
        self,
        *,
        before: Callable[[Any], Any] | None = None,
        after: Callable[[Any], Any] | None = None,
        shown: Mapping[str, Any] = {},
        **limits: Any,
    ) -> None:
        self._before, self._after, self._shown, self._limits = before, after, shown, limits

    def narrowed(self, schema: CoreSchema) -> CoreSchema:
        """The schema of the type with this rule."""
        schema = {**schema, **self._limits}
        if self._before:
            schema = core_schema.no_info_before_validator_function(self._before, schema)
        return core_schema.no_info_after_validator_function(self._after, schema) if self._after else schema

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        return self.narrowed(handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Callable[[Any], dict[str, Any]]) -> Any:
        return {**handler(schema), **self._shown}


Key = Annotated[str, Rule(pattern=KEY_PATTERN, max_length=60)]
"""A name for use in code and files: small letters a to z, digits, ``-`` and ``_``."""
Line = Annotated[
    str,
    Rule(strip_whitespace=True, min_length=1, max_length=MAX_LINE, pattern=LINE_PATTERN),
    Rule(after=check_units),
]
"""Text on one line."""
Name = Annotated[Line, Rule(after=check_name)]
"""A line by which something is known again when a return comes back."""
Prose = Annotated[str, Rule(strip_whitespace=True, min_length=1, max_length=8000, pattern=PROSE_PATTERN)]
"""Running text; a blank line parts paragraphs."""
Guidance = Annotated[Prose, Rule(after=check_name)]
"""Running text that is known again when a return comes back."""
Heading = Annotated[
    str, Rule(strip_whitespace=True, min_length=1, max_length=80, pattern=LINE_PATTERN), Rule(after=check_name)
]
"""The title of a column; what is longer is not taken for one when a return comes back."""
Tab = Annotated[Name, Rule(after=check_tab_title, shown={"maxLength": MAX_TAB_TITLE})]
"""The name on a tab."""
Code = Annotated[str, Rule(pattern=CODE_PATTERN)]
"""Begins the number of each action in an area."""
Url = Annotated[str, Rule(pattern=URL_PATTERN, max_length=2000)]
Email = Annotated[str, Rule(strip_whitespace=True, pattern=EMAIL_PATTERN)]
Day = Annotated[date, Rule(before=check_day)]
Role = Annotated[str, Rule(pattern=ROLE_PATTERN, max_length=60)]
"""What a column or field means beside those of other forms."""
ColumnKind = Literal["text", "choice", "timing", "status", "follow_up"]
StatusKey = Literal["fulfilled", "partly", "not_fulfilled", "ongoing", "not_started"]
FindingCode = Annotated[str, Rule(after=check_finding_code, shown={"pattern": r"^XP[1-6]\d\d$"})]
"""The code of a kind of finding."""
FindingSeverity = Literal["off", "info", "warning", "error"]
