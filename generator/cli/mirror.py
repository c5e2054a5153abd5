"""The commands of a mirror.  They need neither the site generator nor its libraries.

Like its siblings this module prints, reads the clock and the environment, and sets the exit code.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import click

from generator.cli.bars import bar
from generator.mirror import bundle, health, origins, preview
from generator.mirror import verify as verifying
from generator.mirror.layout import Layout, Settings
from generator.mirror.page import STYLE
from generator.mirror.status import said
from generator.mirror.sync import Mirror
from generator.mirror.trust import TrustFolder
from generator.mirror.web import Patience
from generator.signing.faults import Fault

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
QUIET = click.option("--quiet", is_flag=True, help="Chỉ in khi có lỗi (dùng cho cron).")
TEMPORARY = 75
"""The exit code for what another try may mend (EX_TEMPFAIL)."""
PASSING = {"network", "slow", "busy"}


def faults(command: Callable[..., None]) -> Callable[..., None]:
    """Show a fault as one line; exit with 75 where trying again later may help, else with 1."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except Fault as fault:
            click.echo(f"Lỗi [{fault.code}]: {fault}", err=True)
            sys.exit(TEMPORARY if fault.code in PASSING else 1)
        except OSError as fault:
            click.echo(f"Lỗi: {fault.filename or ''} {fault.strerror}".strip(), err=True)
            sys.exit(1)

    return guarded


@click.group()
def mirror() -> None:
    """Máy chủ phường: giữ một bản sao đã kiểm chữ ký của trang."""


@click.group()
def mirrors() -> None:
    """Nhìn từ nơi phát hành: các máy chủ phường có mới và đúng không."""


@mirror.command()
@click.argument("origin")
@FOLDER
@click.option("--ward", help="Mã phường (5 chữ số), để hiện thẻ của phường.")
@click.option(
    "--root",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Tệp gốc tin cậy nhận tận tay (1.root.json).",
)
@click.option("--fingerprint", help="Dấu vân tay của gốc, đọc trên giấy hoặc qua điện thoại.")
@faults
def init(
    origin: str, folder: Path, ward: str | None, root: Path | None, fingerprint: str | None
) -> None:
    """Lập bản sao mới ở FOLDER, lấy từ ORIGIN (địa chỉ web, thư mục hoặc tệp gói)."""
    address = origins.locate(origin, Patience(), _proxy(origin))
    source = origins.source_of(address, Patience(), _proxy(address))
    text = root.read_bytes() if root else origins.first_root(source)
    _check_root(text, fingerprint, given=root is not None)
    layout, now = Layout(folder), datetime.now(UTC)
    again = origins.stands(folder)
    layout.create(Settings(address, ward))
    if not again:
        TrustFolder(layout.trust).begin(text, now)
    click.echo(f"Đã lập bản sao ở {folder}. Tiếp theo: niemyet mirror sync {folder}")


def _check_root(text: bytes, said_by_people: str | None, *, given: bool) -> None:
    shown = origins.fingerprint(text)
    if said_by_people:
        if not origins.matches(text, said_by_people):
            raise Fault("key", f"Dấu vân tay không khớp. Gốc nhận được có dấu: {shown}")
    elif not given:
        click.echo(f"Dấu vân tay của gốc: {shown}")
        click.confirm("Có đúng như nơi phát hành đã đọc cho bạn không?", abort=True)


@mirror.command()
@FOLDER
@click.option("--from", "origin", help="Lấy từ nơi khác lần này: USB, tệp gói, bản sao khác.")
@click.option("--deep", is_flag=True, help="Băm lại mọi tệp và sửa tệp hỏng.")
@click.option("--workers", type=click.IntRange(1, 32), default=6, show_default=True)
@QUIET
@faults
def sync(folder: Path, origin: str | None, deep: bool, workers: int, quiet: bool) -> None:
    """Cập nhật; người xem chỉ thấy bản cũ trọn vẹn hoặc bản mới trọn vẹn."""
    layout = Layout(folder)
    address = layout.read_settings().origin
    if origin:
        address = origins.locate(origin, Patience(), _proxy(origin))
    with bar(quiet) as progress:
        run = Mirror(layout, datetime.now(UTC), workers=workers, progress=progress)
        outcome = run.sync(origins.source_of(address, Patience(), _proxy(address)), deep=deep)
    if quiet:
        return
    for path in outcome.damaged:
        click.echo(f"Đã sửa: {path}")
    name = outcome.status.edition or outcome.status.release
    if outcome.changed:
        click.echo(f"Đã cập nhật bản {name}: tải {outcome.fetched} tệp.")
    elif outcome.status.held:
        click.echo("Đang giữ bản cũ theo lệnh rollback; chờ bản mới hơn.")
    else:
        click.echo(f"Bản {name} là mới nhất.")


