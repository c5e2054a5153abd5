"""The whole catalogue as JSON, and its procedures as JSON Lines.

In: a ``Dataset``.  Out: the files.  Both hold every record in canonical form, byte for byte: the
SHA-256 of a line (without its end) is the procedure's hash.
"""

from generator.canonical import Tree, packed, tree
from generator.exports.dataset import Dataset


def json_lines(dataset: Dataset) -> bytes:
    """One procedure a line, by code."""
    return b"".join(content + b"\n" for content in dataset.contents.values())


def whole(dataset: Dataset) -> bytes:
    """The publisher, all shared records and all procedures."""
    parts = {name: packed(value) for name, value in shared(dataset).items()}
    parts["edition"] = packed(dataset.edition.isoformat())
    parts["procedures"] = b"[%b]" % b",".join(dataset.contents.values())
    return b"{%b}\n" % b",".join(
        b'"%b":%b' % (name.encode(), parts[name]) for name in sorted(parts)
    )


def shared(dataset: Dataset) -> Tree:
    """The shared records, each in canonical form, as lists."""
    found = dataset.catalogue.shared
    lists = {
        "agencies": found.agencies.values(),
        "fields": found.fields.values(),
        "forms": found.forms.values(),
        "glossary": found.glossary,
        "legal_documents": found.legal.values(),
        "search_words": found.synonyms,
        "shared_fees": found.fees.values(),
        "situations": found.situations,
        "wards": found.wards.values(),
    }
    trees: Tree = {name: [tree(record) for record in records] for name, records in lists.items()}
    return trees | {"publisher": tree(found.publisher)}
