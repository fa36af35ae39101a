"""Loading a form: YAML text to ``Form``, or a ``FormError`` that lists every problem with its line.

Read as YAML nodes rather than as ruamel's values: so every scalar arrives as the text that was written (``no``,
``0123``, ``12:30``), every key path knows its line, and doubled keys are seen all at once. The models then make
numbers, dates and truth values of the texts where they want such.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import Reader, ReaderError
from ruamel.yaml.resolver import BaseResolver, VersionedResolver
from ruamel.yaml.util import RegExp

from xlplan.form.model import Form
from xlplan.form.problems import FormError, FormProblem, KeyPath, nearest, path_text
from xlplan.form.shipped import shipped_forms, shipped_path
from xlplan.form.validating import validated

__all__ = ["FormError", "FormProblem", "load_form"]

MAX_BYTES = 1_000_000
"""Of the file; a form for a city has about 20 000."""
MAX_EXPANDED = 2 * MAX_BYTES
"""Characters with aliases written out, each value counted as 50 more."""
MAX_DEPTH = 20
"""Of nested lists and mappings; a form has 6."""

_SYNTAX_CODES = (
    (r"'\\t' that cannot start", "yaml_tab"),
    (r"mapping values are not allowed", "yaml_colon"),
    (r"could not find expected ':'", "yaml_no_colon"),
    (r"expected <block end>|sequence entries are not allowed|more indented follow up", "yaml_indent"),
    (r"unexpected end of stream", "yaml_quote"),
    (r"undefined alias", "yaml_alias"),
    (r"found another document", "yaml_documents"),
    (r"maximum depth", "yaml_deep"),
)
"""What ruamel.yaml 0.19 says, and what we call it."""


def load_form(source: str | Path) -> Form:
    """The form of a YAML file, or a shipped form by its id.

    Args:
        source: A path, or an id out of ``shipped_forms()``. An id goes before a file of the same name.

    Raises:
        FormError: The form cannot be used; all its problems are listed, with their lines.
    """
    text = _read_text(source)
    tree = _Tree()
    try:
        written = tree.read(text)
    except _UnreadableError as error:
        raise FormError(str(source), [error.problem]) from None
    form, problems = validated(written, tree.lines)
    if form is None or tree.problems:
        raise FormError(str(source), [*tree.problems, *problems])
    return form


def _read_text(source: str | Path) -> str:
    path = _path_of(source)
    try:
        if not path.exists():
            raise FormError(str(source), [_no_such_form(source)])
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        raise FormError(str(source), [FormProblem(0, "", "file_unreadable")]) from None
    if len(content) > MAX_BYTES:
        raise FormError(str(source), [FormProblem(1, "", "file_too_large", {"limit": str(MAX_BYTES)})])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormError(str(source), [FormProblem(line, "", "not_utf8")]) from None


def _path_of(source: str | Path) -> Path:
    return shipped_path(source) if isinstance(source, str) and source in shipped_forms() else Path(source)


def _no_such_form(source: str | Path) -> FormProblem:
    name = str(source)
    if isinstance(source, Path) or re.search(r"[/\\]|\.ya?ml$", name):
        return FormProblem(0, "", "file_missing")
    known = shipped_forms()
    return FormProblem(0, "", "form_unknown", {"known": ", ".join(known), "near": nearest(name, known)})


class _UnreadableError(Exception):
    """The text is no form at all; one problem tells why."""

    def __init__(self, problem: FormProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Tree:
    """A YAML text as plain dicts, lists and texts, with the line of every key path."""

    def __init__(self) -> None:
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[FormProblem] = []
        self._open: set[int] = set()
        self._expanded = 0

    def read(self, text: str) -> Any:
        """The values of a text; raises _UnreadableError where it is no YAML, empty, too deep or too large."""
        node = _compose(text)
        self.lines[()] = 1
        value = None if node is None else self._value(node, ())
        if value is None:
            raise _UnreadableError(FormProblem(1, "", "empty"))
        return value

    def _value(self, node: Node, path: KeyPath) -> Any:
        line = _line(node)
        self.lines.setdefault(path, line)
        self._expanded += 50 + (len(node.value) if isinstance(node, ScalarNode) else 0)
        if self._expanded > MAX_EXPANDED:
            raise _UnreadableError(FormProblem(line, path_text(path), "yaml_expanded"))
        if id(node) in self._open:
            raise _UnreadableError(FormProblem(line, path_text(path), "yaml_alias_loop"))
        if not str(node.tag).startswith("tag:yaml.org,2002:"):
            self.problems.append(FormProblem(line, path_text(path), "yaml_tag", {"tag": str(node.tag)}))
        if isinstance(node, ScalarNode):
            return None if not node.style and node.value in ("", "~", "null") else str(node.value)
        self._open.add(id(node))
        value = self._mapping(node, path) if isinstance(node, MappingNode) else self._list(node, path)
        self._open.remove(id(node))
        return value

    def _list(self, node: Node, path: KeyPath) -> list[Any]:
        return [self._value(child, (*path, place)) for place, child in enumerate(node.value)]

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, child in node.value:
            line = _line(key_node)
            if not isinstance(key_node, ScalarNode):
                self.problems.append(FormProblem(line, path_text(path), "yaml_key"))
                continue
            key = str(key_node.value)
            below = (*path, key)
            if key in values:
                facts = {"key": key, "first": str(self.lines[below])}
                self.problems.append(FormProblem(line, path_text(below), "duplicate_key", facts))
                continue
            self.lines[below] = line
            values[key] = self._value(child, below)
        return values


class _Reader(Reader):
    """Refuses the same characters, named by what they are: what they are not takes ten times as long to compile."""

    NON_PRINTABLE = RegExp("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class _AllText(VersionedResolver):
    """Takes no plain text for a number, a date or a truth value: the models do that, where they want such."""

    resolve = BaseResolver.resolve  # which has no patterns to try


def _compose(text: str) -> Node | None:
    """The YAML nodes of a text; None when there are none."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Reader, yaml.Resolver = _Reader, _AllText
    yaml.max_depth = MAX_DEPTH
    yaml.composer.warn_double_anchors = False
    try:
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        raise _UnreadableError(_syntax_problem(error)) from None
    except ReaderError as error:
        facts = {"character": f"U+{error.character:04X}"}
        line = text.count("\n", 0, error.position) + 1
        raise _UnreadableError(FormProblem(line, "", "yaml_character", facts)) from None
    except (ValueError, OverflowError):  # an escape beyond Unicode, which ruamel hands to chr()
        escape = re.search(r"\\U(?!000|0010)[0-9A-Fa-f]{8}", text)
        line = text.count("\n", 0, escape.start()) + 1 if escape else 1
        raise _UnreadableError(FormProblem(line, "", "yaml_character", {"character": r"\U"})) from None
    return node


def _syntax_problem(error: MarkedYAMLError) -> FormProblem:
    said = f"{error.context or ''} {error.problem or ''}"
    code = next((code for pattern, code in _SYNTAX_CODES if re.search(pattern, said)), "yaml_syntax")
    mark = error.problem_mark or error.context_mark
    if code in ("yaml_quote", "yaml_no_colon") and error.context_mark:
        mark = error.context_mark
    return FormProblem(mark.line + 1 if mark else 1, "", code)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
