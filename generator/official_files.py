"""Official files of forms: which there are, and which of them may be published.

In: ``catalogue/forms/official/<name>.yml`` beside the file that it describes.  Out:
``OfficialReading``: the files that are sound, with their bytes' hash, and each flaw with its file.
"""

from collections.abc import Collection, Iterator
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import msgspec

from generator.bind import record_in
from generator.catalogue import holds
from generator.form_model import OfficialFile
from generator.load import Flaw
from generator.located import Located

FOLDER = "forms/official"


class OfficialReading(msgspec.Struct, frozen=True):
    """``files``: name of the file -> its record; only files that passed every check are here."""

    root: Path
    files: dict[str, OfficialFile]
    located: tuple[Located, ...]

    def of_form(self, form_id: str, day: date) -> dict[str, OfficialFile]:
        """The files of a form that hold on the day, by name."""
        return {
            name: record
            for name, record in self.files.items()
            if record.form == form_id and holds(record, day)
        }

    def size(self, name: str) -> int:
        """The bytes of a file."""
        return (self.root / FOLDER / name).stat().st_size

    def checked_bytes(self, name: str) -> bytes:
        """The bytes, which must still be those that were checked."""
        data = (self.root / FOLDER / name).read_bytes()
        if sha256(data).hexdigest() != self.files[name].sha256:
            raise OSError(f"Tệp {name} đổi trong lúc dựng trang; hãy chạy lại.")
        return data


def read(root: Path) -> OfficialReading:
    """Read every record and check every file of the folder."""
    folder = root / FOLDER
    located: list[Located] = []
    records = dict(_records(folder, located))
    files = {}
    for name, record in records.items():
        found = list(_file_flaws(folder / name, record))
        located += [Located(f"{FOLDER}/{name}", flaw) for flaw in found]
        if not found:
            files[name] = record
    for path in sorted(folder.glob("[!.]*")):
        if path.suffix != ".yml" and path.name not in records:
            located.append(Located(f"{FOLDER}/{path.name}", _undescribed(path)))
    return OfficialReading(root, files, tuple(located))


def _records(folder: Path, located: list[Located]) -> Iterator[tuple[str, OfficialFile]]:
    for path in sorted(folder.glob("[!.]*.yml")):
        record = record_in(path, OfficialFile)
        if isinstance(record, list):
            located += [Located(f"{FOLDER}/{path.name}", flaw) for flaw in record]
        else:
            yield record.file, record


def _file_flaws(path: Path, record: OfficialFile) -> Iterator[Flaw]:
    if path.is_symlink() or not path.is_file():
        yield _flaw(f"Không có tệp “{record.file}”.", "Chép tệp vào cùng thư mục.", "missing")
        return
    data = path.read_bytes()
    if sha256(data).hexdigest() != record.sha256:
        yield _flaw(
            "Mã sha256 không khớp với tệp.",
            f"Tải lại bản chính thức; nếu là bản mới thì ghi sha256: {sha256(data).hexdigest()}",
            "sha256",
        )
    yield from _dangers(record.file, data)


def _dangers(name: str, data: bytes) -> Iterator[Flaw]:
    if find_spec("pikepdf") is None:
        what = "Chưa soi được tệp vì máy này thiếu thư viện; tệp không được đưa lên trang."
        repair = "Cài phần “documents”: pip install 'niem-yet[documents]'."
        flaw = _flaw(what, repair, "not-inspected")
        yield msgspec.structs.replace(flaw, severity="warning")
        return
    # Loaded here because its libraries take a while, and most builds have no official file.
    from generator.inspection import inspect

    for danger in inspect(name, data):
        repair = "Tệp không được đưa lên trang. Lưu lại thành PDF sạch rồi kiểm tra lại."
        yield _flaw(danger.what, repair, danger.kind)


def unknown_references(reading: OfficialReading, forms: Collection[str]) -> list[Located]:
    """Forms (by id) that official files belong to and nobody records."""
    return [
        Located(
            f"{FOLDER}/{name}",
            _flaw(
                f"Tệp thuộc biểu mẫu “{record.form}”, không có trong forms/.",
                "Sửa “form:” trong bản ghi của tệp, hoặc thêm biểu mẫu vào forms/.",
                "unrecorded",
            ),
        )
        for name, record in reading.files.items()
        if record.form not in forms
    ]


def _undescribed(path: Path) -> Flaw:
    return _flaw(
        "Tệp chưa có bản ghi đi kèm nên không được đưa lên trang.",
        f"Viết {path.stem}.yml: form, file, title, sha256, source.",
        "undescribed",
    )


def _flaw(what: str, repair: str, rule: str) -> Flaw:
    return Flaw(what=what, repair=repair, rule=f"official-file/{rule}")
