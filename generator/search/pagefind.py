"""Full text by Pagefind, over the built pages of the procedures.

In: the folder of a built site.  Out: ``pagefind/`` inside it, which the search page loads only
when a reader asks for it.  No filters: they would make the bytes differ from run to run.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pagefind_bin  # type: ignore[import-untyped]

from generator import cache_file
from generator.catalogue import digest
from generator.findings import ExpectedFault

FOLDER = "pagefind"
PAGES = "thu-tuc/*/index.html"
CONTENT = "article"

_UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.*",
)


class PagefindError(ExpectedFault):
    """Pagefind is missing or has failed; the message is for the terminal."""


def update(site: Path, cache: Path) -> bool:
    """Index the pages where they are others than those last indexed; whether it did.

    ``cache`` holds the record of those: so an index that a build did not come to make, or left out,
    is made by the next.
    """
    record = cache / f"full-text-{digest(os.fsencode(site.resolve())).hex()[:12]}"
    now = _state(site)
    if (site / FOLDER).is_dir() and cache_file.read(record) == now:
        return False
    run(site)
    cache_file.write(record, now)
    return True


def _state(site: Path) -> bytes:
    """A hash of what shows that a page has changed: its size and time."""
    pages = sorted((str(path), path.stat()) for path in site.glob(PAGES))
    lines = [f"{path} {page.st_size} {page.st_mtime_ns}\n" for path, page in pages]
    return digest(os.fsencode("".join(lines)))


def run(site: Path) -> None:
    """Index the procedures' pages of the site; PagefindError where that fails.

    The index is made beside the site and takes the old one's place only when it is whole.
    """
    site = site.resolve()
    stage = site.with_name(f".{site.name}.{FOLDER}")
    shutil.rmtree(stage, ignore_errors=True)
    done = subprocess.run(_command(site, stage), capture_output=True, check=False)
    if done.returncode or not (stage / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        last_words = said.strip().splitlines()[-3:]
        raise PagefindError(f"Pagefind không lập được chỉ mục toàn văn: {' '.join(last_words)}")
    for pattern in _UNUSED:
        for path in stage.glob(pattern):
            path.unlink()
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    shutil.move(stage, site / FOLDER)


def _command(site: Path, stage: Path) -> list[str]:
    try:
        program = pagefind_bin.get_executable()
    except FileNotFoundError as error:
        raise PagefindError(
            f"Không có chương trình Pagefind (gói pagefind-bin): {error}"
        ) from error
    options = {
        "--site": str(site),
        "--output-path": str(stage),
        "--glob": PAGES,
        "--root-selector": CONTENT,
        "--force-language": "vi",
    }
    return [str(program), *(word for option in options.items() for word in option)]
