"""The folders of a mirror.

settings.json        where it fetches from, which ward it belongs to
trust/               what it believes (trust.py)
mirror/              what other mirrors fetch from it: metadata, targets, objects, packs; its
                     status, its health page and its ward's card
releases/<name>/     editions as files: the one that is served and the one before it
current              the one that is served; a web server's root points here
work/                unfinished downloads, the lock, notes for the next run
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.mirror.files import write_safely
from generator.signing.faults import Fault
from generator.signing.names import OWN_FOLDER

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """What ``init`` was told."""

    origin: str
    ward: str | None = None


@dataclass(frozen=True)
class Layout:
    """The places below a mirror's folder."""

    folder: Path

    @property
    def trust(self) -> Path:
        """The trust folder."""
        return self.folder / "trust"

    @property
    def public(self) -> Path:
        """What others may fetch; laid out like an origin."""
        return self.folder / OWN_FOLDER

    @property
    def objects(self) -> Path:
        """The contents by hash."""
        return self.public / "objects"

    @property
    def releases(self) -> Path:
        """Editions as files."""
        return self.folder / "releases"

    @property
    def current(self) -> Path:
        """What visitors see."""
        return self.folder / "current"

    @property
    def work(self) -> Path:
        """Unfinished things."""
        return self.folder / "work"

    @property
    def part(self) -> Path:
        """Unfinished downloads."""
        return self.work / "part"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "settings.json"

    def create(self, settings: Settings) -> None:
        """Make the folders of a new mirror, or change the settings of one that stands."""
        if self.folder.exists() and not self.settings.exists() and any(self.folder.iterdir()):
            raise Fault(
                "settings",
                f"Thư mục {self.folder} đã có tệp khác. Hãy chọn một thư mục mới hoặc trống.",
            )
        for folder in (self.trust, self.public, self.objects, self.releases, self.part):
            folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
        write_safely(self.settings, text.encode())

    def read_settings(self) -> Settings:
        """The settings of a mirror that stands."""
        try:
            record = json.loads(self.settings.read_text("utf-8"))
            return Settings(str(record["origin"]), record.get("ward"))
        except FileNotFoundError:
            raise Fault(
                "settings",
                f"{self.folder} chưa phải thư mục của máy chủ phường. Hãy chạy "
                "“niemyet mirror init NGUỒN THƯ-MỤC” trước.",
            ) from None
        except (ValueError, KeyError, TypeError) as fault:
            raise Fault("settings", f"Tệp {self.settings} bị hỏng; hãy chạy lại init.") from fault


def object_path(sha256: str) -> str:
    """Where a content lies below an origin."""
    return f"objects/{sha256[:2]}/{sha256}"


def hash_in(hashes: Mapping[str, str]) -> str:
    """The SHA-256 that metadata states, if it is one: it becomes part of file names here."""
    sha256 = hashes.get("sha256", "")
    if not _SHA256.fullmatch(sha256):
        raise Fault("tampered", "Chữ ký nêu một mã băm không đúng dạng.")
    return sha256


def target_path(path: str, sha256: str) -> str:
    """Where a target lies below an origin that has consistent snapshots (TUF 6.2)."""
    folder, slash, name = path.rpartition("/")
    return f"targets/{folder}{slash}{sha256}.{name}"
