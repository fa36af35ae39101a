"""Words made comparable: what counts as the same text when a person reads it.

Used for comparison only; the model keeps each text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

COMPARED_LENGTH = 32_767
"""Excel's limit for the text of a cell: no comparison looks at more."""

REMEMBERED = 1_000
"""So many texts are remembered with their words: more than a return has, and few enough to keep a process small."""

_NOT_WORDS = re.compile(r"[\W_]+")
_LATIN_WORDS = bytes(ord(chr(byte).lower()) if chr(byte).isalnum() else ord(" ") for byte in range(256))
"""What stands for each sign of Latin-1 (ISO 8859-1), in which nearly all texts are: its small letter, or a blank."""
_UNSEEN = re.compile("[\u200b\u200c\u200d\ufeff]")
_SOFT_HYPHEN_BREAK = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011]\s*\n\s*(?=[a-zåäö])|[\u00ad\u200b\u200c\u200d\ufeff]")


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    r"""The text in small letters, NFKC, without punctuation, words parted by one blank.

    >>> plain("  Unga i  risk-zon: »JA«\n"), plain("Åtgärd") == plain("A\u030atga\u0308rd")
    ('unga i risk zon ja', True)
    """
    text = text[:COMPARED_LENGTH]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "\n" in text or "\u00ad" in text:
        text = _SOFT_HYPHEN_BREAK.sub("", text)
    try:
        words = text.replace("ß", "ss").encode("latin-1").translate(_LATIN_WORDS).decode("latin-1")
    except UnicodeEncodeError:
        words = _NOT_WORDS.sub(" ", _UNSEEN.sub("", text).casefold())
    return " ".join(words.split())


def is_blank(text: str) -> bool:
    r"""Whether a person would see nothing.

    >>> is_blank(" \n\u00a0"), is_blank("-")
    (True, False)
    """
    return not text.strip(" \t\r\n\v\f\u00a0\u200b\ufeff")


@lru_cache(maxsize=REMEMBERED)
def ascii_words(text: str) -> str:
    """``plain`` without accents, as file names have it.

    >>> ascii_words("Enskede-Årsta-Vantör")
    'enskede arsta vantor'
    """
    words = plain(text)
    if words.isascii():
        return words
    return "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """A key made from a title.

    >>> slug("Egen flik: Båtar & bryggor")
    'egen-flik-batar-bryggor'
    """
    return re.sub(r"[^a-z0-9]+", "-", ascii_words(text)).strip("-") or "utan-namn"


def fingerprint(text: str) -> str:
    """Ten hexadecimal digits that are the same for texts that read the same; empty for a blank text.

    >>> fingerprint("Öka  tryggheten.") == fingerprint("öka tryggheten"), fingerprint(" ")
    (True, '')
    """
    words = plain(text)
    return sha256(words.encode()).hexdigest()[:10] if words else ""
