"""Chromium, driven by Node: a page as a person sees it, and axe-core's judgement of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.programs import node

NAMES = ("chromium", "chromium-browser", "google-chrome")


def available() -> str | None:
    """Why a browser cannot be used here, or ``None``."""
    if _program() is None:
        return "chromium is not installed"
    if not (node.FOLDER / "node_modules" / "puppeteer-core").is_dir():
        return "the Node packages are not installed (make programs)"
    return None


def browse(path: Path, *, width: int, dark: bool, **more: Any) -> dict[str, Any]:
    """Open a page and tell what is seen.

    Args:
        path: The page.
        width: Of the window, in CSS pixels.
        dark: Whether the person prefers dark colours.
        more: ``keys`` to press one after another, ``tabs`` to count the stops of the Tab key, ``picture`` to make
            (of the ``whole`` page), ``axe`` False to spare its judgement.

    Raises:
        ProgramError: The browser could not.
    """
    job = {"url": path.as_uri(), "chromium": _program(), "width": width, "dark": dark, **more}
    seen: dict[str, Any] = json.loads(node.run_script("browse.mjs", stdin=json.dumps(job)))
    return seen


def _program() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)
