"""The commands for editions: ``publish`` freezes one, ``diff`` tells two of them apart.

In: options of the command line.  Out: an edition's folder, and lines on the terminal.
"""

import sys
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from generator import publishing
from generator.build import load_catalogue, program_digest
from generator.catalogue import Catalogue
from generator.cli.options import CACHE, CATALOGUE, WORKERS, catalogue_folder, expected_faults
from generator.editions import chain, refusals
from generator.editions.chain import Editions
from generator.editions.refusals import Request
from generator.findings import Finding, has_errors, show
from generator.publishing import Publication
from generator.render import TEMPLATES
from generator.templating import environment
from generator.views import changelog, differences, shared_changes
from generator.views.diff_text import text
from generator.views.differences import Side

WORKING = "danh-muc"
"""The name of the catalogue as it stands in its folder, published or not."""


@click.command("publish")
@CATALOGUE
@CACHE
@WORKERS
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    required=True,
    help="Ngày công bố, cũng là “posted_on:” trong publisher.yml.",
)
@click.option("--decision", required=True, help="Quyết định công bố: “Quyết định 12/QĐ-UBND”.")
@click.option("--note", "notes", multiple=True, help="Ghi chú của kỳ; dùng được nhiều lần.")
@click.option(
    "--renamed",
    multiple=True,
    metavar="MÃ",
    help="Xác nhận thủ tục này chỉ đổi tên, không phải mã dùng lại. Dùng được nhiều lần.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra và kể thay đổi, không ghi gì.")
@expected_faults
def publish_command(
    catalogue: Path,
    cache: Path,
    workers: int,
    day: datetime,
    decision: str,
    notes: tuple[str, ...],
    renamed: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Đóng băng danh mục thành một kỳ công bố.

    Kỳ đã công bố không sửa được nữa: mỗi kỳ giữ mã băm của kỳ liền trước. Danh mục có lỗi, ngày
    chạy lùi, mã dùng lại cho nội dung khác hay nội dung đổi mà ngày không đổi thì không công bố.
    """
    known = _catalogue(catalogue, cache, workers)
    editions = _verified(catalogue)
    request = Request(day=day.date(), decision=_decision(decision), notes=notes, renamed=renamed)
    jinja = environment(TEMPLATES, cache, program_digest().hex()[:8])
    found = publishing.prepare(known, editions, request, catalogue, jinja)
    if not isinstance(found, Publication):
        _refuse(found)
        return
    click.echo(f"Kỳ công bố {day.date():%d/%m/%Y}: {changelog.summary(found.differences)}.")
    if dry_run:
        return
    target = publishing.write(catalogue / chain.FOLDER, found)
    size = sum(len(content) for content in found.files.values())
    click.echo(f"Đã ghi {target}/ ({size // 1024} KB). Chạy “niemyet build” để dựng trang.")


@click.command("diff")
@CATALOGUE
@CACHE
@WORKERS
@click.argument("old", metavar="KỲ_CŨ")
@click.argument("new", metavar="KỲ_MỚI", default=WORKING)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Cách in.",
)
@expected_faults
def diff_command(catalogue: Path, cache: Path, workers: int, old: str, new: str, form: str) -> None:
    """Kể chỗ khác nhau giữa hai kỳ công bố, theo từng phần pháp lý.

    Mỗi kỳ ghi bằng ngày (2026-07-31); “danh-muc” là danh mục đang soạn, cũng là mặc định của
    KỲ_MỚI.
    """
    editions = _editions(catalogue)
    before, after = (_side(name, editions, catalogue, cache, workers) for name in (old, new))
    ever = {code for code in editions.codes() if editions.versions(code)[0].day < _day(old)}
    found = list(differences.compare(before, after, ever))
    shared = shared_changes.compare(before.shared, after.shared)
    if form == "json":
        tree = {
            "procedures": [differences.plain(item) for item in found],
            "shared": shared_changes.plain(shared),
        }
        click.echo(msgspec.json.format(msgspec.json.encode(tree)).decode())
    else:
        click.echo(text(found, shared, after.shared.fields))


def _side(name: str, editions: Editions, root: Path, cache: Path, workers: int) -> Side:
    if name == WORKING:
        return _working(_catalogue(root, cache, workers))
    day = _day(name)
    if day not in editions.days:
        known = ", ".join(map(str, editions.days)) or "chưa có kỳ nào"
        raise click.ClickException(f"Không có kỳ công bố ngày {day}. Các kỳ: {known}.")
    hashes = editions.state(day).procedures
    return Side(hashes, lambda code: editions.procedure(hashes[code]), editions.shared(day))


def _working(catalogue: Catalogue) -> Side:
    hashes, _ = refusals.hashes(catalogue)
    return Side(hashes, catalogue.whole, catalogue.shared)


def _day(name: str) -> date:
    if name == WORKING:
        return date.max
    try:
        return date.fromisoformat(name)
    except ValueError as fault:
        words = f"“{name}” không phải ngày (2026-07-31) hay “{WORKING}”."
        raise click.ClickException(words) from fault


def _editions(root: Path) -> Editions:
    return chain.load(catalogue_folder(root) / chain.FOLDER)


def _verified(root: Path) -> Editions:
    """The editions, every record and page of them read: nothing new is put on a damaged chain."""
    editions = _editions(root)
    editions.verify()
    return editions


def _catalogue(root: Path, cache: Path, workers: int) -> Catalogue:
    reading = load_catalogue(catalogue_folder(root), cache, workers)
    if reading.catalogue is None:
        _refuse([finding for finding in reading.findings() if finding.severity == "error"])
    assert reading.catalogue
    return reading.catalogue


def _refuse(found: list[Finding]) -> None:
    assert has_errors(found)
    click.echo(show(found), nl=False, err=True)
    click.echo(f"Không làm được: {len(found)} lỗi. Chưa ghi gì.", err=True)
    sys.exit(1)


def _decision(said: str) -> str:
    """The decision by name: a bare number gets the word before it."""
    return f"Quyết định {said}" if said[:1].isdigit() else said
