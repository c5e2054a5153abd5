"""Judges that run in Node: the scripts beside this file, with what tests/node has installed."""

import json
from pathlib import Path
from typing import Any

from tests import nodejs

HERE = Path(__file__).parent


def ask(script: str, *arguments: Path) -> Any:
    """What the script says, as JSON."""
    nodejs.packages()
    return json.loads(nodejs.said(HERE / script, *arguments))
