"""The scripts of the search box: all that it needs but the data.

In: the scripts of the theme.  Out: one script, which pages load before anybody turns to the box,
so that then only the catalogue's data has to come (``index.py``).
"""

import json
from pathlib import Path

from generator import minified
from generator.search import plain

ADDRESS = "assets/search/search.js"
FOLDER = Path(__file__).resolve().parents[2] / "site_overrides" / "assets" / "search"
PARTS = (
    "words.js",
    "repair.js",
    "near.js",
    "lookup.js",
    "ask.js",
    "rank.js",
    "box.js",
    "search.js",
)


def source(folder: Path = FOLDER) -> str:
    """What is published at ``ADDRESS``, as its readers wrote it."""
    parts = [(folder / name).read_text(encoding="utf-8") for name in PARTS]
    return "\n".join([_empty_words(), *parts])


def script() -> bytes:
    """The script to publish at ``ADDRESS``."""
    return minified.scripts([source()])[0].encode()


def _empty_words() -> str:
    names = {"EMPTY": plain.EMPTY, "AT_END": plain.AT_END}
    said = json.dumps(names, ensure_ascii=False)
    return f"globalThis.NiemYet=Object.assign(globalThis.NiemYet??{{}},{said});"
