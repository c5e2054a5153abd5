"""What the browser runs, without what only its readers need.

In: scripts of ours.  Out: scripts that do the same in fewer bytes.

The library is written in Go, whose runtime would hang every process that is forked after it has
been loaded.  So it works in a process of its own: texts in, texts out.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from generator.findings import ExpectedFault

_PROGRAM = """
import json, sys, minify
texts = json.load(sys.stdin)
json.dump([minify.string("application/javascript", text) for text in texts], sys.stdout)
"""


class ScriptError(ExpectedFault):
    """A script of the theme cannot be read; the message says where."""


def scripts(texts: Sequence[str]) -> list[str]:
    """No comments, no spaces to spare, own names short; what others see keeps its name."""
    command = [sys.executable, "-I", "-c", _PROGRAM]
    run = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True)
    if run.returncode:
        said = run.stderr.strip().rpartition("\n")[2]
        raise ScriptError(f"Không rút gọn được mã của giao diện (site_overrides/): {said}")
    shorter: list[str] = json.loads(run.stdout)
    return shorter
