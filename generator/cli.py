"""The commands.

This module alone prints, reads the clock and the environment, and sets exit codes.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.build import Project, build, load_catalogue
from generator.catalogue import Catalogue
from generator.findings import Finding, Format, has_errors, show
from generator.load import Flaw
from generator.output import Change, SiteError
from generator.website import WebsiteError

if TYPE_CHECKING:
    from generator.importers import ImportReport

CATALOGUE = click.option(
    "--catalogue",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("catalogue"),
    show_default=True,
    help="Thư mục danh mục.",
)
CACHE = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".niemyet"),
    show_default=True,
    help="Thư mục nhớ tạm; xóa đi thì lần sau chỉ chậm hơn.",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    help="Số tiến trình chạy song song. [mặc định: số nhân của máy]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="niem-yet", message="%(package)s %(version)s")
def main() -> None:
    """Niêm Yết: từ danh mục thủ tục hành chính (tệp văn bản) ra một trang tra cứu tĩnh.

    Bắt đầu với “niemyet check” để kiểm tra danh mục, “niemyet build” để dựng trang,
    “niemyet serve” để xem trang trên máy này.
    """


def expected_faults(command: Callable[..., None]) -> Callable[..., None]:
    """Show an expected fault as one line and exit with 1; anything else keeps its traceback."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (SiteError, WebsiteError) as fault:
            raise click.ClickException(str(fault)) from fault
        except OSError as fault:
            raise click.ClickException(_os_fault(fault)) from fault

    return guarded


def _os_fault(fault: OSError) -> str:
    reasons = {
        "FileNotFoundError": "Không tìm thấy",
        "PermissionError": "Không có quyền với",
        "NotADirectoryError": "Không phải thư mục:",
        "FileExistsError": "Đã có sẵn tệp trùng tên:",
    }
    reason = reasons.get(type(fault).__name__, f"{fault.strerror}:")
    return f"{reason} {fault.filename or ''}".strip()


@main.command()
@CATALOGUE
@CACHE
@WORKERS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Cách trình bày kết quả: cho người đọc, cho máy, hoặc chú thích trên trang duyệt mã.",
)
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@expected_faults
def check(catalogue: Path, cache: Path, workers: int, form: Format, strict: bool) -> None:
    """Kiểm tra danh mục: mọi lỗi cùng lúc, kèm tệp, dòng và cách sửa."""
    reading = load_catalogue(_folder(catalogue), cache, workers)
    findings = reading.findings()
    click.echo(show(findings, form), nl=False)
    if form == "text":
        click.echo(_tally(reading.files, findings), err=True)
    if has_errors(findings) or (strict and findings):
        sys.exit(1)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise click.ClickException(
            f"Không có thư mục danh mục “{path}”. Hãy chạy lệnh ở thư mục gốc của dự án "
            "hoặc chỉ rõ bằng --catalogue."
        )
    return path


def _tally(files: int, faults: Sequence[Finding | Flaw]) -> str:
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    if not faults:
        return f"Danh mục hợp lệ: {files} tệp, không có lỗi."
    return f"Danh mục: {files} tệp, {errors} lỗi, {warnings} cảnh báo (niemyet check kể từng chỗ)."


SITE = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Thư mục nhận trang đã dựng.",
)
LOOK = click.option(
    "--look",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default=True,
    help="Thư mục có mkdocs.yml, content/ và site_overrides/.",
)
FULL_TEXT = click.option(
    "--full-text/--no-full-text",
    default=True,
    show_default=True,
    help="Lập chỉ mục toàn văn bằng Pagefind.",
)


@main.command("build")
@CATALOGUE
@SITE
@LOOK
@CACHE
@WORKERS
@FULL_TEXT
@expected_faults
def build_command(full_text: bool, **folders: Any) -> None:
    """Kiểm tra danh mục rồi dựng trang; có lỗi thì trang cũ giữ nguyên."""
    if not _build(_project(**folders), full_text):
        sys.exit(1)


@main.command()
@CATALOGUE
@SITE
@LOOK
@CACHE
@WORKERS
@FULL_TEXT
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng."
)
@expected_faults
def serve(port: int, full_text: bool, **folders: Any) -> None:
    """Dựng trang, mở xem trên máy này, và dựng lại mỗi khi danh mục đổi."""
    # Imported here, as below: what other commands do not need would cost each of them its start.
    from generator import preview

    project = _project(**folders)
    _build(project, full_text)
    try:
        preview.serve(project.site, port)
    except OSError as fault:
        raise click.ClickException(f"Cổng {port} đang bận; hãy chọn cổng khác.") from fault
    click.echo(f"Xem tại http://{preview.HOST}:{port}/ (Ctrl+C để dừng).")
    look = (project.look / "content", project.look / "site_overrides")
    try:
        for _ in preview.changes((project.catalogue, *look)):
            _build(project, full_text=False)
    except KeyboardInterrupt:
        click.echo("Đã dừng.")


