"""What every build exports: the two files for machines that each procedure has.

In: a ``Catalogue``.  Out: ``Output``s, each keyed by what it is made from.
"""

from collections.abc import Iterator
from functools import partial

from generator.canonical import canonical
from generator.catalogue import Catalogue, digest
from generator.exports import cpsv, graph
from generator.exports.dataset import record_file
from generator.output import Output


def outputs(catalogue: Catalogue, program: bytes) -> Iterator[Output]:
    """``/thu-tuc/<code>.json`` and ``.jsonld`` of every procedure."""
    services = cpsv.Services(catalogue)
    for code, own in catalogue.digests.items():
        plain = partial(_canonical, catalogue, code)
        yield Output(record_file(code), digest(program, b"json", own), plain)
        linked = partial(_linked, services, catalogue, code)
        key = digest(program, b"jsonld", catalogue.shared_digest, own)
        yield Output(record_file(code, "jsonld"), key, linked)


def _canonical(catalogue: Catalogue, code: str) -> bytes:
    return canonical(catalogue.whole(code))


def _linked(services: cpsv.Services, catalogue: Catalogue, code: str) -> bytes:
    return graph.json_ld(services.one(catalogue.whole(code)), services.base)