@mirror.command()
@FOLDER
@click.option("--deep", is_flag=True, help="Băm lại mọi tệp.")
@faults
def verify(folder: Path, deep: bool) -> None:
    """Kiểm tra chữ ký và tệp đang phục vụ, không cần mạng."""
    report = verifying.verify(Mirror(Layout(folder), datetime.now(UTC)), deep=deep)
    for path in report.bad:
        click.echo(f"Sai: {path}")
    if report.signature:
        click.echo(f"Chữ ký: {report.signature}")
    if not report.good:
        click.echo("KHÔNG ĐẠT. Hãy chạy: niemyet mirror sync --deep", err=True)
        sys.exit(1)
    click.echo(f"ĐẠT: {report.files} tệp đúng như đã ký.")


@mirror.command()
@FOLDER
@faults
def status(folder: Path) -> None:
    """In tình trạng: bản nào, ký lúc nào, lần cập nhật gần nhất."""
    layout, now = Layout(folder), datetime.now(UTC)
    layout.read_settings()
    last = Mirror(layout, now).last_status()
    click.echo(f"Bản: {last.edition or '-'} ({last.release or 'chưa có'})")
    click.echo(f"Nguồn ký lúc: {said(last.signed_at)}; có hiệu lực đến: {said(last.good_until)}")
    click.echo(f"Cập nhật thành công: {said(last.last_success)}")
    click.echo(f"Kiểm tra toàn bộ: {said(last.last_deep_check)}")
    if last.failure:
        click.echo(f"Lỗi lần gần nhất [{last.failure}]: {last.failure_text}")
    if last.card_failure:
        click.echo(f"Thẻ của phường chưa dùng được [{last.card_failure}].")
    sys.exit(0 if last.is_current(now) and not last.failure else 1)


@mirror.command()
@FOLDER
@faults
def rollback(folder: Path) -> None:
    """Quay lại bản trước; bản vừa rời sẽ không được nhận lại."""
    outcome = Mirror(Layout(folder), datetime.now(UTC)).rollback()
    click.echo(f"Đang phục vụ lại bản {outcome.status.release}.")


@mirror.command("bundle")
@FOLDER
@click.argument("target", type=click.Path(path_type=Path))
@faults
def bundle_command(folder: Path, target: Path) -> None:
    """Chép bản đang phục vụ ra USB: một thư mục, hoặc một tệp .niemyet."""
    run = Mirror(Layout(folder), datetime.now(UTC))
    served = run.current_manifest()
    if served is None:
        raise Fault("missing", "Chưa có bản nào để chép; hãy chạy “niemyet mirror sync” trước.")
    write = bundle.to_file if target.suffix == bundle.SUFFIX else bundle.to_folder
    with bar() as progress:
        written = write(run.layout, served, target, progress)
    click.echo(f"Đã ghi {written} tệp vào {target}. Bên nhận: niemyet mirror sync --from {target}")


@mirror.command()
@FOLDER
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@faults
def serve(folder: Path, port: int) -> None:
    """Xem thử trên máy này; máy chủ thật thì dùng nginx, Apache hay Caddy."""
    click.echo(f"Xem tại http://127.0.0.1:{port}/ (Ctrl+C để dừng).")
    preview.serve(Layout(folder).current, port)


@mirrors.command()
@click.argument("listing", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--origin",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="Thư mục phát hành, để so với.",
)
@click.option("--sample", type=click.IntRange(1, 200), default=5, show_default=True)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi thêm trang HTML, và tệp .css cùng tên bên cạnh.",
)
@faults
def check(listing: Path, origin: Path, sample: int, page: Path | None) -> None:
    """Hỏi từng máy chủ trong LISTING (mỗi dòng một địa chỉ): mới, cũ hay sai."""
    now = datetime.now(UTC)
    addresses = health.read_list(listing.read_text("utf-8"))
    known = health.Known.of(origin)
    results = [
        health.check(address, known, now, random.Random(), sample, Patience(tries=2))
        for address in addresses
    ]
    click.echo(health.text(results), nl=False)
    if page:
        page.parent.mkdir(parents=True, exist_ok=True)
        style = page.with_suffix(".css")
        page.write_bytes(health.page(results, now, style.name))
        style.write_bytes(STYLE)
    sys.exit(1 if any(result.state == "bad" for result in results) else 0)


def _proxy(address: str) -> str | None:
    """What the machine's settings say of the way to an address."""
    parts = urlsplit(address)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)
