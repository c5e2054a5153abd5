"""Commands on the site: build it, and look at it on this machine.

In: a catalogue and a look.  Out: the site's folder, and what was done on the terminal.
"""

import gc
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from generator.build import Project, build, building
from generator.catalogue import Catalogue
from generator.cli.bars import bar
from generator.cli.options import (
    CACHE,
    CATALOGUE,
    LOOK,
    SITE,
    WORKERS,
    catalogue_folder,
    expected_faults,
    words,
)
from generator.cli.tally import tally
from generator.findings import ExpectedFault, show
from generator.output import Change

_OPTIONS = (
    CATALOGUE,
    SITE,
    LOOK,
    CACHE,
    WORKERS,
    click.option(
        "--full-text/--no-full-text",
        default=True,
        show_default=True,
        help="Lập chỉ mục toàn văn bằng Pagefind.",
    ),
    click.option(
        "--exports/--no-exports",
        default=True,
        show_default=True,
        help="Dựng cả dữ liệu mở (CSV, Excel, JSON, SQLite, dữ liệu liên kết, API).",
    ),
    click.option(
        "--papers/--no-papers",
        default=True,
        show_default=True,
        help="Dựng cả tờ niêm yết để in và tệp của biểu mẫu (PDF, Word).",
    ),
)
_PRINTERS = ("typst", "segno", "pikepdf", "docx", "fontTools")

NEW_OBJECTS = 200_000
"""How many objects between two searches for garbage: records live as long as the process does,
and looking through them every 700 would be a tenth of a small build."""


def _site_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that builds the site, in this order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("build")
@_site_options
@click.option(
    "--draft",
    is_flag=True,
    help="Dựng danh mục đang soạn, kể cả chỗ chưa công bố bằng “niemyet publish”.",
)
@expected_faults
def build_command(full_text: bool, **options: Any) -> None:
    """Kiểm tra danh mục rồi dựng trang; có lỗi thì trang cũ giữ nguyên."""
    gc.set_threshold(NEW_OBJECTS)
    succeeded = _build(_project(**options), full_text)
    # Nor is there anything to look for in a process that ends.
    gc.freeze()
    if not succeeded:
        sys.exit(1)


@click.command("serve")
@_site_options
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng."
)
@expected_faults
def serve_command(port: int, full_text: bool, **options: Any) -> None:
    """Dựng trang, mở xem trên máy này, và dựng lại mỗi khi danh mục đổi."""
    # Imported here, as below: what other commands do not need would cost each of them its start.
    from generator import preview

    project = _project(draft=True, **options)
    try:
        listener = preview.listen(port)
    except OSError as fault:
        busy = f"Không mở được cổng {port} (đang bận hoặc không được phép); hãy chọn --port khác."
        raise click.ClickException(busy) from fault
    look = [project.look / name for name in ("mkdocs.yml", "content", "site_overrides")]
    # Asked for before the first build, so that what is edited during it is built too.
    changes = preview.changes((project.catalogue, *look))
    try:
        _try_build(project, full_text)
        preview.serve(project.site, listener)
        click.echo(f"Xem tại http://{preview.HOST}:{port}/ (Ctrl+C để dừng).")
        for _ in changes:
            _try_build(project, full_text=False)
    except KeyboardInterrupt:
        click.echo("Đã dừng.")


def _try_build(project: Project, full_text: bool) -> None:
    """Build, and only tell of a fault: whoever makes changes will mend it with the next."""
    try:
        _build(project, full_text)
    except (ExpectedFault, OSError) as fault:
        click.echo(f"Chưa dựng được: {words(fault)}\nSửa xong thì trang tự dựng lại.", err=True)
    # Each build holds back what it has seen from the search for garbage; the next need not.
    gc.unfreeze()


def _project(catalogue: Path, papers: bool, **options: Any) -> Project:
    missing = [name for name in _PRINTERS if find_spec(name) is None] if papers else []
    if missing:
        click.echo(
            f"Máy này thiếu {', '.join(missing)}: trang dựng ra không có tờ niêm yết, mã QR để in "
            "và tệp biểu mẫu. Cần thì cài: pip install 'niem-yet[documents]'.",
            err=True,
        )
    return Project(catalogue=catalogue_folder(catalogue), papers=papers and not missing, **options)


def _build(project: Project, full_text: bool) -> bool:
    """Build and tell about it; whether it succeeded."""
    started = time.perf_counter()
    with bar() as progress:
        built = build(project, progress)
    if built.catalogue is None or built.change is None:
        errors = [f for f in built.reading.findings() if f.severity == "error"]
        click.echo(show(errors), nl=False, err=True)
        click.echo(f"Không dựng: danh mục có {len(errors)} lỗi. Trang cũ giữ nguyên.", err=True)
        return False
    flaws = [located.flaw for located in built.reading.located]
    hint = " Chạy niemyet check để xem từng chỗ." if flaws else ""
    click.echo(tally(built.reading.files, flaws) + hint)
    click.echo(_summary(built.catalogue, built.change, time.perf_counter() - started))
    if built.waiting:
        click.echo(
            f"Trang theo kỳ công bố {built.waiting:%d/%m/%Y}; danh mục đang soạn có chỗ "
            f"chưa công bố (xem: niemyet diff {built.waiting}; dựng thử: niemyet build --draft)."
        )
    if full_text:
        _index_full_text(project)
    return True


def _summary(catalogue: Catalogue, change: Change, seconds: float) -> str:
    return (
        f"{len(catalogue.briefs)} thủ tục, {len(catalogue.shared.fields)} lĩnh vực, "
        f"{change.pages} trang; viết lại {change.written} tệp, xóa {change.removed} "
        f"({seconds:.2f} giây)."
    )


def _index_full_text(project: Project) -> None:
    from generator.search import pagefind

    started = time.perf_counter()
    with building(project.cache):
        indexed = pagefind.update(project.site, project.cache)
    if indexed:
        click.echo(f"Đã lập chỉ mục toàn văn ({time.perf_counter() - started:.2f} giây).")
