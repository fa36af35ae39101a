"""Why a file could not be read as a workbook. The sentence that people see is chosen by the caller, from the reason."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Each way in which a file can fail to be a workbook that we read."""

    NOT_FOUND = "not-found"
    NOT_A_FILE = "not-a-file"
    """A folder, pipe, socket or device."""
    NO_PERMISSION = "no-permission"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    WRONG_PASSWORD = "wrong-password"
    OLD_EXCEL = "old-excel"
    """An .xls that cannot be read: of Excel 2–4, or damaged."""
    XLSB = "xlsb"
    """An .xlsb that cannot be read."""
    ODS = "ods"
    """An OpenDocument spreadsheet that cannot be read."""
    HTML = "html"
    XML_2003 = "xml-2003"
    """An XML spreadsheet of Excel 2002–2003."""
    PDF = "pdf"
    WORD = "word"
    POWERPOINT = "powerpoint"
    TEXT = "text"
    """Plain text, CSV too."""
    OTHER_ZIP = "other-zip"
    TRUNCATED = "truncated"
    """A zip whose end is missing."""
    DAMAGED = "damaged"
    BOMB = "bomb"
    """Something in it goes beyond a limit."""
    DOCTYPE = "doctype"
    """XML with a document type declaration, which no spreadsheet program writes."""
    NO_SHEETS = "no-sheets"
    CITY_WORKBOOK = "city-workbook"
    """A workbook of ours that was made from returns and is none."""
    UNKNOWN = "unknown"


class UnreadableWorkbook(Exception):
    """A file that is not read.

    Attributes:
        reason: What is wrong, for the caller to translate.
        detail: Part, place and cause in technical English; may be empty.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
