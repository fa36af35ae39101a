"""The best one-to-one pairing of rows and actions: not the best for each alone, but the best for all together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.float32]

ALL_PROCESSORS = -1
WORTH_THREADS = 100_000
"""Pairs from which several threads compare sooner than one: five milliseconds of one. What comes of it is the same."""


def likeness(rows: Sequence[str], wordings: Sequence[Sequence[str]], cutoff: int) -> Weights:
    """How alike each row is to each action: rows × actions, 0-100, below the cutoff 0.

    Args:
        rows: A plain text for each row.
        wordings: For each action its plain wordings, one at least; the most alike counts.
        cutoff: Least likeness that counts.

    Source: token_sort_ratio found 18 of 18 re-worded actions where WRatio found 3; the words are sorted here once.
    """
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    texts = [_sorted(text) for each in wordings for text in each]
    first = np.cumsum([0, *map(len, wordings)])[:-1]
    threads = ALL_PROCESSORS if len(rows) * len(texts) >= WORTH_THREADS else 1
    words = [_sorted(text) for text in rows]
    scores = cdist(words, texts, scorer=ratio, score_cutoff=cutoff, dtype=np.float32, workers=threads)
    return np.maximum.reduceat(scores, first, axis=1)


def score(one: str, other: str) -> float:
    """How alike two plain texts are, 0-100."""
    from rapidfuzz.fuzz import ratio

    return ratio(_sorted(one), _sorted(other))


def assign(weights: Weights) -> list[tuple[int, int]]:
    """Pair rows and columns one to one so that the weights of the pairs sum up highest; pairs of weight 0 are none.

    What cannot touch each other is solved apart, so that many small questions stay cheap.
    """
    if min(weights.shape) == 1:
        best = int(weights.argmax())
        return [divmod(best, weights.shape[1])] if weights.flat[best] > 0 else []
    return sorted(pair for rows, cols in _components(weights) for pair in _assign_component(weights, rows, cols))


def _assign_component(weights: Weights, rows: NDArray[Any], cols: NDArray[Any]) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    chosen = zip(*linear_sum_assignment(weights[np.ix_(rows, cols)], maximize=True), strict=True)
    pairs = [(int(rows[row]), int(cols[col])) for row, col in chosen]
    return [pair for pair in pairs if weights[pair] > 0]


def _components(weights: Weights) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """The rows and columns that hang together by weights above 0."""
    from scipy.sparse import block_array, csr_array
    from scipy.sparse.csgraph import connected_components

    links = csr_array(weights > 0)
    count, labels = connected_components(block_array([[None, links], [links.T, None]], format="csr"), directed=False)
    height = weights.shape[0]
    rows, cols = _grouped(labels[:height], count), _grouped(labels[height:], count)
    return [(row, col) for row, col in zip(rows, cols, strict=True) if len(row) and len(col)]


def _grouped(labels: NDArray[Any], count: int) -> list[NDArray[Any]]:
    """The indices that bear each label."""
    import numpy as np

    order = np.argsort(labels, kind="stable")
    return np.split(order, np.searchsorted(labels[order], np.arange(1, count)))


@lru_cache(maxsize=5_000)
def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))
