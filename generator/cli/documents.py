"""The commands for papers: ``notices`` prints what to post, ``forms`` checks and makes forms.

In: options of the command line.  Out: files in a folder, and lines on the terminal.
"""

from datetime import date, datetime
from pathlib import Path

import click

from generator.build import load_catalogue
from generator.catalogue import Catalogue, digest
from generator.cli.options import (
    CACHE,
    CATALOGUE,
    WORKERS,
    catalogue_folder,
    expected_faults,
    folder,
)
from generator.documents import forms, notices, replacements
from generator.documents.replacements import Replacement
from generator.editions import chain, refusals
from generator.editions.chain import Editions
from generator.folder import Reading
from generator.inspection import inspect
from generator.model import Ward
from generator.output import Output, Site


@click.command("notices")
@CATALOGUE
@CACHE
@WORKERS
@click.option("--field", "field_id", help="Chỉ in lĩnh vực này (id trong fields.yml).")
@click.option(
    "--ward", "ward_id", help="In cho phường, xã này, kèm địa chỉ một cửa của phường, xã."
)
@click.option(
    "--changed-since",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="Chỉ in tờ phải thay: có thay đổi sau ngày này. Ví dụ 2026-07-01.",
)
@folder("--out", "niem-yet", "Thư mục nhận tệp in. Tệp cũ trong đó được thay bằng bộ mới.")
@expected_faults
def notices_command(
    catalogue: Path,
    cache: Path,
    workers: int,
    field_id: str | None,
    ward_id: str | None,
    changed_since: datetime | None,
    out: Path,
) -> None:
    """Tạo tờ niêm yết, bảng danh sách theo lĩnh vực và nhãn QR để in (PDF khổ A4)."""
    known, _ = _catalogue(catalogue, cache, workers)
    _refuse_unknown_field(known, field_id)
    ward = _ward(known, ward_id)
    editions = _editions(catalogue)
    words = edition_words(editions, known)
    if changed_since is None:
        outputs = list(notices.chosen(known, field_id, ward, editions=words))
    else:
        found = _replaced(editions, known, changed_since.date())
        only = {one.code for one in found if not one.gone}
        outputs = list(notices.chosen(known, field_id, ward, only, words))
        field = known.shared.fields[field_id].name if field_id else None
        outputs.append(_list(found, outputs, changed_since.date(), field))
    change = Site(out, cache).update(outputs, workers)
    click.echo(f"{len(outputs)} tệp trong {out}; {change.made} tệp vừa tạo lại.")


def _catalogue(folder: Path, cache: Path, workers: int) -> tuple[Catalogue, Reading]:
    reading = load_catalogue(catalogue_folder(folder), cache, workers)
    if reading.catalogue is None:
        raise click.ClickException("Danh mục còn lỗi. Chạy “niemyet check” để xem từng lỗi.")
    return reading.catalogue, reading


def _refuse_unknown_field(catalogue: Catalogue, field_id: str | None) -> None:
    if field_id is not None and field_id not in catalogue.shared.fields:
        known = ", ".join(sorted(catalogue.shared.fields))
        raise click.ClickException(f"Không có lĩnh vực “{field_id}”. Có: {known}.")


def _ward(catalogue: Catalogue, ward_id: str | None) -> Ward | None:
    if ward_id is None:
        return None
    if ward_id not in catalogue.shared.wards:
        known = ", ".join(sorted(catalogue.shared.wards)) or "chưa có phường, xã nào"
        raise click.ClickException(f"Không có phường, xã “{ward_id}”. Có: {known}.")
    return catalogue.shared.wards[ward_id]


def _editions(catalogue: Path) -> Editions:
    return chain.load(catalogue / chain.FOLDER)


def edition_words(editions: Editions, catalogue: Catalogue) -> dict[str, str]:
    """Code -> the edition that brought the text that stands in the catalogue now."""
    hashes, _ = refusals.hashes(catalogue)
    newest = editions.state().procedures
    return notices.edition_words(
        {
            code: day
            for code, day in editions.published().items()
            if hashes.get(code) == newest[code]
        }
    )


def _replaced(editions: Editions, now: Catalogue, day: date) -> list[Replacement]:
    """By comparison with the edition of that day; by the records where there is none so old."""
    if any(known <= day for known in editions.days):
        return replacements.between(editions.catalogue(day), now)
    return replacements.since(now, day)


def _list(found: list[Replacement], outputs: list[Output], day: date, field: str | None) -> Output:
    """The list of the sheets that are among the outputs, and of those to take down."""
    printed = {output.path.removesuffix(".pdf") for output in outputs}
    listed = [
        one for one in found if one.code in printed or (one.gone and field in (None, one.field))
    ]
    content = replacements.listing(listed, day).encode()
    return Output("danh-sach-thay.csv", digest(content), lambda: content)


@click.command("forms")
@CATALOGUE
@CACHE
@click.option("--form", "form_id", help="Chỉ làm biểu mẫu này (id).")
@click.option(
    "--inspect",
    "inspected",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Không tạo gì: chỉ xem tệp chính thức này có an toàn để đăng không.",
)
@folder("--out", "bieu-mau", "Thư mục nhận tệp.")
@expected_faults
def forms_command(
    catalogue: Path, cache: Path, form_id: str | None, inspected: Path | None, out: Path
) -> None:
    """Tạo tệp của biểu mẫu (PDF để in, PDF để điền, Word, bản điền mẫu) mà không dựng cả trang."""
    if inspected:
        _inspect(inspected)
        return
    known, reading = _catalogue(catalogue, cache, 1)
    files = forms.FormFiles(reading.forms, known, cache)
    wanted = [one for one in files.definitions() if form_id in (None, one.id, one.form_id)]
    if not wanted:
        raise click.ClickException(f"Chưa có định nghĩa cho biểu mẫu “{form_id}”.")
    out.mkdir(parents=True, exist_ok=True)
    for definition in wanted:
        for kind in files.kinds(definition):
            name = forms.path_of(definition, kind).rpartition("/")[2]
            (out / name).write_bytes(files.content(definition, kind))
    click.echo(f"{len(wanted)} biểu mẫu, tệp trong {out}.")


def _inspect(file: Path) -> None:
    dangers = inspect(file.name, file.read_bytes())
    for danger in dangers:
        click.echo(f"{file}: {danger.what} [official-file/{danger.kind}]")
    if dangers:
        raise click.ClickException("Tệp này không được đưa lên trang.")
    click.echo(f"{file}: không thấy gì nguy hiểm.")
