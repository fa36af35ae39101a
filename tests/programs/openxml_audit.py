"""openxml-audit: the Open XML SDK's rules in Python, quick enough to judge every file a test makes."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openxml_audit import OpenXmlValidator


def available() -> str | None:
    """Why it cannot be used here, or ``None``."""
    return None if importlib.util.find_spec("openxml_audit") else "openxml-audit is not installed (make setup)"


def audit(path: Path) -> list[str]:
    """What is wrong with an Office file, as Microsoft 365 would take it; nothing if it is sound."""
    return [str(error) for error in _validator().validate(path).errors]


@functools.cache
def _validator() -> OpenXmlValidator:
    from openxml_audit import FileFormat, OpenXmlValidator

    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
