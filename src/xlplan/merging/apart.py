"""What tells two wordings apart: nothing but spelling, words more or less, or a word that makes it another action.

"Stärka föräldraperspektivet" and "Stärka anhörigperspektivet" are 79 per cent alike and two actions; so the words in
which two texts differ are looked at one by one. Whatever cannot be told to be mere spelling counts as a difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from xlplan.plan.words import plain


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEUTRAL = _listed("och samt i på inom att en ett den det de som av vid för till med om the a an and of to in")
"""Words that may come, go and change places without a change of meaning."""
ENDINGS = {""} | _listed(
    "a ad ade an ande ar arna arnas as at d de e en ens er erna ernas et ets ing ingar ingarna ingen n na ning ningar"
    " ningarna ningen or orna r s t te ts"
)
"""Endings of Swedish nouns, adjectives and verbs: two words of one stem with two of these are one word inflected."""
DECISIVE_WORDS = _listed(
    "inte ej icke utan aldrig ingen inga inget utom före efter mot not no never without"
    " män mäns man far mor norr söder öster väster norra södra östra västra inre yttre övre nedre"
    " nätter år vår höst lov varje varannan två tre fyra fem sex sju åtta nio tio halv"
    " första andra tredje starta avsluta upphöra öka minska ung unga"
)
"""Words that turn an action into another one: negations, directions, times, numbers."""
DECISIVE_STEMS = re.compile(
    r"\d|barn|ungdom|flick|tjej|pojk|kill|kvinn|äldre|senior|vuxn|föräld|anhör|syskon|mamm|papp|mödr|fäder|vårdnad"
    r"|elev|lärar|läkar|personal|skol|gymnas|stadie|student|nyanländ|boende|gran{2}|butik|krog|handlar|förening"
    r"|torg|centrum|park|station|gata|gatan|tunnelban|galleri|bibliotek|badhus|idrottsplats|strand|område"
    r"|dag|natt|kväll|morg[oe]n|helg|vardag|veck|månad|kvartal|termin|sommar|vinter"
)
"""Stems of words for groups, ages, places and times, also within compounds."""
SHORTEST_STEM = 4
SHORTEST_MISTYPED = 6
"""Shorter words are other words when a letter is added or lost."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The words in which two texts differ; one word spelled or inflected otherwise is not among them."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    decisive: bool
    """Whether a name, number, negation, or a word for a group, place or time is among them."""
    reordered: bool = False
    """Whether the words they share stand in another order."""

    @property
    def spelling(self) -> bool:
        """Whether they differ in spelling, inflection and small words at most."""
        return not self.gone and not self.come and not self.reordered

    @property
    def one_sided(self) -> bool:
        """Whether one of them only has more words than the other."""
        return not self.gone or not self.come


@lru_cache(maxsize=20_000)
def apart(one: str, other: str) -> Apart:
    """Tell what sets two texts apart.

    >>> apart("Nattvandring i Tensta", "Nattvandringar i Tensta").spelling
    True
    >>> apart("Nattvandring i Tensta", "Nattvandring i Rinkeby")
    Apart(gone=('tensta',), come=('rinkeby',), decisive=True, reordered=False)
    >>> apart("Möten med fältassistenter", "Regelbundna möten med fältassistenter").one_sided
    True
    """
    before, after = _words(one), _words(other)
    gone, come = (
        list((Counter(before) - Counter(after)).elements()),
        list((Counter(after) - Counter(before)).elements()),
    )
    renamed = {}
    for word in tuple(gone):
        twin = next((each for each in come if respelled(word, each)), None)
        if twin:
            gone.remove(word)
            come.remove(twin)
            renamed[twin] = word
    if "".join(gone) == "".join(come):  # "risk zon" and "riskzon"
        gone, come = [], []
    names = _names(one, first=bool(gone and come)) | _names(other, first=bool(gone and come))
    decisive = any(word in names or is_decisive(word) for word in (*gone, *come))
    decisive = decisive or any(is_negated(word, other) for word in gone for other in come)
    shared = [word for word in before if word not in gone]
    reordered = "".join(shared) != "".join([renamed.get(word, word) for word in after if word not in come])
    return Apart(tuple(gone), tuple(come), decisive, reordered)


def is_decisive(word: str) -> bool:
    """Whether a word by itself makes an action another one."""
    return word in DECISIVE_WORDS or DECISIVE_STEMS.search(word) is not None


def is_negated(one: str, other: str) -> bool:
    """Whether one of two words is the other with a prefix that turns it round: ``anmälda`` and ``oanmälda``."""
    short, long = sorted((one, other), key=len)
    return long in {"o" + short, "miss" + short, "av" + short, "icke" + short}


def respelled(one: str, other: str) -> bool:
    """Whether two words are one, inflected or mistyped.

    A letter put in, left out or swapped with its neighbour, and lost dots, are slips; another letter is not, for
    ``lärare`` and ``läkare`` are two professions.

    >>> respelled("samverkan", "samverka"), respelled("verksamhet", "verksamehet"), respelled("skolan", "förskolan")
    (True, True, False)
    """
    if one == other:
        return True
    if {one, other} & DECISIVE_WORDS or re.search(r"\d", one + other):
        return False
    stem = _common_start(one, other)
    if stem >= SHORTEST_STEM and one[stem:] in ENDINGS and other[stem:] in ENDINGS:
        return True
    if min(len(one), len(other)) < SHORTEST_MISTYPED or one[0] != other[0]:
        return False
    return _bare(one) == _bare(other) or _slipped(one, other)


def _slipped(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA, Indel

    swapped = sorted(one) == sorted(other) and OSA.distance(one, other) == 1
    return swapped or Indel.distance(one, other) == 1


def _words(text: str) -> list[str]:
    return [word for word in plain(text).split() if word not in NEUTRAL]


def _names(text: str, *, first: bool) -> set[str]:
    """Words written with a capital, and ``first`` words too, of which nobody can say whether they are names."""
    words = [(found.start(), found.group()) for found in re.finditer(r"\w+", text)]
    return {plain(word) for at, word in words if word != word.lower() and (first or at)}


def _common_start(one: str, other: str) -> int:
    return next(
        (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _bare(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
