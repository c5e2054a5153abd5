"""Views, templates and shells become pages: each an ``Output`` that is made only when stale.

In: the catalogue and the website's shells.  Out: the list of all pages with a key each.  A key is
a hash of everything that a page's making reads; equal keys mean equal bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

import jinja2
import msgspec

from generator import addresses
from generator.catalogue import Catalogue, digest
from generator.editions.chain import Editions
from generator.fee_tables import FeeTables
from generator.model import Brief, Form
from generator.output import Output
from generator.templating import environment
from generator.views import (
    counting,
    fees,
    field,
    fields,
    form,
    forms,
    glossary,
    home,
    procedure,
    procedures,
    search,
    situation,
    situations,
    ward,
    wards,
)
from generator.views.offers import NO_PAPERS, Offers
from generator.website import Website

TEMPLATES = Path(__file__).parent / "templates"


class View(Protocol):
    """What every page kind's view has, whatever else it says."""

    @property
    def title(self) -> str:
        """The page's title, without the site's name."""

    @property
    def description(self) -> str:
        """One or two sentences for search engines."""


class Draw(Protocol):
    """Makes a page: its path, its kind, the hashes of what its view reads, its view, its weight."""

    def __call__(
        self,
        path: str,
        kind: str,
        parts: tuple[bytes, ...],
        view: Callable[[], View],
        weight: float,
    ) -> Output:
        """The page as an output."""


class _Single(NamedTuple):
    """A kind with one page; ``share``: what each procedure adds to its weight, as measured."""

    path: str
    kind: str
    view: Callable[[Catalogue], View]
    share: float = 0


SINGLE_PAGES = (
    _Single(addresses.HOME, "home", home.view, 0.01),
    _Single(addresses.SEARCH, "search", search.view),
    _Single(addresses.PROCEDURES, "procedures", procedures.view, 0.02),
    _Single(addresses.FIELDS, "fields", fields.view),
    _Single(addresses.WARDS, "wards", wards.view),
    _Single(addresses.SITUATIONS, "situations", situations.view),
    _Single(addresses.GLOSSARY, "glossary", glossary.view),
)
_FEES_SHARE = 0.03
_FIELD_SHARE = 0.06
_FORM_SHARE = 0.02
_FORMS_SHARE = 0.02


