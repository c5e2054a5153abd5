"""A made-up catalogue of any size, for measuring: `python -m tests.bench.corpus 4000 FOLDER`.

Records are about as long as the portal's (5 KB of YAML), 100 to a field, and name each other, legal
documents, forms and agencies.  All words are placeholders of a test; nothing here is a fact.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_TEXT = (
    "đăng ký cấp đổi xác nhận giấy phép hộ tịch kinh doanh đất đai xây dựng cư trú bảo hiểm "
    "hỗ trợ công trình môi trường giáo dục chứng thực bản sao hồ sơ tổ chức cá nhân người "
    "nước ngoài trẻ em phường thành phố chuyển nhượng thừa kế sửa chữa gia hạn thu hồi"
)
SYLLABLES = _TEXT.split()
PER_FIELD = 100
AGENCIES = 12
DOCUMENTS = 200
FORMS = 150
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SAMPLE = {"telephone": "000 000 000", "sample": True}
DAY = date(2026, 1, 1)
SOURCE = {"title": "Bản ghi đo tốc độ", "checked": DAY.isoformat()}


def write(folder: Path, count: int) -> None:
    """Write a catalogue of ``count`` procedures; the same count gives the same bytes."""
    fields = [field_of(i) for i in range(0, count, PER_FIELD)]
    _write(folder / "publisher.yml", _publisher())
    _write(folder / "fields.yml", {"fields": [_named(f, i) for i, f in enumerate(fields)]})
    agencies = [_named(f"co-quan-{i}", i) for i in range(AGENCIES)]
    _write(folder / "agencies.yml", {"agencies": agencies})
    documents = [{"number": _law(i), "kind": "decree", "source": SOURCE} for i in range(DOCUMENTS)]
    _write(folder / "legal" / "nghi-dinh.yml", {"documents": documents})
    forms = [_named(f"mau-{i}", i) | {"source": SOURCE} for i in range(FORMS)]
    _write(folder / "forms" / "mau.yml", {"forms": forms})
    for number in range(count):
        _write(path_of(folder, number), procedure(number, count))


def procedure(number: int, count: int) -> dict[str, object]:
    """One made-up record; its words depend on its number alone."""
    words = _Words(number)
    online = {"number": 3, "unit": "working-day", "channel": "online"}
    direct = {"number": 5, "unit": "working-day", "channel": "in-person"}
    return {
        "code": code_of(number),
        "name": f"Thủ tục {words.take(14)} số {number}",
        "short_name": f"{words.take(6).capitalize()} {number}",
        "field": field_of(number),
        "jurisdiction": [
            {"tier": "district", "until": "2025-06-30", "legal": [_law(number)]},
            {"tier": tier_of(number), "since": "2025-07-01"},
        ],
        "summary": words.sentence(24),
        "synonyms": sorted({words.take(3) for _ in range(4)}),
        "authorities": [{"agency": f"co-quan-{number % AGENCIES}", "role": "executing"}],
        "channels": [{"kind": kind} for kind in ("in-person", "online", "post")],
        "online_level": "full",
        "time_limits": [direct, online],
        "fees": [
            {"amount": 1000 * (number % 90 + 5), "unit": "bản", "legal": [_law(number + 1)]},
            {"basis": "council", "channel": "online", "case": words.take(5)},
        ],
        "forms": [form_of(number)],
        "applicants": ["Công dân Việt Nam"],
        "steps": [words.sentence(28) for _ in range(11)],
        "dossier": [{"items": [_paper(words, number, i) for i in range(13)]}],
        "sets": 1,
        "results": [words.take(5).capitalize()],
        "conditions": [words.sentence(20) for _ in range(2)],
        "legal_basis": [_law(number + i) for i in range(8)],
        "decision": {"number": f"{number}/QĐ-ĐO"},
        "related": sorted(
            {code_of((number + step) % count) for step in (1, 2)} - {code_of(number)}
        ),
        "gaps": {
            "reception": {"status": "not-published"},
            "home_delivery": {"status": "not-published"},
        },
        "source": SOURCE,
    }


class _Words:
    """An endless row of syllables, begun at a place that the number chooses."""

    def __init__(self, number: int) -> None:
        self._state = number * 2654435761 % 2**32

    def take(self, count: int) -> str:
        return " ".join(self._next() for _ in range(count))

    def sentence(self, count: int) -> str:
        return f"{self.take(count).capitalize()}."

    def _next(self) -> str:
        self._state = (self._state * 1664525 + 1013904223) % 2**32
        return SYLLABLES[(self._state >> 16) % len(SYLLABLES)]


def _paper(words: _Words, number: int, position: int) -> dict[str, object]:
    paper: dict[str, object] = {"name": words.take(12).capitalize(), "originals": 1, "copies": 0}
    return paper if position else paper | {"form": form_of(number)}


def code_of(number: int) -> str:
    """The code of a procedure."""
    return f"{1 + number // 1_000_000}.{number % 1_000_000:06}"


def number_of(code: str) -> int:
    """The number of the procedure with that code."""
    million, rest = code.split(".")
    return (int(million) - 1) * 1_000_000 + int(rest)


def path_of(catalogue: Path, number: int) -> Path:
    """The file of a procedure."""
    return catalogue / "procedures" / field_of(number) / f"{code_of(number)}.yml"


def field_of(number: int) -> str:
    """The field of a procedure."""
    return f"linh-vuc-{number // PER_FIELD}"


def form_of(number: int) -> str:
    """The form that a procedure uses."""
    return f"mau-{number % FORMS}"


def tier_of(number: int) -> str:
    """The tier that handles a procedure on ``DAY``."""
    return "ward" if number % 3 else "city"


def read(path: Path) -> dict[str, Any]:
    """What this module has written into a file, every value as text."""
    tree: dict[str, Any] = yaml.load(path.read_bytes(), yaml.BaseLoader)
    return tree


def _law(number: int) -> str:
    return f"{number % DOCUMENTS + 1}/2020/NĐ-CP"


def _named(record_id: str, number: int) -> dict[str, object]:
    return {"id": record_id, "name": f"{_Words(number).take(4).capitalize()} {number}"}


def _publisher() -> dict[str, object]:
    return {
        "name": "Trang đo tốc độ",
        "short_name": "Đo tốc độ",
        "base_address": "https://do-toc-do.example/",
        "posted_on": DAY.isoformat(),
        "tiers": [
            {"id": "ward", "name": "Cấp xã"},
            {"id": "city", "name": "Cấp tỉnh"},
            {"id": "district", "name": "Cấp huyện", "until": "2025-06-30"},
        ],
        "hotline": SAMPLE,
        "feedback": SAMPLE,
        "licence": LICENCE,
    }


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value in full: the catalogue knows no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _write(path: Path, tree: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
