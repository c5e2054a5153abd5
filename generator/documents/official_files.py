"""Official files of forms: which there are, and which of them may be published.

In: ``catalogue/forms/official/<name>.yml`` beside the file that it describes.  Out:
``OfficialReading``: the files that are sound, with their bytes' hash, and each flaw with its file.
"""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from generator import addresses
from generator.bind import bind
from generator.catalogue import digest
from generator.documents.forms import Offered, size_in_words
from generator.form_model import OfficialFile
from generator.load import Flaw, decode, parse
from generator.output import Output

FOLDER = "forms/official"


class OfficialReading(msgspec.Struct, frozen=True):
    """``files``: name of the file -> its record; only files that passed every check are here."""

    root: Path
    files: dict[str, OfficialFile]
    flaws: tuple[tuple[str, Flaw], ...]

    def outputs(self) -> Iterator[Output]:
        """The files as the site offers them."""
        for name, record in self.files.items():
            make = partial(self._checked_bytes, name)
            path = f"{addresses.form(record.form)}{name}"
            yield Output(path, digest(record.sha256.encode()), make)

    def offered(self, form_id: str) -> tuple[Offered, ...]:
        """What the page of a form offers of its official files."""
        return tuple(
            [
                Offered(
                    f"Bản chính thức: {record.title}",
                    f"{addresses.form(record.form)}{name}",
                    name.rpartition(".")[2].upper(),
                    size_in_words((self.root / FOLDER / name).stat().st_size),
                )
                for name, record in self.files.items()
                if record.form == form_id
            ]
        )

    def _checked_bytes(self, name: str) -> bytes:
        """The bytes, which must still be those that were checked."""
        data = (self.root / FOLDER / name).read_bytes()
        if sha256(data).hexdigest() != self.files[name].sha256:
            raise OSError(f"Tệp {name} đổi trong lúc dựng trang; hãy chạy lại.")
        return data


def read(root: Path) -> OfficialReading:
    """Read every record and check every file of the folder."""
    folder = root / FOLDER
    flaws: list[tuple[str, Flaw]] = []
    records = dict(_records(folder, flaws))
    files = {}
    for name, record in records.items():
        found = list(_file_flaws(folder / name, record))
        flaws += [(f"{FOLDER}/{name}", flaw) for flaw in found]
        if not found:
            files[name] = record
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix != ".yml" and path.name not in records:
            flaws.append((f"{FOLDER}/{path.name}", _undescribed(path)))
    return OfficialReading(root, files, tuple(flaws))


def _records(folder: Path, flaws: list[tuple[str, Flaw]]) -> Iterator[tuple[str, OfficialFile]]:
    for path in sorted(folder.glob("*.yml")):
        text, found = decode(path.read_bytes())
        tree, more = parse(text)
        record = bind(tree, OfficialFile) if not (found or more) else [*found, *more]
        if isinstance(record, list):
            flaws += [(f"{FOLDER}/{path.name}", flaw) for flaw in record]
        else:
            yield record.file, record


def _file_flaws(path: Path, record: OfficialFile) -> Iterator[Flaw]:
    if path.is_symlink() or not path.is_file():
        yield _flaw(f"Không có tệp “{record.file}”.", "Chép tệp vào cùng thư mục.", "missing")
        return
    # Loaded here because its libraries take a while, and most builds have no official file.
    from generator.documents.inspection import inspect

    data = path.read_bytes()
    if sha256(data).hexdigest() != record.sha256:
        yield _flaw(
            "Mã sha256 không khớp với tệp.",
            f"Tải lại bản chính thức; nếu là bản mới thì ghi sha256: {sha256(data).hexdigest()}",
            "sha256",
        )
    for danger in inspect(record.file, data):
        repair = "Tệp không được đưa lên trang. Lưu lại thành PDF sạch rồi kiểm tra lại."
        yield _flaw(danger.what, repair, danger.kind)


def _undescribed(path: Path) -> Flaw:
    return _flaw(
        "Tệp chưa có bản ghi đi kèm nên không được đưa lên trang.",
        f"Viết {path.stem}.yml: form, file, title, sha256, source.",
        "undescribed",
    )


def _flaw(what: str, repair: str, rule: str) -> Flaw:
    return Flaw(what=what, repair=repair, rule=f"official-file/{rule}")
