"""Typst as this project uses it: a template of ours, data as JSON, an accessible archival PDF.

In: the name of a template in ``typst/`` and plain data.  Out: the bytes of a PDF, the same for the
same data on every machine: fonts are vendored, and no clock is read.

The data never becomes markup: it reaches the template as one JSON string, and every template puts
its values into the page as text.  Signs that no vendored font has become an empty box, since
PDF/A and PDF/UA forbid them.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import msgspec

from generator import parallel
from generator.catalogue import digest

if TYPE_CHECKING:
    # Typst is loaded where it runs, in workers: most builds print nothing.
    import typst

Standard = Literal["ua-1", "a-2a"]
T = TypeVar("T")

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"
ARCHIVAL: Sequence[Standard] = ("ua-1", "a-2a")
"""What printed papers keep to: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""
ACCESSIBLE: Sequence[Standard] = ("ua-1",)
"""What fillable papers keep to before their entries are added; PDF/A forbids live entries."""

_UNKNOWN = "\u25a1"
_PROGRAM = os.getpid()
_MADE_WITH = ("typst", "segno", "pikepdf", "fonttools", "python-docx")


class PressError(RuntimeError):
    """A template of ours does not compile with this data: a fault of the program."""


def print_pdf(
    template: str, data: object, day: date, standards: Sequence[Standard] = ARCHIVAL
) -> bytes:
    """The PDF of a template; ``day`` is written as the day on which the document was made."""
    return _apart(partial(_print, template, _inputs(data, day), list(standards)))


def measure(template: str, data: object, day: date, label: str) -> list[Any]:
    """The values of all metadata of that label, in the order of the paper."""
    return _apart(partial(_measure, template, _inputs(data, day), label))


def _apart(job: Callable[[], T]) -> T:
    """The job's result, from a process in which Typst may run.

    Typst keeps threads, which a fork does not copy: a process that has used it cannot fork workers
    that use it.  So the process of the program itself lets a child of its own run it.
    """
    if os.getpid() != _PROGRAM:
        return job()
    [result], _ = parallel.run([job], lambda: None)
    return result


def _inputs(data: object, day: date) -> dict[str, str]:
    return {"data": dumps(data), "day": day.isoformat()}


def _print(template: str, inputs: dict[str, str], standards: list[Standard]) -> bytes:
    import typst

    compiler = _compiler(template, os.getpid())
    try:
        made = compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=[*standards])
    except typst.TypstError as error:
        raise PressError(f"{template}: {error.message} {error.diagnostic}") from error
    return cast(bytes, made)


def _measure(template: str, inputs: dict[str, str], label: str) -> list[Any]:
    found = _new_compiler(template, inputs).query(f"<{label}>", field="value")
    return cast(list[Any], json.loads(found))


def dumps(data: object) -> str:
    """The data as JSON in which every sign can be printed."""
    return json.dumps(_printable(msgspec.to_builtins(data)), ensure_ascii=False)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def printable(text: str) -> str:
    """The text with an empty box for each sign that no vendored font has."""
    return "".join([sign if ord(sign) in glyphs() else _UNKNOWN for sign in text])


@cache
def glyphs() -> frozenset[int]:
    """The signs that every vendored cut of one family has, and the white space Typst knows."""
    common = [_common("BeVietnamPro"), _common("LiberationSerif")]
    return frozenset(common[0] | common[1] | {0x0A, 0x20, 0xA0})


def _common(family: str) -> set[int]:
    # Loaded here because most builds print nothing.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    cuts = [set(TTFont(path, lazy=True).getBestCmap()) for path in FONTS.glob(f"{family}*.ttf")]
    return set.intersection(*cuts)


@cache
def _compiler(template: str, process: int) -> "typst.Compiler":
    """One compiler for each template and process: fonts are read once."""
    return _new_compiler(template, {})


def _new_compiler(template: str, inputs: dict[str, str]) -> "typst.Compiler":
    import typst

    return typst.Compiler(
        input=str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(os.getpid()),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@cache
def _fonts(process: int) -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def fingerprint() -> bytes:
    """All that decides how papers look besides their data: our code, templates, fonts, Typst."""
    found = (HERE.glob("*.py"), TEMPLATES.glob("*.typ"), FONTS.glob("*.ttf"))
    paths = [path for files in found for path in sorted(files)]
    versions = [f"{name} {version(name)}".encode() for name in _MADE_WITH]
    return digest(*versions, *(path.read_bytes() for path in paths))
