"""What the peers' projects have in common: tables of words, records as front matter, our shells.

In: a catalogue of ``corpus``.  Out: pieces of a project of another generator.
"""

from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from generator.views import wording
from generator.views.legal import KIND
from generator.website import Shell
from tests.bench import corpus

PEERS = Path(__file__).parent / "peers"
TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def words(catalogue: Path) -> dict[str, Any]:
    """All tables that templates look things up in."""
    publisher = corpus.read(catalogue / "publisher.yml")
    agencies = corpus.read(catalogue / "agencies.yml")["agencies"]
    documents = corpus.read(catalogue / "legal" / "nghi-dinh.yml")["documents"]
    return {
        "publisher": publisher,
        "agencies": {agency["id"]: agency["name"] for agency in agencies},
        "documents": {document["number"]: document for document in documents},
        "channels": wording.CHANNEL,
        "units": wording.UNIT,
        "online": {key: f"{text}." for key, text in wording.ONLINE.items()},
        "parts": wording.PART,
        "legal": KIND,
        "letters": {toned.upper(): wording.initial(toned) for toned in TONED},
        "tiers": {tier["id"]: tier["name"] for tier in publisher["tiers"]},
        "as_of": wording.as_of(corpus.DAY),
    }


def front_matter(record: Path, lists: dict[str, list[str]]) -> str:
    """A content file without a body: the record's own text, its title, its tier and its lists."""
    text = record.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("short_name: "))
    added = {"tier": corpus.tier_of(corpus.number_of(record.stem)), **lists}
    return f"---\n{text}{title.replace('short_name', 'title')}\n{dumped(added)}---\n"


def shelled(
    shell: Shell, *, title: str, description: str, address: str, body: str, brace: str
) -> str:
    """A layout: our shell with another generator's words in its slots; ``brace`` means ``{{``."""
    values = {
        "title": title,
        "description": description,
        "address": address,
        "head": "",
        "body": body,
    }
    literals = [literal.decode().replace("{{", brace) for literal in shell.literals]
    filled = [values[slot] for slot in shell.slots]
    return "".join(chain.from_iterable(zip(literals, [*filled, ""], strict=True)))


def dumped(tree: object) -> str:
    """The tree as YAML."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def put(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
