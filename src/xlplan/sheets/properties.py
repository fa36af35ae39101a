"""Document properties of an OOXML file: the core ones and those that its makers added."""

from __future__ import annotations

from xlplan.sheets.xml import Element


def read_core(root: Element) -> dict[str, str]:
    """Core properties by name (title, subject, category, creator, modified …), as written."""
    return {child.name: child.text.strip() for child in root.children}


def read_custom(root: Element) -> dict[str, str]:
    """Custom properties by name, each value as text whatever its type."""
    return {
        child.get("name"): "".join(value.text for value in child.children)
        for child in root.children
        if child.name == "property"
    }
