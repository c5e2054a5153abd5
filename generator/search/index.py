"""The folded index: what the browser needs to answer while a reader types.

In: a ``Catalogue`` and the search scripts of the theme.  Out: one classic script (it also runs
from ``file://``) with the scripts and the data, loaded only when somebody turns to the search.
The browser folds and builds its lookup itself, so only titles, synonyms and codes travel, written
column by column in ``pack``'s short forms, which compress best.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from generator.catalogue import Catalogue
from generator.kept import made_anew
from generator.model import Brief
from generator.search import brevity, pack, plain
from generator.views import wording

ADDRESS = "tim-kiem/chi-muc.js"
SCRIPTS = Path(__file__).resolve().parents[2] / "site_overrides" / "assets" / "search"
PARTS = (
    "words.js",
    "repair.js",
    "near.js",
    "lookup.js",
    "ask.js",
    "rank.js",
    "box.js",
)

COLUMNS = 7
"""Cells of a procedure, its code included."""

_LONGEST = 76
_FORM_NUMBER = re.compile(r"\b[A-Z]{1,4}[- ]?\d{1,3}[a-z]?\b")

Keep = Callable[[bytes, Callable[[], str]], str]


def index(catalogue: Catalogue, scripts: Path = SCRIPTS, keep: Keep = made_anew) -> bytes:
    """The script to publish at ``ADDRESS``: same catalogue and scripts, same bytes.

    ``keep``: gives the row of a brief's digest, made by the function where it has none.
    """
    data = _json(_data(catalogue, _rows(catalogue, keep)))
    parts = [pack.squeezed((scripts / name).read_text(encoding="utf-8")) for name in PARTS]
    ready = f"NiemYet.lookup=new NiemYet.Lookup({data});\n"
    return "".join([_empty_words(), *parts, ready]).encode()


def _rows(catalogue: Catalogue, keep: Keep) -> dict[str, str]:
    """Code -> what the index says of the procedure, its cells parted by tabs."""
    fields = {field_id: pack.base36(i) for i, field_id in enumerate(catalogue.shared.fields)}
    tiers = [tier.id for tier in catalogue.shared.publisher.tiers]
    said = _said_of(catalogue)
    digests = catalogue.brief_digests
    return {
        code: keep(
            digests[code], partial(_row, brief, catalogue, fields, tiers, said.get(code, []))
        )
        for code, brief in catalogue.briefs.items()
    }


def _empty_words() -> str:
    names = {"EMPTY": plain.EMPTY, "AT_END": plain.AT_END}
    return f"globalThis.NiemYet=Object.assign(globalThis.NiemYet??{{}},{_json(names)});\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _data(catalogue: Catalogue, rows: Mapping[str, str]) -> dict[str, object]:
    briefs = sorted(catalogue.briefs.values(), key=_neighbours)
    cells = [rows[brief.code].split("\t") for brief in briefs]
    columns = [pack.numbers(brief.code for brief in briefs)]
    columns += ["\n".join(column) for column in zip(*cells, strict=True)]
    others = [s for s in catalogue.shared.synonyms if s.elsewhere]
    sections = [
        "\n".join(_fields(catalogue, briefs)),
        "\n".join(f"{_said(s.say)}\t{_flat(s.elsewhere or '')}" for s in others),
        *(columns if briefs else [""] * COLUMNS),
        "\n".join(_synonyms(catalogue, briefs)),
    ]
    signs, letters, text = pack.in_signs("\f".join(sections))
    return {
        "tiers": [[tier.id, tier.name] for tier in catalogue.shared.publisher.tiers] + [["", ""]],
        "hotline": catalogue.shared.publisher.hotline.telephone or "",
        "signs": signs,
        "letters": letters,
        "text": text,
    }


def _neighbours(brief: Brief) -> tuple[str, str]:
    """Like beside like: then the codes are short steps and the file packs smaller."""
    return brief.field, brief.code


def _synonyms(catalogue: Catalogue, briefs: Sequence[Brief]) -> Iterable[str]:
    """Say, means, the rows of its procedures, first those that it names; parted by tabs."""
    at = {brief.code: number for number, brief in enumerate(briefs)}
    for synonym in catalogue.shared.synonyms:
        rows = [at[code] for code in synonym.codes if code in at]
        if synonym.field:
            rows += [at[brief.code] for brief in briefs if brief.field == synonym.field]
        means = _said(synonym.means)
        if not synonym.elsewhere and (means or rows):
            places = " ".join(str(row) for row in dict.fromkeys(rows))
            yield f"{_said(synonym.say)}\t{means}\t{places}".rstrip("\t")


def _said(texts: Iterable[str]) -> str:
    return ";".join(plain.phrases(texts))


def _fields(catalogue: Catalogue, briefs: Iterable[Brief]) -> Iterable[str]:
    """The name, and the id where that is not the folded name; empty where no procedure is."""
    used = {brief.field for brief in briefs}
    for field in catalogue.shared.fields.values():
        name = _flat(field.name) if field.id in used else ""
        yield name if not name or plain.slug(name) == field.id else f"{name}\t{field.id}"


def _said_of(catalogue: Catalogue) -> dict[str, list[str]]:
    """The everyday words that the whole catalogue has for a procedure, by its code."""
    said: dict[str, list[str]] = {}
    for synonym in catalogue.shared.synonyms:
        for code in synonym.codes:
            said.setdefault(code, []).extend(synonym.say)
    return said


def _row(
    brief: Brief, catalogue: Catalogue, fields: dict[str, str], tiers: list[str], said: list[str]
) -> str:
    """One procedure, its cells in the order that lookup.js names, after the code."""
    tier = catalogue.tier_of(brief)
    cells = (
        fields[brief.field],
        pack.base36(tiers.index(tier) if tier in tiers else len(tiers)),
        _flags(brief, catalogue.day),
        " ".join(_form_numbers(brief, catalogue)),
        wording.shorten(wording.title(brief), _LONGEST),
        ";".join(_own_words(brief, said)),
    )
    return "\t".join(_flat(cell) for cell in cells)


def _own_words(brief: Brief, said: Iterable[str]) -> list[str]:
    """The synonyms that say more than the title."""
    title = wording.title(brief)
    there = set(plain.words(title))
    return [
        text
        for text in plain.phrases(brief.synonyms, [title, *said])
        if not there >= set(text.split())
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _flags(brief: Brief, day: date) -> str:
    """``f``/``p``: fully or partly online; ``0``: free; ``c``: curated, so often asked for."""
    online = {"full": "f", "partial": "p"}.get(brief.online_level or "", "")
    free = "0" if brevity.fee(brief, day) == brevity.FREE else ""
    return online + free + ("c" if brief.summary else "")


def _form_numbers(brief: Brief, catalogue: Catalogue) -> list[str]:
    forms = (catalogue.shared.forms[form] for form in brief.forms if form in catalogue.shared.forms)
    return sorted(set(_numbers(f"{form.number or ''} {form.name}" for form in forms)))


def _numbers(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for number in _FORM_NUMBER.findall(text):
            yield number.replace("-", "").replace(" ", "")
