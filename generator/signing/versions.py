"""Numbered metadata files in a folder: ``<version>.<role>.json``.

In: a folder.  Out: fewer files.  Every root stays for ever, for a client may start from any.
"""

from collections import defaultdict
from pathlib import Path


def drop_old_versions(folder: Path, keep: int) -> None:
    """Keep the last ``keep`` versions of each role, and all roots."""
    versions: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for path in folder.glob("*.*.json"):
        number, _, role = path.stem.partition(".")
        if number.isdigit() and role != "root":
            versions[role].append((int(number), path))
    for found in versions.values():
        for _, path in sorted(found)[:-keep]:
            path.unlink()
