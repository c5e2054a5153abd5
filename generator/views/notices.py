"""What the page of notices says: the poster and QR labels of each field, and how to print.

In: the catalogue.  Out: ``NoticesView``.  The sheet of a procedure is linked from its own page.
"""

import msgspec

from generator import paper_addresses
from generator.catalogue import Catalogue
from generator.views import counting, fields, links, wording
from generator.views.links import Link

NOTICES = Link("Bản in để niêm yết", paper_addresses.NOTICES)


class FieldNotices(msgspec.Struct, frozen=True, gc=False):
    """The papers of a field."""

    field: Link
    count: str
    poster: str
    labels: str


class NoticesView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    as_of: str
    fields: tuple[FieldNotices, ...]


def view(catalogue: Catalogue) -> NoticesView:
    """Put the papers into words."""
    groups = [
        FieldNotices(
            fields.link(field_id, catalogue),
            f"{wording.number(len(briefs))} thủ tục",
            paper_addresses.poster(field_id),
            paper_addresses.labels(field_id),
        )
        for field_id, briefs in counting.by_field(catalogue).items()
        if briefs
    ]
    return NoticesView(
        title="Bản in để niêm yết",
        description="Tờ niêm yết, bảng danh sách theo lĩnh vực và nhãn QR, khổ A4, để in và dán.",
        crumbs=links.crumbs(NOTICES),
        as_of=wording.as_of(catalogue.day),
        fields=tuple(sorted(groups, key=lambda one: wording.alphabetical(one.field.text))),
    )