def _project(catalogue: Path, site: Path, look: Path, cache: Path, workers: int) -> Project:
    return Project(catalogue=_folder(catalogue), site=site, look=look, cache=cache, workers=workers)


def _build(project: Project, full_text: bool) -> bool:
    """Build and tell about it; whether it succeeded."""
    started = time.perf_counter()
    built = build(project)
    if built.reading.catalogue is None or built.change is None:
        errors = [f for f in built.reading.findings() if f.severity == "error"]
        click.echo(show(errors), nl=False, err=True)
        click.echo(f"Không dựng: danh mục có {len(errors)} lỗi. Trang cũ giữ nguyên.", err=True)
        return False
    click.echo(_tally(built.reading.files, [located.flaw for located in built.reading.located]))
    click.echo(_summary(built.reading.catalogue, built.change, time.perf_counter() - started))
    if full_text:
        _index_full_text(project, built.change)
    return True


def _summary(catalogue: Catalogue, change: Change, seconds: float) -> str:
    return (
        f"{len(catalogue.briefs)} thủ tục, {len(catalogue.shared.fields)} lĩnh vực, "
        f"{change.pages} trang; viết lại {change.written} tệp, xóa {change.removed} "
        f"({seconds:.2f} giây)."
    )


def _index_full_text(project: Project, change: Change) -> None:
    from generator.search import pagefind

    if not change.written and (project.site / pagefind.FOLDER).is_dir():
        return
    started = time.perf_counter()
    try:
        pagefind.run(project.site)
    except pagefind.PagefindError as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"Đã lập chỉ mục toàn văn ({time.perf_counter() - started:.2f} giây).")


@main.command("import")
@click.argument(
    "workbooks", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Thư mục danh mục nhận bản ghi.",
)
@click.option("--facts-only", is_flag=True, help="Chỉ lấy dữ kiện, bỏ phần văn xuôi.")
@click.option("--as-of", help="Tháng hoặc ngày của bảng tính (2026-07), nếu tên tệp không ghi.")
@click.option(
    "--only-codes",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Tệp ghi các mã cần lấy, mỗi dòng một mã.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi báo cáo ra tệp .md hoặc .html để biên tập viên làm việc.",
)
@click.option(
    "--keep-catalogue",
    is_flag=True,
    help="Chỗ nào bảng tính và danh mục cùng đổi: giữ giá trị của danh mục, thôi báo.",
)
@expected_faults
def import_command(
    workbooks: tuple[Path, ...],
    into: Path,
    facts_only: bool,
    as_of: str | None,
    only_codes: Path | None,
    report: Path | None,
    keep_catalogue: bool,
) -> None:
    """Đọc bảng tính tải từ Cổng Dịch vụ công vào danh mục.

    Mỗi dòng thành một bản ghi hoặc bị từ chối kèm lý do. Chạy lại không đổi gì thêm; chỗ đã sửa
    tay không bị ghi đè mà được báo để biên tập viên quyết định.
    """
    from generator import importers

    with _progress_bar() as progress:
        result = importers.import_workbooks(
            workbooks,
            into,
            facts_only=facts_only,
            as_of=as_of,
            only=importers.codes_in(only_codes.read_text("utf-8").splitlines())
            if only_codes
            else None,
            keep_catalogue=keep_catalogue,
            progress=progress,
        )
    _tell_import(result, importers.summary(result))
    if report:
        text = result.to_html() if report.suffix == ".html" else result.to_markdown()
        report.write_text(text, encoding="utf-8")
        click.echo(f"Báo cáo đầy đủ: {report}")
    if result.stopped or has_errors(result.findings):
        sys.exit(1)


def _tell_import(result: "ImportReport", summary: list[tuple[str, int]]) -> None:
    for name, number in summary:
        click.echo(f"{name}: {number}")
    for rule, number in result.kinds().items():
        click.echo(f"  {number:>6}  {rule}")
    click.echo(show(f for f in result.findings if f.severity == "error"), nl=False, err=True)


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar that follows ``progress(done, total, what)``; hidden where nobody looks on."""
    with click.progressbar(length=1, file=sys.stderr, item_show_func=lambda what: what) as bar:

        def progress(done: int, total: int, what: str) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos, what)

        yield progress


@main.command("schemas")
@CATALOGUE
def schemas_command(catalogue: Path) -> None:
    """Ghi lại lược đồ JSON (schemas/) và cấu hình VS Code để gợi ý khi gõ danh mục."""
    from generator import schemas

    folder = catalogue / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas.schemas().items():
        (folder / name).write_bytes(content)
    settings = catalogue.parent / ".vscode" / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    settings.write_bytes(schemas.editor_settings())
    click.echo(f"Đã ghi lược đồ vào {folder}/ và cấu hình vào {settings}.")
