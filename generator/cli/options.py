"""What several commands share: options, and how an expected fault is shown.

In: the command line.  Out: values for the commands, and exit codes.
"""

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from generator.findings import ExpectedFault

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def folder(name: str, default: str, purpose: str, exists: bool = False) -> Decorator:
    """The option that names a folder; ``exists``: whether it must be there."""
    return click.option(
        name,
        type=click.Path(path_type=Path, file_okay=False, exists=exists),
        default=Path(default),
        show_default=True,
        help=purpose,
    )


CATALOGUE = folder("--catalogue", "catalogue", "Thư mục danh mục.")
CACHE = folder("--cache", ".niemyet", "Thư mục nhớ tạm; xóa đi thì lần sau chỉ chậm hơn.")
SITE = folder("--site", "site", "Thư mục nhận trang đã dựng.")
LOOK = folder("--look", ".", "Thư mục có mkdocs.yml, content/ và site_overrides/.", exists=True)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    help="Số tiến trình chạy song song. [mặc định: số nhân của máy]",
)


def expected_faults(command: Callable[..., None]) -> Callable[..., None]:
    """Show an expected fault as one line and exit with 1; anything else keeps its traceback."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (ExpectedFault, OSError) as fault:
            raise click.ClickException(words(fault)) from fault
        except KeyboardInterrupt:
            click.echo("Đã dừng; chạy lại lệnh thì làm nốt.", err=True)
            sys.exit(_STOPPED)

    return guarded


def words(fault: Exception) -> str:
    """What is told of an expected fault, or of one of the machine."""
    return _os_fault(fault) if isinstance(fault, OSError) else str(fault)


def _os_fault(fault: OSError) -> str:
    reason = _REASONS.get(fault.errno or 0, f"{fault.strerror or fault}:")
    return f"{reason} {fault.filename or ''}".strip(" :")


_STOPPED = 130
"""The exit code of what Ctrl+C has ended."""

_REASONS = {
    errno.ENOENT: "Không tìm thấy",
    errno.EACCES: "Không có quyền với",
    errno.EPERM: "Không có quyền với",
    errno.EROFS: "Đĩa chỉ cho đọc, không ghi được:",
    errno.ENOTDIR: "Không phải thư mục:",
    errno.EISDIR: "Đây là thư mục chứ không phải tệp:",
    errno.EEXIST: "Đã có sẵn tệp trùng tên:",
    errno.ENOTEMPTY: "Thư mục còn tệp khác:",
    errno.ENOSPC: "Đĩa đã đầy; hãy dọn bớt rồi chạy lại:",
    errno.EDQUOT: "Đã hết phần đĩa được cấp; hãy dọn bớt rồi chạy lại:",
    errno.EFBIG: "Hệ thống không cho ghi tệp lớn như vậy:",
    errno.EMFILE: "Mở quá nhiều tệp cùng lúc; hãy chạy lại với --workers 1:",
    errno.ENAMETOOLONG: "Tên tệp quá dài:",
}


def catalogue_folder(path: Path) -> Path:
    """The folder, or a fault that says what to do where there is none."""
    if not path.is_dir():
        raise click.ClickException(
            f"Không có thư mục danh mục “{path}”. Hãy chạy lệnh ở thư mục gốc của dự án "
            "hoặc chỉ rõ bằng --catalogue."
        )
    return path
