"""``python -m tests.fuzz.guided FOLDER [OPTION...]``: the same damage, guided by what code it reaches.

Needs atheris, which the project does not. FOLDER keeps the files that reached something new; options are libFuzzer's
(``-max_total_time=1200``). It ends at the first failure and leaves the file beside the folder.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.mutations import MOST_BYTES, mutate
from tests.fuzz.seeds import seeds


def main() -> None:
    atheris: Any = import_module("atheris")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds().values():
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)
    with atheris.instrument_imports(include=["xlplan.sheets", "xlplan.reading", "xlplan.plan", "xlplan.checks"]):
        for name in [name for name in sys.modules if name.startswith("xlplan")]:
            del sys.modules[name]
        target = import_module("tests.fuzz.target")
    target.forms()
    limits = [f"-max_len={MOST_BYTES}", "-timeout=5", "-rss_limit_mb=512", f"-artifact_prefix={folder}-"]
    atheris.Setup(
        [sys.argv[0], str(folder), *limits, *sys.argv[2:]],
        lambda data: target.read(data) and None,
        custom_mutator=lambda data, most, seed: mutate(bytes(data), Random(seed))[:most],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
