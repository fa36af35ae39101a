"""The loop: seeds and what grew out of them are damaged and read until the time is over or the cases are done.

A case that ends in a way not seen before becomes a seed itself, so that the loop goes deeper where something happens.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.fuzz.mutations import mutate
from tests.fuzz.pool import Answer, Reader
from tests.fuzz.seeds import seeds

_LARGEST_GROWN = 60_000
_MOST_GROWN = 3_000
_PLACE = re.compile(r'File "[^"]*?(src/[^"]+)", line (\d+), in (\w+)')


@dataclass(slots=True)
class Summary:
    """What a run came to."""

    cases: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: dict[str, str] = field(default_factory=dict)
    """The first file with each fault, by what went wrong."""
    slowest: float = 0.0
    peak_kib: int = 0

    def __str__(self) -> str:
        kinds = Counter[str]()
        for outcome, times in self.outcomes.items():
            kinds[outcome.partition(":")[0]] += times
        ended = ", ".join(f"{times} {kind}" for kind, times in kinds.most_common())
        return (
            f"{self.cases} cases in {self.seconds / 60:.1f} min ({ended}; {len(self.outcomes)} different outcomes), "
            f"{len(self.findings)} findings; slowest {self.slowest:.2f} s, most memory {self.peak_kib >> 10} MiB"
        )


def cause_of(answer: Answer) -> str:
    """What went wrong, in so few words that cases with one cause share them."""
    places = _PLACE.findall(answer.fault)
    where = f" at {places[-1][0]}:{places[-1][1]}" if places else ""
    return re.sub(r"[0-9]+|'[^']*'", "…", answer.outcome)[:120] + where


def run(
    *,
    seed: int,
    seconds: float = float("inf"),
    cases: int | None = None,
    folder: Path | None = None,
    only: str = "",
    tell: Callable[[str], object] = lambda _: None,
) -> Summary:
    """Damage and read.

    Args:
        seed: Of all chance.
        seconds: How long at most.
        cases: How many at most.
        folder: Where each input that fails is written, with its cause beside it.
        only: Take the seeds with this in their names.
        tell: Gets a line now and then.
    """
    originals = [data for name, data in seeds().items() if only in name]
    weights = [1.0 / (1 + len(data) / 20_000) for data in originals]
    grown: list[bytes] = []
    summary, reader, began = Summary(), Reader(), time.monotonic()
    told = began
    try:
        while (cases is None or summary.cases < cases) and time.monotonic() - began < seconds:
            dice = Random(f"{seed}:{summary.cases}")
            parent = dice.choice(grown) if grown and dice.random() < 0.6 else dice.choices(originals, weights)[0]
            data = mutate(parent, dice)
            answer = reader.read(data)
            summary.cases += 1
            if answer.fault:
                answer = Reader().read(data) if answer.outcome in ("died", "too long") else answer
            if answer.fault:
                _keep(summary, answer, data, folder, tell)
                continue
            summary.slowest = max(summary.slowest, answer.seconds)
            summary.peak_kib = max(summary.peak_kib, answer.peak_kib)
            new = answer.outcome not in summary.outcomes and (answer.outcome.startswith("read") or dice.random() < 0.2)
            if new and len(data) < _LARGEST_GROWN and len(grown) < _MOST_GROWN:
                grown.append(data)
            summary.outcomes[answer.outcome] += 1
            if time.monotonic() - told > 30:
                told = time.monotonic()
                summary.seconds = told - began
                tell(str(summary))
    finally:
        reader.close()
    summary.seconds = time.monotonic() - began
    return summary


def _keep(summary: Summary, answer: Answer, data: bytes, folder: Path | None, tell: Callable[[str], object]) -> None:
    cause = cause_of(answer)
    summary.outcomes["fault"] += 1
    if cause in summary.findings:
        return
    name = sha256(data).hexdigest()[:12]
    summary.findings[cause] = name
    tell(f"FOUND {name}: {cause}")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.bin").write_bytes(data)
        (folder / f"{name}.txt").write_text(f"{cause}\n\n{answer.fault}\n", encoding="utf-8")
