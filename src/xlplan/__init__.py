"""xlplan: a city's yearly action plans in Excel, from blank template to city workbook.

The verbs are the same here as on the command line: :func:`load_form`, :func:`write_template`,
:func:`read_return`, :func:`check`, :func:`merge`, :func:`write_city`. The library prints nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "FormError": "xlplan.form.problems",
    "UnreadableWorkbook": "xlplan.sheets.refusal",
    "check": "xlplan.checks.check",
    "load_form": "xlplan.form.load",
    "merge": "xlplan.merging.merge",
    "read_return": "xlplan.reading.read",
    "write_city": "xlplan.city.workbook",
    "write_template": "xlplan.template.workbook",
}

__all__ = [
    "FormError",
    "UnreadableWorkbook",
    "__version__",
    "check",
    "load_form",
    "merge",
    "read_return",
    "write_city",
    "write_template",
]

if TYPE_CHECKING:
    from xlplan.checks.check import check
    from xlplan.city.workbook import write_city
    from xlplan.form.load import load_form
    from xlplan.form.problems import FormError
    from xlplan.merging.merge import merge
    from xlplan.reading.read import read_return
    from xlplan.sheets.refusal import UnreadableWorkbook
    from xlplan.template.workbook import write_template


def __getattr__(name: str) -> Any:
    """Load a verb when it is first asked for, so that ``import xlplan`` costs nothing (PEP 562)."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
