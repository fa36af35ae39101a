"""Where the forms and example plans are that come with xlplan: in the installed package, or in a source checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIX = ".yaml"


def shipped_forms() -> list[str]:
    """The ids of the forms that come with xlplan, sorted; each is its file's name without ``.yaml``."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in _shipped("templates").glob(f"*{_SUFFIX}"))


def shipped_path(form_id: str) -> Path:
    """The YAML file of a shipped form; raises KeyError for an id that is not among ``shipped_forms()``."""
    if form_id not in shipped_forms():
        raise KeyError(form_id)
    return _shipped("templates") / (form_id + _SUFFIX)


def shipped_examples() -> Path:
    """The folder of the example plans made by hand."""
    return _shipped("examples/handmade")


def _shipped(name: str) -> Path:
    """A folder of the wheel's ``_shipped``, else the same folder at the top of the source checkout."""
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
