"""Putting another edition before the visitors' eyes in one step.

In: the folder of a mirror and the name of a release below ``releases/``.  Out: ``current`` shows
it.  Where links work, ``current`` is a link that is replaced by a rename: no moment without an
edition.  Elsewhere (FAT sticks, Windows without the right to make links) the folders themselves
are renamed, with a note written first, so that the next run finishes what was cut off; between
the two renames ``current`` is missing for less than a millisecond.
"""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from generator.mirror.files import PAUSE, TRIES, flush, write_lasting
from generator.mirror.layout import Layout
from generator.signing.faults import Fault


class Swap(Protocol):
    """A way to show a release."""

    def current(self) -> str | None:
        """The name of the release that is shown."""
        ...

    def place(self, name: str) -> Path:
        """Where the files of a release are now."""
        ...

    def show(self, name: str) -> None:
        """Show this release from now on."""
        ...


class Links:
    """``current`` is a symbolic link."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def current(self) -> str | None:
        """Where the link points."""
        try:
            return self._layout.current.readlink().name
        except OSError:
            return None

    def place(self, name: str) -> Path:
        """Always below ``releases/``."""
        return self._layout.releases / name

    def show(self, name: str) -> None:
        """Replace the link by a new one."""
        draft = self._layout.work / "current.new"
        draft.unlink(missing_ok=True)
        draft.symlink_to(Path("releases") / name, target_is_directory=True)
        os.replace(draft, self._layout.current)


class Renames:
    """``current`` is the folder of the release itself."""

    def __init__(self, layout: Layout, sleep: Callable[[float], None] = time.sleep) -> None:
        self._layout, self._sleep = layout, sleep
        self._note = layout.work / "swap.json"
        self._state = layout.work / "current.json"
        self._finish()

    def current(self) -> str | None:
        """What the last swap wrote down."""
        return self._read(self._state).get("current")

    def place(self, name: str) -> Path:
        """``current`` itself, or a folder below ``releases/``."""
        return self._layout.current if name == self.current() else self._layout.releases / name

    def show(self, name: str) -> None:
        """Note it down, put the old folder back, bring the new one."""
        if name == self.current():
            return
        self._write(self._note, {"old": self.current(), "new": name})
        self._finish()

    def _finish(self) -> None:
        """Do what is left of a swap: right whether nothing of it is done or all."""
        note = self._read(self._note)
        if "new" not in note:
            return
        current, releases = self._layout.current, self._layout.releases
        old, new = note.get("old"), str(note["new"])
        if (releases / new).exists():
            if current.exists() and old:
                self._rename(current, releases / old)
            try:
                self._rename(releases / new, current)
            except Fault:  # visitors see the old one again, and the next run begins anew
                if old and (releases / old).exists():
                    self._rename(releases / old, current)
                raise
            flush([releases, current.parent])
        self._write(self._state, {"current": new})
        self._note.unlink()

    def _rename(self, source: Path, target: Path) -> None:
        """Rename a folder; Windows refuses while a visitor's file is open in it, so try again."""
        for _ in range(TRIES):
            with suppress(PermissionError):
                source.rename(target)
                return
            self._sleep(PAUSE)
        raise Fault("busy", f"Không đổi tên được {source}: có chương trình đang mở tệp trong đó.")

    def _read(self, path: Path) -> dict[str, str | None]:
        try:
            record = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def _write(self, path: Path, record: dict[str, str | None]) -> None:
        write_lasting(path, json.dumps(record).encode())


def way(layout: Layout) -> Swap:
    """The best way that this disk knows; a mirror keeps the way it was begun with.

    Windows cannot rename one link to a folder over another.
    """
    if (
        os.name == "nt"
        or (layout.work / "current.json").exists()
        or (layout.work / "swap.json").exists()
    ):
        return Renames(layout)
    trial = layout.work / "link.trial"
    try:
        trial.unlink(missing_ok=True)
        trial.symlink_to("nowhere")
        trial.unlink()
    except OSError:
        return Renames(layout)
    return Links(layout)
