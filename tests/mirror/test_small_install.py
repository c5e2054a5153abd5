"""A mirror needs click and python-tuf, in pure Python: no site generator, no compiled wheels."""

import subprocess
import sys
from pathlib import Path

from tests.mirror.kit import NOW, TestOrigin, write_site
from tests.paths import ROOT

BLOCKED = (
    "mkdocs",
    "material",
    "typst",
    "jinja2",
    "msgspec",
    "yaml",
    "openpyxl",
    "markupsafe",
    "pikepdf",
    "boto3",
    "cryptography",
    "cffi",
    "nacl",
)

SCRIPT = """
import sys
for name in sys.argv[1].split(","):
    sys.modules[name] = None
from datetime import datetime
from pathlib import Path
import generator.cli.mirror
from generator.mirror import bundle, health, origins, preview, verify
from generator.mirror.layout import Layout, Settings
from generator.mirror.source import Folder
from generator.mirror.sync import Mirror
from generator.mirror.trust import TrustFolder
origin, folder, now = Path(sys.argv[2]), Path(sys.argv[3]), datetime.fromisoformat(sys.argv[4])
layout = Layout(folder)
layout.create(Settings(str(origin)))
root = (origin / "metadata/1.root.json").read_bytes()
TrustFolder(layout.trust).begin(root, now)
mirror = Mirror(layout, now, flush=lambda paths: None)
print(mirror.sync(Folder(origin)).fetched)
print(verify.verify(mirror, deep=True).good)
foreign = sorted(
    name
    for name, module in sys.modules.items()
    if (getattr(module, "__file__", None) or "").endswith((".so", ".pyd"))
    and "site-packages" in module.__file__
)
print(foreign)
"""


def test_a_mirror_works_with_nothing_but_pure_python(tmp_path: Path) -> None:
    origin = TestOrigin(tmp_path / "origin")
    origin.release(write_site(tmp_path / "site", 1))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            SCRIPT,
            ",".join(BLOCKED),
            str(origin.folder),
            str(tmp_path / "m"),
            NOW.isoformat(),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    fetched, good, compiled = done.stdout.split("\n")[:3]
    assert int(fetched) > 10
    assert good == "True"
    assert compiled == "[]"
