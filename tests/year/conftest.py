"""The simulated year with ids and marks, run once for all tests that look at it."""

from __future__ import annotations

import pytest

from tests.year.run import Year


@pytest.fixture(scope="package")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    whole = Year(tmp_path_factory.mktemp("year"), marks=True)
    whole.run()
    return whole
