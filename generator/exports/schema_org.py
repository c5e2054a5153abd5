"""schema.org in pages, for search engines: a GovernmentService, and the data as a Dataset.

In: a record, or the files of an edition, and the catalogue.  Out: a tree, or the HTML that goes
into the page's head.  Only properties that schema.org allows; nothing that is not known.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from generator import addresses
from generator.catalogue import Catalogue, holds
from generator.exports import places, timing
from generator.exports.charges import charges
from generator.exports.dataset import origin
from generator.exports.listing import Listed
from generator.model import Authority, Channel, Fee, Procedure
from generator.views import wording

Tree = dict[str, Any]


def script(tree: Tree) -> str:
    """The block for a page's head: data, which no browser runs."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{safe}</script>'


def service(record: Procedure, catalogue: Catalogue) -> Tree:
    """The procedure as a GovernmentService; parts without a value are left out."""
    base, day, shared = origin(catalogue), catalogue.day, catalogue.shared
    field = shared.fields.get(record.field)
    offers = [offer for fee in charges(record, shared, day) for offer in _offer(fee)]
    found: Tree = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": places.service(base, record.code),
        "identifier": record.code,
        "name": wording.title(record),
        "alternateName": record.name if record.short_name else None,
        "description": record.summary,
        "url": f"{base}/{addresses.procedure(record.code)}",
        "serviceType": field.name if field else None,
        "areaServed": {"@type": "Country", "name": "Việt Nam"},
        "provider": _organisations(record, catalogue, "competent"),
        "serviceOperator": _organisations(record, catalogue, "executing"),
        "audience": [{"@type": "Audience", "audienceType": text} for text in record.applicants],
        "serviceOutput": [{"@type": "Thing", "name": text} for text in record.results],
        "availableChannel": [_channel(channel, record, day) for channel in record.channels],
        "offers": offers,
    }
    return {name: _single(value) for name, value in found.items() if value}


def whole(catalogue: Catalogue, edition: date, listed: Iterable[Listed]) -> Tree:
    """The data of an edition as a Dataset with its files."""
    publisher = catalogue.shared.publisher
    address = f"{origin(catalogue)}/{addresses.data(edition)}"
    maker = {"@type": "Organization", "name": publisher.name, "url": f"{origin(catalogue)}/"}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "name": f"Thủ tục hành chính – {publisher.short_name}",
        "description": f"{len(catalogue.briefs)} thủ tục hành chính do {publisher.name} công bố.",
        "url": f"{origin(catalogue)}/{addresses.DATA}",
        "version": edition.isoformat(),
        "datePublished": edition.isoformat(),
        "license": publisher.licence.url,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "publisher": maker,
        "distribution": [_download(file, address) for file in listed],
    }


def _download(file: Listed, address: str) -> Tree:
    return {
        "@type": "DataDownload",
        "name": file.path,
        "description": file.vi,
        "contentUrl": f"{address}{file.path}",
        "encodingFormat": file.media,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _organisations(record: Procedure, catalogue: Catalogue, role: str) -> list[Tree]:
    agencies = catalogue.shared.agencies

    def named(authority: Authority) -> bool:
        current = holds(authority, catalogue.day)
        return current and authority.role == role and authority.agency in agencies

    names = [agencies[a.agency].name for a in record.authorities if named(a)]
    return [{"@type": "GovernmentOrganization", "name": name} for name in dict.fromkeys(names)]


def _channel(channel: Channel, record: Procedure, day: date) -> Tree:
    limits = timing.of_channel(record.time_limits, channel.kind, day)
    found = {
        "@type": "ServiceChannel",
        "name": wording.CHANNEL[channel.kind],
        "description": channel.note,
        "processingTime": timing.common(limits),
    }
    return {name: value for name, value in found.items() if value}


def _offer(fee: Fee) -> Iterator[Tree]:
    """A fee that is known, as an offer."""
    price = {"amount": fee.amount, "free": 0}.get(fee.basis)
    if price is None:
        return
    found = {
        "@type": "Offer",
        "name": fee.name,
        "description": _about(fee),
        "price": int(price) if price == int(price) else price,
        "priceCurrency": fee.currency,
    }
    yield {name: value for name, value in found.items() if value is not None}


def _about(fee: Fee) -> str:
    channel = wording.CHANNEL[fee.channel] if fee.channel else ""
    return ", ".join(filter(None, (wording.fee(fee), channel, fee.case)))


def _single(value: Any) -> Any:
    """A list of one as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