class Pages:
    """All pages made from the catalogue.  ``look`` is the hash of program, templates and shells."""

    def __init__(
        self,
        catalogue: Catalogue,
        website: Website,
        look: bytes,
        cache: Path,
        editions: Editions,
        head: Callable[[str], str] | None = None,
        offers: Offers = NO_PAPERS,
    ) -> None:
        """``head``: what the head of a procedure's page has beside the shell's, by its code.

        ``offers``: what there is to download of forms and notices.
        """
        self._catalogue = catalogue
        self._editions = editions
        self._head = head
        self._offers = offers
        self._cache = cache
        self._website = website
        self._base = digest(look, catalogue.shared_digest)
        self._publisher = catalogue.shared.publisher
        self._environment = environment(TEMPLATES, cache, look.hex()[:8])
        self._templates: dict[str, jinja2.Template] = {}

    def outputs(self) -> Iterator[Output]:
        """Every page of the site, in a fixed order."""
        yield from self._single_pages()
        yield from self._field_pages()
        yield from self._form_pages()
        yield from self._ward_pages()
        yield from self._situation_pages()
        yield from self._procedure_pages()

    def _single_pages(self) -> Iterator[Output]:
        everything = self._key(*self._catalogue.brief_digests.values())
        for single in SINGLE_PAGES:
            view = partial(single.view, self._catalogue)
            weight = 1 + single.share * len(self._catalogue.briefs)
            yield self._output(single.path, single.kind, everything, view, weight)
        weight = 1 + _FEES_SHARE * len(self._catalogue.briefs)
        yield self._output(addresses.FEES, "fees", everything, self._fees, weight)
        offered = digest(everything, *map(self._offers.key, self._catalogue.shared.forms))
        weight = 1 + _FORMS_SHARE * len(self._catalogue.briefs)
        listed = partial(forms.view, self._catalogue, self._offers)
        yield self._output(addresses.FORMS, "forms", offered, listed, weight)

    def _fees(self) -> View:
        tables = FeeTables(self._catalogue, self._environment, self._cache, self._base)
        view = fees.view(self._catalogue, tables.table)
        tables.save()
        return view

    def _field_pages(self) -> Iterator[Output]:
        fields = self._catalogue.shared.fields
        for field_id, briefs in counting.by_field(self._catalogue).items():
            view = partial(field.view, fields[field_id], briefs, self._catalogue)
            path = addresses.field(field_id)
            weight = 1 + _FIELD_SHARE * len(briefs)
            yield self._output(path, "field", self._briefs(briefs), view, weight)

    def _form_pages(self) -> Iterator[Output]:
        forms = self._catalogue.shared.forms
        for form_id, briefs in counting.by_form(self._catalogue).items():
            view = partial(self._form, forms[form_id], briefs)
            key = digest(self._briefs(briefs), self._offers.key(form_id))
            weight = 1 + _FORM_SHARE * len(briefs)
            yield self._output(addresses.form(form_id), "form", key, view, weight)

    def _form(self, one: Form, briefs: Sequence[Brief]) -> View:
        return form.view(one, briefs, self._catalogue, self._offers.of(one.id))

    def _ward_pages(self) -> Iterator[Output]:
        counts = counting.counts(self._catalogue)
        key = self._key(msgspec.msgpack.encode(counts))
        for place in self._catalogue.shared.wards.values():
            view = partial(ward.view, place, counts, self._catalogue)
            yield self._output(addresses.ward(place.id), "ward", key, view)

    def _situation_pages(self) -> Iterator[Output]:
        briefs = self._catalogue.briefs
        for known in self._catalogue.shared.situations:
            key = self._briefs(briefs[code] for code in situation.codes(known) if code in briefs)
            view = partial(situation.view, known, self._catalogue)
            yield self._output(addresses.situation(known.id), "situation", key, view)

    def _briefs(self, briefs: Iterable[Brief]) -> bytes:
        return self._key(*[self._catalogue.brief_digests[brief.code] for brief in briefs])

    def _key(self, *parts: bytes) -> bytes:
        return digest(self._base, *parts)

    def _procedure_pages(self) -> Iterator[Output]:
        digests, briefs = self._catalogue.digests, self._catalogue.brief_digests
        for code, others in self._catalogue.named.items():
            known = self._editions.key(code)
            offered = map(self._offers.key, self._catalogue.briefs[code].forms)
            key = self._key(digests[code], known, *[briefs[other] for other in others], *offered)
            view = partial(self._procedure, code)
            head = partial(self._head, code) if self._head else None
            yield self._output(addresses.procedure(code), "procedure", key, view, head=head)

    def _procedure(self, code: str) -> View:
        whole = self._catalogue.whole(code)
        return procedure.view(whole, self._catalogue, self._editions, self._offers)

    def draw(
        self,
        path: str,
        kind: str,
        parts: tuple[bytes, ...],
        view: Callable[[], View],
        weight: float,
        head: Callable[[], str] | None = None,
    ) -> Output:
        """A page that another stage puts into words; ``parts``: hashes of what its view reads."""
        return self._output(path, kind, self._key(*parts), view, weight, head)

    def plain(self, template: str, view: object) -> bytes:
        """A page without a shell, which no change of the site's look may reach."""
        return self._environment.get_template(template).render(v=view).encode()

    def _output(
        self,
        path: str,
        kind: str,
        key: bytes,
        view: Callable[[], View],
        weight: float = 1,
        head: Callable[[], str] | None = None,
    ) -> Output:
        make = partial(self._page, path, kind, view, head)
        return Output(addresses.file_of(path), key, make, weight)

    def _page(
        self,
        path: str,
        kind: str,
        make_view: Callable[[], View],
        make_head: Callable[[], str] | None,
    ) -> bytes:
        view = make_view()
        template = self._templates.get(kind)
        if template is None:
            template = self._templates[kind] = self._environment.get_template(f"{kind}.html")
        return self._website.shells[kind].fill(
            title=f"{view.title} – {self._publisher.short_name}",
            description=view.description,
            address=f"{self._publisher.base_address.rstrip('/')}/{path}",
            body=template.render(v=view, root=addresses.root_from(path)),
            head=make_head() if make_head else "",
        )
