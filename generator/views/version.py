"""What the frozen page of a procedure says: the record as it was published on one day.

In: the record, the shared records, the edition's day and decision.  Out: ``VersionView``.
"""

from datetime import date

import msgspec

from generator import addresses
from generator.catalogue import Shared
from generator.model import Procedure
from generator.views import citations, cite, wording
from generator.views.links import Link
from generator.views.parts import Part, parts

STYLE = """\
:root{color-scheme:light dark}
body{max-width:46rem;margin:0 auto;padding:1rem;font:1.0625rem/1.6 system-ui,"Segoe UI",Roboto,sans-serif;color:#1c1a17;background:#fff}
h1{font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}
h2{font-size:1.125rem;margin:1.75rem 0 .25rem;padding-top:.75rem;border-top:1px solid #c9c2b6}
ul{margin:.25rem 0;padding-left:1.25rem}
li,p,dd{overflow-wrap:anywhere}
a{color:#7a1414}
.banner{border:2px solid #7a1414;padding:.75rem 1rem;margin:0 0 1.5rem}
.banner p{margin:.25rem 0}
dt{font-weight:600}
dd{margin:0 0 .5rem}
.cite{-webkit-user-select:all;user-select:all}
.none{color:#5c564d}
code{overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#eee8dd;background:#171411}a{color:#f0a8a0}.banner{border-color:#f0a8a0}h2{border-color:#4a443b}.none{color:#b5ada0}}
@media print{body{font-size:11pt;max-width:none}}
"""  # noqa: E501
"""The style sheet of the pages frozen from now on; older ones keep the one of their edition."""


class VersionView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page; ``before`` is the day of the version before, empty for the first.

    ``current``, ``before_path``, ``style`` and the paths of the citation files are relative to the
    page; ``address`` is the permanent one.
    """

    title: str
    code: str
    day: str
    decision: str
    publisher: str
    notice: str
    licence: str
    address: str
    current: str
    before: str
    before_path: str
    sha256: str
    citation: str
    citation_files: tuple[Link, ...]
    parts: tuple[Part, ...]
    style: str


def view(
    procedure: Procedure,
    shared: Shared,
    *,
    day: date,
    decision: str,
    sha256: str,
    style: str,
    before: date | None,
) -> VersionView:
    """The page of the version that is published on ``day``; ``style``: hash of its style sheet."""
    publisher = shared.publisher
    cited = citations.procedure(procedure, publisher, day, sha256, decision)
    return VersionView(
        title=wording.title(procedure),
        code=procedure.code,
        day=wording.day(day),
        decision=decision,
        publisher=publisher.name,
        notice=publisher.notice or "",
        licence=f"{publisher.licence.name} ({publisher.licence.url})",
        address=cited.address,
        current="../../",
        before=wording.day(before) if before else "",
        before_path=f"../{before.isoformat()}/" if before else "",
        sha256=sha256,
        citation=citations.text(cited),
        citation_files=tuple([Link(name, file) for name, file in cite.files()]),
        parts=parts(procedure, shared),
        style=f"../../../../{addresses.frozen_style(style)}",
    )
