"""The calculators' rules as the browser runs them, in one Node.js process for all questions."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import nodejs
from tests.paths import ROOT

HERE = Path(__file__).parent
SCRIPTS = ROOT / "site_overrides" / "assets" / "answers"


class Rules:
    """Asks the process; each question is a line, each answer too."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, name: str, *given: object) -> Any:
        """What the function of that name says."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{json.dumps([name, *given])}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def running() -> Iterator[Rules]:
    """The rules until the block ends."""
    scripts = [SCRIPTS / name for name in ("time-rules.js", "cost-rules.js")]
    with subprocess.Popen(
        [nodejs.PROGRAM, HERE / "rules.mjs", *scripts],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Rules(process)
